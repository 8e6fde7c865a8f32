/* assert_check.h - one assertion, compiled once to be asked of many answers. */
#ifndef EVAL_ASSERT_CHECK_H
#define EVAL_ASSERT_CHECK_H

#include "base/arena.h"
#include "base/json_schema.h"
#include "base/pattern.h"
#include "base/str.h"
#include "eval/bleu.h"
#include "eval/edit_distance.h"
#include "eval/ngrams.h"
#include "model/assertion.h"

/* What the type of the assertion needs; the rest is empty. */
struct assert_check {
    const struct assertion *assertion;
    struct str *texts; /* of the assertion; cases folded where cases do not matter */
    struct pattern *pattern;
    struct json_schema *schema; /* NULL: any JSON will do */
    const struct edit_distance *distance;
    struct ngrams_table rouge;
    struct bleu bleu;
};

/*
 * Compiles an assertion as assertion_read() accepted it, other than a set; `assertion` outlives the
 * check, which lives in `arena` and is closed before that ends. One thread at a time uses it.
 */
struct assert_check *assert_check_open(const struct assertion *assertion, struct arena *arena);
void assert_check_close(struct assert_check *check); /* NULL is nothing */

#endif
