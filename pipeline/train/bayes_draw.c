#include "train/bayes_draw.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum {
    ROWS_PER_GRAM = 64
}; /* vectors that are packed and multiplied while they are in the cache */

/* Memory of one thread; the columns are as long as the longest list of ratings, rounded up. */
struct desk {
    float *x;      /* (longest, stride) vectors of the other rows, 1 in the bias lane */
    float *offset; /* their biases and drift */
    float *centre; /* predicted scores */
    float *score;  /* noisy scores, then what is left for the vector to explain */
    float *lower;  /* cut points around the rating, then the slope at each */
    float *upper;
    float *low_slope;
    float *high_slope;
    float *uniform;
    float *gram;                      /* (stride, stride) */
    float *right;                     /* (stride) */
    float *pull;                      /* (stride) */
    float *inverse;                   /* (stride) */
    struct bayes_drift_point *points; /* of the row that has most */
    float *moods;                     /* standard normal, as many, rounded up */
    float *noise;                     /* (stride, rounded up to a batch) */
};

struct course {
    struct bayes_draw *draw;
    const struct bayes_kernels *kernels;
    float *pull;                       /* (stride, stride) Λ/τ */
    struct desk *desks;                /* (workers) */
    double *squared;                   /* (tasks) */
    struct bayes_scale_slopes *slopes; /* (tasks) */
};

/* The ratings of one row. */
struct row {
    size_t number;
    size_t first; /* in the side's lists */
    size_t count;
};

static size_t rounded(size_t count)
{
    return (count + BAYES_KERNELS_BATCH - 1) / BAYES_KERNELS_BATCH * BAYES_KERNELS_BATCH;
}

static struct desk open_desk(const struct bayes_side *side)
{
    const size_t longest = rounded(side->most);
    const size_t stride = side->stride;
    struct desk desk = {.x = memory_block(longest * stride, sizeof(float))};
    float **const columns[] = {&desk.offset, &desk.centre,    &desk.score,      &desk.lower,
                               &desk.upper,  &desk.low_slope, &desk.high_slope, &desk.uniform};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        *columns[c] = memory_block(longest, sizeof(float));
    desk.gram = memory_block(stride * stride, sizeof(float));
    desk.right = memory_block(stride, sizeof(float));
    desk.pull = memory_block(stride, sizeof(float));
    desk.inverse = memory_block(stride, sizeof(float));
    desk.noise = memory_block(rounded(stride), sizeof(float));
    if (side->drift != NULL) {
        desk.points = memory_block(side->drift->most, sizeof *desk.points);
        desk.moods = memory_block(rounded(side->drift->most), sizeof *desk.moods);
    }
    return desk;
}

static void close_desk(struct desk *desk)
{
    float *const blocks[] = {desk->x,       desk->offset, desk->centre,    desk->score,
                             desk->lower,   desk->upper,  desk->low_slope, desk->high_slope,
                             desk->uniform, desk->gram,   desk->right,     desk->pull,
                             desk->inverse, desk->noise};
    for (size_t b = 0; b < sizeof blocks / sizeof *blocks; b++)
        memory_free(blocks[b]);
    memory_free(desk->points);
    memory_free(desk->moods);
}

/* Packs the other rows' vectors and adds their products to Λ/τ. */
static void gather(const struct course *course, const struct row *row, struct desk *desk)
{
    const struct bayes_side *side = course->draw->side;
    const struct bayes_side *other = course->draw->other;
    const size_t stride = side->stride;
    memcpy(desk->gram, course->pull, stride * stride * sizeof *desk->gram);
    for (size_t from = 0; from < row->count; from += ROWS_PER_GRAM) {
        size_t to = row->count - from < ROWS_PER_GRAM ? row->count : from + ROWS_PER_GRAM;
        for (size_t i = from; i < to; i++) {
            const size_t rating = row->first + i;
            float *x = desk->x + i * stride;
            memcpy(x, other->rows + side->others[rating] * stride, stride * sizeof *x);
            desk->offset[i] = x[side->factors];
            if (side->drift != NULL)
                desk->offset[i] += other->drift->effects[side->other_points[rating]];
            x[side->factors] = 1.0F;
        }
        course->kernels->gram(desk->x + from * stride, to - from, stride, desk->gram);
    }
}

