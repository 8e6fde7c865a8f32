#include "load/intents_file.h"

#include "load/quote.h"
#include "load/table_file.h"

static void add_aliases(struct loader *loader, struct intent_table *intents, int intent,
                        struct str aliases, struct input *input, struct at at)
{
    struct str alias;
    while (str_next(&aliases, '|', &alias)) {
        alias = str_trim(alias);
        if (alias.size != 0 && !intent_add_alias(intents, intent, str_copy(loader->arena, alias)))
            findings_add(&input->notes, at, "the alias \"%.*s\" belongs to another intent",
                         STR_ARG(quote_text(loader, alias)));
    }
}

static void read_row(struct loader *loader, struct intent_table *intents, struct str name,
                     struct str aliases, struct input *input, struct at at)
{
    size_t known = intents->count;
    if (name.size == 0) {
        input_reject(input, at, "the intent has no name");
        return;
    }
    int intent = intent_add(intents, str_copy(loader->arena, name));
    if (intent == INTENT_NONE) {
        input_reject(input, at, "there are more than %d intents", INTENT_MAX);
        return;
    }
    if (intents->count == known) {
        input->duplicate++;
        return;
    }
    input->accepted++;
    add_aliases(loader, intents, intent, aliases, input, at);
}

static bool read_rows(struct loader *loader, const struct table_file *table,
                      struct intent_table *intents, struct error *err)
{
    struct input *input = table->input;
    size_t name = csv_rows_column(table->rows, "intent");
    size_t aliases = csv_rows_column(table->rows, "aliases");
    enum lines_result result;
    if (name == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, (struct at){input->path, 1},
                         "the header has no column \"intent\"");
    while ((result = csv_rows_next(table->rows, input, err)) == LINES_LINE) {
        struct at at = {input->path, csv_rows_at(table->rows).line};
        read_row(loader, intents, str_trim(csv_rows_cell(table->rows, name)),
                 csv_rows_cell(table->rows, aliases), input, at);
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
