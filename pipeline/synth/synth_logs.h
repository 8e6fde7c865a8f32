/* synth_logs.h - invented logs of the live system: feedback and LLM calls, with planted trouble. */
#ifndef SYNTH_SYNTH_LOGS_H
#define SYNTH_SYNTH_LOGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "model/genre.h"
#include "synth/world.h"

/* What is planted, for planted.json and for tests that must find it and nothing else. */
struct synth_logs_planted {
    size_t asked;             /* swipes that carry the query that led to them */
    size_t duplicates;        /* events that are sent twice within an hour */
    size_t emails;            /* in queries and comments */
    size_t phones;            /* the same */
    size_t slow_day;          /* of the period: latencies are SYNTH_LOGS_SLOWNESS times as long */
    size_t error_day;         /* of the period: a third of the calls fail */
    size_t prompt_change_day; /* from here on the calls use the second version of the prompt */
};

#define SYNTH_LOGS_SLOWNESS 3
#define SYNTH_LOGS_VARIANT_GAIN 0.25 /* log odds of a like that variant b has over a */
#define SYNTH_LOGS_MATCH_GAIN 0.8    /* log odds that a film has for matching the query, or loses */

/*
 * Writes `events` feedback events in order of time: swipes and some comments. With `calls`, every
 * other swipe is of a film in the list that answers one of them, and quotes its query: most of
 * the list matches the query and stands in about the order of the person's liking, and a match is
 * liked more often than its taste alone would say, anything else less. The other swipes are of
 * films that many see. Adds to `planted`.
 */
bool synth_logs_write_feedback(const struct world *world, size_t events, size_t calls,
                               const struct genre_table *genres, const char *path,
                               struct synth_logs_planted *planted, struct error *err);

/*
 * Writes `calls` live LLM calls in order of time, with spans, tokens and raw outputs; one in
 * fifty fails. Adds to `planted`.
 */
bool synth_logs_write_traces(const struct world *world, size_t calls,
                             const struct genre_table *genres, const char *path,
                             struct synth_logs_planted *planted, struct error *err);

#endif