/* Predicted scores of the row's ratings as things stand. */
static void predict(const struct course *course, const struct row *row, struct desk *desk)
{
    const struct bayes_side *side = course->draw->side;
    course->kernels->project(desk->x, side->rows + row->number * side->stride, row->count,
                             side->stride, desk->centre);
    for (size_t i = 0; i < row->count; i++) {
        desk->centre[i] += desk->offset[i];
        if (side->drift != NULL)
            desk->centre[i] += side->drift->effects[side->points[row->first + i]];
    }
}

/* Draws the noisy scores of ratings whose levels are known. */
static void draw_scores(const struct course *course, const struct row *row, struct desk *desk,
                        struct bayes_scale_slopes *slopes)
{
    const struct bayes_draw *draw = course->draw;
    const struct bayes_scale *scale = draw->scale;
    const unsigned char *levels = draw->levels + row->first;
    const size_t top = scale->level_count - 1;
    const size_t padded = rounded(row->count);
    float lower[BAYES_SCALE_LEVELS_MAX];
    float upper[BAYES_SCALE_LEVELS_MAX];
    for (size_t l = 0; l <= top; l++) {
        lower[l] = l == 0 ? -BAYES_KERNELS_FAR : scale->cuts[l - 1];
        upper[l] = l == top ? BAYES_KERNELS_FAR : scale->cuts[l];
    }
    for (size_t i = 0; i < row->count; i++) {
        desk->lower[i] = lower[levels[i]];
        desk->upper[i] = upper[levels[i]];
    }
    for (size_t i = row->count; i < padded; i++) {
        desk->lower[i] = -BAYES_KERNELS_FAR;
        desk->upper[i] = BAYES_KERNELS_FAR;
        desk->centre[i] = 0.0F;
    }
    course->kernels->uniforms(draw->seed, draw->stream + BAYES_DRAW_SCORES,
                              (uint64_t)row->number << 32, padded, desk->uniform);
    course->kernels->truncated(desk->centre, desk->lower, desk->upper, desk->uniform, padded,
                               desk->score, desk->low_slope, desk->high_slope);
    for (size_t i = 0; draw->judge && i < row->count; i++) {
        const double low = (double)desk->low_slope[i];
        const double high = (double)desk->high_slope[i];
        const size_t l = levels[i];
        if (l < top) {
            slopes->slope[l] += high;
            slopes->information[l] += high * high;
        }
        if (l > 0) {
            slopes->slope[l - 1] -= low;
            slopes->information[l - 1] += low * low;
        }
        if (l > 0 && l < top)
            slopes->coupling[l - 1] -= low * high;
    }
}

/* Draws the effects of the row's points in time and takes them from the scores. */
static void draw_effects(const struct course *course, const struct row *row, struct desk *desk)
{
    const struct bayes_draw *draw = course->draw;
    const struct bayes_side *side = draw->side;
    struct bayes_drift *drift = side->drift;
    const uint32_t *points = side->points + row->first;
    const size_t first = drift->offsets[row->number];
    const size_t count = drift->offsets[row->number + 1] - first;
    memset(desk->points, 0, count * sizeof *desk->points);
    for (size_t i = 0; i < row->count; i++) {
        struct bayes_drift_point *point = &desk->points[points[i] - first];
        point->sum +=
            (double)(desk->score[i] - desk->centre[i]) + (double)drift->effects[points[i]];
        point->count += 1.0;
    }
    course->kernels->normals(draw->seed, draw->stream + BAYES_DRAW_EFFECTS,
                             (uint64_t)row->number << 32, rounded(count), desk->moods);
    bayes_drift_draw(drift, row->number, draw->scale->precision, desk->points, desk->moods);
    for (size_t i = 0; i < row->count; i++)
        desk->score[i] -= drift->effects[points[i]];
}

/* Draws the vector given the packed vectors and what they have to explain; both sides are over τ.
 */
