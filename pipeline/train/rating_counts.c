#include "train/rating_counts.h"

#include "base/memory.h"
#include "train/split.h"

struct count {
    const struct ratings *ratings;
    const unsigned char *part;
    unsigned parts;
    struct rating_counts out;
    double sum;
};

/*
 * Files come user by user: a count that stays in a register until the user changes does not wait
 * for its last store.
 */
static void count_users(struct count *count)
{
    const struct ratings *ratings = count->ratings;
    uint32_t user = 0;
    uint32_t run = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        if (ratings->users[i] != user) {
            count->out.users[user] += run;
            user = ratings->users[i];
            run = 0;
        }
        run += SPLIT_HAS(count->parts, count->part[i]);
    }
    if (ratings->count != 0)
        count->out.users[user] += run;
}

/* Without a branch: which ratings are in the parts cannot be foreseen. */
static void count_items(struct count *count)
{
    const struct ratings *ratings = count->ratings;
    for (size_t i = 0; i < ratings->count; i++) {
        const unsigned has = SPLIT_HAS(count->parts, count->part[i]);
        count->out.items[ratings->items[i]] += has;
        count->out.total += has;
        count->sum += has * (double)ratings->values[i];
    }
}

static void count_side(void *context, size_t index, size_t worker)
{
    (void)worker;
    if (index == 0)
        count_items(context);
    else
        count_users(context);
}

struct rating_counts rating_counts_make(const struct ratings *ratings, const unsigned char *part,
                                        unsigned parts, struct pool *pool)
{
    struct count count = {
        .ratings = ratings,
        .part = part,
        .parts = parts,
        .out = {.users = memory_block(ratings->n_users, sizeof *count.out.users),
                .items = memory_block(ratings->n_items, sizeof *count.out.items)},
    };
    pool_run(pool, 2, count_side, &count);
    count.out.mean = count.out.total == 0 ? 0.0 : count.sum / (double)count.out.total;
    return count.out;
}

void rating_counts_free(struct rating_counts *counts)
{
    memory_free(counts->users);
    memory_free(counts->items);
    *counts = (struct rating_counts){0};
}
