#include "train/kernels_neon.h"

#ifdef __aarch64__

#include <arm_neon.h>

#include "train/kernels_blas.h"

#define REGISTER 4 /* floats of one NEON register; KERNELS_LANES is two of them */

static float dot(const float *a, const float *b, size_t stride)
{
    float32x4_t low = vdupq_n_f32(0.0F);
    float32x4_t high = vdupq_n_f32(0.0F);
    for (size_t i = 0; i < stride; i += KERNELS_LANES) {
        low = vfmaq_f32(low, vld1q_f32(a + i), vld1q_f32(b + i));
        high = vfmaq_f32(high, vld1q_f32(a + i + REGISTER), vld1q_f32(b + i + REGISTER));
    }
    return vaddvq_f32(vaddq_f32(low, high));
}

/* ---- steps ------------------------------------------------------------------------------------
 */

/* What the steps over the ratings of one row share. */
struct walk {
    float *others; /* rows of the other side */
    size_t stride;
    size_t one; /* the lane of this side's rows that is 1; the last but one or the last */
    float rate;
    float decay;
};

/* What one rating does: the other row, the error before the step, and rate · error. */
struct move {
    float *other;
    float error;
    float gain;
};

static struct move aim(const struct walk *walk, const float *row,
                       const struct kernels_rating *rating)
{
    float *other = walk->others + rating->other * walk->stride;
    float error = rating->residual - dot(row, other, walk->stride);
    return (struct move){other, error, walk->rate * error};
}

/* decay·old + gain·other. */
static float32x4_t moved(float decay, float32x4_t old, float gain, float32x4_t other)
{
    return vfmaq_n_f32(vmulq_n_f32(old, decay), other, gain);
}

/* The lane of the other side's rows that is 1. */
static size_t one_of_others(const struct walk *walk)
{
    return 2 * walk->stride - 3 - walk->one;
}

static void move_one(const struct walk *walk, float *row, const struct move *move)
{
    for (size_t i = 0; i < walk->stride; i += REGISTER) {
        float32x4_t p = vld1q_f32(row + i);
        float32x4_t q = vld1q_f32(move->other + i);
        vst1q_f32(row + i, moved(walk->decay, p, move->gain, q));
        vst1q_f32(move->other + i, moved(walk->decay, q, move->gain, p));
    }
    row[walk->one] = 1.0F;
    move->other[one_of_others(walk)] = 1.0F;
}

/* Both other rows are read before either is written: they may be the same. */
static void move_two(const struct walk *walk, float *row, const struct move *a,
                     const struct move *b)
{
    const float decay = walk->decay;
    for (size_t i = 0; i < walk->stride; i += REGISTER) {
        float32x4_t p = vld1q_f32(row + i);
        float32x4_t q = vld1q_f32(a->other + i);
        float32x4_t r = vld1q_f32(b->other + i);
        vst1q_f32(row + i, vfmaq_n_f32(moved(decay * decay, p, a->gain, q), r, b->gain));
        vst1q_f32(a->other + i, moved(decay, q, a->gain, p));
        vst1q_f32(b->other + i, moved(decay, r, b->gain, p));
    }
    row[walk->one] = 1.0F;
    a->other[one_of_others(walk)] = 1.0F;
    b->other[one_of_others(walk)] = 1.0F;
}

static double squared(float error)
{
    return (double)error * (double)error;
}

/* Steps over the `count` ratings of one row; returns the sum of the squared errors. */
static double walk_row(const struct walk *walk, float *row, const struct kernels_rating *rating,
                       size_t count)
{
    const struct kernels_rating *end = rating + count;
    double sum = 0.0;
    for (; end - rating >= 2; rating += 2) {
        const struct move a = aim(walk, row, rating);
        const struct move b = aim(walk, row, rating + 1);
        move_two(walk, row, &a, &b);
        sum += squared(a.error) + squared(b.error);
    }
    if (rating != end) {
        const struct move last = aim(walk, row, rating);
        move_one(walk, row, &last);
        sum += squared(last.error);
    }
    return sum;
}

