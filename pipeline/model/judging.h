/* judging.h - what a judge made of an interpreter's answers, and how far people agree with it. */
#ifndef MODEL_JUDGING_H
#define MODEL_JUDGING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ratio.h"
#include "base/str.h"
#include "model/rubric.h"

enum judgement_status {
    JUDGEMENT_MISSING,    /* not asked: no answer to judge, not drawn, no recording, no budget */
    JUDGEMENT_DECIDED,    /* without asking: the answer is empty, refused or cannot be read */
    JUDGEMENT_GIVEN,      /* `score` is what the judge said */
    JUDGEMENT_UNREADABLE, /* the judge's reply has no score in it */
    JUDGEMENT_FAILED,     /* the call failed */
};

/* Of one answer, or of a pair of them. Unreadable and failed ones do not count in any figure. */
struct judgement {
    enum judgement_status status;
    int score;              /* on the rubric's scale, when decided or given */
    bool swapped_agrees;    /* of a pair that was given: both orders say the same */
    struct str explanation; /* the judge's own words, masked; or why it is decided, or missing */
    struct str answer;   /* digest of what was judged: 12 hex digits, of a pair "DIGEST:DIGEST" */
    struct str trace_id; /* of the call; "" when there is none */
    bool labelled;
    int label; /* what people said, when labelled */
};

/* How far two raters agree on the same things. */
struct agreement {
    size_t count;             /* things that both have rated */
    double observed;          /* share on which they say the same; NAN for none */
    double kappa;             /* Cohen's, each difference counts the same */
    struct interval interval; /* 95 %; unknown ends are NAN */
    double weighted;          /* of an ordinal scale with quadratic weights; NAN for other scales */
    struct interval weighted_interval;
    double linear; /* the same with linear weights */
    struct interval linear_interval;
};

/* A judge and one interpreter, or two. */
struct judging {
    struct str judge; /* [judge NAME] */
    struct str model;
    const struct rubric *rubric;
    bool synthetic; /* recorded samples: no gate may hang on it */
    struct str interpreter;
    struct str against;      /* of a pair the other one; "" otherwise */
    struct judgement *items; /* (n_cases) */
    size_t count;            /* n_cases */
    size_t by_status[JUDGEMENT_FAILED + 1];
    struct mean score;         /* of rubric_share() */
    struct interval interval;  /* of its mean, 95 % */
    struct ratio pass;         /* `score` reaches rubric->pass */
    struct ratio inconsistent; /* pairs whose two orders disagree, of those given */
};

/* A judge over all that it judged: what its kappa is about. */
struct judge {
    struct str name;
    struct str model;
    const struct rubric *rubric;
    bool synthetic;
    struct agreement agreement;
    double min_kappa;
    size_t min_labels;
    struct str distrust; /* why no gate may hang on its figures; "" when one may */
};

struct judge_results {
    struct judge *judges;
    size_t judge_count;
    struct judging *judgings; /* judge by judge */
    size_t judging_count;
    bool labels_synthetic;
};

#endif
