#include "train/kernels_avx2.h"

/* The Makefile gives this file -mavx2 -mfma; kernels.c asks the processor before it is called. */
#ifdef __x86_64__

#include <immintrin.h>

#include "train/kernels_blas.h"

/*
 * Rows of up to this many registers have a loop of their own, in which the number is a
 * constant and the user's row stays in registers; longer rows share one loop.
 */
#define VECTORS_MAX 17 /* k = 128; SHORT_ROWS lists them */

/* clang unrolls constant loops at -O2 by itself; GCC has to be told. */
#ifdef __clang__
#define UNROLL
#else
#define UNROLL _Pragma("GCC unroll 17")
#endif

#define INLINE static inline __attribute__((always_inline))

/* The sums of the lanes of two registers, in the lanes 0 and 1. */
INLINE __m128 horizontal_sums(__m256 a, __m256 b)
{
    __m128 x = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    __m128 y = _mm_add_ps(_mm256_castps256_ps128(b), _mm256_extractf128_ps(b, 1));
    __m128 sums = _mm_add_ps(_mm_unpacklo_ps(x, y), _mm_unpackhi_ps(x, y));
    return _mm_add_ps(sums, _mm_movehl_ps(sums, sums));
}

static float dot(const float *a, const float *b, size_t stride)
{
    __m256 sum = _mm256_mul_ps(_mm256_load_ps(a), _mm256_load_ps(b));
    for (size_t i = KERNELS_LANES; i < stride; i += KERNELS_LANES)
        sum = _mm256_fmadd_ps(_mm256_load_ps(a + i), _mm256_load_ps(b + i), sum);
    return _mm_cvtss_f32(horizontal_sums(sum, sum));
}

/* ---- steps ------------------------------------------------------------------------------------
 */

/* What the steps of a pass share; in the last register one lane of each row stays 1. */
struct walk {
    float *others; /* rows of the other side */
    float rate;
    __m256 decay;
    __m256 decay_twice;
    __m256 own_decay; /* of the last register of this side's rows */
    __m256 own_decay_twice;
    __m256 other_decay;
    __m256 own_learns; /* all bits set in the lanes that learn */
    __m256 other_learns;
};

/* `one` is the lane of this side's last register that is 1; 6 or 7, the other side has the other.
 */
INLINE struct walk make_walk(float *others, float rate, float regularization, size_t one)
{
    const __m256 ones = _mm256_set1_ps(1.0F);
    const __m256 but_six = _mm256_castsi256_ps(_mm256_setr_epi32(-1, -1, -1, -1, -1, -1, 0, -1));
    const __m256 but_seven = _mm256_castsi256_ps(_mm256_setr_epi32(-1, -1, -1, -1, -1, -1, -1, 0));
    struct walk w = {.others = others, .rate = rate};
    w.decay = _mm256_set1_ps(1.0F - rate * regularization);
    w.decay_twice = _mm256_mul_ps(w.decay, w.decay);
    w.own_learns = one == KERNELS_LANES - 1 ? but_seven : but_six;
    w.other_learns = one == KERNELS_LANES - 1 ? but_six : but_seven;
    w.own_decay = _mm256_blendv_ps(ones, w.decay, w.own_learns);
    w.own_decay_twice = _mm256_blendv_ps(ones, w.decay_twice, w.own_learns);
    w.other_decay = _mm256_blendv_ps(ones, w.decay, w.other_learns);
    return w;
}

/* decay·old + gain·other. */
INLINE __m256 moved(__m256 decay, __m256 old, __m256 gain, __m256 other)
{
    return _mm256_fmadd_ps(gain, other, _mm256_mul_ps(decay, old));
}

/*
 * Products of a row and two rows of the other side, in the lanes 0 and 1. Two partial sums for
 * each shorten the chain of additions that wait for each other.
 */
INLINE __m128 two_dots(const __m256 *p, const float *a, const float *b, size_t vectors)
{
    __m256 a_even = _mm256_mul_ps(p[0], _mm256_load_ps(a));
    __m256 b_even = _mm256_mul_ps(p[0], _mm256_load_ps(b));
    __m256 a_odd = _mm256_setzero_ps();
    __m256 b_odd = _mm256_setzero_ps();
    UNROLL
    for (size_t v = 1; v < vectors; v++) {
        __m256 q = _mm256_load_ps(a + v * KERNELS_LANES);
        __m256 r = _mm256_load_ps(b + v * KERNELS_LANES);
        if (v % 2 == 0) {
            a_even = _mm256_fmadd_ps(p[v], q, a_even);
            b_even = _mm256_fmadd_ps(p[v], r, b_even);
        } else {
            a_odd = _mm256_fmadd_ps(p[v], q, a_odd);
            b_odd = _mm256_fmadd_ps(p[v], r, b_odd);
        }
    }
    return horizontal_sums(_mm256_add_ps(a_even, a_odd), _mm256_add_ps(b_even, b_odd));
}

