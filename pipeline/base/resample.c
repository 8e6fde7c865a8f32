#include "base/resample.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "base/stats.h"

/* A resample draws from a stretch of the stream of its own. */
#define BLOCKS_PER_RESAMPLE_BITS 32

/*
 * The sums are a product of matrices, (resamples, units) by (units, columns). It is computed in
 * tiles whose sums stay in registers while the units pass by: 4 resamples of 4 columns are 8
 * pairs of numbers, which leaves room for what is loaded among the 16 registers of every x86-64.
 */
enum { TILE = 4, PAIRS = TILE / 2 };

typedef double pair __attribute__((vector_size(2 * sizeof(double))));

/* What one thread works with. */
struct room {
    uint32_t *drawn; /* (units) how often a resample draws each unit */
    double *times;   /* (units, TILE) the same of a tile of resamples */
    double *sums;    /* (TILE, panels · TILE) */
};

struct job {
    const struct resample *draw;
    const struct resample_question *question;
    size_t panels;      /* TILE columns each; what is missing in the last one is 0 */
    double *cells;      /* (panels, units, TILE) */
    double *statistics; /* (statistic_count, resamples) */
    struct room *rooms; /* (threads) */
    double confidence;
    struct interval *out;
};

/* Lemire's bounded numbers, as those of rng_below(), from a whole block of words at a time. */
static void count_draws(const struct resample *draw, size_t resample, uint32_t *drawn)
{
    const uint32_t bound = (uint32_t)draw->units;
    const uint32_t threshold = (0u - bound) % bound;
    uint64_t block = (uint64_t)resample << BLOCKS_PER_RESAMPLE_BITS;
    size_t left = draw->units;
    while (left != 0) {
        uint32_t words[4];
        rng_block(draw->seed, draw->stream, block++, words);
        for (size_t i = 0; i < 4 && left != 0; i++) {
            const uint64_t product = (uint64_t)words[i] * bound;
            if ((uint32_t)product < threshold)
                continue;
            drawn[product >> 32]++;
            left--;
        }
    }
}

/* Draws resamples `begin` … of a tile; those beyond the last one stay empty. */
static void draw_tile(const struct resample *draw, size_t begin, struct room *room)
{
    for (size_t r = 0; r < TILE; r++) {
        memset(room->drawn, 0, draw->units * sizeof *room->drawn);
        if (begin + r < draw->resamples)
            count_draws(draw, begin + r, room->drawn);
        for (size_t u = 0; u < draw->units; u++)
            room->times[u * TILE + r] = (double)room->drawn[u];
    }
}

/* Adds up a panel of columns for a tile of resamples: sums[resample · stride + column]. */
static void sum_panel(const double *cells, const double *times, size_t units, double *sums,
                      size_t stride)
{
    pair total[TILE][PAIRS] = {0};
    for (size_t u = 0; u < units; u++, cells += TILE, times += TILE) {
        const pair low = *(const pair *)(const void *)cells;
        const pair high = *(const pair *)(const void *)(cells + 2);
        total[0][0] += low * times[0];
        total[0][1] += high * times[0];
        total[1][0] += low * times[1];
        total[1][1] += high * times[1];
        total[2][0] += low * times[2];
        total[2][1] += high * times[2];
        total[3][0] += low * times[3];
        total[3][1] += high * times[3];
    }
    for (size_t r = 0; r < TILE; r++)
        for (size_t p = 0; p < PAIRS; p++) {
            sums[r * stride + 2 * p] = total[r][p][0];
            sums[r * stride + 2 * p + 1] = total[r][p][1];
        }
}

