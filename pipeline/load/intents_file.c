#include "load/intents_file.h"

#include "load/table_file.h"

static void read_row(struct intent_table *intents, struct str name, struct loader *loader,
                     struct input *input, struct at at)
{
    if (name.size == 0) {
        input_reject(input, at, "the intent has no name");
        return;
    }
    if (intent_find(intents, name) != INTENT_NONE) {
        input->duplicate++;
        return;
    }
    if (intent_add(intents, str_copy(loader->arena, name)) == INTENT_NONE) {
        input_reject(input, at, "there are more than %d intents", INTENT_MAX);
        return;
    }
    input->accepted++;
}

static bool read_rows(struct loader *loader, const struct table_file *table,
                      struct intent_table *intents, struct error *err)
{
    struct input *input = table->input;
    size_t name = csv_rows_column(table->rows, "intent");
    enum lines_result result;
    if (name == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, (struct at){input->path, 1},
                         "the header has no column \"intent\"");
    while ((result = csv_rows_next(table->rows, input, err)) == LINES_LINE) {
        struct at at = {input->path, csv_rows_at(table->rows).line};
        read_row(intents, str_trim(csv_rows_cell(table->rows, name)), loader, input, at);
    }
    return result == LINES_END;
}

bool intents_file_load(struct loader *loader, const char *path, bool built_in,
                       struct intent_table *table, struct error *err)
{
    struct table_file file;
    return table_file_open(loader, "intents", path, built_in, &file, err) &&
           table_file_close(&file, read_rows(loader, &file, table, err));
}
