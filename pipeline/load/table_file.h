/* table_file.h - opens a small table: the user's file, or the copy that the program carries. */
#ifndef LOAD_TABLE_FILE_H
#define LOAD_TABLE_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/csv_rows.h"
#include "load/loader.h"

/* A table that is being read. */
struct table_file {
    struct lines *lines;
    struct csv_rows *rows;
    struct input *input;
};

/*
 * Opens `path` as CSV and appends its account of that kind. With `built_in`, a file that does not
 * exist is replaced by the embedded copy of that name, and that is noted. Errors: those of
 * lines.h and csv_rows.h. On success the caller ends with table_file_close().
 */
bool table_file_open(struct loader *loader, const char *kind, const char *path, bool built_in,
                     struct table_file *out, struct error *err);

/* Closes the account, if all was read (`done`), and the file. Returns `done`. */
bool table_file_close(struct table_file *table, bool done);

#endif
