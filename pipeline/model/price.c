#include "model/price.h"

#include <math.h>

const struct price *price_find(const struct price_list *list, struct str model, int64_t ts_ms)
{
    const struct price *best = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const struct price *row = &list->items[i];
        if (row->valid_from_ms <= ts_ms && str_equal(row->model, model) &&
            (best == NULL || row->valid_from_ms >= best->valid_from_ms))
            best = row;
    }
    return best;
}

double price_cost(const struct price *price, int64_t input_tokens, int64_t output_tokens)
{
    if (price == NULL || input_tokens < 0 || output_tokens < 0)
        return NAN;
    return ((double)input_tokens * price->input_per_million +
            (double)output_tokens * price->output_per_million) /
           1e6;
}
