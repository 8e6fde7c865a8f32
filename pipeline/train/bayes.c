#include "train/bayes.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/bayes_average.h"
#include "train/bayes_draw.h"
#include "train/bayes_drift.h"
#include "train/bayes_implicit.h"
#include "train/bayes_prior.h"
#include "train/bayes_side.h"
#include "train/split.h"

/* λ of the implicit vectors at the start: drawn from vectors that are 0 it would run away. */
static const double FIRST_LAMBDA = 1.0;

/* Sweeps before that and the variance of effects of time are drawn. */
enum { SETTLING = 10 };

/* The cut points, which move little, are learned in the first sweeps, then in some. */
enum { CUTS_ALWAYS = 40, CUTS_EVERY = 4 };

/* Factors, sweeps and burn-in: of few ratings and of many, for both presets. */
static const struct {
    size_t factors;
    size_t sweeps;
    size_t burn_in;
} PRESETS[2][2] = {
    [BAYES_QUICK] = {{15, 120, 20}, {31, 90, 12}},
    [BAYES_FULL] = {{31, 200, 30}, {63, 190, 12}},
};

static const double INIT_STDDEV = 0.2;

enum { KEPT = 16 };

/* How long a mood of a user lasts, and the season of a film, in seconds. */
static const double USER_MEMORY = 300.0;
static const double ITEM_MEMORY = 90.0 * 86400.0;

/* Streams of random numbers: of a sweep, of one side, of one purpose. */
enum { STREAM_SIDE = 16, STREAM_SWEEP = 64 };
enum purpose {
    PURPOSE_DRAW = 0, /* and the next: enum bayes_draw_stream */
    PURPOSE_IMPLICIT = 4,
    PURPOSE_PRIOR,
    PURPOSE_NOISE,
    PURPOSE_START,
};

static const uint64_t STREAM_BAYES = (uint64_t)0x62617965 << 32;

/* One side under way. */
struct half {
    struct bayes_side side;
    struct bayes_prior prior;
    float *scores;         /* (count) in the side's order; Gaussian */
    unsigned char *levels; /* likewise; probit */
    struct bayes_drift drift;
    uint64_t number; /* 0: users, 1: items */
};

struct course {
    const struct bayes_options *options;
    const struct kernels *kernels;
    const struct bayes_kernels *loops;
    struct pool *pool;
    struct bayes_scale scale;
    bool dated;
    struct half users;
    struct half items;
    size_t sweep;
};

static uint64_t stream_of(const struct course *course, const struct half *half,
                          enum purpose purpose)
{
    return STREAM_BAYES + course->sweep * STREAM_SWEEP + half->number * STREAM_SIDE +
           (uint64_t)purpose;
}

struct bayes_options bayes_options_for(enum bayes_preset preset, size_t rating_count)
{
    const size_t size = rating_count < BAYES_SMALL ? 0 : 1;
    return (struct bayes_options){
        .factors = PRESETS[preset][size].factors,
        .sweeps = PRESETS[preset][size].sweeps,
        .burn_in = PRESETS[preset][size].burn_in,
        .init_stddev = INIT_STDDEV,
        .kept = KEPT,
        .seed = 1,
    };
}

/* ---- one sweep --------------------------------------------------------------------------------
 */

static bool learns_noise(const struct course *course)
{
    return !course->scale.probit || course->sweep < CUTS_ALWAYS || course->sweep % CUTS_EVERY == 0;
}

