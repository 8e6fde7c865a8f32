/*
 * lines.h - a file as lines, in bounded memory: plain, gzip or Zstandard, told by their first
 * bytes.
 *
 * A gzip file may have several members, a Zstandard file several frames. A byte order mark at
 * the beginning and the CR of a CRLF are cut off; the last line needs no newline; a NUL is a byte
 * as any other. A line of more than LINES_MAX bytes is told of and skipped without being held.
 *
 * Invariants: a line ends before the buffer does, so views into it are good until the next call;
 * the digest covers every stored byte once the end was reached.
 */
#ifndef LOAD_LINES_H
#define LOAD_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "model/input.h"

#define LINES_MAX ((size_t)1 << 20) /* bytes of one line */
#define LINES_AHEAD ((size_t)1 << 20)
#define LINES_PEEK ((size_t)64 << 10) /* bytes that lines_peek() shows at least */

enum lines_result {
    LINES_LINE,
    LINES_TOO_LONG, /* lines_next() only: a line that is too long was skipped */
    LINES_END,
    LINES_FAILED, /* `err` says why */
};

struct lines;

/* Errors: ERROR_INPUT when the file does not exist, is a folder or may not be read. */
bool lines_open(const char *path, struct lines **out, struct error *err);

/* The same for bytes in memory, which outlive the reader; `name` stands for the path. */
struct lines *lines_open_text(const char *name, struct str text);

/* NULL is nothing. */
void lines_close(struct lines *lines);

const char *lines_path(const struct lines *lines);

/*
 * The beginning of the unpacked text without a byte order mark, for telling its format: LINES_PEEK
 * bytes or more, all of it when the file is shorter. Only before the first line is read, and good
 * until then. False: as LINES_FAILED.
 */
bool lines_peek(struct lines *lines, struct str *out, struct error *err);

/*
 * The next line without its end. Errors: ERROR_INPUT when compressed data is damaged or ends
 * early, for nobody knows how much is missing; ERROR_SYSTEM when reading fails.
 */
enum lines_result lines_next(struct lines *lines, struct str *line, struct error *err);

/*
 * The next line with something in it. Counts in `input` every line as read, white space as
 * blank and a line that is too long as rejected; the caller accounts for the line it gets.
 */
enum lines_result lines_next_record(struct lines *lines, struct input *input, struct str *line,
                                    struct error *err);

/*
 * The whole lines, each with its newline, that wait in the buffer: perhaps none, although there
 * are more in the file. For a reader that takes many short lines at once; good until the next call.
 */
struct str lines_waiting(struct lines *lines);

/* Passes over the first `count` of them, which end at `end`. */
void lines_pass(struct lines *lines, const char *end, size_t count);

/*
 * Unpacks what comes behind the buffer, LINES_AHEAD bytes of it, for the time when the buffer is
 * used up. Another thread may do so while views are read, as long as nothing else is called.
 * Trouble is told when those bytes are asked for.
 */
void lines_read_ahead(struct lines *lines);

/*
 * How many bytes of a plain regular file were not given out yet; 0 when nobody knows, or when all
 * of it is in memory. A hint: the file may grow.
 */
size_t lines_bytes_left(const struct lines *lines);

/*
 * The next unpacked bytes, for a format that is not made of lines; empty at the end. Not to be
 * mixed with lines_next().
 */
bool lines_chunk(struct lines *lines, struct str *chunk, struct error *err);

/* The number of the line given last, from 1; 0 before. */
size_t lines_number(const struct lines *lines);

/* Where the line given last is. */
struct at lines_at(const struct lines *lines);

/*
 * Closes the account of a file read to its end: size and digest of the stored bytes. Asserts
 * that every record is accounted for. An empty file is noted.
 */
void lines_account(struct lines *lines, struct input *input);

#endif
