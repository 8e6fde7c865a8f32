/*
 * answer_text.h - the JSON objects in what an LLM wrote, and what has to be mended in them.
 *
 * Pure text work, before any JSON is parsed: finding `{…}` in prose, and turning what models
 * write instead of JSON into JSON.
 */
#ifndef LLM_ANSWER_TEXT_H
#define LLM_ANSWER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* What was tolerated or mended; a set of bits. */
enum answer_text_mend {
    ANSWER_TEXT_REASONING = 1 << 0, /* a <think> block before the answer */
    ANSWER_TEXT_FENCE = 1 << 1,
    ANSWER_TEXT_PROSE = 1 << 2,
    ANSWER_TEXT_ARRAY = 1 << 3,   /* the object is an element of an array */
    ANSWER_TEXT_WRAPPER = 1 << 4, /* the object is a field of another */
    ANSWER_TEXT_SMART_QUOTES = 1 << 5,
    ANSWER_TEXT_SINGLE_QUOTES = 1 << 6,
    ANSWER_TEXT_TRAILING_COMMA = 1 << 7,
    ANSWER_TEXT_COMMENT = 1 << 8,
    ANSWER_TEXT_PYTHON = 1 << 9, /* None, True, False */
};

#define ANSWER_TEXT_MENDS 10

/* What the bit number `n` is called: "code fence", "trailing comma". */
const char *answer_text_name(size_t n);

/* Behind the last "</think>", when there is one. */
struct str answer_text_without_reasoning(struct str text);

/* What answer_text_next() came upon. */
enum answer_text_found {
    ANSWER_TEXT_END,      /* no further brace */
    ANSWER_TEXT_UNCLOSED, /* a brace that is never closed */
    ANSWER_TEXT_OBJECT,
};

/*
 * Looks for the next `{` at `*at` or behind and for the brace that closes it, braces inside strings
 * left out. `*object` begins at the brace and ends where it is closed, otherwise with the text.
 * Moves `*at` behind the opening brace, so that objects within are found next.
 */
enum answer_text_found answer_text_next(struct str text, size_t *at, struct str *object);

/* What stands around `object` in `text`, as bits. */
unsigned answer_text_around(struct str text, struct str object);

/* The object as JSON as far as it can be mended; adds to `*mends` what was done. */
struct str answer_text_mend(struct str object, struct arena *arena, unsigned *mends);

/* The line, from 1, on which the byte at `offset` stands. */
size_t answer_text_line(struct str text, size_t offset);

#endif
