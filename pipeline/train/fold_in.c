#include "train/fold_in.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const float *row_of(const struct fold_in_space *space, uint32_t item)
{
    return space->rows + item * space->stride;
}

/* Lanes of y: all but the last. The last of them is the person's bias. */
static size_t lanes_of(const struct fold_in_space *space)
{
    return space->stride - 1;
}

static size_t taste_lanes_of(const struct fold_in_space *space)
{
    return space->stride - 2;
}

/*
 * Sums of products are taken in as many parts side by side, and those added up in pairs: a single
 * sum would wait for every addition before the next.
 */
enum { PARTS = 4 };

static double sum_parts(const double parts[PARTS])
{
    return (parts[0] + parts[1]) + (parts[2] + parts[3]);
}

static double dot_rows(const float *a, const float *b, size_t count)
{
    double parts[PARTS] = {0};
    size_t i = 0;
    for (; i + PARTS <= count; i += PARTS)
        for (size_t part = 0; part < PARTS; part++)
            parts[part] += (double)a[i + part] * (double)b[i + part];
    for (; i < count; i++)
        parts[0] += (double)a[i] * (double)b[i];
    return sum_parts(parts);
}

static double dot(const double *a, const double *b, size_t count)
{
    double parts[PARTS] = {0};
    size_t i = 0;
    for (; i + PARTS <= count; i += PARTS)
        for (size_t part = 0; part < PARTS; part++)
            parts[part] += a[i + part] * b[i + part];
    for (; i < count; i++)
        parts[0] += a[i] * b[i];
    return sum_parts(parts);
}

double fold_in_average(const struct fold_in_space *space, uint32_t item)
{
    return space->mean + dot_rows(space->average, row_of(space, item), space->stride);
}

/* ---- the system -------------------------------------------------------------------------------
 */

/* Fewer ratings than lanes: the system is ZZᵀ + w·I, otherwise ZᵀZ + w·I. */
static bool is_dual(const struct fold_in *fold)
{
    return fold->ratings->count < lanes_of(fold->space);
}

/* The lower half of ZZᵀ. */
static void add_products(const struct fold_in *fold)
{
    const struct fold_in_rating *ratings = fold->ratings->items;
    for (size_t i = 0; i < fold->size; i++)
        for (size_t j = 0; j <= i; j++)
            fold->factor[i * fold->size + j] =
                dot_rows(row_of(fold->space, ratings[i].item), row_of(fold->space, ratings[j].item),
                         lanes_of(fold->space));
}

/* The lower half of ZᵀZ. */
static void add_squares(const struct fold_in *fold)
{
    for (size_t n = 0; n < fold->ratings->count; n++) {
        const float *row = row_of(fold->space, fold->ratings->items[n].item);
        for (size_t i = 0; i < fold->size; i++)
            for (size_t j = 0; j <= i; j++)
                fold->factor[i * fold->size + j] += (double)row[i] * (double)row[j];
    }
}

/* The lower half of A becomes L with A = L·Lᵀ. */
static void factorize(double *a, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        double *row = a + i * size;
        for (size_t j = 0; j < i; j++)
            row[j] = (row[j] - dot(row, a + j * size, j)) / a[j * size + j];
        row[i] = sqrt(row[i] - dot(row, row, i));
    }
}

/* L·Lᵀ x = b, in place. */
static void solve(const double *l, size_t size, double *b)
{
    for (size_t i = 0; i < size; i++)
        b[i] = (b[i] - dot(l + i * size, b, i)) / l[i * size + i];
    for (size_t i = size; i-- > 0;) {
        b[i] /= l[i * size + i];
        for (size_t j = 0; j < i; j++)
            b[j] -= l[i * size + j] * b[i];
    }
}

static void make_system(const struct fold_in *fold)
{
    const double regularization = fmax(fold->space->regularization, FOLD_IN_REGULARIZATION_MIN);
    const double weight = ((double)fold->ratings->count + FOLD_IN_PRIOR) * regularization;
    if (is_dual(fold))
        add_products(fold);
    else
        add_squares(fold);
    for (size_t i = 0; i < fold->size; i++)
        fold->factor[i * fold->size + i] += weight;
    factorize(fold->factor, fold->size);
}

/* ---- the person -------------------------------------------------------------------------------
 */

/* Zᵀw. */
static void add_up_rows(const struct fold_in *fold, const double *weights, double *out)
{
    for (size_t n = 0; n < fold->ratings->count; n++) {
        const float *row = row_of(fold->space, fold->ratings->items[n].item);
        for (size_t lane = 0; lane < lanes_of(fold->space); lane++)
            out[lane] += weights[n] * (double)row[lane];
    }
}

/* y of x = x̄ + y. */
static double *solve_person(const struct fold_in *fold, struct arena *arena)
{
    const size_t count = fold->ratings->count;
    double *y = ARENA_ARRAY(arena, double, lanes_of(fold->space));
    if (is_dual(fold)) {
        double *weights = ARENA_ARRAY(arena, double, count);
        memcpy(weights, fold->residual, count * sizeof *weights);
        solve(fold->factor, fold->size, weights);
        add_up_rows(fold, weights, y);
    } else {
        add_up_rows(fold, fold->residual, y);
        solve(fold->factor, fold->size, y);
    }
    return y;
}

void fold_in_solve(const struct fold_in_space *space, const struct fold_in_ratings *ratings,
                   struct arena *arena, struct fold_in *out)
{
    const size_t lanes = lanes_of(space);
    struct fold_in fold = {
        .space = space,
        .ratings = ratings,
        .row = ARENA_ARRAY(arena, float, space->stride),
        .residual = ARENA_ARRAY(arena, double, ratings->count),
        .size = ratings->count < lanes ? ratings->count : lanes,
    };
    for (size_t n = 0; n < ratings->count; n++)
        fold.residual[n] =
            (double)ratings->items[n].stars - fold_in_average(space, ratings->items[n].item);
    fold.factor = ARENA_ARRAY(arena, double, fold.size *fold.size);
    make_system(&fold);
    const double *y = solve_person(&fold, arena);
    for (size_t lane = 0; lane < lanes; lane++)
        fold.row[lane] = (float)((double)space->average[lane] + y[lane]);
    fold.row[lanes] = space->average[lanes];
    fold.level = y[taste_lanes_of(space)];
    *out = fold;
}

void fold_in_shares(const struct fold_in *fold, uint32_t item, struct arena *scratch, double *out)
{
    const struct fold_in_rating *ratings = fold->ratings->items;
    const float *wanted = row_of(fold->space, item);
    const size_t lanes = lanes_of(fold->space);
    const size_t taste = taste_lanes_of(fold->space);
    double *v = ARENA_ARRAY(scratch, double, fold->size);
    if (is_dual(fold)) {
        for (size_t n = 0; n < fold->size; n++)
            v[n] = dot_rows(wanted, row_of(fold->space, ratings[n].item), taste);
    } else {
        for (size_t lane = 0; lane < taste; lane++)
            v[lane] = (double)wanted[lane];
    }
    solve(fold->factor, fold->size, v);
    for (size_t n = 0; n < fold->ratings->count; n++) {
        const float *row = row_of(fold->space, ratings[n].item);
        double weight = is_dual(fold) ? v[n] : 0;
        for (size_t lane = 0; lane < lanes && !is_dual(fold); lane++)
            weight += v[lane] * (double)row[lane];
        out[n] = weight * fold->residual[n];
    }
}
