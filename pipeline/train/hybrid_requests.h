/*
 * hybrid_requests.h - which events can test a hybrid, and what the model must not learn for it.
 *
 * A model that has learned how somebody rated a film knows more than it could when they asked. So
 * the ratings of all pairs of user and film that are tested are held out, for the events of all
 * sources together, and one model is fitted on the rest.
 */
#ifndef TRAIN_HYBRID_REQUESTS_H
#define TRAIN_HYBRID_REQUESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/hybrid.h"
#include "model/ratings.h"
#include "train/hybrid_ranks.h"

#define HYBRID_REQUESTS_UNKNOWN UINT32_MAX

struct hybrid_event {
    enum hybrid_source source; /* a tag needs a rating of at least `relevant_from` stars */
    uint32_t user;             /* number in the ratings, or HYBRID_REQUESTS_UNKNOWN */
    uint32_t item;             /* likewise */
    uint32_t wish;
    bool liked;
    int64_t ts_ms;
};

/* What becomes of the events of one source. */
struct hybrid_requests {
    struct hybrid_request *items; /* (count) in the order of the events */
    size_t count;
    struct hybrid_account liked;
    struct hybrid_account disliked;
};

/*
 * Sorts the events (count) into `out`, by source, and writes which ratings are held out: their
 * places in ascending order, in `arena` as everything else. Two events may test the same pair.
 */
void hybrid_requests_make(const struct hybrid_event *events, size_t count,
                          const struct ratings *ratings, double relevant_from, struct arena *arena,
                          struct hybrid_requests out[HYBRID_SOURCES], uint32_t **held_out,
                          size_t *held_out_count);

#endif
