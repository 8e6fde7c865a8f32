#include "train/rating_lists.h"

#include <string.h>

#include "base/memory.h"
#include "train/split.h"

struct sort {
    const struct ratings *ratings;
    const unsigned char *part;
    unsigned parts;
    const struct rating_counts *counts;
    struct rating_lists out;
};

static struct rating_lists_side open_side(size_t n, size_t total)
{
    return (struct rating_lists_side){
        .n = n,
        .first = memory_block(n + 1, sizeof(uint32_t)),
        .ratings = memory_block(total, sizeof(struct kernels_rating)),
    };
}

/* Fills the lists of one side from its column and that of the other side. */
static void sort_side(const struct sort *sort, const uint32_t *counts, const uint32_t *own,
                      const uint32_t *others, struct rating_lists_side *out)
{
    const struct ratings *ratings = sort->ratings;
    const float mean = (float)sort->counts->mean;
    uint32_t *next = memory_block(out->n, sizeof *next);
    for (size_t row = 0; row < out->n; row++)
        out->first[row + 1] = out->first[row] + counts[row];
    memcpy(next, out->first, out->n * sizeof *next);
    for (size_t i = 0; i < ratings->count; i++)
        if (SPLIT_HAS(sort->parts, sort->part[i]))
            out->ratings[next[own[i]]++] =
                (struct kernels_rating){others[i], ratings->values[i] - mean};
    memory_free(next);
}

/* Items first: their list is filled in a wilder order, and takes longer. */
static void sort_lists(void *context, size_t index, size_t worker)
{
    (void)worker;
    struct sort *sort = context;
    const struct ratings *ratings = sort->ratings;
    if (index == 0)
        sort_side(sort, sort->counts->items, ratings->items, ratings->users, &sort->out.items);
    else
        sort_side(sort, sort->counts->users, ratings->users, ratings->items, &sort->out.users);
}

struct rating_lists rating_lists_make(const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts, const struct rating_counts *counts,
                                      struct pool *pool)
{
    struct sort sort = {
        .ratings = ratings,
        .part = part,
        .parts = parts,
        .counts = counts,
        .out = {.users = open_side(ratings->n_users, counts->total),
                .items = open_side(ratings->n_items, counts->total)},
    };
    pool_run(pool, 2, sort_lists, &sort);
    return sort.out;
}

static void free_side(struct rating_lists_side *side)
{
    memory_free(side->first);
    memory_free(side->ratings);
}

void rating_lists_free(struct rating_lists *lists)
{
    free_side(&lists->users);
    free_side(&lists->items);
    *lists = (struct rating_lists){0};
}
