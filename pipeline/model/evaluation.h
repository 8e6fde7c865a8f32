/* evaluation.h - how one interpreter did on the gold set, case by case. */
#ifndef MODEL_EVALUATION_H
#define MODEL_EVALUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/assertion.h"
#include "model/gold.h"
#include "model/reading.h"
#include "model/robustness.h"
#include "model/title.h"

/* The verdict on one case. `right` is a subset of `judged`. */
struct case_score {
    bool scored;     /* false: the reading is missing, or the gold names no slot */
    bool pass;       /* every judged slot is right */
    unsigned judged; /* SLOT_BIT of every slot that the gold names */
    unsigned right;
    unsigned contradictions; /* bit c: enum contradiction c */
    double score; /* 0 … 1 by the weights of the slots (eval/slot_scores.h); NAN: no slot has one */
};

/*
 * A table of counts: row = expected class, column = predicted class. For intents the last class is
 * "(none)"; for genres a cell counts cases that expect the row's genre and predict the
 * column's, where "(none)" as a column is a genre missed and as a row one predicted
 * without being expected.
 */
struct confusion {
    size_t classes;    /* "(none)" included, which is the last */
    struct str *names; /* (classes) */
    size_t *counts;    /* (classes, classes), row-major */
};

struct evaluation {
    const struct interpreter *interpreter;
    struct case_score *cases; /* (repeats, n_cases), as the interpreter's readings */
    size_t count;             /* n_cases */
    struct confusion intents;
    struct confusion genres;
    struct robustness robustness;
    struct assertion_result *assertions; /* (repeats, n_cases) NULL: there is no assertion */
    struct title_doubts doubts; /* titles in the answers that the catalogue does not list */
};

static inline size_t *confusion_cell(const struct confusion *confusion, size_t row, size_t column)
{
    return &confusion->counts[row * confusion->classes + column];
}

#endif