/* Moves the row in `p` and the other rows in memory; returns the sum of both e². */
INLINE double step_two(__m256 *p, float *a, float *b, size_t vectors,
                       const struct kernels_rating *ratings, const struct walk *w)
{
    __m128 residuals =
        _mm_unpacklo_ps(_mm_set_ss(ratings[0].residual), _mm_set_ss(ratings[1].residual));
    __m128 errors = _mm_sub_ps(residuals, two_dots(p, a, b, vectors));
    __m128 gains = _mm_mul_ps(errors, _mm_set1_ps(w->rate));
    const __m256 a_gain = _mm256_broadcastss_ps(gains);
    const __m256 b_gain = _mm256_broadcastss_ps(_mm_movehdup_ps(gains));
    UNROLL
    for (size_t v = 0; v < vectors - 1; v++) {
        __m256 old = p[v];
        __m256 q = _mm256_load_ps(a + v * KERNELS_LANES);
        __m256 r = _mm256_load_ps(b + v * KERNELS_LANES);
        p[v] = _mm256_fmadd_ps(b_gain, r, moved(w->decay_twice, old, a_gain, q));
        _mm256_store_ps(a + v * KERNELS_LANES, moved(w->decay, q, a_gain, old));
        _mm256_store_ps(b + v * KERNELS_LANES, moved(w->decay, r, b_gain, old));
    }
    const size_t last = vectors - 1;
    __m256 old = p[last];
    __m256 q = _mm256_load_ps(a + last * KERNELS_LANES);
    __m256 r = _mm256_load_ps(b + last * KERNELS_LANES);
    p[last] = moved(w->own_decay_twice, old, _mm256_and_ps(a_gain, w->own_learns), q);
    p[last] = _mm256_fmadd_ps(_mm256_and_ps(b_gain, w->own_learns), r, p[last]);
    q = moved(w->other_decay, q, _mm256_and_ps(a_gain, w->other_learns), old);
    r = moved(w->other_decay, r, _mm256_and_ps(b_gain, w->other_learns), old);
    _mm256_store_ps(a + last * KERNELS_LANES, q);
    _mm256_store_ps(b + last * KERNELS_LANES, r);

    __m128d squares = _mm_cvtps_pd(errors);
    squares = _mm_mul_pd(squares, squares);
    return _mm_cvtsd_f64(_mm_add_sd(squares, _mm_unpackhi_pd(squares, squares)));
}

/* The same for a single rating. */
INLINE double step_one(__m256 *p, float *a, size_t vectors, const struct kernels_rating *rating,
                       const struct walk *w)
{
    const float error = rating->residual - _mm_cvtss_f32(two_dots(p, a, a, vectors));
    const __m256 gain = _mm256_set1_ps(w->rate * error);
    UNROLL
    for (size_t v = 0; v < vectors - 1; v++) {
        __m256 old = p[v];
        __m256 q = _mm256_load_ps(a + v * KERNELS_LANES);
        p[v] = moved(w->decay, old, gain, q);
        _mm256_store_ps(a + v * KERNELS_LANES, moved(w->decay, q, gain, old));
    }
    const size_t last = vectors - 1;
    __m256 old = p[last];
    __m256 q = _mm256_load_ps(a + last * KERNELS_LANES);
    p[last] = moved(w->own_decay, old, _mm256_and_ps(gain, w->own_learns), q);
    q = moved(w->other_decay, q, _mm256_and_ps(gain, w->other_learns), old);
    _mm256_store_ps(a + last * KERNELS_LANES, q);
    return (double)error * (double)error;
}

/* Steps over one row's ratings from `rating` to before `end`; up to `limit` it may look ahead. */
INLINE double walk_row(const struct walk *w, __m256 *p, size_t vectors,
                       const struct kernels_rating *rating, const struct kernels_rating *end,
                       const struct kernels_rating *limit)
{
    const size_t stride = vectors * KERNELS_LANES;
    double squared = 0.0;
    for (; end - rating >= 2; rating += 2) {
        if (limit - rating >= 4) {
            _mm_prefetch((const char *)(w->others + rating[2].other * stride), _MM_HINT_T0);
            _mm_prefetch((const char *)(w->others + rating[3].other * stride), _MM_HINT_T0);
        }
        squared += step_two(p, w->others + rating[0].other * stride,
                            w->others + rating[1].other * stride, vectors, rating, w);
    }
    if (rating != end)
        squared += step_one(p, w->others + rating->other * stride, vectors, rating, w);
    return squared;
}

