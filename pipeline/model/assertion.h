/*
 * assertion.h - what has to hold of an answer's text, and what held.
 *
 * Names and meanings are those of promptfoo where it has them; eval/assert_check.h says how each
 * is decided. An assertion belongs to one gold case or to all of them.
 */
#ifndef MODEL_ASSERTION_H
#define MODEL_ASSERTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

enum assertion_type {
    ASSERTION_EQUALS,
    ASSERTION_CONTAINS,
    ASSERTION_CONTAINS_ANY,
    ASSERTION_CONTAINS_ALL,
    ASSERTION_ICONTAINS, /* whatever the case of the letters */
    ASSERTION_ICONTAINS_ANY,
    ASSERTION_ICONTAINS_ALL,
    ASSERTION_STARTS_WITH,
    ASSERTION_REGEX,
    ASSERTION_IS_JSON,
    ASSERTION_CONTAINS_JSON,
    ASSERTION_LEVENSHTEIN,
    ASSERTION_ROUGE_N,
    ASSERTION_BLEU,
    ASSERTION_WORD_COUNT,
    ASSERTION_SENTENCE_COUNT,
    ASSERTION_HAS_SECTION,
    ASSERTION_STARTS_WITH_THEME,
    ASSERTION_LATENCY,
    ASSERTION_COST,
    ASSERTION_IS_REFUSAL,
    ASSERTION_SET, /* "assert-set": several, of which the weighted score counts */
    ASSERTION_TYPES,
};

struct assertion;

struct assertion_list {
    struct assertion *items;
    size_t count;
    size_t capacity;
};

/* What a type does not use is 0, "" or NAN. */
struct assertion {
    enum assertion_type type;
    bool negated;      /* "not-contains" */
    double weight;     /* of its score in that of the case or set around it; 0: fails nothing */
    double threshold;  /* the least score, or the most edits, milliseconds or money; of a set NAN:
                          all of it must hold */
    struct str metric; /* the name of the figure it counts for; "" for none */
    struct str *texts; /* what is looked for or compared with */
    size_t text_count;
    struct str json; /* canonical: the schema, or what `equals` expects when that is no text */
    double min;      /* bounds of a count, inclusive; ∓infinity: open */
    double max;
    size_t gram;                    /* words in an n-gram of rouge-n */
    struct assertion_list children; /* of a set */
    struct str source;              /* as JSON on one line: equal texts are equal assertions */
    struct at at;
};

/* An assertion that does not hold of an answer, and why. */
struct assertion_failure {
    const struct assertion *assertion;
    struct str reason;
};

#define ASSERTION_FAILURES_MAX 8 /* kept of one answer */

/* What the assertions of one gold case made of an answer; a set is one of them. */
struct assertion_result {
    size_t judged; /* how many were asked; 0: there is none, or no recorded answer */
    bool pass;     /* all hold, but for those without weight */
    double score;  /* Σ weight · score ÷ Σ weight, 0 … 1; NAN: nothing has weight */
    size_t failed;
    struct assertion_failure *failures; /* the first min(failed, ASSERTION_FAILURES_MAX) */
};

/* "icontains", "assert-set"; without "not-". */
const char *assertion_type_name(enum assertion_type type);

/* The type of that name, or ASSERTION_TYPES. */
enum assertion_type assertion_type_find(struct str name);

/* "not-icontains". */
struct str assertion_type_text(const struct assertion *assertion, struct arena *arena);

/* What a page calls it: its metric, otherwise assertion_type_text(). */
struct str assertion_title(const struct assertion *assertion, struct arena *arena);

#endif
