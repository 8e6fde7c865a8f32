#include "monitor/query_swipes.h"

#include <stdlib.h>

#define TEXT_ROOM (QUERY_SWIPES_TEXT + 64) /* with what the arena adds */

struct query_swipes query_swipes_open(size_t max, struct arena *arena)
{
    const size_t bytes = (2 * max + 1) * TEXT_ROOM;
    struct query_swipes swipes = {.max = max};
    if (max == 0)
        return swipes;
    swipes.items = ARENA_ARRAY(arena, struct query_swipe, 2 * max);
    swipes.texts = arena_open("queries of swipes", bytes);
    swipes.spare = arena_open("queries of swipes", bytes);
    return swipes;
}

void query_swipes_close(struct query_swipes *swipes)
{
    arena_close(swipes->texts);
    arena_close(swipes->spare);
    *swipes = (struct query_swipes){0};
}

/* The oldest first. */
static int compare(const void *a, const void *b)
{
    const struct query_swipe *left = a;
    const struct query_swipe *right = b;
    if (left->ts_ms != right->ts_ms)
        return left->ts_ms < right->ts_ms ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

void query_swipes_settle(struct query_swipes *swipes)
{
    if (swipes->count == 0)
        return;
    qsort(swipes->items, swipes->count, sizeof *swipes->items, compare);
    const size_t gone = swipes->count > swipes->max ? swipes->count - swipes->max : 0;
    for (size_t i = gone; i < swipes->count; i++) {
        struct query_swipe *kept = &swipes->items[i - gone];
        *kept = swipes->items[i];
        kept->query = str_copy(swipes->spare, kept->query);
    }
    swipes->count -= gone;
    struct arena *emptied = swipes->texts;
    swipes->texts = swipes->spare;
    swipes->spare = emptied;
    arena_reset(emptied);
}

/* At most QUERY_SWIPES_TEXT bytes, without a part of a character at the end. */
static struct str shortened(struct str text)
{
    if (text.size <= QUERY_SWIPES_TEXT)
        return text;
    size_t size = QUERY_SWIPES_TEXT;
    while (size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    return str_slice(text, 0, size);
}

void query_swipes_add(struct query_swipes *swipes, const struct feedback_event *event)
{
    if (swipes->max == 0 || event->kind != FEEDBACK_SWIPE || event->action == SWIPE_SKIP ||
        event->query.size == 0)
        return;
    if (swipes->count == 2 * swipes->max)
        query_swipes_settle(swipes);
    swipes->items[swipes->count++] = (struct query_swipe){
        .ts_ms = event->ts_ms,
        .order = swipes->seen++,
        .user = event->user,
        .film = event->film,
        .liked = event->action == SWIPE_LIKE,
        .query = str_copy(swipes->texts, shortened(event->query)),
    };
}
