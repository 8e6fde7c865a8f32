/* value.h - the text of a value becomes the field of its key. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "config/keys.h"

/*
 * Checks `text`, which is trimmed, and writes `*field`, of the type that the row says.
 * What the field points to is allocated in the arena. `home` replaces a leading "~" of a path;
 * NULL leaves it. ERROR_USAGE at `at` says what the key takes:
 *
 *     config.ini:12: `epochs` takes a whole number from 1 to 10000, not `many`
 *
 * A list is split at commas; empty parts do not count, and `none` alone is the empty list.
 * No text may hold what config.ini could not say: a control character, or a `;` at its
 * beginning or behind a space.
 */
bool value_parse(const struct keys_row *key, struct str text, const char *home, struct arena *arena,
                 void *field, struct at at, struct error *err);

/* The next part of a list, trimmed and not empty; false at the end. */
bool value_next_part(struct str *rest, struct str *part);

/* The part of `choices` ("auto|time|hash") at that position. */
struct str value_choice(const char *choices, size_t position);

/* What the key takes, in words: "a whole number from 1 to 10000", "one of auto, json, text". */
struct str value_expectation(const struct keys_row *key, struct arena *arena);

#endif
