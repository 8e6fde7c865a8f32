/*
 * keys.h - the one table of everything that can be configured.
 *
 * config.ini and the environment are read by it, options are named by it, --help, --print-config,
 * the shipped config.ini and the reference in the README are written from it. A new key is a field
 * in config.h and a row in keys.c.
 */
#ifndef CONFIG_KEYS_H
#define CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* What a value is, and the type of the field that it fills. */
enum keys_type {
    KEYS_COUNT,  /* size_t: a whole number */
    KEYS_NUMBER, /* double */
    KEYS_TEXT,   /* struct str */
    KEYS_PATH,   /* const char *: a leading "~/" stands for the home folder */
    KEYS_CHOICE, /* an enum: which of `choices` */
    KEYS_PATHS,  /* struct config_paths */
    KEYS_NAMES,  /* struct config_names */
    KEYS_COUNTS, /* struct config_counts */
    KEYS_TAGS,   /* struct config_tags */
    KEYS_WORDS,  /* struct config_words: some of `choices` */
    KEYS_TERMS,  /* struct str: what is given several times stands in it between commas */
};

#define KEYS_COUNT_MAX 1e15 /* no upper limit: whole numbers are exact as a double up to here */
#define KEYS_AUTO_COUNT SIZE_MAX

struct keys_row {
    const char *section; /* the name in keys_sections */
    const char *name;
    enum keys_type type;
    size_t offset;       /* of the field, from the beginning of the section's struct */
    const char *initial; /* the default as config.ini would say it; NULL: none, it must be given.
                            Where it is "", the value may be empty. */
    double min;          /* numbers, each of a list included */
    double max;
    const char *choices; /* "auto|time|hash": position = value of the enum */
    bool automatic;      /* a number may be `auto`: KEYS_AUTO_COUNT, or NAN */
    const char *option;  /* without dashes, "seed"; NULL: only the long form, --svd.epochs */
    bool decides;        /* the numbers of a run depend on it: part of config_params() */
    const char *help;    /* a clause without a full stop */
};

struct keys_section {
    const char *name;
    bool named;    /* [gate NAME]: as many as wanted */
    size_t offset; /* of the section in struct config; unused when named */
    size_t size;   /* of the section's struct */
    const char *help;
};

/* A value of a named section that exists without a config.ini. */
struct keys_preset {
    const char *section;
    const char *name;
    const char *key;
    const char *value;
};

extern const struct keys_row keys_table[]; /* keys of one section are neighbours */
extern const size_t keys_count;
extern const struct keys_section keys_sections[]; /* in the order of keys_table */
extern const size_t keys_section_count;
extern const struct keys_preset keys_presets[];
extern const size_t keys_preset_count;

/* NULL when there is none. */
const struct keys_section *keys_find_section(struct str name);
const struct keys_row *keys_find(const struct keys_section *section, struct str name);
const struct keys_row *keys_find_option(struct str option);

/* The rows of a section: the first of them, and how many there are. */
const struct keys_row *keys_of(const struct keys_section *section, size_t *count);

/* A list takes several values, separated by commas. */
bool keys_is_list(const struct keys_row *key);

/* True when `keys` has the key: "svd split run.seed" are two sections and one key, "*" is all. */
bool keys_bears_on(const struct keys_row *key, const char *keys);

#endif
