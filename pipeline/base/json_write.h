/*
 * json_write.h - JSON trees as text: the same tree always gives the same bytes.
 *
 * Numbers are the shortest decimals that read back as the same
 * double; integers have no fraction: 3.0 is 3, -0.0 is 0.
 */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include "base/arena.h"
#include "base/str.h"

struct json;

/* Two spaces of indentation, final newline. */
struct str json_write(struct arena *arena, const struct json *root);

/* One line without spaces, no newline. */
struct str json_write_line(struct arena *arena, const struct json *root);

/*
 * json_write_line() that is safe inside <script type="application/json">: `<`, `>`, `&`,
 * U+2028, U+2029 as \u escapes.
 */
struct str json_write_island(struct arena *arena, const struct json *root);

#endif
