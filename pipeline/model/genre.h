/* genre.h - the genres a run knows, their aliases, and sets of them. */
#ifndef MODEL_GENRE_H
#define MODEL_GENRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/str.h"

#define GENRE_MAX 64

/* Bit g is the genre with number g. */
typedef uint64_t genre_set;

enum {
    GENRE_UNKNOWN = -1, /* no genre or alias of the table */
    GENRE_NOTHING = -2, /* "unknown", "(no genres listed)": the empty set */
};

/* Genres are numbered in the order in which they were added. */
struct genre_table {
    size_t count;
    struct str names[GENRE_MAX];
    struct map by_alias; /* search key → number; names are aliases of themselves */
};

struct genre_table genre_table_init(struct arena *arena);

/* The number of a new or known genre; GENRE_UNKNOWN when GENRE_MAX are taken. Copies the name. */
int genre_add(struct genre_table *table, struct str name);

/* False when the alias already belongs to another genre. */
bool genre_add_alias(struct genre_table *table, int genre, struct str alias);

/*
 * A genre's number by name or alias, whatever its case, accents and punctuation
 * ("sci fi", "Children's"), or one of the negative answers above. `scratch` holds the key.
 */
int genre_find(const struct genre_table *table, struct arena *scratch, struct str text);

static inline genre_set genre_bit(int genre)
{
    return (genre_set)1 << genre;
}

/* Number of genres in a set. */
static inline size_t genre_count(genre_set set)
{
    return (size_t)__builtin_popcountll(set);
}

#endif
