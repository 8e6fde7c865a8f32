#include "eval/judge_scores.h"

#include <math.h>

#include "base/stats.h"
#include "eval/agreement.h"
#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x6a756467ull /* a stream of random numbers of its own: "judg" */

static const struct metric_definition SCORE = {
    "judge_score",
    "Judge's score",
    METRIC_SCORE,
    METRIC_HIGHER_IS_BETTER,
    "Mean of the judge's scores, the lowest of the scale as 0 and the highest as 1; of a pair a "
    "win "
    "is 1 and a tie 0.5. Empty and unreadable answers have the lowest without asking.",
    "bootstrap of cases",
};
static const struct metric_definition PASS = {
    "judge_pass_rate",
    "Judge's pass rate",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the judged answers whose score is at least the rubric's pass; of a pair the share of "
    "wins.",
    "Wilson",
};
static const struct metric_definition INCONSISTENCY = {
    "judge_inconsistency",
    "Judge's position bias",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Share of the pairs on which the judge says another thing when the answers change places.",
    "Wilson",
};
static const struct metric_definition KAPPA = {
    "judge_kappa",
    "Agreement of judge and people",
    METRIC_SCORE,
    METRIC_HIGHER_IS_BETTER,
    "Cohen's kappa of the judge's scores and people's labels of the same answers.",
    "kappa +/- 1.96 standard errors (Fleiss, Cohen and Everitt 1969)",
};
static const struct metric_definition KAPPA_WEIGHTED = {
    "judge_kappa_weighted",
    "Weighted agreement of judge and people",
    METRIC_SCORE,
    METRIC_HIGHER_IS_BETTER,
    "Cohen's kappa in which a difference counts by its distance on the scale, linearly or squared.",
    "kappa +/- 1.96 standard errors (Fleiss, Cohen and Everitt 1969)",
};

static bool counts(const struct judgement *judgement)
{
    return judgement->status == JUDGEMENT_DECIDED || judgement->status == JUDGEMENT_GIVEN;
}

void judge_scores_count(struct judging *judging, const struct sampling *sampling,
                        struct arena *scratch)
{
    struct resampling table = resampling_init(scratch, judging->count, 1);
    for (size_t i = 0; i < judging->count; i++) {
        const struct judgement *judgement = &judging->items[i];
        judging->by_status[judgement->status]++;
        if (!counts(judgement))
            continue;
        double share = rubric_share(judging->rubric, judgement->score);
        mean_add(&judging->score, share);
        ratio_count(&judging->pass, judgement->score >= judging->rubric->pass);
        resampling_add(&table, i, 0, share);
        if (judging->against.size != 0 && judgement->status == JUDGEMENT_GIVEN)
            ratio_count(&judging->inconsistent, !judgement->swapped_agrees);
    }
    resampling_intervals(&table, sampling, RESAMPLING_STREAM, scratch, &judging->interval);
}

/* ── agreement ── */

double judge_scores_deciding(const struct judge *judge, struct interval *interval)
{
    const struct agreement *agreement = &judge->agreement;
    bool ordinal = judge->rubric->scale == RUBRIC_ORDINAL;
    *interval = ordinal ? agreement->weighted_interval : agreement->interval;
    return ordinal ? agreement->weighted : agreement->kappa;
}

static struct str distrust_of(const struct judge *judge, struct arena *arena)
{
    struct interval interval;
    double kappa = judge_scores_deciding(judge, &interval);
    if (judge->synthetic)
        return str_from(
            arena_printf(arena, "the judgements of %.*s are samples", STR_ARG(judge->name)));
    if (judge->agreement.count < judge->min_labels)
        return str_from(arena_printf(arena,
                                     "only %zu answers that the judge %.*s scored are labelled by "
                                     "people, and %zu are needed",
                                     judge->agreement.count, STR_ARG(judge->name),
                                     judge->min_labels));
    if (isnan(kappa))
        return str_from(arena_printf(arena,
                                     "judge %.*s and people always say one and the same, which is "
                                     "no evidence of agreement",
                                     STR_ARG(judge->name)));
    if (kappa < judge->min_kappa)
        return str_from(arena_printf(arena,
                                     "the judge %.*s agrees with people by a kappa of %.2f, and "
                                     "min_kappa is %g",
                                     STR_ARG(judge->name), kappa, judge->min_kappa));
    return STR_NONE;
}

