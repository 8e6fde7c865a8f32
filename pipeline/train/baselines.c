#include "train/baselines.h"

#include <string.h>

#include "train/split.h"

/* The users or the items: what a round solves for while the other side stands still. */
struct side {
    const uint32_t *rows; /* (ratings->count) */
    size_t n;
    double damping;
    double *counts; /* (n) */
    double *sums;   /* (n) what is left of the ratings without the mean and the other side */
    double *bias;   /* (n) */
};

static struct side side_of(const uint32_t *rows, size_t n, double damping, struct arena *arena)
{
    return (struct side){
        .rows = rows,
        .n = n,
        .damping = damping,
        .counts = ARENA_ARRAY(arena, double, n),
        .sums = ARENA_ARRAY(arena, double, n),
        .bias = ARENA_ARRAY(arena, double, n),
    };
}

static void solve(const struct ratings *ratings, const unsigned char *part, unsigned parts,
                  double mean, const struct side *other, struct side *side)
{
    memset(side->sums, 0, side->n * sizeof *side->sums);
    for (size_t i = 0; i < ratings->count; i++) {
        if (SPLIT_HAS(parts, part[i]))
            side->sums[side->rows[i]] +=
                (double)ratings->values[i] - mean - other->bias[other->rows[i]];
    }
    for (size_t row = 0; row < side->n; row++)
        side->bias[row] = side->sums[row] / (side->damping + side->counts[row]);
}

struct baselines baselines_fit(const struct ratings *ratings, const unsigned char *part,
                               unsigned parts, struct arena *arena)
{
    struct side users = side_of(ratings->users, ratings->n_users, BASELINES_USER_DAMPING, arena);
    struct side items = side_of(ratings->items, ratings->n_items, BASELINES_ITEM_DAMPING, arena);
    double sum = 0.0;
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        if (!SPLIT_HAS(parts, part[i]))
            continue;
        users.counts[users.rows[i]] += 1.0;
        items.counts[items.rows[i]] += 1.0;
        sum += (double)ratings->values[i];
        count++;
    }
    double mean = count == 0 ? 0.0 : sum / (double)count;
    for (int round = 0; round < BASELINES_ROUNDS; round++) {
        solve(ratings, part, parts, mean, &users, &items);
        solve(ratings, part, parts, mean, &items, &users);
    }
    return (struct baselines){
        .mean = mean,
        .user_bias = users.bias,
        .item_bias = items.bias,
        .item_counts = items.counts,
    };
}
