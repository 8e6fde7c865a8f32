#include "model/slots.h"

#include <string.h>

#define TEXT_MAX ((size_t)16 << 10) /* bytes of one slot on a page */

struct slots slots_empty(void)
{
    return (struct slots){.intent = INTENT_NONE};
}

const char *slots_name(enum slot slot)
{
    static const char *const NAMES[SLOT_COUNT] = {
        "intent", "genres", "exclude_genres", "year_min", "year_max", "similar_to", "movies"};
    return NAMES[slot];
}

void slots_add_film(struct arena *arena, struct film_set *set, uint32_t film, struct str text)
{
    size_t place = set->count;
    while (place > 0 && set->items[place - 1] > film)
        place--;
    if (place > 0 && set->items[place - 1] == film)
        return;

    size_t text_capacity = set->capacity;
    set->items = arena_grow(arena, set->items, set->count, &set->capacity, sizeof *set->items);
    set->texts = arena_grow(arena, set->texts, set->count, &text_capacity, sizeof *set->texts);
    memmove(set->items + place + 1, set->items + place, (set->count - place) * sizeof *set->items);
    memmove(set->texts + place + 1, set->texts + place, (set->count - place) * sizeof *set->texts);
    set->items[place] = film;
    set->texts[place] = text;
    set->count++;
}

static bool same_films(const struct film_set *a, const struct film_set *b)
{
    return a->count == b->count &&
           (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

bool slots_equal(enum slot slot, const struct slots *a, const struct slots *b)
{
    switch (slot) {
    case SLOT_INTENT:
        return a->intent == b->intent;
    case SLOT_GENRES:
        return a->genres == b->genres;
    case SLOT_EXCLUDE_GENRES:
        return a->exclude_genres == b->exclude_genres;
    case SLOT_YEAR_MIN:
        return a->year_min == b->year_min;
    case SLOT_YEAR_MAX:
        return a->year_max == b->year_max;
    case SLOT_SIMILAR_TO:
        return same_films(&a->similar_to, &b->similar_to);
    case SLOT_MOVIES:
        return same_films(&a->movies, &b->movies);
    case SLOT_COUNT:
        break;
    }
    return false;
}

static void add_part(struct strbuf *buf, struct str part)
{
    if (buf->size != 0)
        strbuf_add(buf, STR(", "));
    strbuf_add(buf, part);
}

static void add_genres(struct strbuf *buf, genre_set set, const struct genre_table *genres)
{
    for (size_t i = 0; i < genres->count; i++)
        if (set & genre_bit((int)i))
            add_part(buf, genres->names[i]);
}

static void add_films(struct strbuf *buf, const struct film_set *set,
                      const struct catalogue *catalogue)
{
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i] >= catalogue->count) {
            add_part(buf, set->texts[i]);
            continue;
        }
        const struct movie *movie = &catalogue->items[set->items[i]];
        add_part(buf, movie->title);
        if (movie->year != 0)
            strbuf_addf(buf, " (%d)", movie->year);
    }
}

struct str slots_text(enum slot slot, const struct slots *slots, const struct genre_table *genres,
                      const struct intent_table *intents, const struct catalogue *catalogue,
                      struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, TEXT_MAX);
    int year = slot == SLOT_YEAR_MIN ? slots->year_min : slots->year_max;
    switch (slot) {
    case SLOT_INTENT:
        if (slots->intent != INTENT_NONE)
            strbuf_add(&buf, intents->names[slots->intent]);
        break;
    case SLOT_GENRES:
        add_genres(&buf, slots->genres, genres);
        break;
    case SLOT_EXCLUDE_GENRES:
        add_genres(&buf, slots->exclude_genres, genres);
        break;
    case SLOT_YEAR_MIN:
    case SLOT_YEAR_MAX:
        if (year != 0)
            strbuf_addf(&buf, "%d", year);
        break;
    case SLOT_SIMILAR_TO:
        add_films(&buf, &slots->similar_to, catalogue);
        break;
    case SLOT_MOVIES:
        add_films(&buf, &slots->movies, catalogue);
        break;
    case SLOT_COUNT:
        break;
    }
    return strbuf_str(&buf);
}
