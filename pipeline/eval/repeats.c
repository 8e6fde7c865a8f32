#include "eval/repeats.h"

#include <assert.h>
#include <math.h>

#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x726570656174ull /* a stream of random numbers of its own: "repeat" */

#define BOOTSTRAP "Percentile bootstrap over cases or tags"
#define OF_CASES ", mean over the cases with at least K answers."

#define PASS_AT(k)                                                                                 \
    {                                                                                              \
        "pass_at_" #k, "pass@" #k, METRIC_SHARE, METRIC_HIGHER_IS_BETTER,                          \
            "Chance that at least one of K answers to a case is right, 1 - C(n-c, K) / C(n, K) "   \
            "for c "                                                                               \
            "right ones of n" OF_CASES,                                                            \
            BOOTSTRAP                                                                              \
    }
#define PASS_HAT(k)                                                                                \
    {                                                                                              \
        "pass_hat_" #k, "pass^" #k, METRIC_SHARE, METRIC_HIGHER_IS_BETTER,                         \
            "Chance that all of K answers to a case are right, C(c, K) / C(n, K) for c right "     \
            "ones of "                                                                             \
            "n" OF_CASES,                                                                          \
            BOOTSTRAP                                                                              \
    }

static const struct metric_definition PASSES_AT[REPEATS_K_MAX] = {
    PASS_AT(1), PASS_AT(2), PASS_AT(3), PASS_AT(4), PASS_AT(5),
    PASS_AT(6), PASS_AT(7), PASS_AT(8), PASS_AT(9), PASS_AT(10),
};
static const struct metric_definition PASSES_HAT[REPEATS_K_MAX] = {
    PASS_HAT(1), PASS_HAT(2), PASS_HAT(3), PASS_HAT(4), PASS_HAT(5),
    PASS_HAT(6), PASS_HAT(7), PASS_HAT(8), PASS_HAT(9), PASS_HAT(10),
};
static const struct metric_definition FLAKY_CASES = {
    "flaky_cases",
    "Flaky cases",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Share of the cases with several answers that have right and wrong ones.",
    BOOTSTRAP,
};
static const struct metric_definition FLAKINESS = {
    "flakiness",
    "Flakiness",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Share of the answers to a case whose verdict is not that of the most, mean over the cases "
    "with several answers.",
    BOOTSTRAP,
};

struct repeats_tally repeats_count(const struct evaluation *evaluation, size_t at)
{
    struct repeats_tally tally = {0};
    const size_t answers = evaluation->count * evaluation->interpreter->repeats;
    for (size_t i = at; i < answers; i += evaluation->count) {
        tally.scored += evaluation->cases[i].scored;
        tally.right += evaluation->cases[i].scored && evaluation->cases[i].pass;
    }
    return tally;
}

/* C(some, k) / C(all, k): the chance that all of k drawn from `all` are among `some`. */
static double all_among(size_t some, size_t all, size_t k)
{
    assert(k >= 1 && some <= all);
    double chance = 1;
    for (size_t i = 0; i < k; i++) {
        if (i >= all)
            return NAN;
        chance *= i >= some ? 0 : (double)(some - i) / (double)(all - i);
    }
    return chance;
}

double repeats_pass_at(struct repeats_tally tally, size_t k)
{
    return 1 - all_among(tally.scored - tally.right, tally.scored, k);
}

double repeats_pass_hat(struct repeats_tally tally, size_t k)
{
    return all_among(tally.right, tally.scored, k);
}

double repeats_flakiness(struct repeats_tally tally)
{
    const size_t wrong = tally.scored - tally.right;
    return ratio_value((struct ratio){tally.right < wrong ? tally.right : wrong, tally.scored});
}

/* The columns of the table: both of K for every K, then the two of flakiness. */
enum { COLUMN_FLAKY = 2 * REPEATS_K_MAX, COLUMN_FLAKINESS, COLUMNS };

static void add_case(struct resampling *table, size_t at, struct repeats_tally tally)
{
    for (size_t k = 1; k <= REPEATS_K_MAX; k++) {
        resampling_add(table, at, 2 * (k - 1), repeats_pass_at(tally, k));
        resampling_add(table, at, 2 * (k - 1) + 1, repeats_pass_hat(tally, k));
    }
    if (tally.scored < 2)
        return;
    resampling_add(table, at, COLUMN_FLAKY, tally.right != 0 && tally.right != tally.scored);
    resampling_add(table, at, COLUMN_FLAKINESS, repeats_flakiness(tally));
}

void repeats_metrics(const struct evaluation *evaluation, const struct sampling *sampling,
                     struct arena *scratch, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    if (interpreter->repeats < 2)
        return;
    struct resampling table = resampling_init(scratch, evaluation->count, COLUMNS);
    struct interval intervals[COLUMNS];
    for (size_t at = 0; at < evaluation->count; at++)
        add_case(&table, at, repeats_count(evaluation, at));
    resampling_shares(&table, sampling, RESAMPLING_STREAM, scratch, intervals);

    for (size_t c = 0; c < COLUMNS; c++) {
        const struct metric_definition *definition = c == COLUMN_FLAKY       ? &FLAKY_CASES
                                                     : c == COLUMN_FLAKINESS ? &FLAKINESS
                                                     : c % 2 == 0            ? &PASSES_AT[c / 2]
                                                                             : &PASSES_HAT[c / 2];
        if (c < COLUMN_FLAKY && c / 2 >= interpreter->repeats)
            continue;
        double support;
        const double value = resampling_value(&table, c, &support);
        struct metric *metric = metric_add(out, definition, value, (size_t)support);
        metric_label(metric, "interpreter", interpreter->name);
        metric->interval = intervals[c];
        metric->headline = interpreter->primary;
    }
}