static void draw_vector(const struct course *course, const struct row *row, struct desk *desk)
{
    const struct bayes_draw *draw = course->draw;
    const struct bayes_kernels *kernels = course->kernels;
    struct bayes_side *side = draw->side;
    const size_t stride = side->stride;
    const size_t at = row->number * stride;
    const float noise = (float)(1.0 / sqrt(draw->scale->precision));
    kernels->combine(desk->x, desk->score, row->count, stride, desk->right);
    kernels->multiply(side->prior + at, 1, stride, course->pull, desk->pull);
    for (size_t f = 0; f < stride; f++)
        desk->right[f] += desk->pull[f];
    kernels->normals(draw->seed, draw->stream + BAYES_DRAW_ROWS, (uint64_t)row->number << 32,
                     rounded(stride), desk->noise);
    for (size_t f = 0; f < stride; f++)
        desk->noise[f] = f <= side->factors ? noise * desk->noise[f] : 0.0F;
    kernels->factor(desk->gram, stride, desk->inverse);
    kernels->solve(desk->gram, desk->inverse, stride, desk->right, desk->noise, side->means + at,
                   side->rows + at);
}

/* Σ of squares of what the vector just drawn leaves unexplained. */
static double squared_rest(const struct course *course, const struct row *row, struct desk *desk)
{
    const struct bayes_side *side = course->draw->side;
    double squared = 0.0;
    course->kernels->project(desk->x, side->rows + row->number * side->stride, row->count,
                             side->stride, desk->centre);
    for (size_t i = 0; i < row->count; i++) {
        double rest = (double)(desk->score[i] - desk->centre[i]);
        squared += rest * rest;
    }
    return squared;
}

static void draw_row(const struct course *course, size_t number, struct desk *desk, size_t task)
{
    const struct bayes_draw *draw = course->draw;
    const struct bayes_side *side = draw->side;
    const struct row row = {number, side->offsets[number],
                            side->offsets[number + 1] - side->offsets[number]};
    gather(course, &row, desk);
    if (draw->scale->probit || side->drift != NULL)
        predict(course, &row, desk);
    if (draw->scale->probit)
        draw_scores(course, &row, desk, &course->slopes[task]);
    else
        memcpy(desk->score, draw->scores + row.first, row.count * sizeof *desk->score);
    if (side->drift != NULL)
        draw_effects(course, &row, desk);
    for (size_t i = 0; i < row.count; i++)
        desk->score[i] -= desk->offset[i];
    draw_vector(course, &row, desk);
    if (draw->judge && !draw->scale->probit)
        course->squared[task] += squared_rest(course, &row, desk);
}

static void draw_task(void *context, size_t index, size_t worker)
{
    const struct course *course = context;
    const struct bayes_side *side = course->draw->side;
    for (size_t i = side->tasks[index]; i < side->tasks[index + 1]; i++)
        draw_row(course, side->order[i], &course->desks[worker], index);
}

/* Adds up what the tasks found, in their order. */
static void judge(const struct course *course)
{
    struct bayes_draw *draw = course->draw;
    draw->squared_error = 0.0;
    draw->slopes = (struct bayes_scale_slopes){0};
    for (size_t t = 0; t < draw->side->task_count; t++) {
        draw->squared_error += course->squared[t];
        for (size_t l = 0; l < BAYES_SCALE_LEVELS_MAX; l++) {
            draw->slopes.slope[l] += course->slopes[t].slope[l];
            draw->slopes.information[l] += course->slopes[t].information[l];
            draw->slopes.coupling[l] += course->slopes[t].coupling[l];
        }
    }
}

void bayes_draw_rows(struct bayes_draw *draw, const struct bayes_kernels *kernels,
                     struct pool *pool)
{
    const size_t workers = pool_threads(pool);
    struct course course = {
        .draw = draw,
        .kernels = kernels,
        .desks = memory_block(workers, sizeof *course.desks),
        .squared = memory_block(draw->side->task_count, sizeof *course.squared),
        .slopes = memory_block(draw->side->task_count, sizeof *course.slopes),
    };
    const size_t cells = draw->side->stride * draw->side->stride;
    course.pull = memory_block(cells, sizeof *course.pull);
    for (size_t c = 0; c < cells; c++)
        course.pull[c] = draw->prior->precision[c] / (float)draw->scale->precision;
    for (size_t w = 0; w < workers; w++)
        course.desks[w] = open_desk(draw->side);
    pool_run(pool, draw->side->task_count, draw_task, &course);
    judge(&course);
    for (size_t w = 0; w < workers; w++)
        close_desk(&course.desks[w]);
    memory_free(course.desks);
    memory_free(course.pull);
    memory_free(course.squared);
    memory_free(course.slopes);
}
