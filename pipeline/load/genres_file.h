/* genres_file.h - the genres and their aliases: datasets/genres.csv (genre,aliases). */
#ifndef LOAD_GENRES_FILE_H
#define LOAD_GENRES_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "model/genre.h"

/*
 * Adds the genres of the file to the table, in its order. With `built_in`, a file that does not
 * exist is replaced by the copy that the program carries, and that is noted. A
 * genre named twice is a duplicate; an alias that belongs to another genre is noted and ignored.
 * Errors: those of lines.h; ERROR_INPUT when a column is missing.
 */
bool genres_file_load(struct loader *loader, const char *path, bool built_in,
                      struct genre_table *table, struct error *err);

#endif
