/*
 * redact.h - personal data out of text, before anything is stored, logged or shown.
 *
 * What is found is replaced by its kind in square brackets: "write to [email]".
 * Patterns run in PCRE2 with match limits; a text on which a limit is hit is replaced
 * whole by "[unreadable]" and counted as REDACT_UNREADABLE, never passed through.
 */
#ifndef BASE_REDACT_H
#define BASE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum redact_kind {
    REDACT_EMAIL,
    REDACT_PHONE,
    REDACT_UNREADABLE,
    REDACT_KINDS,
};

/* How often each kind was masked. */
struct redact_counts {
    size_t found[REDACT_KINDS];
};

struct redactor;

/* Compiles the patterns; one redactor per thread. Errors: ERROR_SYSTEM from the library. */
bool redact_open(struct redactor **out, struct error *err);
void redact_close(struct redactor *redactor);

/*
 * The text with e-mail addresses and phone numbers masked; `text` itself when there is
 * nothing to mask, and nothing is left to mask in what is returned. `text` is any bytes; where
 * it is UTF-8 or JSON the result is too, but for a phone number that stands in JSON as a number.
 * `counts` (may be NULL) grows by what was found.
 *
 * A phone number is one with + or 00 and a country, one with its area code in the grouping of
 * some country, ten or eleven digits as a national number is dialled, 555-0123, and seven
 * digits or more behind a word such as "call" or "phone". Film titles, years, decades, ratings,
 * ids such as tt0133093, ISBNs, sums and timestamps are left alone, and so are local numbers
 * (7911 1234, 12 34 56 78) without such a word: they look like years and ratings.
 */
struct str redact_text(struct redactor *redactor, struct arena *arena, struct str text,
                       struct redact_counts *counts);

/* "email", "phone", "unreadable". */
const char *redact_kind_name(enum redact_kind kind);

#endif
