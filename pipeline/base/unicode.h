/* unicode.h - UTF-8: validity, canonical form for joining, and text that is safe to show. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Offset of the first byte that is not well-formed UTF-8 (RFC 3629), or s.size when all is well. */
size_t unicode_invalid_at(struct str s);

/* ISO 8859-1 to UTF-8; never fails. */
struct str unicode_from_latin1(struct arena *arena, struct str s);

/*
 * The form in which queries are joined and titles compared: NFC, case-folded, white
 * space of any kind as single spaces, none at the ends. `s` is valid UTF-8.
 */
struct str unicode_canonical(struct arena *arena, struct str s);

/* Case-folded, NFC, all else as it is: what texts are compared in whatever their case. */
struct str unicode_fold_case(struct arena *arena, struct str s);

/*
 * The form in which titles are searched: as unicode_canonical(), accents and apostrophes
 * removed, other punctuation and symbols as spaces, "æ", "ø", "ł" and their like in plain
 * letters ("Amélie: le film" is "amelie le film"). A title of nothing but punctuation keeps it.
 */
struct str unicode_search_key(struct arena *arena, struct str s);

/*
 * The same text with what a page must not carry made visible: control characters
 * (tab and newline excepted) become U+FFFD, and so does each byte of ill-formed UTF-8;
 * bidirectional controls (U+202A…U+202E, U+2066…U+2069, U+200E, U+200F, U+061C) become U+FFFD too.
 * Returns `s` itself when nothing has to change.
 */
struct str unicode_displayable(struct arena *arena, struct str s);

/* Number of code points of valid UTF-8. */
size_t unicode_length(struct str s);

/* The version of utf8proc that runs. */
const char *unicode_library_version(void);

#endif
