#include "train/kernels_plain.h"

/* Eight partial sums, added in the order of a vector register's halves. */
static float dot(const float *a, const float *b, size_t stride)
{
    float sum[KERNELS_LANES] = {0};
    for (size_t i = 0; i < stride; i += KERNELS_LANES)
        for (size_t lane = 0; lane < KERNELS_LANES; lane++)
            sum[lane] += a[i + lane] * b[i + lane];
    for (size_t width = KERNELS_LANES / 2; width > 0; width /= 2)
        for (size_t lane = 0; lane < width; lane++)
            sum[lane] += sum[lane + width];
    return sum[0];
}

/* ---- steps ------------------------------------------------------------------------------------
 */

/* What the steps over the ratings of one row share. */
struct walk {
    float *others; /* rows of the other side */
    size_t stride;
    size_t one; /* the lane of this side's rows that is 1 */
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

/* The lane of the other side's rows that is 1: the other one of the last two. */
static size_t one_of_others(const struct walk *walk)
{
    return 2 * walk->stride - 3 - walk->one;
}

static void move_one(const struct walk *walk, float *row, const struct move *move)
{
    float *other = move->other;
    for (size_t i = 0; i < walk->stride; i++) {
        float p = row[i];
        float q = other[i];
        row[i] = walk->decay * p + move->gain * q;
        other[i] = walk->decay * q + move->gain * p;
    }
    row[walk->one] = 1.0F;
    other[one_of_others(walk)] = 1.0F;
}

/* Both other rows are read before either is written: they may be the same. */
static void move_two(const struct walk *walk, float *row, const struct move *a,
                     const struct move *b)
{
    const float decay = walk->decay;
    const float twice = decay * decay;
    for (size_t i = 0; i < walk->stride; i++) {
        float p = row[i];
        float q = a->other[i];
        float r = b->other[i];
        row[i] = twice * p + a->gain * q + b->gain * r;
        a->other[i] = decay * q + a->gain * p;
        b->other[i] = decay * r + b->gain * p;
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
    for (size_t i = 0; i < stride; i++) {
        row->row[i] = (row->row[i] - row->sum[i]) * decay;
        row->sum[i] = 0.0F;
    }
    for (size_t n = 0; n < row->count; n++) {
        const float *given = model->given + row->ratings[n].other * stride;
        for (size_t i = 0; i < stride; i++)
            row->sum[i] += given[i];
    }
    for (size_t i = 0; i < stride; i++) {
        row->sum[i] *= row->weight;
        row->row[i] += row->sum[i];
    }
    row->row[model->one] = 1.0F;
}

static double implicit_row(const struct kernels_implicit *model, const struct kernels_row *row)
{
    const size_t stride = model->stride;
    const struct walk walk = {model->others, stride, model->one, model->rate, 1.0F};
    renew(model, row, row->own_decay);
    for (size_t i = 0; i < stride; i++)
        row->start[i] = row->row[i];
    double sum = walk_row(&walk, row->row, row->ratings, row->count);
    for (size_t n = 0; n < row->count; n++) {
        float *given = model->given + row->ratings[n].other * stride;
        for (size_t i = 0; i < stride - 2; i++)
            given[i] =
                row->given_decay * given[i] + row->given_gain * (row->row[i] - row->start[i]);
    }
    return sum;
}

static void implicit_sum(const struct kernels_implicit *model, const struct kernels_row *row)
{
    renew(model, row, 1.0F);
}

/* ---- products ---------------------------------------------------------------------------------
 */

static void scores(const float *users, size_t n_users, const float *items, size_t n_items,
                   size_t stride, float *out)
{
    for (size_t u = 0; u < n_users; u++)
        for (size_t i = 0; i < n_items; i++)
            out[u * n_items + i] = dot(users + u * stride, items + i * stride, stride);
}

const struct kernels kernels_plain = {
    .name = "plain",
    .dot = dot,
    .sgd = sgd,
    .implicit_row = implicit_row,
    .implicit_sum = implicit_sum,
    .scores = scores,
};