static void run_tile(void *context, size_t index, size_t worker)
{
    const struct job *job = context;
    const struct resample_question *question = job->question;
    const size_t units = job->draw->units;
    const size_t resamples = job->draw->resamples;
    const size_t begin = index * TILE;
    const size_t stride = job->panels * TILE;
    struct room *room = &job->rooms[worker];

    draw_tile(job->draw, begin, room);
    for (size_t p = 0; p < job->panels; p++)
        sum_panel(job->cells + p * units * TILE, room->times, units, room->sums + p * TILE, stride);

    double *statistics = room->sums + TILE * stride;
    for (size_t r = 0; r < TILE && begin + r < resamples; r++) {
        question->compute(question->context, room->sums + r * stride, statistics);
        for (size_t s = 0; s < question->statistic_count; s++)
            job->statistics[s * resamples + begin + r] = statistics[s];
    }
}

static void settle_statistic(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct job *job = context;
    const size_t resamples = job->draw->resamples;
    double *values = job->statistics + index * resamples;
    size_t kept = 0;
    for (size_t r = 0; r < resamples; r++)
        if (!isnan(values[r]))
            values[kept++] = values[r];
    job->out[index] = stats_percentile_interval(values, kept, job->confidence);
}

static void pack_columns(struct job *job)
{
    const struct resample_question *question = job->question;
    const size_t units = job->draw->units;
    job->panels = (question->column_count + TILE - 1) / TILE;
    job->cells = memory_block(job->panels * units * TILE, sizeof *job->cells);
    for (size_t c = 0; c < question->column_count; c++) {
        double *panel = job->cells + c / TILE * units * TILE;
        for (size_t u = 0; u < units; u++)
            panel[u * TILE + c % TILE] = question->columns[c][u];
    }
}

static void open_rooms(struct job *job, size_t threads)
{
    const size_t units = job->draw->units;
    const size_t sums = TILE * job->panels * TILE + job->question->statistic_count;
    job->rooms = memory_block(threads, sizeof *job->rooms);
    for (size_t t = 0; t < threads; t++)
        job->rooms[t] = (struct room){
            .drawn = memory_raw(units, sizeof(uint32_t)),
            .times = memory_raw(units * TILE, sizeof(double)),
            .sums = memory_raw(sums, sizeof(double)),
        };
}

static void close_rooms(struct job *job, size_t threads)
{
    for (size_t t = 0; t < threads; t++) {
        memory_free(job->rooms[t].drawn);
        memory_free(job->rooms[t].times);
        memory_free(job->rooms[t].sums);
    }
    memory_free(job->rooms);
}

void resample_intervals(const struct resample *draw, const struct resample_question *question,
                        double confidence, struct pool *pool, struct interval *out)
{
    assert(confidence > 0 && confidence < 1 && draw->units < UINT32_MAX);
    struct job job = {.draw = draw, .question = question, .confidence = confidence, .out = out};
    if (draw->units == 0 || draw->resamples == 0) {
        for (size_t s = 0; s < question->statistic_count; s++)
            out[s] = INTERVAL_UNKNOWN;
        return;
    }
    pack_columns(&job);
    open_rooms(&job, pool_threads(pool));
    job.statistics =
        memory_raw(question->statistic_count * draw->resamples, sizeof *job.statistics);
    pool_run(pool, (draw->resamples + TILE - 1) / TILE, run_tile, &job);
    pool_run(pool, question->statistic_count, settle_statistic, &job);
    memory_free(job.statistics);
    close_rooms(&job, pool_threads(pool));
    memory_free(job.cells);
}

/* ── quotients of sums ──────────────────────────────────────────────────────────────────────────
 */

struct ratios {
    const struct resample_ratio *items;
    size_t count;
};

static void compute_ratios(const void *context, const double *sums, double *statistics)
{
    const struct ratios *ratios = context;
    for (size_t i = 0; i < ratios->count; i++) {
        const double under = sums[ratios->items[i].under];
        statistics[i] = under == 0 ? NAN : sums[ratios->items[i].over] / under;
    }
}

void resample_ratios(const struct resample *draw, const double *const *columns, size_t column_count,
                     const struct resample_ratio *ratios, size_t count, double confidence,
                     struct pool *pool, struct interval *out)
{
    const struct ratios context = {ratios, count};
    const struct resample_question question = {columns, column_count, count, compute_ratios,
                                               &context};
    resample_intervals(draw, &question, confidence, pool, out);
}
