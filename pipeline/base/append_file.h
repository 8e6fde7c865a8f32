/*
 * append_file.h - a file of lines that only ever grows, whatever happens to the process.
 *
 * A line is there whole or, after a kill in the middle of a write, as a torn tail without its
 * newline, which the next opening cuts off. Only one process may have it open: callers hold the
 * lock of the folder.
 */
#ifndef BASE_APPEND_FILE_H
#define BASE_APPEND_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct append_file {
    const char *path;
    int file;      /* -1: not open */
    uint64_t size; /* bytes of whole lines */
    bool dirty;    /* something was added since the last append_file_sync() */
};

#define APPEND_FILE_NONE ((struct append_file){.file = -1})

/*
 * Opens the file for appending, makes it (0600 less the umask) when it is missing, and cuts a torn
 * tail off; `*torn` is how many bytes that were. `path` outlives it. A link is not followed.
 * Errors: ERROR_SYSTEM.
 */
bool append_file_open(const char *path, struct append_file *out, uint64_t *torn, struct error *err);

/* Adds `line`, which has no newline, and one. What a failed write has begun is cut off again.
 * Errors: ERROR_SYSTEM. */
bool append_file_add(struct append_file *file, struct str line, struct error *err);

/* Flushes what was added to disk. Errors: ERROR_SYSTEM. */
bool append_file_sync(struct append_file *file, struct error *err);

/* `size` bytes from `offset` on, as a copy in `arena`. Errors: ERROR_SYSTEM, also when they are not
 * all there. */
bool append_file_read(const struct append_file *file, uint64_t offset, size_t size,
                      struct arena *arena, struct str *out, struct error *err);

/* Closes without flushing; what is not open is nothing. */
void append_file_close(struct append_file *file);

#endif
