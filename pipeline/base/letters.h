/* letters.h - the same text in capitals, in small letters, without accents. */
#ifndef BASE_LETTERS_H
#define BASE_LETTERS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Letter by letter, as Unicode maps a letter to one other; what has no case stays.
 * `s` is valid UTF-8.
 */
struct str letters_upper(struct arena *arena, struct str s);
struct str letters_lower(struct arena *arena, struct str s);

/*
 * Latin letters without their accents ("comédie" is "comedie", "Łódź" is "Łodz", whose "Ł" is a
 * letter of its own), composed (NFC). Marks on letters of other scripts stay, for they make
 * another letter there. `s` is valid UTF-8.
 */
struct str letters_plain(struct arena *arena, struct str s);

#endif
