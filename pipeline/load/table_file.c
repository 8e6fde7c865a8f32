#include "load/table_file.h"

#include "base/embedded.h"
#include "base/io.h"

/* The embedded copy, when there is no file and one may stand in for it; NULL otherwise. */
static const struct embedded_file *stand_in(const char *path, bool built_in)
{
    return built_in && !io_exists(path) ? embedded_find(path) : NULL;
}

bool table_file_open(struct loader *loader, const char *kind, const char *path, bool built_in,
                     struct table_file *out, struct error *err)
{
    const struct embedded_file *embedded = stand_in(path, built_in);
    *out = (struct table_file){.input = input_add(loader->inputs, kind, path)};
    if (embedded != NULL) {
        struct str text = {(const char *)embedded->data, embedded->size};
        out->lines = lines_open_text(out->input->path, text);
        findings_add(&out->input->notes, AT_FILE(out->input->path),
                     "the file does not exist; the copy inside the program is used");
    } else if (!lines_open(out->input->path, &out->lines, err)) {
        return false;
    }
    if (csv_rows_open(out->lines, loader->arena, &out->rows, err))
        return true;
    lines_close(out->lines);
    return false;
}

bool table_file_close(struct table_file *table, bool done)
{
    if (done)
        lines_account(table->lines, table->input);
    csv_rows_close(table->rows);
    lines_close(table->lines);
    return done;
}
