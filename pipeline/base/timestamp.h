/* timestamp.h - points in time as milliseconds since 1970-01-01T00:00:00Z, always UTC. */
#ifndef BASE_TIMESTAMP_H
#define BASE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TIMESTAMP_UNKNOWN INT64_MIN
#define TIMESTAMP_TEXT 32 /* bytes that every text form below fits in, with its NUL */

/*
 * Reads RFC 3339 ("2026-11-20T03:00:00.250+01:00"), where a space may stand for the T and a date
 * alone is its midnight in UTC; or a number of seconds or milliseconds since 1970. A time without
 * an offset is refused, for it would be a guess; a leap second is the second before it; what is
 * finer than a millisecond is cut. False, and `out` untouched, for anything else and outside of
 * the years 0000 … 9999 (UTC).
 */
bool timestamp_parse(struct str text, int64_t *out);

/*
 * A number that a JSON reader has read already: milliseconds when its size is 1e11 (the year 5138
 * in seconds, 1973 in milliseconds) or more, otherwise seconds. Rounded to the millisecond. NAN and
 * infinity are refused.
 */
bool timestamp_from_number(double number, int64_t *out);

/*
 * "2026-11-20T03:00:00Z", with ".250" only when there are milliseconds. "n/a" when unknown, and
 * outside of the years 0000 … 9999; so do the two below.
 */
void timestamp_format(int64_t ms, char out[TIMESTAMP_TEXT]);

/* "20261120T030000Z", the form in run ids. */
void timestamp_format_compact(int64_t ms, char out[TIMESTAMP_TEXT]);

/* "2026-11-20". */
void timestamp_format_date(int64_t ms, char out[TIMESTAMP_TEXT]);

/* Days since 1970-01-01, floored: the same for every time of one UTC day. */
int64_t timestamp_day(int64_t ms);

#endif