/* Draws the prior, the implicit vectors and the vectors of one side. */
static struct bayes_draw draw_half(struct course *course, struct half *half,
                                   const struct half *other)
{
    const uint64_t seed = course->options->seed;
    struct rng rng = rng_init(seed, stream_of(course, half, PURPOSE_PRIOR));
    bayes_prior_draw(&half->prior, &half->side, &rng, course->loops, course->pool);
    bayes_implicit_draw(&half->side, &other->side, &half->prior, course->sweep >= SETTLING, seed,
                        stream_of(course, half, PURPOSE_IMPLICIT), &rng, course->loops,
                        course->pool);
    struct bayes_draw draw = {
        .side = &half->side,
        .other = &other->side,
        .prior = &half->prior,
        .scale = &course->scale,
        .scores = half->scores,
        .levels = half->levels,
        .seed = seed,
        .stream = stream_of(course, half, PURPOSE_DRAW),
        .judge = half == &course->items && learns_noise(course),
    };
    bayes_draw_rows(&draw, course->loops, course->pool);
    if (course->dated && course->sweep >= SETTLING)
        bayes_drift_draw_variance(&half->drift, &rng);
    return draw;
}

/* Draws the precision of the noise, or moves the cut points. */
static void draw_noise(struct course *course, const struct bayes_draw *draw)
{
    if (course->scale.probit) {
        bayes_scale_learn(&course->scale, &draw->slopes);
        return;
    }
    struct rng rng =
        rng_init(course->options->seed, stream_of(course, &course->items, PURPOSE_NOISE));
    course->scale.precision = bayes_prior_gamma(1.0 + (double)course->items.side.count / 2.0,
                                                1e-3 + draw->squared_error / 2.0, &rng);
}

static struct bayes_sweep describe(const struct course *course)
{
    const struct bayes_scale *scale = &course->scale;
    return (struct bayes_sweep){
        .noise = (scale->probit ? 1.0 : (double)scale->unit) / sqrt(scale->precision),
        .user_lambda = course->users.prior.lambda,
        .item_lambda = course->items.prior.lambda,
        .user_effect = sqrt(course->users.drift.variance),
        .item_effect = sqrt(course->items.drift.variance),
    };
}

/* ---- start and end ----------------------------------------------------------------------------
 */

/* The ratings of one side's order, as levels or as scores. */
static void read_stars(struct half *half, const struct ratings *ratings,
                       const struct bayes_scale *scale)
{
    const size_t count = half->side.count;
    if (scale->probit)
        half->levels = memory_block(count, sizeof *half->levels);
    else
        half->scores = memory_block(count, sizeof *half->scores);
    for (size_t i = 0; i < count; i++) {
        const float stars = ratings->values[half->side.ratings[i]];
        if (scale->probit)
            half->levels[i] = (unsigned char)bayes_scale_level(scale, stars);
        else
            half->scores[i] = bayes_scale_score(scale, stars);
    }
}

static void start_half(struct course *course, struct half *half, const struct ratings *ratings)
{
    half->prior = bayes_prior_make(course->options->factors, FIRST_LAMBDA);
    read_stars(half, ratings, &course->scale);
    bayes_side_start(&half->side, course->options->init_stddev, course->options->seed,
                     stream_of(course, half, PURPOSE_START), course->loops);
}

/* The points in time of all ratings that are learned or predicted. */
static void start_drift(struct course *course, const struct ratings *ratings,
                        const uint32_t *learned, size_t count, const uint32_t *rows,
                        size_t row_count)
{
    uint32_t *all = memory_block(count + row_count, sizeof *all);
    memcpy(all, learned, count * sizeof *all);
    memcpy(all + count, rows, row_count * sizeof *all);
    course->users.drift = bayes_drift_make(ratings, all, count + row_count, ratings->users,
                                           ratings->n_users, USER_MEMORY);
    course->items.drift = bayes_drift_make(ratings, all, count + row_count, ratings->items,
                                           ratings->n_items, ITEM_MEMORY);
    bayes_side_attach(&course->users.side, &course->users.drift, &course->items.drift);
    bayes_side_attach(&course->items.side, &course->items.drift, &course->users.drift);
    memory_free(all);
}

