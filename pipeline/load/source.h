/*
 * source.h - from what the user names (files, folders, globs, "none") to the files to read.
 *
 * Files keep the order in which they were named; those of one folder or glob are sorted by
 * name in byte order. A file that is named twice is read once.
 */
#ifndef LOAD_SOURCE_H
#define LOAD_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* What is looked for in a folder; each name may end in .gz or .zst. */
enum source_kind {
    SOURCE_GOLD,   /* gold*.jsonl, .json, .csv, .yaml and .yml, otherwise every file that ends so */
    SOURCE_MOVIES, /* the first there is of movies.csv, movies.dat, u.item */
    SOURCE_RATINGS,    /* the first there is of ratings.csv, ratings.dat, u.data */
    SOURCE_FEEDBACK,   /* feedback*.jsonl, otherwise every *.jsonl */
    SOURCE_TRACES,     /* traces*.jsonl, otherwise every *.jsonl */
    SOURCE_RECORDINGS, /* every *.jsonl */
    SOURCE_TAGS,       /* the first there is of tags.csv, tags.dat */
    SOURCE_PROMPTS,    /* every *.yaml and *.yml */
    SOURCE_ASSERTIONS, /* every *.yaml, *.yml, *.json and *.jsonl */
    SOURCE_RUBRICS,    /* the same */
    SOURCE_LABELS,     /* labels*.jsonl, otherwise every *.jsonl */
    SOURCE_JUDGEMENTS, /* judgements*.jsonl, otherwise every *.jsonl */
    SOURCE_KINDS,
};

struct source {
    const char *path; /* as the user would write it */
    bool synthetic;   /* listed under "files" in the planted.json of its folder */
};

struct source_list {
    enum source_kind kind;
    struct source *items;
    size_t count;
    size_t capacity;
};

/* "gold", "movies", "ratings", …: the kind of the accounts in model/input.h. */
const char *source_kind_name(enum source_kind kind);

/*
 * Expands `count` names. "none" stands for no file. A name that exists is taken literally, even
 * with a `*` in it; otherwise `*`, `?` and `[` make it a glob, whose folders are passed over.
 * Errors (ERROR_INPUT, at the name): it does not exist, a glob matches no file, a folder has no
 * file of the kind, planted.json is damaged.
 */
bool source_expand(enum source_kind kind, const struct str *names, size_t count,
                   struct arena *arena, struct source_list *out, struct error *err);

/*
 * The files of `kind` in the folders of `list`'s files: the films beside the ratings.
 * An empty list when there are none.
 */
bool source_beside(const struct source_list *list, enum source_kind kind, struct arena *arena,
                   struct source_list *out, struct error *err);

#endif
