/* intent.h - the intents a run knows: what a person wants from the recommender. */
#ifndef MODEL_INTENT_H
#define MODEL_INTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define INTENT_MAX 32
#define INTENT_ALIASES_MAX 256 /* of all intents together */

enum {
    INTENT_NONE = -1, /* no intent given, or none of the table */
};

/* What an intent is called too. */
struct intent_alias {
    struct str text;
    int intent;
};

/* Intents are numbered in the order of datasets/intents.csv. */
struct intent_table {
    size_t count;
    struct str names[INTENT_MAX];
    size_t alias_count;
    struct intent_alias aliases[INTENT_ALIASES_MAX];
};

/* The number of a new or known intent; INTENT_NONE when INTENT_MAX are taken. Keeps the view. */
int intent_add(struct intent_table *table, struct str name);

/* False when the alias already belongs to another intent, or there are too many. Keeps the view. */
bool intent_add_alias(struct intent_table *table, int intent, struct str alias);

/*
 * An intent's number by name, otherwise by alias, whatever the ASCII case; a space or hyphen
 * matches an underscore.
 */
int intent_find(const struct intent_table *table, struct str text);

#endif
