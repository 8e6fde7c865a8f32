/*
 * assertions.h - all assertions of all cases, asked of one interpreter's answers.
 *
 * As in promptfoo a case passes when all of its assertions hold, and its score is
 * Σ weight · score ÷ Σ weight. A set is one assertion: it holds when all in it do or, with a
 * threshold, when its own score reaches that. An assertion of weight 0 fails nothing. Under "not-"
 * verdict and score are turned round; what cannot be decided (a limit of steps, an unknown
 * latency) fails with a score of 0 either way.
 */
#ifndef EVAL_ASSERTIONS_H
#define EVAL_ASSERTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/pool.h"
#include "base/str.h"
#include "eval/assertion_plan.h"
#include "model/assertion.h"
#include "model/reading.h"

/* What is asked of whom. */
struct assertions_question {
    const struct assertion_plan *plan;
    const struct interpreter *interpreter; /* its first answers, one a case of the plan */
    const struct str *outputs;             /* (n_cases) the texts; NULL: `raw` of the readings */
    const double *costs;                   /* (n_cases) of the calls, NAN: unknown; NULL: all are */
};

/* What became of one assertion of the plan in one case. */
struct assertions_outcome {
    uint32_t node;
    bool pass;
    double score;
};

struct assertions {
    const struct assertion_plan *plan;
    const struct interpreter *interpreter;
    struct assertion_result *results;    /* (repeats, n_cases) */
    struct assertions_outcome *outcomes; /* (repeats, plan->outcomes), a set before what is in it;
                                            those of an answer that is not judged say nothing */
};

/*
 * A reading that is missing is not judged; one whose call failed has no text, and fails everything
 * with a score of 0. Results live in `arena`, which only the caller's thread touches; they do not
 * depend on the threads of `pool` (NULL: the caller alone).
 */
struct assertions assertions_judge(const struct assertions_question *question, struct pool *pool,
                                   struct arena *arena);

#endif
