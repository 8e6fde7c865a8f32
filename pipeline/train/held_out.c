#include "train/held_out.h"

#include "base/memory.h"
#include "train/split.h"

struct held_out held_out_make(const struct ratings *ratings, const unsigned char *part)
{
    struct held_out out = {
        .ratings = ratings,
        .part = part,
        .user_train = memory_block(ratings->n_users, sizeof *out.user_train),
        .item_train = memory_block(ratings->n_items, sizeof *out.item_train),
    };
    uint32_t *next = memory_block(ratings->n_users + 1, sizeof *next);
    for (size_t i = 0; i < ratings->count; i++) {
        if (part[i] == SPLIT_TEST) {
            next[ratings->users[i] + 1]++;
        } else {
            out.user_train[ratings->users[i]]++;
            out.item_train[ratings->items[i]]++;
        }
    }
    for (size_t u = 0; u < ratings->n_users; u++)
        out.user_count += next[u + 1] != 0;
    out.users = memory_block(out.user_count, sizeof *out.users);
    out.first = memory_block(out.user_count + 1, sizeof *out.first);
    size_t n = 0;
    for (size_t u = 0; u < ratings->n_users; u++) {
        if (next[u + 1] != 0) {
            out.users[n] = (uint32_t)u;
            out.first[n + 1] = out.first[n] + next[u + 1];
            n++;
        }
        next[u + 1] += next[u];
    }
    out.count = next[ratings->n_users];
    out.rows = memory_block(out.count, sizeof *out.rows);
    for (size_t i = 0; i < ratings->count; i++)
        if (part[i] == SPLIT_TEST)
            out.rows[next[ratings->users[i]]++] = (uint32_t)i;
    memory_free(next);
    return out;
}

void held_out_free(struct held_out *held_out)
{
    memory_free(held_out->rows);
    memory_free(held_out->users);
    memory_free(held_out->first);
    memory_free(held_out->user_train);
    memory_free(held_out->item_train);
    *held_out = (struct held_out){0};
}
