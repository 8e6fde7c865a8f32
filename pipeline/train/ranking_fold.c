#include "train/ranking_fold.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "train/split.h"

struct named_item {
    struct str id;
    uint32_t item;
};

static int compare_ids(const void *a, const void *b)
{
    const struct named_item *left = a;
    const struct named_item *right = b;
    return str_compare(left->id, right->id);
}

static void place_items(struct ranking_fold *fold, const struct ratings *ratings)
{
    struct named_item *named = memory_block(ratings->n_items, sizeof *named);
    for (uint32_t i = 0; i < ratings->n_items; i++)
        named[i] = (struct named_item){ratings->item_ids[i], i};
    qsort(named, ratings->n_items, sizeof *named, compare_ids);
    fold->by_id = memory_block(ratings->n_items, sizeof *fold->by_id);
    fold->place = memory_block(ratings->n_items, sizeof *fold->place);
    for (uint32_t n = 0; n < ratings->n_items; n++) {
        fold->by_id[n] = named[n].item;
        fold->place[named[n].item] = n;
    }
    memory_free(named);
}

/* Keeps of the held-out ratings those that are relevant. */
static struct interactions relevant_of(const struct interactions *tested, double relevant_from)
{
    struct interactions relevant = {
        .n_rows = tested->n_rows,
        .n_columns = tested->n_columns,
        .first = memory_block(tested->n_rows + 1, sizeof(uint32_t)),
        .columns = memory_block(tested->count, sizeof(uint32_t)),
        .values = memory_block(tested->count, sizeof(float)),
    };
    for (size_t u = 0; u < tested->n_rows; u++) {
        for (uint32_t n = tested->first[u]; n < tested->first[u + 1]; n++) {
            const bool again = relevant.count > relevant.first[u] &&
                               relevant.columns[relevant.count - 1] == tested->columns[n];
            if ((double)tested->values[n] < relevant_from || again)
                continue;
            relevant.columns[relevant.count] = tested->columns[n];
            relevant.values[relevant.count++] = tested->values[n];
        }
        relevant.first[u + 1] = (uint32_t)relevant.count;
    }
    return relevant;
}

struct ranking_fold ranking_fold_make(const struct ratings *ratings, const unsigned char *part,
                                      double relevant_from)
{
    struct interactions tested = interactions_make(ratings, part, SPLIT_BIT(SPLIT_TEST));
    struct ranking_fold fold = {
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .known =
            interactions_make(ratings, part, SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION)),
        .relevant = relevant_of(&tested, relevant_from),
        .users = memory_block(ratings->n_users, sizeof(uint32_t)),
    };
    place_items(&fold, ratings);
    fold.facts = item_facts_make(&fold.known, fold.place);
    for (uint32_t u = 0; u < ratings->n_users; u++) {
        if (interactions_length(&fold.relevant, u) != 0)
            fold.users[fold.user_count++] = u;
        else
            fold.unranked_users += interactions_length(&tested, u) != 0;
    }
    interactions_free(&tested);
    return fold;
}

void ranking_fold_free(struct ranking_fold *fold)
{
    memory_free(fold->by_id);
    memory_free(fold->place);
    memory_free(fold->users);
    interactions_free(&fold->known);
    item_facts_free(&fold->facts);
    interactions_free(&fold->relevant);
    *fold = (struct ranking_fold){0};
}
