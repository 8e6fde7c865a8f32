#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "load/ratings_file.h"

static double clock_now_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double bench_now_ms(void)
{
    return clock_now_ms(CLOCK_MONOTONIC);
}

double bench_cpu_ms(void)
{
    return clock_now_ms(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_peak_mb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss * 1024 / 1e6;
}

void bench_add(struct bench_times *times, double ms)
{
    if (times->count < BENCH_RUNS_MAX)
        times->ms[times->count++] = ms;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

struct bench_spread bench_spread(const struct bench_times *times)
{
    double sorted[BENCH_RUNS_MAX];
    size_t n = times->count;
    memcpy(sorted, times->ms, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    return (struct bench_spread){
        .median_ms = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        .min_ms = sorted[0],
        .max_ms = sorted[n - 1],
    };
}

struct bench_times bench_measure(void (*work)(void *context), void *context, size_t runs)
{
    struct bench_times times = {.count = 0};
    for (size_t run = 0; run < runs; run++) {
        double began = bench_now_ms();
        work(context);
        bench_add(&times, bench_now_ms() - began);
    }
    return times;
}

void bench_row(const char *what, const struct bench_times *times, const char *note, ...)
{
    struct bench_spread spread = bench_spread(times);
    va_list args;
    printf("  %-34s %9.1f ms  (%.1f … %.1f, n=%zu)  ", what, spread.median_ms, spread.min_ms,
           spread.max_ms, times->count);
    va_start(args, note);
    vprintf(note, args);
    va_end(args);
    printf("\n");
}

void bench_require(bool done, const struct error *err)
{
    if (done)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(EXIT_FAILURE);
}

struct ratings bench_load_ratings(const char *path, struct pool *pool, struct arena *arena,
                                  struct input *account)
{
    struct error err = {0};
    struct arena *scratch = arena_open("scratch", (size_t)1 << 30);
    struct input_list inputs = {.arena = arena};
    struct pseudonym_key key;
    const struct catalogue none = {0};
    struct loader loader = {.arena = arena,
                            .scratch = scratch,
                            .inputs = &inputs,
                            .catalogue = &none,
                            .key = &key,
                            .pool = pool};
    struct source_list list;
    struct str name = str_from(path);
    struct ratings ratings;
    pseudonym_key_from(STR("a secret for benchmarks"), &key);
    bench_require(source_expand(SOURCE_RATINGS, &name, 1, arena, &list, &err), &err);
    bench_require(ratings_file_load(&loader, &list, &RATINGS_FILE_OPTIONS, &ratings, &err), &err);
    if (account != NULL)
        *account = inputs.items[0];
    arena_close(scratch);
    return ratings;
}
