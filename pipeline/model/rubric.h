/* rubric.h - what a judge is to look at, and the scale on which it answers. */
#ifndef MODEL_RUBRIC_H
#define MODEL_RUBRIC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/prompt.h"

enum rubric_scale {
    RUBRIC_ORDINAL, /* whole numbers from `low` to `high`, more is better */
    RUBRIC_BINARY,  /* 0 fails, 1 passes */
    RUBRIC_PAIR,    /* which of two answers is better: RUBRIC_WORSE, RUBRIC_TIE, RUBRIC_BETTER */
};

/* Of the first of two answers. */
#define RUBRIC_WORSE 0
#define RUBRIC_TIE 1
#define RUBRIC_BETTER 2

#define RUBRIC_SCORES_MAX 16 /* different scores of a scale */

struct rubric {
    struct prompt prompt; /* its name is the rubric's; asks for {{answer_format}} */
    struct str title;
    enum rubric_scale scale;
    int low;
    int high;
    int pass; /* the lowest score that is good enough; of a pair RUBRIC_BETTER */
};

struct rubric_list {
    struct rubric *items;
    size_t count;
    size_t capacity;
};

/* NULL: there is none of that name. */
const struct rubric *rubric_find(const struct rubric_list *list, struct str name);

/* high - low + 1. */
size_t rubric_scores(const struct rubric *rubric);

/* 0 for the lowest score, 1 for the highest. */
double rubric_share(const struct rubric *rubric, double score);

/* "4", "pass", "better": a score as labels and pages write it. It lives in the arena. */
const char *rubric_score_text(const struct rubric *rubric, int score, struct arena *arena);

/* The score that such a text means; false: none of this scale. */
bool rubric_score_read(const struct rubric *rubric, struct str text, int *score);

/* "1 to 5", "pass or fail", "better, tie or worse". */
const char *rubric_scale_text(const struct rubric *rubric, struct arena *arena);

#endif
