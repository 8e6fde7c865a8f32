/* json_compact.h - a value that was read as text again, so that equal values are equal texts. */
#ifndef BASE_JSON_COMPACT_H
#define BASE_JSON_COMPACT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"

/*
 * The value on one line, without spaces and with the keys of its objects sorted, cut off at `max`
 * bytes. The text is in `arena`; "null" for a missing value.
 */
struct str json_compact(struct json_reader_value value, size_t max, struct arena *arena);

#endif
