/* gold_case.h - from the texts of a gold case, whatever file they stood in, to the case itself. */
#ifndef LOAD_GOLD_CASE_H
#define LOAD_GOLD_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "load/loader.h"
#include "model/gold.h"

/* A list of texts that grows in an arena. */
struct gold_case_texts {
    struct str *items;
    size_t count;
    size_t capacity;
};

/* A case as written; views that live until gold_case_make() returns. */
struct gold_case_draft {
    struct str id; /* "" when there is none */
    struct str query;
    unsigned named;                           /* SLOT_BIT of the slots that are judged */
    struct gold_case_texts slots[SLOT_COUNT]; /* their values; empty: none is expected */
    struct gold_case_texts tags;
    struct str assertions; /* JSON: one or a list of them, as assertion_read() takes; "" for none */
};

/*
 * Checks and resolves a draft: masks its texts, finds intent, genres and films, and computes
 * canonical query and digest. A film that the catalogue does not list is noted. False: the case
 * is rejected, and the reason is in `input`. What the case keeps is copied into loader->arena.
 */
bool gold_case_make(struct loader *loader, struct input *input, struct at at,
                    const struct gold_case_draft *draft, struct gold_case *out);

#endif