void judge_scores_agree(struct judge *judge, const struct judging *judgings, size_t count,
                        struct arena *arena)
{
    struct agreement_table table = {.scores = rubric_scores(judge->rubric)};
    for (size_t i = 0; i < count; i++) {
        const struct judging *judging = &judgings[i];
        if (!str_equal(judging->judge, judge->name))
            continue;
        for (size_t j = 0; j < judging->count; j++) {
            const struct judgement *judgement = &judging->items[j];
            if (judgement->status != JUDGEMENT_GIVEN || !judgement->labelled)
                continue;
            size_t row = (size_t)(judgement->score - judge->rubric->low);
            size_t column = (size_t)(judgement->label - judge->rubric->low);
            table.counts[row * table.scores + column]++;
        }
    }
    judge->agreement = agreement_of(&table, judge->rubric->scale == RUBRIC_ORDINAL);
    judge->distrust = distrust_of(judge, arena);
}

/* ── metrics ── */

static struct str distrust_by_name(const struct judge_results *results, struct str name)
{
    for (size_t i = 0; i < results->judge_count; i++)
        if (str_equal(results->judges[i].name, name))
            return results->judges[i].distrust;
    return STR_NONE;
}

static struct metric *add(struct metric_list *out, const struct metric_definition *definition,
                          double value, struct interval interval, size_t support)
{
    struct metric *metric = metric_add(out, definition, value, support);
    metric->interval = interval;
    return metric;
}

static void label_judging(struct metric *metric, const struct judging *judging, struct str distrust)
{
    if (judging->against.size != 0)
        metric_label(metric, "against", judging->against);
    metric_label(metric, "interpreter", judging->interpreter);
    metric_label(metric, "judge", judging->judge);
    metric_label(metric, "rubric", judging->rubric->prompt.name);
    metric->distrust = distrust;
}

static void add_judging(const struct judging *judging, struct str distrust, struct metric_list *out)
{
    label_judging(add(out, &SCORE, mean_value(judging->score), judging->interval, judging->score.n),
                  judging, distrust);
    label_judging(add(out, &PASS, ratio_value(judging->pass), stats_wilson(judging->pass, .95),
                      judging->pass.total),
                  judging, distrust);
    if (judging->against.size != 0)
        label_judging(add(out, &INCONSISTENCY, ratio_value(judging->inconsistent),
                          stats_wilson(judging->inconsistent, .95), judging->inconsistent.total),
                      judging, STR_NONE);
}

static void label_judge(struct metric *metric, const struct judge *judge, const char *weights)
{
    metric_label(metric, "judge", judge->name);
    metric_label(metric, "rubric", judge->rubric->prompt.name);
    if (weights != NULL)
        metric_label(metric, "weights", str_from(weights));
}

static void add_judge(const struct judge *judge, struct metric_list *out)
{
    const struct agreement *agreement = &judge->agreement;
    size_t n = agreement->count;
    label_judge(add(out, &KAPPA, agreement->kappa, agreement->interval, n), judge, NULL);
    if (judge->rubric->scale != RUBRIC_ORDINAL)
        return;
    label_judge(add(out, &KAPPA_WEIGHTED, agreement->linear, agreement->linear_interval, n), judge,
                "linear");
    label_judge(add(out, &KAPPA_WEIGHTED, agreement->weighted, agreement->weighted_interval, n),
                judge, "quadratic");
}

void judge_scores_metrics(const struct judge_results *results, struct metric_list *out)
{
    for (size_t i = 0; i < results->judging_count; i++)
        add_judging(&results->judgings[i], distrust_by_name(results, results->judgings[i].judge),
                    out);
    for (size_t i = 0; i < results->judge_count; i++)
        add_judge(&results->judges[i], out);
}