/* ---- plain ------------------------------------------------------------------------------------
 */

INLINE double sgd_short(const struct kernels_model *model, const struct kernels_block *block,
                        size_t vectors)
{
    const struct walk w =
        make_walk(model->items, model->rate, model->regularization, KERNELS_LANES - 1);
    const struct kernels_rating *rating = block->ratings;
    const struct kernels_rating *limit = rating + block->rating_count;
    double squared = 0.0;
    for (size_t r = 0; r < block->run_count; r++) {
        float *user = model->users + block->runs[r].user * vectors * KERNELS_LANES;
        __m256 p[VECTORS_MAX];
        UNROLL
        for (size_t v = 0; v < vectors; v++)
            p[v] = _mm256_load_ps(user + v * KERNELS_LANES);
        squared += walk_row(&w, p, vectors, rating, rating + block->runs[r].count, limit);
        rating += block->runs[r].count;
        UNROLL
        for (size_t v = 0; v < vectors; v++)
            _mm256_store_ps(user + v * KERNELS_LANES, p[v]);
    }
    return squared;
}

/* Rows of any length: the user's row stays in memory. */
static double sgd_long(const struct kernels_model *model, const struct kernels_block *block)
{
    const struct walk w =
        make_walk(model->items, model->rate, model->regularization, KERNELS_LANES - 1);
    const struct kernels_rating *rating = block->ratings;
    const struct kernels_rating *limit = rating + block->rating_count;
    double squared = 0.0;
    for (size_t r = 0; r < block->run_count; r++) {
        __m256 *user = (__m256 *)(void *)(model->users + block->runs[r].user * model->stride);
        squared += walk_row(&w, user, model->stride / KERNELS_LANES, rating,
                            rating + block->runs[r].count, limit);
        rating += block->runs[r].count;
    }
    return squared;
}

/* The numbers of registers that have a loop of their own. */
#define SHORT_ROWS(CASE)                                                                           \
    CASE(1)                                                                                        \
    CASE(2)                                                                                        \
    CASE(3)                                                                                        \
    CASE(4)                                                                                        \
    CASE(5)                                                                                        \
    CASE(6)                                                                                        \
    CASE(7)                                                                                        \
    CASE(8)                                                                                        \
    CASE(9)                                                                                        \
    CASE(10)                                                                                       \
    CASE(11)                                                                                       \
    CASE(12)                                                                                       \
    CASE(13)                                                                                       \
    CASE(14)                                                                                       \
    CASE(15)                                                                                       \
    CASE(16)                                                                                       \
    CASE(17)

#define SGD(n)                                                                                     \
    case n:                                                                                        \
        return sgd_short(model, block, n);

static double sgd(const struct kernels_model *model, const struct kernels_block *block)
{
    switch (model->stride / KERNELS_LANES) {
        SHORT_ROWS(SGD)
    default:
        return sgd_long(model, block);
    }
}

/* ---- implicit feedback ------------------------------------------------------------------------
 */

/*
 * Replaces row->sum by w·Σ g, and p by own_decay·(row − old sum) + sum. `sum` is where the vectors
 * are added up: registers for a short row.
 */
INLINE void renew(const struct kernels_implicit *model, const struct kernels_row *row,
                  float own_decay, __m256 *p, __m256 *sum, size_t vectors)
{
    const size_t stride = vectors * KERNELS_LANES;
    const __m256 decay = _mm256_set1_ps(own_decay);
    const __m256 weight = _mm256_set1_ps(row->weight);
    UNROLL
    for (size_t v = 0; v < vectors; v++) {
        const __m256 old = _mm256_load_ps(row->row + v * KERNELS_LANES);
        const __m256 old_sum = _mm256_load_ps(row->sum + v * KERNELS_LANES);
        _mm256_store_ps(row->row + v * KERNELS_LANES,
                        _mm256_mul_ps(decay, _mm256_sub_ps(old, old_sum)));
        sum[v] = _mm256_setzero_ps();
    }
    for (size_t n = 0; n < row->count; n++) {
        const float *given = model->given + row->ratings[n].other * stride;
        UNROLL
        for (size_t v = 0; v < vectors; v++)
            sum[v] = _mm256_add_ps(sum[v], _mm256_load_ps(given + v * KERNELS_LANES));
    }
    row->row[model->one] = 1.0F;
    UNROLL
    for (size_t v = 0; v < vectors; v++) {
        const __m256 own = _mm256_load_ps(row->row + v * KERNELS_LANES);
        sum[v] = _mm256_mul_ps(weight, sum[v]);
        _mm256_store_ps(row->sum + v * KERNELS_LANES, sum[v]);
        p[v] = _mm256_add_ps(own, sum[v]);
    }
}

