/* intent.h - the intents a run knows: what a person wants from the recommender. */
#ifndef MODEL_INTENT_H
#define MODEL_INTENT_H

#include <stddef.h>

#include "base/str.h"

#define INTENT_MAX 32

enum {
    INTENT_NONE = -1, /* no intent given, or none of the table */
};

/* Intents are numbered in the order of datasets/intents.csv. */
struct intent_table {
    size_t count;
    struct str names[INTENT_MAX];
};

/* The number of a new or known intent; INTENT_NONE when INTENT_MAX are taken. Keeps the view. */
int intent_add(struct intent_table *table, struct str name);

/* An intent's number by name, whatever its ASCII case; a space or hyphen matches an underscore. */
int intent_find(const struct intent_table *table, struct str text);

#endif
