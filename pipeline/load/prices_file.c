#include "load/prices_file.h"

#include "base/timestamp.h"
#include "load/table_file.h"

enum { MODEL, INPUT, OUTPUT, CURRENCY, VALID_FROM, COLUMNS };

static const char *const NAMES[COLUMNS] = {"model", "input_per_million", "output_per_million",
                                           "currency", "valid_from"};

/* The header's columns by name. */
struct prices_columns {
    size_t place[COLUMNS];
};

static struct str cell(const struct csv_rows *rows, const struct prices_columns *columns,
                       size_t column)
{
    return str_trim(csv_rows_cell(rows, columns->place[column]));
}

static bool read_price(const struct table_file *table, const struct prices_columns *columns,
                       size_t column, struct at at, double *out)
{
    struct str text = cell(table->rows, columns, column);
    if (str_to_double(text, out) && *out >= 0)
        return true;
    return input_reject(table->input, at, "\"%s\" is no number from 0 on", NAMES[column]);
}

static bool read_row(struct loader *loader, const struct table_file *table,
                     const struct prices_columns *columns, struct price_list *prices)
{
    struct at at = {table->input->path, csv_rows_at(table->rows).line};
    struct price price;
    struct str model = cell(table->rows, columns, MODEL);
    struct str currency = cell(table->rows, columns, CURRENCY);
    if (model.size == 0)
        return input_reject(table->input, at, "the model has no name");
    if (currency.size == 0)
        return input_reject(table->input, at, "\"currency\" is missing");
    if (!read_price(table, columns, INPUT, at, &price.input_per_million) ||
        !read_price(table, columns, OUTPUT, at, &price.output_per_million))
        return false;
    if (!timestamp_parse(cell(table->rows, columns, VALID_FROM), &price.valid_from_ms))
        return input_reject(table->input, at, "\"valid_from\" is no day such as 2026-07-01");
    if (prices->count != 0 && !str_equal(prices->currency, currency))
        return input_reject(table->input, at, "the currency is not %.*s as in the first row",
                            STR_ARG(prices->currency));
    if (prices->count == 0)
        prices->currency = str_copy(loader->arena, currency);
    price.model = str_copy(loader->arena, model);
    *ARENA_PUSH(loader->arena, prices) = price;
    table->input->accepted++;
    return true;
}

static bool read_rows(struct loader *loader, const struct table_file *table,
                      struct price_list *prices, struct error *err)
{
    struct prices_columns columns;
    enum lines_result result;
    for (size_t i = 0; i < COLUMNS; i++) {
        columns.place[i] = csv_rows_column(table->rows, NAMES[i]);
        if (columns.place[i] == CSV_ROWS_NONE)
            return error_set(err, ERROR_INPUT, (struct at){table->input->path, 1},
                             "the header has no column \"%s\"", NAMES[i]);
    }
    while ((result = csv_rows_next(table->rows, table->input, err)) == LINES_LINE)
        read_row(loader, table, &columns, prices);
    return result == LINES_END;
}

bool prices_file_load(struct loader *loader, const char *path, struct price_list *prices,
                      struct error *err)
{
    struct table_file file;
    return table_file_open(loader, "prices", path, false, &file, err) &&
           table_file_close(&file, read_rows(loader, &file, prices, err));
}