/* Moves the implicit vectors along the way that the row went from row->start to p. */
INLINE void give(const struct kernels_implicit *model, const struct kernels_row *row,
                 const __m256 *p, __m256 *way, size_t vectors)
{
    const size_t stride = vectors * KERNELS_LANES;
    const __m256 decay = _mm256_set1_ps(row->given_decay);
    const __m256 gain = _mm256_set1_ps(row->given_gain);
    const __m256 no_biases = _mm256_castsi256_ps(_mm256_setr_epi32(-1, -1, -1, -1, -1, -1, 0, 0));
    UNROLL
    for (size_t v = 0; v < vectors; v++)
        way[v] = _mm256_mul_ps(gain,
                               _mm256_sub_ps(p[v], _mm256_load_ps(row->start + v * KERNELS_LANES)));
    way[vectors - 1] = _mm256_and_ps(way[vectors - 1], no_biases);
    for (size_t n = 0; n < row->count; n++) {
        float *given = model->given + row->ratings[n].other * stride;
        UNROLL
        for (size_t v = 0; v < vectors; v++) {
            const __m256 old = _mm256_load_ps(given + v * KERNELS_LANES);
            _mm256_store_ps(given + v * KERNELS_LANES, _mm256_fmadd_ps(decay, old, way[v]));
        }
    }
}

INLINE void copy_row(float *to, const __m256 *from, size_t vectors)
{
    UNROLL
    for (size_t v = 0; v < vectors; v++)
        _mm256_store_ps(to + v * KERNELS_LANES, from[v]);
}

/* `p` and `work` are registers for a short row, memory for a long one. */
INLINE double visit(const struct kernels_implicit *model, const struct kernels_row *row, __m256 *p,
                    __m256 *work, size_t vectors)
{
    const struct walk w = make_walk(model->others, model->rate, 0.0F, model->one % KERNELS_LANES);
    const struct kernels_rating *end = row->ratings + row->count;
    renew(model, row, row->own_decay, p, work, vectors);
    copy_row(row->start, p, vectors);
    const double squared = walk_row(&w, p, vectors, row->ratings, end, end);
    copy_row(row->row, p, vectors);
    give(model, row, p, work, vectors);
    return squared;
}

INLINE double visit_short(const struct kernels_implicit *model, const struct kernels_row *row,
                          size_t vectors)
{
    __m256 p[VECTORS_MAX];
    __m256 work[VECTORS_MAX];
    return visit(model, row, p, work, vectors);
}

/*
 * The row itself is p. Adding up needs a place that nothing reads meanwhile: row->start, which is
 * written after, and read for the last time before the way takes its place.
 */
static double visit_long(const struct kernels_implicit *model, const struct kernels_row *row)
{
    return visit(model, row, (__m256 *)(void *)row->row, (__m256 *)(void *)row->start,
                 model->stride / KERNELS_LANES);
}

#define VISIT(n)                                                                                   \
    case n:                                                                                        \
        return visit_short(model, row, n);

static double implicit_row(const struct kernels_implicit *model, const struct kernels_row *row)
{
    switch (model->stride / KERNELS_LANES) {
        SHORT_ROWS(VISIT)
    default:
        return visit_long(model, row);
    }
}

INLINE void sum_short(const struct kernels_implicit *model, const struct kernels_row *row,
                      size_t vectors)
{
    __m256 p[VECTORS_MAX];
    __m256 sum[VECTORS_MAX];
    renew(model, row, 1.0F, p, sum, vectors);
    copy_row(row->row, p, vectors);
}

#define SUM(n)                                                                                     \
    case n:                                                                                        \
        sum_short(model, row, n);                                                                  \
        break;

static void implicit_sum(const struct kernels_implicit *model, const struct kernels_row *row)
{
    switch (model->stride / KERNELS_LANES) {
        SHORT_ROWS(SUM)
    default:
        renew(model, row, 1.0F, (__m256 *)(void *)row->row, (__m256 *)(void *)row->start,
              model->stride / KERNELS_LANES);
    }
}

const struct kernels kernels_avx2 = {
    .name = "avx2",
    .dot = dot,
    .sgd = sgd,
    .implicit_row = implicit_row,
    .implicit_sum = implicit_sum,
    .scores = kernels_blas_scores,
};

#endif
