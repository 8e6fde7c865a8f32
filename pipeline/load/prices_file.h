/* prices_file.h - the table of prices: CSV with model, prices, currency and the day they begin. */
#ifndef LOAD_PRICES_FILE_H
#define LOAD_PRICES_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "model/price.h"

/*
 * Appends the rows of the file: model, input_per_million, output_per_million, currency and
 * valid_from, a day. A row is rejected when a price is no number from 0 on, when the day is none,
 * and when its currency is not that of the first row, since costs of two currencies have no sum.
 * The texts are copied into loader->arena. Errors: those of lines.h and csv_rows.h, ERROR_INPUT
 * when a column is missing.
 */
bool prices_file_load(struct loader *loader, const char *path, struct price_list *prices,
                      struct error *err);

#endif
