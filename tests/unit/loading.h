/* loading.h - a loader with small tables, for tests that read texts as files. */
#ifndef UNIT_LOADING_H
#define UNIT_LOADING_H

#include <string.h>

#include "folder.h"
#include "load/loader.h"
#include "load/source.h"

struct loading {
    struct arena *arena;
    struct arena *scratch;
    struct input_list inputs;
    struct redact_counts masked;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct pseudonym_key key;
    struct loader loader;
};

static struct loading loading;

static inline void loading_open(void)
{
    memset(&loading, 0, sizeof loading);
    loading.arena = arena_open("test", 1 << 26);
    loading.scratch = arena_open("scratch", 1 << 26);
    loading.inputs.arena = loading.arena;
    loading.genres = genre_table_init(loading.arena);
    genre_add(&loading.genres, STR("Comedy"));
    genre_add_alias(&loading.genres, genre_add(&loading.genres, STR("Sci-Fi")), STR("scifi"));
    intent_add(&loading.intents, STR("search"));
    intent_add(&loading.intents, STR("similar"));
    loading.catalogue = catalogue_init(loading.arena);
    catalogue_add(&loading.catalogue, STR("alien-1979"), STR("Alien (1979)"), 0);
    ck_assert(pseudonym_key_from(STR("a secret for tests"), &loading.key));
    loading.loader = (struct loader){
        .arena = loading.arena,
        .scratch = loading.scratch,
        .inputs = &loading.inputs,
        .masked = &loading.masked,
        .genres = &loading.genres,
        .intents = &loading.intents,
        .catalogue = &loading.catalogue,
        .key = &loading.key,
    };
    ck_assert(redact_open(&loading.loader.redactor, NULL));
    ck_assert_int_eq(chdir(folder_make()), 0);
}

static inline void loading_close(void)
{
    redact_close(loading.loader.redactor);
    arena_close(loading.scratch);
    arena_close(loading.arena);
}

/* The text as a file of that name, as the only source of the kind. */
static inline struct source_list loading_file(enum source_kind kind, const char *name,
                                              struct str text)
{
    struct source_list list;
    struct str path = str_from(name);
    ck_assert(io_write_file(name, text, 0644, NULL));
    ck_assert(source_expand(kind, &path, 1, loading.arena, &list, NULL));
    return list;
}

/* The account of the file read last. */
static inline const struct input *loading_account(void)
{
    return &loading.inputs.items[loading.inputs.count - 1];
}

/* "file:line: reason" of a finding; it lives until the next call. */
static inline const char *loading_finding(const struct findings *findings, size_t i)
{
    static char text[1024];
    ck_assert_uint_gt(findings_kept(findings), i);
    const struct finding *one = &findings->items[i];
    snprintf(text, sizeof text, "%s:%zu: %.*s", one->at.file, one->at.line, STR_ARG(one->reason));
    return text;
}

#endif
