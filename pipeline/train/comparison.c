#include "train/comparison.h"

#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "base/stats.h"

/* The paired test of one question; `differences` (n_users) is room to work in. */
static double test(const struct comparison_question *question, size_t n_users, double *differences)
{
    const struct user_average *first = &question->first.average;
    const struct user_average *second = &question->second.average;
    size_t n = 0;
    for (size_t u = 0; u < n_users; u++) {
        assert(first->counts[u] == second->counts[u]);
        if (first->counts[u] != 0.0)
            differences[n++] = first->sums[u] - second->sums[u];
    }
    return stats_student_test(differences, n);
}

static double value_of(const struct comparison_question *question,
                       const struct comparison_side *side, size_t n_users, size_t *users)
{
    const double value = user_bootstrap_value(side->average, n_users, users);
    return question->of_roots ? sqrt(value) : value;
}

static enum comparison_verdict verdict_of(const struct comparison *comparison)
{
    if (!(comparison->p_corrected < COMPARISON_LEVEL))
        return COMPARISON_UNDECIDED;
    return (comparison->difference < 0.0) == comparison->lower_is_better ? COMPARISON_FIRST_BETTER
                                                                         : COMPARISON_SECOND_BETTER;
}

struct user_difference comparison_difference(const struct comparison_question *question)
{
    return (struct user_difference){question->first.average, question->second.average,
                                    question->of_roots};
}

void comparison_settle(const struct comparison_question *questions, size_t count,
                       const struct interval *intervals, size_t n_users, struct comparison *out)
{
    double *work = memory_block(n_users, sizeof *work);
    double *p = memory_block(count, sizeof *p);
    double *corrected = memory_block(count, sizeof *corrected);
    for (size_t q = 0; q < count; q++)
        p[q] = test(&questions[q], n_users, work);
    stats_holm(p, count, corrected);

    for (size_t q = 0; q < count; q++) {
        const struct comparison_question *question = &questions[q];
        out[q] = (struct comparison){
            .metric = question->metric,
            .lower_is_better = question->lower_is_better,
            .first = question->first.model,
            .second = question->second.model,
            .interval = intervals[q],
            .p = p[q],
            .p_corrected = corrected[q],
        };
        out[q].first_value = value_of(question, &question->first, n_users, &out[q].users);
        out[q].second_value = value_of(question, &question->second, n_users, &out[q].users);
        out[q].difference = out[q].first_value - out[q].second_value;
        out[q].verdict = verdict_of(&out[q]);
    }
    memory_free(work);
    memory_free(p);
    memory_free(corrected);
}

void comparison_answer(const struct user_bootstrap *options,
                       const struct comparison_question *questions, size_t count, size_t n_users,
                       struct pool *pool, struct comparison *out)
{
    struct user_difference *differences = memory_block(count, sizeof *differences);
    struct interval *intervals = memory_block(count, sizeof *intervals);
    for (size_t q = 0; q < count; q++)
        differences[q] = comparison_difference(&questions[q]);
    const struct user_bootstrap_request request = {NULL, 0, differences, count};
    user_bootstrap_run(options, &request, n_users, pool, NULL, intervals);
    comparison_settle(questions, count, intervals, n_users, out);
    memory_free(differences);
    memory_free(intervals);
}
