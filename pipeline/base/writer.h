/*
 * writer.h - a file that is written piece by piece and appears whole or not at all.
 *
 * For what is too large to be held in memory; io_write_file() is for the rest. The pieces go
 * to a temporary file beside the target; writer_commit() flushes and renames it. An error on the
 * way is kept and reported by writer_commit(), so that callers need not look at every piece.
 */
#ifndef BASE_WRITER_H
#define BASE_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

struct writer;

/* Errors: ERROR_SYSTEM when the temporary file cannot be made. */
bool writer_open(const char *path, unsigned mode, struct writer **out, struct error *err);

void writer_add(struct writer *writer, struct str text);

/* The decimal digits of a number. */
void writer_add_count(struct writer *writer, uint64_t number);

/* Bytes added so far. */
uint64_t writer_size(const struct writer *writer);

/* Publishes the file and frees the writer. Error: the first one of all pieces; then nothing has
 * changed. */
bool writer_commit(struct writer *writer, struct error *err);

/* Frees the writer and leaves the target as it was. NULL is nothing. */
void writer_abandon(struct writer *writer);

#endif
