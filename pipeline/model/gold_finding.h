/* gold_finding.h - what is wrong with gold cases, of which kind, and where. */
#ifndef MODEL_GOLD_FINDING_H
#define MODEL_GOLD_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* In the order of GOLD_FINDING_NAMES. The first five are those of records that are rejected. */
enum gold_finding_kind {
    GOLD_FINDING_INVALID,        /* rejected for a reason that has no kind of its own */
    GOLD_FINDING_EMPTY,          /* expects nothing */
    GOLD_FINDING_UNKNOWN_GENRE,  /* no genre of the table */
    GOLD_FINDING_UNKNOWN_INTENT, /* no intent of the table */
    GOLD_FINDING_CONTRADICTION,  /* within one expectation; only that of years rejects the case */
    GOLD_FINDING_UNKNOWN_FILM,   /* a film that the catalogue does not list */
    GOLD_FINDING_DUPLICATE,      /* the same query or id once more, without a contradiction */
    GOLD_FINDING_CONFLICT,       /* the same query with another expectation */
    GOLD_FINDING_NEAR_DUPLICATE, /* nearly the same words */
    GOLD_FINDING_HELD_OUT_LEAK,  /* the same or nearly the same query held out and not */
    GOLD_FINDING_PROMPT_LEAK,    /* the same or nearly the same query is an example of a prompt */
    GOLD_FINDING_MISSING_CLASS,  /* an intent, genre or slot without a case */
    GOLD_FINDING_RARE_CLASS,     /* one with few */
    GOLD_FINDING_KINDS,
};

#define GOLD_FINDING_NAMES                                                                         \
    "invalid|empty|unknown_genre|unknown_intent|contradiction|unknown_film|duplicate|conflict|"    \
    "near_duplicate|held_out_leak|prompt_leak|missing_class|rare_class"

#define GOLD_FINDING_KEPT 1000 /* of each kind; more are only counted */

struct gold_finding {
    enum gold_finding_kind kind;
    struct at at; /* nowhere: of the set as a whole */
    struct str text;
};

struct gold_finding_list {
    struct gold_finding *items;
    size_t count;
    size_t capacity;
    size_t counts[GOLD_FINDING_KINDS]; /* all of them, kept or not */
};

/* "near_duplicate" */
struct str gold_finding_name(enum gold_finding_kind kind);

/* Counts a finding and keeps it when there is room. Control characters of its text become "?". */
void gold_finding_add(struct gold_finding_list *list, struct arena *arena,
                      enum gold_finding_kind kind, struct at at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* How many there are of the kinds in `set` (bit n: the n-th kind). */
size_t gold_finding_total(const struct gold_finding_list *list, unsigned set);

#endif
