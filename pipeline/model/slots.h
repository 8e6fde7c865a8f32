/* slots.h - what a query means: the seven slots that gold cases and answers share. */
#ifndef MODEL_SLOTS_H
#define MODEL_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/catalogue.h"
#include "model/genre.h"
#include "model/intent.h"

enum slot {
    SLOT_INTENT,
    SLOT_GENRES,
    SLOT_EXCLUDE_GENRES,
    SLOT_YEAR_MIN,
    SLOT_YEAR_MAX,
    SLOT_SIMILAR_TO,
    SLOT_MOVIES,
    SLOT_COUNT,
};

#define SLOT_BIT(slot) (1u << (slot))

/* Distinct films in ascending order, so that equal sets are equal arrays. */
struct film_set {
    uint32_t *items;   /* catalogue indices and FILM_UNLISTED numbers */
    struct str *texts; /* the same films as they were written, for the page */
    size_t count;
    size_t capacity;
};

/*
 * In a gold case, `named` says which slots are judged. In an answer every slot
 * counts, and one that it does not name is empty.
 */
struct slots {
    unsigned named; /* SLOT_BIT of every slot that the source mentions, even as [] or null */
    int intent;     /* in the intent table, or INTENT_NONE */
    genre_set genres;
    genre_set exclude_genres;
    int year_min; /* inclusive; 0: open */
    int year_max; /* inclusive; 0: open */
    struct film_set similar_to;
    struct film_set movies;
};

/* Slots that say nothing: no intent, empty sets, no years. */
struct slots slots_empty(void);

/* "intent", "genres", "exclude_genres", … */
const char *slots_name(enum slot slot);

/* Adds a film unless it is there; keeps the order. `text` is kept by pointer. */
void slots_add_film(struct arena *arena, struct film_set *set, uint32_t film, struct str text);

/* Right or wrong: equal intent or year, the same set of genres or films (DESIGN.md, "right"). */
bool slots_equal(enum slot slot, const struct slots *a, const struct slots *b);

/* What a page shows of one slot: "Comedy, Sci-Fi", "1980", "Alien (1979)"; "" when it is empty. */
struct str slots_text(enum slot slot, const struct slots *slots, const struct genre_table *genres,
                      const struct intent_table *intents, const struct catalogue *catalogue,
                      struct arena *arena);

#endif
