/*
 * gold_filter.h - which gold cases a run is about: `--filter tag=decade,!id=held-*,sample:50`.
 *
 * Terms stand between commas and are applied from left to right, each to what those before it
 * left; `!` before a term keeps what it would drop:
 *
 *     tag=decade|range      has one of these tags
 *     id=held-*|space-80s   has one of these ids
 *     /comed(y|ies)/i       the query matches the expression (PCRE2; i: whatever the case)
 *     failed-of:RUN         failed in that run, by the interpreter that was its primary one;
 *                           failed-of:RUN/NAME by that one, failed-of:RUN/any by any of them
 *     sample:50             50 cases drawn by the seed: the same ones in any order of the files
 *     range:11-20           the 11th to the 20th
 *
 * In tags and ids `*`, `?` and `[…]` are those of a shell. In an expression a comma is a comma and
 * `\/` a slash. Cases keep their order.
 */
#ifndef LOAD_GOLD_FILTER_H
#define LOAD_GOLD_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/pattern.h"
#include "base/str.h"
#include "model/gold.h"

enum gold_filter_kind {
    GOLD_FILTER_TAG,
    GOLD_FILTER_ID,
    GOLD_FILTER_QUERY,
    GOLD_FILTER_FAILED,
    GOLD_FILTER_SAMPLE,
    GOLD_FILTER_RANGE,
};

struct gold_filter_term {
    enum gold_filter_kind kind;
    bool negated;
    struct str text;    /* as it was written */
    const char **globs; /* of tags or ids */
    size_t glob_count;
    struct pattern *pattern;
    struct str run;           /* what failed-of names */
    struct str interpreter;   /* "" for the primary one, "any" for any */
    const struct map *failed; /* ids of the cases that failed there: set by the caller */
    size_t from;              /* of a range, from 1; of a sample how many */
    size_t to;
};

struct gold_filter {
    struct at at; /* the option or the line of config.ini */
    struct gold_filter_term *terms;
    size_t count;
    size_t capacity;
};

/*
 * Reads a filter; "" is one without terms. Errors are ERROR_USAGE at `at` and name the character:
 *
 *     --filter: character 12: `sample:` takes how many, a whole number from 1 on
 *
 * On success the caller ends with gold_filter_close().
 */
bool gold_filter_parse(struct str text, struct at at, struct arena *arena, struct gold_filter *out,
                       struct error *err);

/* Gives the compiled expressions back. */
void gold_filter_close(struct gold_filter *filter);

/*
 * The cases that are left, as a set of its own in the arena. Every failed-of needs its `failed`.
 * Error: ERROR_USAGE at the filter when none is left, with the term that dropped the last ones.
 */
bool gold_filter_apply(const struct gold_filter *filter, const struct gold_set *gold, uint64_t seed,
                       struct arena *arena, struct gold_set *out, struct error *err);

#endif
