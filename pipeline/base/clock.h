/*
 * clock.h - the two clocks of a run.
 *
 * The wall clock is read once, by main; from then on time is told by the monotonic clock,
 * which nobody sets. Under SOURCE_DATE_EPOCH both stand still: `now_ms` is that epoch and
 * durations are unknown, so that equal inputs give equal bytes.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
    int64_t now_ms;  /* wall clock at the start of the process, UTC */
    bool frozen;     /* SOURCE_DATE_EPOCH is set */
    double start_ms; /* clock_ms() at that moment; NAN when frozen */
};

/* A clock that starts at `now_ms` of the wall clock, and stays there when frozen. */
struct clock clock_start(int64_t now_ms, bool frozen);

/* Monotonic milliseconds since some fixed point; NAN when frozen. Differences are durations. */
double clock_ms(const struct clock *clock);

/* The time of day by now: `now_ms` and what has passed since; `now_ms` when frozen. */
int64_t clock_wall_ms(const struct clock *clock);

#endif