static double sgd(const struct kernels_model *model, const struct kernels_block *block)
{
    const struct walk walk = {
        .others = model->items,
        .stride = model->stride,
        .one = model->stride - 1,
        .rate = model->rate,
        .decay = 1.0F - model->rate * model->regularization,
    };
    double sum = 0.0;
    const struct kernels_rating *rating = block->ratings;
    for (size_t r = 0; r < block->run_count; r++) {
        float *user = model->users + block->runs[r].user * model->stride;
        sum += walk_row(&walk, user, rating, block->runs[r].count);
        rating += block->runs[r].count;
    }
    return sum;
}

/* ---- implicit feedback ------------------------------------------------------------------------
 */

/* Replaces sum by w·Σ g, and row by decay·(row − old sum) + sum. */
static void renew(const struct kernels_implicit *model, const struct kernels_row *row, float decay)
{
    const size_t stride = model->stride;
    for (size_t i = 0; i < stride; i += REGISTER) {
        float32x4_t own = vsubq_f32(vld1q_f32(row->row + i), vld1q_f32(row->sum + i));
        vst1q_f32(row->row + i, vmulq_n_f32(own, decay));
        vst1q_f32(row->sum + i, vdupq_n_f32(0.0F));
    }
    for (size_t n = 0; n < row->count; n++) {
        const float *given = model->given + row->ratings[n].other * stride;
        for (size_t i = 0; i < stride; i += REGISTER)
            vst1q_f32(row->sum + i, vaddq_f32(vld1q_f32(row->sum + i), vld1q_f32(given + i)));
    }
    for (size_t i = 0; i < stride; i += REGISTER) {
        float32x4_t sum = vmulq_n_f32(vld1q_f32(row->sum + i), row->weight);
        vst1q_f32(row->sum + i, sum);
        vst1q_f32(row->row + i, vaddq_f32(vld1q_f32(row->row + i), sum));
    }
    row->row[model->one] = 1.0F;
}

/* Moves the implicit vectors along the way that the row has gone from row->start. */
static void give(const struct kernels_implicit *model, const struct kernels_row *row)
{
    const size_t stride = model->stride;
    float *way = row->start;
    for (size_t i = 0; i < stride; i += REGISTER) {
        float32x4_t gone = vsubq_f32(vld1q_f32(row->row + i), vld1q_f32(way + i));
        vst1q_f32(way + i, vmulq_n_f32(gone, row->given_gain));
    }
    way[stride - 2] = 0.0F;
    way[stride - 1] = 0.0F;
    for (size_t n = 0; n < row->count; n++) {
        float *given = model->given + row->ratings[n].other * stride;
        for (size_t i = 0; i < stride; i += REGISTER)
            vst1q_f32(given + i,
                      vfmaq_n_f32(vld1q_f32(way + i), vld1q_f32(given + i), row->given_decay));
    }
}

static double implicit_row(const struct kernels_implicit *model, const struct kernels_row *row)
{
    const size_t stride = model->stride;
    const struct walk walk = {model->others, stride, model->one, model->rate, 1.0F};
    renew(model, row, row->own_decay);
    for (size_t i = 0; i < stride; i += REGISTER)
        vst1q_f32(row->start + i, vld1q_f32(row->row + i));
    double sum = walk_row(&walk, row->row, row->ratings, row->count);
    give(model, row);
    return sum;
}

static void implicit_sum(const struct kernels_implicit *model, const struct kernels_row *row)
{
    renew(model, row, 1.0F);
}

const struct kernels kernels_neon = {
    .name = "neon",
    .dot = dot,
    .sgd = sgd,
    .implicit_row = implicit_row,
    .implicit_sum = implicit_sum,
    .scores = kernels_blas_scores,
};

#endif
