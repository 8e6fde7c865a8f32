/*
 * query_swipes.h - the newest swipes that say what had been asked for, in bounded memory.
 *
 * Skips say little about taste, and a swipe without a query nothing about readings: neither is
 * kept. Twice as many as wanted are collected, then the older half goes; so memory holds at most
 * 2·max swipes with QUERY_SWIPES_TEXT bytes of text each, however long the logs are, and an event
 * costs constant time on average. Of equal times the one that came later is the newer.
 */
#ifndef MONITOR_QUERY_SWIPES_H
#define MONITOR_QUERY_SWIPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/feedback.h"

#define QUERY_SWIPES_TEXT 512 /* bytes of a query that are kept; people ask in fewer */

struct query_swipe {
    int64_t ts_ms;
    uint64_t order; /* number of the event, from 0 */
    uint64_t user;  /* first 8 bytes of the keyed pseudonym */
    uint32_t film;  /* catalogue index or FILM_NONE */
    bool liked;
    struct str query; /* masked */
};

struct query_swipes {
    struct query_swipe *items; /* (count) */
    size_t count;
    size_t max;
    uint64_t seen;       /* swipes with a query so far */
    struct arena *texts; /* of the queries */
    struct arena *spare; /* where those that stay move to */
};

/* Keeps the newest `max`; 0 keeps none. The swipes live in `arena`. */
struct query_swipes query_swipes_open(size_t max, struct arena *arena);

/* Gives the texts back. What was never opened is nothing. */
void query_swipes_close(struct query_swipes *swipes);

void query_swipes_add(struct query_swipes *swipes, const struct feedback_event *event);

/* After the last event: exactly the newest `max`, the oldest first. */
void query_swipes_settle(struct query_swipes *swipes);

#endif
