#include "train/hybrid_requests.h"

#include <stdlib.h>

#include "base/memory.h"

#define NO_RATING UINT32_MAX

/* A user and a film that some event is about, and their rating. */
struct pair {
    uint64_t key; /* user, then item */
    uint32_t place;
    bool tested;
};

struct pairs {
    struct pair *items; /* (count) ascending */
    size_t count;
};

/* What is left to learn about a user. */
struct rest {
    bool asks; /* the user comes up in some event: the others are of no interest */
    size_t ratings;
    uint32_t newest; /* seconds since 1970 */
};

static uint64_t key_of(uint32_t user, uint32_t item)
{
    return (uint64_t)user << 32 | item;
}

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *left = a;
    const struct pair *right = b;
    return (left->key > right->key) - (left->key < right->key);
}

static bool is_known(const struct hybrid_event *event)
{
    return event->user != HYBRID_REQUESTS_UNKNOWN && event->item != HYBRID_REQUESTS_UNKNOWN;
}

static struct pairs collect_pairs(const struct hybrid_event *events, size_t count,
                                  struct rest *rests)
{
    struct pairs pairs = {memory_block(count, sizeof *pairs.items), 0};
    size_t kept = 0;
    for (size_t e = 0; e < count; e++) {
        if (events[e].user != HYBRID_REQUESTS_UNKNOWN)
            rests[events[e].user].asks = true;
        if (is_known(&events[e]))
            pairs.items[pairs.count++] =
                (struct pair){key_of(events[e].user, events[e].item), NO_RATING, false};
    }
    qsort(pairs.items, pairs.count, sizeof *pairs.items, compare_pairs);
    for (size_t p = 0; p < pairs.count; p++)
        if (p == 0 || pairs.items[p].key != pairs.items[kept - 1].key)
            pairs.items[kept++] = pairs.items[p];
    pairs.count = kept;
    return pairs;
}

/* The pair, or NULL when no event is about it. */
static struct pair *find(const struct pairs *pairs, uint32_t user, uint32_t item)
{
    const struct pair wanted = {.key = key_of(user, item)};
    return bsearch(&wanted, pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
}

static void find_ratings(const struct pairs *pairs, const struct ratings *ratings,
                         const struct rest *rests)
{
    for (size_t i = 0; i < ratings->count; i++) {
        if (!rests[ratings->users[i]].asks)
            continue;
        struct pair *pair = find(pairs, ratings->users[i], ratings->items[i]);
        if (pair != NULL)
            pair->place = (uint32_t)i;
    }
}

static bool is_confirmed(const struct hybrid_event *event, const struct pair *pair,
                         const struct ratings *ratings, double relevant_from)
{
    return event->source != HYBRID_TAGS ||
           (pair->place != NO_RATING && (double)ratings->values[pair->place] >= relevant_from);
}

/* What stays for the model to learn about the users who ask. */
static void count_rest(const struct pairs *pairs, const struct ratings *ratings, struct rest *rests,
                       uint32_t *held_out, size_t *held_out_count)
{
    *held_out_count = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        struct rest *rest = &rests[ratings->users[i]];
        if (!rest->asks)
            continue;
        const struct pair *pair = find(pairs, ratings->users[i], ratings->items[i]);
        if (pair != NULL && pair->tested) {
            held_out[(*held_out_count)++] = (uint32_t)i;
            continue;
        }
        rest->ratings++;
        if (ratings->times[i] > rest->newest)
            rest->newest = ratings->times[i];
    }
}

/* `pair` is NULL when the user or the film is unknown. */
static void settle(const struct hybrid_event *event, const struct pair *pair, bool confirmed,
                   const struct rest *rests, struct hybrid_requests *out)
{
    struct hybrid_account *account = event->liked ? &out->liked : &out->disliked;
    account->events++;
    if (event->user == HYBRID_REQUESTS_UNKNOWN || rests[event->user].ratings == 0) {
        account->unknown_users++;
    } else if (event->item == HYBRID_REQUESTS_UNKNOWN) {
        account->unknown_films++;
    } else if (!confirmed) {
        account->unconfirmed++;
    } else {
        account->used++;
        account->held_out += pair->place != NO_RATING;
        account->early += (int64_t)rests[event->user].newest * 1000 > event->ts_ms;
        out->items[out->count++] =
            (struct hybrid_request){event->user, event->item, event->wish, event->liked};
    }
}

void hybrid_requests_make(const struct hybrid_event *events, size_t count,
                          const struct ratings *ratings, double relevant_from, struct arena *arena,
                          struct hybrid_requests out[HYBRID_SOURCES], uint32_t **held_out,
                          size_t *held_out_count)
{
    struct rest *rests = memory_block(ratings->n_users, sizeof *rests);
    struct pairs pairs = collect_pairs(events, count, rests);
    for (int s = 0; s < HYBRID_SOURCES; s++)
        out[s] =
            (struct hybrid_requests){.items = ARENA_ARRAY(arena, struct hybrid_request, count)};
    *held_out = ARENA_ARRAY(arena, uint32_t, pairs.count);
    find_ratings(&pairs, ratings, rests);
    for (size_t e = 0; e < count; e++) {
        if (!is_known(&events[e]))
            continue;
        struct pair *pair = find(&pairs, events[e].user, events[e].item);
        pair->tested |= is_confirmed(&events[e], pair, ratings, relevant_from);
    }
    count_rest(&pairs, ratings, rests, *held_out, held_out_count);
    for (size_t e = 0; e < count; e++) {
        const struct pair *pair =
            is_known(&events[e]) ? find(&pairs, events[e].user, events[e].item) : NULL;
        const bool confirmed =
            pair != NULL && is_confirmed(&events[e], pair, ratings, relevant_from);
        settle(&events[e], pair, confirmed, rests, &out[events[e].source]);
    }
    memory_free(pairs.items);
    memory_free(rests);
}
