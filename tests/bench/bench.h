/*
 * bench.h - what every benchmark shares: repeated timing, and rows that say how sure they are.
 *
 * A figure is the median of at least BENCH_RUNS runs, shown with its range: on a machine that
 * does other things as well the smallest is the fairest, and a wide range says that it was busy.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pool.h"
#include "model/input.h"
#include "model/ratings.h"

#define BENCH_RUNS 5      /* the fewest runs behind a figure */
#define BENCH_RUNS_MAX 64 /* more are not kept */

/* What each run took, in the order of running. */
struct bench_times {
    double ms[BENCH_RUNS_MAX];
    size_t count;
};

struct bench_spread {
    double median_ms; /* of an even number, the mean of the middle two */
    double min_ms;
    double max_ms;
};

/* Milliseconds of the wall since some fixed point. */
double bench_now_ms(void);

/* Milliseconds of processor time of all threads of this process so far. */
double bench_cpu_ms(void);

/* The most memory that this process has held so far, in MB of 10⁶ bytes. */
double bench_peak_mb(void);

/* Keeps one more run. */
void bench_add(struct bench_times *times, double ms);

/* At least one run was added. */
struct bench_spread bench_spread(const struct bench_times *times);

/* Times `runs` calls of work(context). */
struct bench_times bench_measure(void (*work)(void *context), void *context, size_t runs);

/* "  what   median ms  (min … max, n=5)  note": the note is printf's, and may be "". */
void bench_row(const char *what, const struct bench_times *times, const char *note, ...)
    __attribute__((format(printf, 3, 4)));

/* Ends the process with the error's text when a call failed that must not. */
void bench_require(bool done, const struct error *err);

/*
 * Reads one file of ratings with the program's own loader; its names and account stay in the arena.
 * `account` may be NULL.
 */
struct ratings bench_load_ratings(const char *path, struct pool *pool, struct arena *arena,
                                  struct input *account);

#endif
