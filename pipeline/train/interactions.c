#include "train/interactions.h"

#include <string.h>

#include "base/memory.h"
#include "train/split.h"

static struct interactions open_matrix(size_t n_rows, size_t n_columns, size_t count)
{
    return (struct interactions){
        .n_rows = n_rows,
        .n_columns = n_columns,
        .count = count,
        .first = memory_block(n_rows + 1, sizeof(uint32_t)),
        .columns = memory_block(count, sizeof(uint32_t)),
        .values = memory_block(count, sizeof(float)),
    };
}

/* Turns the lengths in first[1 … n_rows] into beginnings, and returns a copy to fill rows by. */
static uint32_t *begin_rows(struct interactions *matrix)
{
    uint32_t *next = memory_block(matrix->n_rows + 1, sizeof *next);
    for (size_t row = 0; row < matrix->n_rows; row++)
        matrix->first[row + 1] += matrix->first[row];
    memcpy(next, matrix->first, (matrix->n_rows + 1) * sizeof *next);
    return next;
}

/*
 * Sorting by item first and then by user, both stable, leaves the items of a user ascending; each
 * pass only counts.
 */
struct interactions interactions_make(const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts)
{
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i++)
        count += SPLIT_HAS(parts, part[i]);
    struct interactions by_item = open_matrix(ratings->n_items, ratings->n_users, count);
    for (size_t i = 0; i < ratings->count; i++)
        if (SPLIT_HAS(parts, part[i]))
            by_item.first[ratings->items[i] + 1]++;
    uint32_t *next = begin_rows(&by_item);
    for (size_t i = 0; i < ratings->count; i++) {
        if (!SPLIT_HAS(parts, part[i]))
            continue;
        const uint32_t place = next[ratings->items[i]]++;
        by_item.columns[place] = ratings->users[i];
        by_item.values[place] = ratings->values[i];
    }
    memory_free(next);
    struct interactions by_user = interactions_transposed(&by_item);
    interactions_free(&by_item);
    return by_user;
}

struct interactions interactions_transposed(const struct interactions *matrix)
{
    struct interactions out = open_matrix(matrix->n_columns, matrix->n_rows, matrix->count);
    for (size_t n = 0; n < matrix->count; n++)
        out.first[matrix->columns[n] + 1]++;
    uint32_t *next = begin_rows(&out);
    for (uint32_t row = 0; row < matrix->n_rows; row++) {
        for (uint32_t n = matrix->first[row]; n < matrix->first[row + 1]; n++) {
            const uint32_t place = next[matrix->columns[n]]++;
            out.columns[place] = row;
            out.values[place] = matrix->values[n];
        }
    }
    memory_free(next);
    return out;
}

void interactions_free(struct interactions *matrix)
{
    memory_free(matrix->first);
    memory_free(matrix->columns);
    memory_free(matrix->values);
    *matrix = (struct interactions){0};
}
