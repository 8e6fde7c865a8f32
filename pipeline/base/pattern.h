/*
 * pattern.h - regular expressions (PCRE2) that end in bounded time.
 *
 * A pattern is compiled once, to machine code where PCRE2 can, and searched in many texts.
 * It holds working memory of its own: one pattern per thread. How long a search may take is
 * bounded by PATTERN_STEPS_MAX per place of the text, so that no expression, however
 * unlucky, stops a run.
 */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

#define PATTERN_STEPS_MAX 100000 /* tries of one part of the expression, per starting place */

enum pattern_flags {
    PATTERN_UTF = 0,           /* characters are code points; ill-formed bytes match nothing */
    PATTERN_BYTES = 1 << 0,    /* characters are bytes, whatever the text is */
    PATTERN_CASELESS = 1 << 1, /* with PATTERN_BYTES for ASCII letters only */
};

struct pattern;

/* Bytes `from` to before `to` of a text; an empty match has from == to. */
struct pattern_span {
    size_t from;
    size_t to;
};

enum pattern_result {
    PATTERN_FOUND,
    PATTERN_NONE,
    PATTERN_LIMIT, /* given up: too many steps or too much memory */
};

/*
 * Compiles an expression. On false `*out` is untouched; errors: ERROR_INPUT at `at`, with
 * what is wrong and at which character of the expression.
 */
bool pattern_open(struct str expression, unsigned flags, struct at at, struct pattern **out,
                  struct error *err);
void pattern_close(struct pattern *pattern); /* NULL is nothing */

/*
 * The leftmost match that begins at or behind byte `from` of `text`; what stands before
 * `from` is seen by lookbehinds and \b. `span` is set only when PATTERN_FOUND. After an
 * empty match go on one character further, or the same is found again.
 */
enum pattern_result pattern_next(struct pattern *pattern, struct str text, size_t from,
                                 struct pattern_span *span);

#endif
