/* config_case.h - loads a configuration from a config.ini in a folder of its own. */
#ifndef UNIT_CONFIG_CASE_H
#define UNIT_CONFIG_CASE_H

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config/config.h"
#include "folder.h"
#include "suite.h"

static struct arena *arena;

/* Every test works in a folder of its own, so that messages say "config.ini". */
static inline void config_case_open(void)
{
    arena = arena_open("test", 64 << 20);
    ck_assert_int_eq(chdir(folder_make()), 0);
}

static inline void config_case_close(void)
{
    arena_close(arena);
}

#define CONFIG_CASE_RUN(name, ...)                                                                 \
    SUITE_RUN_AROUND(config_case_open, config_case_close, name, __VA_ARGS__)

/* What a test gives; all of it may be left out. */
struct config_case {
    const char *file;                /* text of config.ini; NULL: there is none */
    const char *environment[8];      /* "NAME=value" */
    struct config_option options[8]; /* up to one without a key */
};

static inline void config_case_write(const char *name, struct str text)
{
    FILE *file = fopen(name, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text.data, 1, text.size, file), text.size);
    ck_assert_int_eq(fclose(file), 0);
}

static inline bool config_case_load(const struct config_case *given, struct config *out,
                                    struct error *err)
{
    if (given->file != NULL)
        config_case_write("config.ini", str_from(given->file));
    struct config_source source = {
        .file = "config.ini",
        .environment = (char *const *)given->environment,
        .options = given->options,
    };
    while (source.option_count < 8 && given->options[source.option_count].typed != NULL)
        source.option_count++;
    return config_load(arena, &source, out, err);
}

/* The configuration of a case that is right. */
#define LOADED(...) config_case_loaded(&(struct config_case){__VA_ARGS__})
static inline struct config config_case_loaded(const struct config_case *given)
{
    struct config config;
    struct error err = {0};
    ck_assert_msg(config_case_load(given, &config, &err), "%s", err.text);
    return config;
}

/* The message for one that is wrong; its kind is checked, and that nothing came out. */
#define REFUSED(...) config_case_refused(&(struct config_case){__VA_ARGS__})
static inline const char *config_case_refused(const struct config_case *given)
{
    struct config config;
    memset(&config, 0x5A, sizeof config);
    struct config before = config;
    struct error err = {0};
    ck_assert_msg(!config_case_load(given, &config, &err), "accepted: %s", given->file);
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_int_eq(memcmp(&config, &before, sizeof config), 0);
    return arena_printf(arena, "%s", err.text);
}

/* An option of the key, as the command line would hand it over. */
#define OPTION(text, path, what)                                                                   \
    {                                                                                              \
        .typed = (text), .key = STR(path), .value = STR(what)                                      \
    }

#endif