static void start(struct course *course, const struct ratings *ratings, const unsigned char *part,
                  unsigned parts, const uint32_t *rows, size_t row_count)
{
    const size_t factors = course->options->factors;
    uint32_t *learned = memory_block(ratings->count, sizeof *learned);
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i++)
        if (SPLIT_HAS(parts, part[i]))
            learned[count++] = (uint32_t)i;
    assert(count != 0);
    course->scale = bayes_scale_make(course->options->likelihood, ratings, learned, count);
    course->dated = course->options->dates == BAYES_DATES_AUTO &&
                    bayes_drift_has_times(ratings, learned, count);
    course->users.side = bayes_side_make(learned, count, ratings->users, ratings->n_users,
                                         ratings->items, ratings->n_items, factors);
    course->items.side = bayes_side_make(learned, count, ratings->items, ratings->n_items,
                                         ratings->users, ratings->n_users, factors);
    course->items.number = 1;
    if (course->dated)
        start_drift(course, ratings, learned, count, rows, row_count);
    start_half(course, &course->users, ratings);
    start_half(course, &course->items, ratings);
    memory_free(learned);
}

static void end_half(struct half *half)
{
    bayes_side_free(&half->side);
    bayes_prior_free(&half->prior);
    bayes_drift_free(&half->drift);
    memory_free(half->scores);
    memory_free(half->levels);
}

/* Whether the draw of this sweep is one of the `kept`, which lie evenly over the averaged ones. */
static bool keeps(const struct bayes_options *options, size_t kept, size_t sweep)
{
    const size_t averaged = options->sweeps - options->burn_in;
    const size_t done = sweep - options->burn_in + 1;
    return done * kept / averaged != (done - 1) * kept / averaged;
}

void bayes_fit(const struct bayes_options *options, const struct ratings *ratings,
               const unsigned char *part, unsigned parts, const uint32_t *rows, size_t count,
               const struct kernels *kernels, struct pool *pool, struct arena *arena,
               struct bayes_model *model, struct bayes_fit *out)
{
    assert(options->factors >= 1 && options->factors <= BAYES_FACTORS_MAX);
    assert(options->sweeps > options->burn_in && options->kept >= 1);
    struct course course = {
        .options = options,
        .kernels = kernels,
        .loops = bayes_kernels_of(kernels),
        .pool = pool,
    };
    start(&course, ratings, part, parts, rows, count);
    const struct bayes_average_state state = {&course.users.side, &course.items.side, &course.scale,
                                              kernels, course.loops};
    struct bayes_average average =
        bayes_average_make(ratings, rows, count, course.users.side.drift, course.items.side.drift);
    const size_t averaged = options->sweeps - options->burn_in;
    const size_t kept = options->kept < averaged ? options->kept : averaged;
    *model = bayes_model_make(ratings, options->factors, kept, kernels);
    *out = (struct bayes_fit){
        .sweeps = ARENA_ARRAY(arena, struct bayes_sweep, options->sweeps),
        .averaged = averaged,
        .probit = course.scale.probit,
        .dated = course.dated,
    };
    for (course.sweep = 0; course.sweep < options->sweeps; course.sweep++) {
        const bool counts = course.sweep >= options->burn_in;
        draw_half(&course, &course.users, &course.items);
        if (counts)
            bayes_average_add_users(&average, &state, pool);
        const struct bayes_draw draw = draw_half(&course, &course.items, &course.users);
        if (counts) {
            bayes_average_add_items(&average, &state, pool);
            bayes_average_add_draws(&average, &state, pool);
        }
        if (counts && keeps(options, kept, course.sweep))
            bayes_model_keep(model, &course.users.side, &course.items.side, &course.scale);
        if (learns_noise(&course))
            draw_noise(&course, &draw);
        out->sweeps[out->sweep_count++] = describe(&course);
    }
    float *means = memory_block(count, sizeof *means);
    float *stddevs = memory_block(count, sizeof *stddevs);
    bayes_average_read(&average, means, stddevs);
    bayes_model_finish(model, rows, count, means, stddevs, &course.users.side);
    memory_free(means);
    memory_free(stddevs);
    bayes_average_free(&average);
    end_half(&course.users);
    end_half(&course.items);
}
