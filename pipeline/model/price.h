/* price.h - what a call costs: prices per model, each from a day on. */
#ifndef MODEL_PRICE_H
#define MODEL_PRICE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* One row of datasets/prices.csv. */
struct price {
    struct str model;
    double input_per_million; /* tokens */
    double output_per_million;
    int64_t valid_from_ms;
};

struct price_list {
    struct price *items;
    size_t count;
    size_t capacity;
    struct str currency; /* of all rows; "" when there is none */
};

/* The row of the model with the latest `valid_from_ms` up to `ts_ms`; NULL: there is none. Of
 * equal days the later row counts. */
const struct price *price_find(const struct price_list *list, struct str model, int64_t ts_ms);

/* What so many tokens cost; NAN when the price or a number of tokens (negative) is unknown. */
double price_cost(const struct price *price, int64_t input_tokens, int64_t output_tokens);

#endif
