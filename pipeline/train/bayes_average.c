#include "train/bayes_average.h"

#include <math.h>

#include "base/memory.h"

enum { ROWS_PER_TASK = 512 };

/* Places in the list by user: a counting sort. */
static void sort_by_user(struct bayes_average *average, const struct ratings *ratings,
                         const uint32_t *rows)
{
    size_t *start = memory_block(ratings->n_users + 1, sizeof *start);
    for (size_t i = 0; i < average->count; i++)
        start[ratings->users[rows[i]] + 1]++;
    for (size_t u = 0; u < ratings->n_users; u++)
        start[u + 1] += start[u];
    for (size_t i = 0; i < average->count; i++)
        average->order[start[ratings->users[rows[i]]]++] = (uint32_t)i;
    memory_free(start);
}

struct bayes_average bayes_average_make(const struct ratings *ratings, const uint32_t *rows,
                                        size_t count, const struct bayes_drift *users,
                                        const struct bayes_drift *items)
{
    struct bayes_average average = {
        .count = count,
        .order = memory_block(count, sizeof *average.order),
        .users = memory_block(count, sizeof *average.users),
        .items = memory_block(count, sizeof *average.items),
        .means = memory_block(count, sizeof *average.means),
        .draws = memory_block(count, sizeof *average.draws),
        .squares = memory_block(count, sizeof *average.squares),
    };
    if (users != NULL) {
        average.user_points = memory_block(count, sizeof *average.user_points);
        average.item_points = memory_block(count, sizeof *average.item_points);
    }
    sort_by_user(&average, ratings, rows);
    for (size_t i = 0; i < count; i++) {
        const uint32_t row = rows[average.order[i]];
        average.users[i] = ratings->users[row];
        average.items[i] = ratings->items[row];
        if (users == NULL)
            continue;
        average.user_points[i] = users->points[row];
        average.item_points[i] = items->points[row];
    }
    return average;
}

struct addition {
    struct bayes_average *average;
    const struct bayes_average_state *state;
    const float *users; /* draws or means */
    const float *items;
    bool draws;
};

static void add_task(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct addition *addition = context;
    const struct bayes_average_state *state = addition->state;
    struct bayes_average *average = addition->average;
    const size_t stride = state->users->stride;
    const size_t bias = state->users->factors;
    const size_t first = index * ROWS_PER_TASK;
    const size_t left = average->count - first;
    const size_t n = left < ROWS_PER_TASK ? left : ROWS_PER_TASK;
    _Alignas(MEMORY_ALIGNMENT) float scores[ROWS_PER_TASK] = {0};
    _Alignas(MEMORY_ALIGNMENT) float mean[ROWS_PER_TASK] = {0};
    _Alignas(MEMORY_ALIGNMENT) float square[ROWS_PER_TASK] = {0};
    for (size_t i = 0; i < n; i++) {
        const float *user = addition->users + average->users[first + i] * stride;
        const float *item = addition->items + average->items[first + i] * stride;
        scores[i] = state->kernels->dot(user, item, stride) - user[bias] * item[bias] + user[bias] +
                    item[bias];
        if (average->user_points != NULL)
            scores[i] += state->users->drift->effects[average->user_points[first + i]] +
                         state->items->drift->effects[average->item_points[first + i]];
    }
    const size_t padded = (n + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES;
    bayes_scale_expect(state->scale, state->loops, scores, padded, mean,
                       addition->draws ? square : NULL);
    double *sums = addition->draws ? average->draws : average->means;
    for (size_t i = 0; i < n; i++) {
        sums[first + i] += (double)mean[i];
        average->squares[first + i] += (double)square[i];
    }
}

static void add(struct addition *addition, struct pool *pool)
{
    pool_run(pool, (addition->average->count + ROWS_PER_TASK - 1) / ROWS_PER_TASK, add_task,
             addition);
}

void bayes_average_add_users(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool)
{
    struct addition addition = {average, state, state->users->means, state->items->rows, false};
    add(&addition, pool);
    average->mean_count++;
}

void bayes_average_add_items(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool)
{
    struct addition addition = {average, state, state->users->rows, state->items->means, false};
    add(&addition, pool);
    average->mean_count++;
}

void bayes_average_add_draws(struct bayes_average *average, const struct bayes_average_state *state,
                             struct pool *pool)
{
    struct addition addition = {average, state, state->users->rows, state->items->rows, true};
    add(&addition, pool);
    average->draw_count++;
}

void bayes_average_read(const struct bayes_average *average, float *mean, float *stddev)
{
    for (size_t i = 0; i < average->count; i++) {
        const double draw = average->draws[i] / (double)average->draw_count;
        const double square = average->squares[i] / (double)average->draw_count;
        mean[average->order[i]] = (float)(average->means[i] / (double)average->mean_count);
        stddev[average->order[i]] = (float)sqrt(fmax(square - draw * draw, 0.0));
    }
}

void bayes_average_free(struct bayes_average *average)
{
    memory_free(average->order);
    memory_free(average->users);
    memory_free(average->items);
    memory_free(average->user_points);
    memory_free(average->item_points);
    memory_free(average->means);
    memory_free(average->draws);
    memory_free(average->squares);
    *average = (struct bayes_average){0};
}
