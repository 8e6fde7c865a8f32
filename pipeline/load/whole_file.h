/* whole_file.h - a small file, packed or not, as one text. */
#ifndef LOAD_WHOLE_FILE_H
#define LOAD_WHOLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "model/input.h"

/*
 * Reads at most `max` bytes and one more, by which the caller sees what is too long; sets bytes
 * and digest of the account unless it is. The text is in `arena`. Errors: those of unpack.h.
 */
bool whole_file_read(const char *path, size_t max, struct arena *arena, struct input *input,
                     struct str *out, struct error *err);

#endif
