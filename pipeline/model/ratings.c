#include "model/ratings.h"

#include "base/memory.h"

size_t ratings_at_row(const struct ratings *ratings, uint32_t row)
{
    size_t low = 0;
    size_t high = ratings->count;
    if (ratings->rows == NULL)
        return row < ratings->count ? row : SIZE_MAX;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ratings->rows[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ratings->count && ratings->rows[low] == row ? low : SIZE_MAX;
}

void ratings_free(struct ratings *ratings)
{
    memory_free(ratings->users);
    memory_free(ratings->items);
    memory_free(ratings->values);
    memory_free(ratings->times);
    memory_free(ratings->rows);
    memory_free(ratings->user_keys);
    memory_free(ratings->item_keys);
    *ratings = (struct ratings){0};
}
