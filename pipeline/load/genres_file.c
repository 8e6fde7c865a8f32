#include "load/genres_file.h"

#include "load/quote.h"
#include "load/table_file.h"

static void add_aliases(struct loader *loader, struct genre_table *genres, int genre,
                        struct str aliases, struct input *input, struct at at)
{
    struct str alias;
    while (str_next(&aliases, '|', &alias))
        if (str_trim(alias).size != 0 && !genre_add_alias(genres, genre, alias))
            findings_add(&input->notes, at, "the alias \"%.*s\" belongs to another genre",
                         STR_ARG(quote_text(loader, str_trim(alias))));
}

static void read_row(struct loader *loader, struct genre_table *genres, struct str name,
                     struct str aliases, struct input *input, struct at at)
{
    size_t known = genres->count;
    if (name.size == 0) {
        input_reject(input, at, "the genre has no name");
        return;
    }
    if (genre_find(genres, loader->scratch, name) == GENRE_NOTHING) {
        input_reject(input, at, "the name \"%.*s\" stands for no genre",
                     STR_ARG(quote_text(loader, name)));
        return;
    }
    int genre = genre_add(genres, name);
    if (genre == GENRE_UNKNOWN) {
        input_reject(input, at, "there are more than %d genres", GENRE_MAX);
        return;
    }
    if (genres->count == known) {
        input->duplicate++;
        return;
    }
    input->accepted++;
    add_aliases(loader, genres, genre, aliases, input, at);
}

static bool read_rows(struct loader *loader, const struct table_file *table,
                      struct genre_table *genres, struct error *err)
{
    struct input *input = table->input;
    size_t name = csv_rows_column(table->rows, "genre");
    size_t aliases = csv_rows_column(table->rows, "aliases");
    enum lines_result result;
    if (name == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, (struct at){input->path, 1},
                         "the header has no column \"genre\"");
    while ((result = csv_rows_next(table->rows, input, err)) == LINES_LINE) {
        struct at at = {input->path, csv_rows_at(table->rows).line};
        read_row(loader, genres, csv_rows_cell(table->rows, name),
                 csv_rows_cell(table->rows, aliases), input, at);
        arena_reset(loader->scratch);
    }
    return result == LINES_END;
}

bool genres_file_load(struct loader *loader, const char *path, bool built_in,
                      struct genre_table *table, struct error *err)
{
    struct table_file file;
    return table_file_open(loader, "genres", path, built_in, &file, err) &&
           table_file_close(&file, read_rows(loader, &file, table, err));
}
