/*
 * assert_decide.h - does an assertion hold of an answer?
 *
 *     equals            the whole text; a number, object or list: equal as JSON
 *     contains …        the bytes of a text; of any, of all of a list; icontains: cases folded
 *     starts-with       its first bytes
 *     regex             somewhere in it (PCRE2, UTF-8); one that takes too many steps fails
 *     is-json           all of it is JSON, and of the schema's shape
 *     contains-json     a JSON object somewhere in it is
 *     levenshtein       at most `threshold` edits of characters (edit_distance.h)
 *     rouge-n           F1 of runs of n words at least `threshold` (rouge.h)
 *     bleu              BLEU-4 of words, cases folded, at least `threshold` (bleu.h)
 *     word-count, sentence-count    within the bounds (text_words.h)
 *     has-section       each text begins a line, and something else stands behind it before the
 *                       next of them
 *     starts-with-theme the first line that is not blank begins with the text, cases folded, and
 *                       goes on
 *     latency, cost     at most `threshold`; unknown is a failure
 *     is-refusal        refusal.h
 *
 * The score is 1 or 0, but for rouge-n and bleu their value, for contains-all and has-section the
 * share that is there. Whether the assertion begins with "not-" does not matter here.
 */
#ifndef EVAL_ASSERT_DECIDE_H
#define EVAL_ASSERT_DECIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "eval/assert_answer.h"
#include "eval/assert_check.h"

struct assert_decision {
    bool holds;
    bool unknown;      /* it cannot be decided: an unknown latency, a limit of steps */
    double score;      /* 0 … 1 */
    double measured;   /* the value, count, time or money that decided; NAN for none */
    size_t which;      /* of the texts: the one that is there, or the first that is not */
    struct str detail; /* what is wrong with JSON, in answer->scratch */
};

struct assert_decision assert_decide(const struct assert_check *check,
                                     struct assert_answer *answer);

#endif
