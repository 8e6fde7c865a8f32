/*
 * assert_answer.h - an answer as assertions look at it.
 *
 * What several assertions need of one text (its case folded, its words, its JSON) is made when
 * the first of them asks and kept until the next answer.
 */
#ifndef EVAL_ASSERT_ANSWER_H
#define EVAL_ASSERT_ANSWER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "eval/ngrams.h"

struct assert_answer {
    struct str text;
    double latency_ms; /* NAN: unknown */
    double cost;       /* NAN: unknown */

    struct json_reader *reader; /* of the thread */
    struct arena *scratch;      /* what is made of the text lives in it */
    struct str folded;          /* data NULL: not made yet, and so with the items of words */
    struct ngrams_words words;  /* of `folded` */
    struct ngrams_words tokens;
    bool parsed;
    bool is_json; /* valid when parsed; `json` is, until the reader parses something else */
    struct json_reader_value json;
    const char *json_reason; /* why it is none */
};

struct str assert_answer_folded(struct assert_answer *answer);

/* The words of the folded text, which are as many as those of the text: no letter folds into white
 * space. */
const struct ngrams_words *assert_answer_words(struct assert_answer *answer);
const struct ngrams_words *assert_answer_tokens(struct assert_answer *answer);

/* The whole text, white space around it aside, as JSON; false: `json_reason` says why not. */
bool assert_answer_json(struct assert_answer *answer);

/*
 * The next JSON object in the text at `*at` or behind: from a brace to the one that closes it, if
 * that is valid JSON. Moves `*at` behind it. The value lives until the reader's next parse, and
 * assert_answer_json() parses again afterwards. False: there is none, or none among so many braces
 * that the search is given up.
 */
bool assert_answer_object(struct assert_answer *answer, size_t *at, struct json_reader_value *out);

#endif
