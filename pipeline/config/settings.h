/*
 * settings.h - every value while and after it is collected: its text, its origin, its field.
 *
 * A record is one section: [svd], or [gate case_accuracy] among others of its kind. Setting a
 * value parses it into the field at once, so that a wrong line is reported even when a stronger
 * source overrides it. Sources are read from the weakest to the strongest, and the last one wins.
 */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "config/config.h"
#include "config/keys.h"

/* From the weakest to the strongest. */
enum settings_source {
    SETTINGS_DEFAULT,
    SETTINGS_FILE,
    SETTINGS_ENVIRONMENT,
    SETTINGS_OPTION,
};

/* `at` is the line of the file, or names the variable or the option; nowhere for a default. */
struct settings_origin {
    enum settings_source source;
    struct at at;
};

struct settings_value {
    struct str text; /* as config.ini would say it: a list has ", " between its parts */
    struct settings_origin origin;
};

struct settings_record {
    const struct keys_section *section;
    struct str name; /* of a named section, otherwise "" */
    struct at at;    /* its line in config.ini; nowhere when it is not there */
    const struct keys_row *keys;
    size_t count;
    struct settings_value *values; /* (count) */
    void *fields;                  /* a part of struct config, or one of its own when named */
};

struct settings {
    struct arena *arena;
    const char *home;               /* what "~" stands for; NULL when unknown */
    struct settings_record **items; /* as --print-config shows them */
    size_t count;
    size_t capacity;
};

/* All defaults, presets included. The fields of plain sections are those of `config`. */
struct settings *settings_open(struct arena *arena, struct config *config, const char *home);

/* NULL when there is no such record. */
struct settings_record *settings_find(const struct settings *settings,
                                      const struct keys_section *section, struct str name);

/*
 * The record with that name, behind all others of its section: a new one with the defaults of
 * its keys, or the preset, moved. Errors: a name with other characters than a-z, 0-9, _ and -, or
 * longer than SETTINGS_NAME_MAX.
 */
bool settings_claim(struct settings *settings, const struct keys_section *section, struct str name,
                    struct at at, struct settings_record **out, struct error *err);

#define SETTINGS_NAME_MAX 40 /* bytes */

/* Gives one key of the record a value, or appends to the list that it has. */
bool settings_set(struct settings *settings, struct settings_record *record,
                  const struct keys_row *key, struct str text, struct settings_origin origin,
                  bool append, struct error *err);

/* The value of one key of the record. */
struct settings_value *settings_value(const struct settings_record *record,
                                      const struct keys_row *key);

/* The same by the key's name, which is one of the section's. */
struct settings_value *settings_value_of(const struct settings_record *record, const char *name);

/* How many records there are of a section. */
size_t settings_count_of(const struct settings *settings, const char *section);

/* "svd.factors", "gate.case_accuracy.rule" */
struct str settings_path(const struct settings_record *record, const struct keys_row *key,
                         struct arena *arena);

/* "[svd]", "[gate case_accuracy]" */
struct str settings_title(const struct settings_record *record, struct arena *arena);

#endif
