#include "report/sentences_scoring.h"

#include <math.h>

#include "report/format.h"

#define LEVEL .9 /* of the intervals that the sentence about calibration speaks of */

/* ── which model should serve ───────────────────────────────────────────────────────────────────
 */

/* How far the second model of a pair is ahead of the headline; negative: behind. */
static double lead_of_second(const struct comparison *pair)
{
    return pair->lower_is_better ? pair->difference : -pair->difference;
}

/* The pair whose second model is furthest ahead; NULL: there is none. */
static const struct comparison *find_rival(const struct scoring *scoring, struct str metric,
                                           bool only_better)
{
    const struct comparison *best = NULL;
    for (size_t i = 0; i < scoring->comparison_count; i++) {
        const struct comparison *pair = &scoring->comparisons[i];
        if (!str_equal(pair->metric, metric) || !isfinite(pair->difference) ||
            (only_better && pair->verdict != COMPARISON_SECOND_BETTER))
            continue;
        if (best == NULL || lead_of_second(pair) > lead_of_second(best))
            best = pair;
    }
    return best;
}

static bool beats_all(const struct scoring *scoring, struct str metric)
{
    for (size_t i = 0; i < scoring->comparison_count; i++)
        if (str_equal(scoring->comparisons[i].metric, metric) &&
            scoring->comparisons[i].verdict != COMPARISON_FIRST_BETTER)
            return false;
    return true;
}

/*
 * "0.090 better (0.071–0.110), beyond chance (p < .001, corrected for 12 comparisons)"; without a
 * p-value "which may be chance (there is no test)".
 */
static const char *lead_clause(struct arena *arena, const struct scoring *scoring,
                               const struct comparison *pair, enum metric_unit unit)
{
    struct interval lead = pair->interval;
    if (pair->difference < 0)
        lead = (struct interval){-lead.high, -lead.low};
    const char *ends = format_interval_inline(arena, unit, lead);
    const char *size = format_difference(arena, unit, pair->difference);
    const char *better = arena_printf(arena, "%s better%s%s%s", size, ends[0] == '\0' ? "" : " (",
                                      ends, ends[0] == '\0' ? "" : ")");
    if (!isfinite(pair->p_corrected))
        return arena_printf(arena, "%s, which may be chance (there is no test)", better);
    return arena_printf(
        arena, "%s, %sbeyond chance (%s, corrected for %s)", better,
        pair->verdict == COMPARISON_UNDECIDED ? "not " : "",
        format_p_value(arena, pair->p_corrected),
        format_plural(arena, scoring->comparison_count, "comparison", "comparisons"));
}

bool sentences_scoring_serving(struct arena *arena, const struct scoring *scoring,
                               const struct metric_definition *definition,
                               struct sentences_serving *out)
{
    const enum metric_unit unit = definition->unit;
    const struct str metric = str_from(definition->key);
    const struct comparison *better = find_rival(scoring, metric, true);
    const struct comparison *rival = better != NULL ? better : find_rival(scoring, metric, false);
    if (rival == NULL)
        return false;

    const char *ours = format_value(arena, unit, rival->first_value);
    const char *theirs = format_value(arena, unit, rival->second_value);
    const char *lead = lead_clause(arena, scoring, rival, unit);
    const bool beyond = better != NULL || beats_all(scoring, metric);
    const struct str first = rival->first;
    const struct str second = rival->second;
    out->model = better != NULL ? second : first;
    out->beyond_chance = beyond;
    if (better != NULL)
        out->sentence =
            arena_printf(arena, "By %s, %.*s should serve: %s against %s of %.*s, %s",
                         definition->title, STR_ARG(second), theirs, ours, STR_ARG(first), lead);
    else if (rival->difference == 0)
        out->sentence = arena_printf(arena, "By %s, %.*s may serve as well as %.*s: both have %s",
                                     definition->title, STR_ARG(first), STR_ARG(second), ours);
    else if (lead_of_second(rival) > 0)
        out->sentence = arena_printf(
            arena,
            "By %s, %.*s may go on serving: the best of the others, %.*s, has %s against %s, %s",
            definition->title, STR_ARG(first), STR_ARG(second), theirs, ours, lead);
    else
        out->sentence = arena_printf(
            arena, "By %s, %.*s %s: %s against %s of %.*s, the best of the others, %s",
            definition->title, STR_ARG(first), beyond ? "should serve" : "may go on serving", ours,
            theirs, STR_ARG(second), lead);
    return true;
}

/* ── calibration ────────────────────────────────────────────────────────────────────────────────
 */

static double mean_distance(const struct calibration *calibration)
{
    double sum = 0;
    double count = 0;
    for (size_t i = 0; i < calibration->bucket_count; i++) {
        const struct calibration_bucket *bucket = &calibration->buckets[i];
        sum += fabs(bucket->predicted - bucket->observed) * (double)bucket->count;
        count += (double)bucket->count;
    }
    return count == 0 ? NAN : sum / count;
}

static const char *coverage_clause(struct arena *arena, const struct calibration *calibration)
{
    size_t nearest = 0;
    for (size_t i = 1; i < CALIBRATION_LEVELS; i++)
        if (fabs(calibration->levels[i].nominal - LEVEL) <
            fabs(calibration->levels[nearest].nominal - LEVEL))
            nearest = i;
    const struct calibration_level *level = &calibration->levels[nearest];
    const char *verdict = "as they should";
    if (level->interval.high < level->nominal)
        verdict = "so it is surer than it should be";
    else if (level->interval.low > level->nominal)
        verdict = "so it could be surer than it is";
    return arena_printf(
        arena, "; its %.0f\u00a0%% intervals hold %s of the held-out ratings (%s), %s",
        100 * level->nominal, format_value(arena, METRIC_SHARE, ratio_value(level->covered)),
        format_interval_inline(arena, METRIC_SHARE, level->interval), verdict);
}

const char *sentences_scoring_calibration(struct arena *arena,
                                          const struct calibration *calibration)
{
    return arena_printf(arena, "Predicted stars of %.*s are %s off on average%s",
                        STR_ARG(calibration->model),
                        format_value(arena, METRIC_STARS, mean_distance(calibration)),
                        calibration->has_spread ? coverage_clause(arena, calibration)
                                                : "; it does not say how sure it is");
}
