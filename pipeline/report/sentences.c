#include "report/sentences.h"

#include <math.h>
#include <string.h>

#include "report/format.h"

#define SIGNIFICANT .05 /* p below which a change is called beyond chance */

static bool is_apart(struct interval a, struct interval b)
{
    return a.low > b.high || a.high < b.low;
}

enum sentences_certainty sentences_certainty(const struct sentences_figure *figure)
{
    if (!isfinite(figure->value) || !isfinite(figure->baseline))
        return SENTENCES_UNKNOWN;
    if (isfinite(figure->p_value))
        return figure->p_value < SIGNIFICANT ? SENTENCES_BEYOND : SENTENCES_NOT_BEYOND;

    struct interval now = figure->interval;
    struct interval then = figure->baseline_interval;
    if (!isfinite(now.low + now.high + then.low + then.high))
        return SENTENCES_UNKNOWN;
    return is_apart(now, then) ? SENTENCES_BEYOND : SENTENCES_NOT_BEYOND;
}

const char *sentences_movement(const struct sentences_figure *figure)
{
    double change = figure->value - figure->baseline;
    if (!isfinite(change))
        return "";
    if (change == 0)
        return "equal";
    switch (figure->definition->direction) {
    case METRIC_HIGHER_IS_BETTER:
        return change > 0 ? "better" : "worse";
    case METRIC_LOWER_IS_BETTER:
        return change < 0 ? "better" : "worse";
    case METRIC_NEUTRAL:
        break;
    }
    return change > 0 ? "higher" : "lower";
}

/* ", beyond chance (p = .004)"; "" when nothing is known about it. */
static const char *certainty_clause(struct arena *arena, const struct sentences_figure *figure)
{
    enum sentences_certainty certainty = sentences_certainty(figure);
    if (certainty == SENTENCES_UNKNOWN)
        return "";
    const char *what = certainty == SENTENCES_BEYOND ? "beyond chance" : "not beyond chance";
    if (isfinite(figure->p_value))
        return arena_printf(arena, ", %s (%s%s)", what, format_p_value(arena, figure->p_value),
                            figure->corrected ? ", Holm" : "");
    return arena_printf(arena, ", %s (the intervals %s)", what,
                        certainty == SENTENCES_BEYOND ? "are apart" : "overlap");
}

static const char *change_clause(struct arena *arena, const struct sentences_figure *figure)
{
    const char *movement = sentences_movement(figure);
    if (movement[0] == '\0')
        return "";
    if (strcmp(movement, "equal") == 0)
        return ", the same as in the baseline";
    double change = figure->value - figure->baseline;
    return arena_printf(arena, ", %s %s than the baseline%s",
                        format_difference(arena, figure->definition->unit, change), movement,
                        certainty_clause(arena, figure));
}

/* What a person says of a figure instead of its title; the first %s is the value. */
static const struct wording {
    const char *key;
    const char *subject; /* of the support: what was counted */
    const char *one;
    const char *many;
    const char *predicate;
} WORDINGS[] = {
    {"case_accuracy", "of", "query", "queries", "read correctly"},
    {"intent_accuracy", "of", "query", "queries", "with the right intent"},
    {"genre_recall", "of the genres asked for are found, over", "query", "queries", NULL},
    {"like_rate", "of", "swipe", "swipes", "are likes"},
    {"llm_error_rate", "of", "live LLM call", "live LLM calls", "failed"},
};

static const char *value_clause(struct arena *arena, const struct sentences_figure *figure)
{
    const struct metric_definition *definition = figure->definition;
    const char *value = format_value(arena, definition->unit, figure->value);
    const char *interval = format_interval_inline(arena, definition->unit, figure->interval);
    if (interval[0] != '\0')
        interval = arena_printf(arena, " (%s)", interval);

    for (size_t i = 0; i < sizeof WORDINGS / sizeof *WORDINGS; i++) {
        const struct wording *wording = &WORDINGS[i];
        if (strcmp(wording->key, definition->key) != 0)
            continue;
        const bool of_answers = figure->repeated && strcmp(wording->one, "query") == 0;
        const char *counted =
            format_plural(arena, figure->support, of_answers ? "answer" : wording->one,
                          of_answers ? "answers" : wording->many);
        return arena_printf(arena, "%s %s %s%s%s%s", value, wording->subject, counted,
                            wording->predicate == NULL ? "" : " ",
                            wording->predicate == NULL ? "" : wording->predicate, interval);
    }
    return arena_printf(arena, "%s %s%s, n = %s", definition->title, value, interval,
                        format_count(arena, figure->support));
}

const char *sentences_figure(struct arena *arena, const struct sentences_figure *figure)
{
    if (!isfinite(figure->value))
        return arena_printf(arena, "%s is n/a: there is nothing to compute it from",
                            figure->definition->title);
    return arena_printf(arena, "%s%s", value_clause(arena, figure), change_clause(arena, figure));
}

const char *sentences_gate(struct arena *arena, const struct sentences_gate *gate)
{
    static const struct {
        const char *passed;
        const char *failed;
    } WORDS[] = {
        [GATE_AT_LEAST] = {"at least", "below"},
        [GATE_ABOVE] = {"above", "not above"},
        [GATE_AT_MOST] = {"at most", "above"},
        [GATE_BELOW] = {"below", "not below"},
    };
    return arena_printf(arena, "%s is %s, %s %s", gate->title,
                        format_value(arena, gate->unit, gate->value),
                        gate->passed ? WORDS[gate->op].passed : WORDS[gate->op].failed,
                        format_value(arena, gate->unit, gate->threshold));
}

/* "0.3 points lower on 597 cases (p = .003)"; "as high on 597 cases". */
static const char *evidence_clause(struct arena *arena, const struct gate_evidence *evidence)
{
    const char *cases = format_plural(arena, evidence->cases, "case", "cases");
    const char *p = format_p_value(arena, evidence->p_value);
    if (evidence->difference == 0)
        return arena_printf(arena, "the same on %s (%s)", cases, p);
    return arena_printf(arena, "%s %s on %s (%s)",
                        format_difference(arena, METRIC_SHARE, evidence->difference),
                        evidence->difference > 0 ? "higher" : "lower", cases, p);
}

const char *sentences_no_worse(struct arena *arena, const char *title, double margin,
                               enum gate_status status, const struct gate_evidence *evidence)
{
    const char *by = format_difference(arena, METRIC_SHARE, margin);
    const char *clause = evidence_clause(arena, evidence);
    const char *power = format_value(arena, METRIC_SHARE, evidence->power);
    if (evidence->undecided)
        return arena_printf(arena,
                            "These cases cannot tell whether %s is no worse than the baseline by "
                            "%s: %s; their power is %s",
                            title, by, clause, power);
    if (status == GATE_PASSED)
        return arena_printf(arena, "%s is no worse than the baseline by %s: %s", title, by, clause);
    return arena_printf(arena,
                        "%s is not shown to be no worse than the baseline by %s: %s; the power to "
                        "show it is %s",
                        title, by, clause, power);
}

const char *sentences_gates(struct arena *arena, const struct sentences_gates *gates)
{
    size_t all = gates->passed + gates->failed + gates->skipped;
    if (all == 0)
        return "No gate is configured";
    if (gates->failed != 0)
        return arena_printf(
            arena, "%s of %s failed: %s%s", format_count(arena, gates->failed),
            format_plural(arena, all, "gate", "gates"), gates->first_failure,
            gates->failed == 1 ? "" : arena_printf(arena, "; and %zu more", gates->failed - 1));
    if (gates->skipped == 0)
        return arena_printf(arena, "%s%s passed", all == 1 ? "The only gate" : "All ",
                            all == 1 ? "" : format_plural(arena, all, "gate", "gates"));
    return arena_printf(arena, "%s passed, %s skipped",
                        format_plural(arena, gates->passed, "gate", "gates"),
                        format_plural(arena, gates->skipped, "was", "were"));
}

const char *sentences_flips(struct arena *arena, const struct history_flips *flips)
{
    if (flips->compared == 0)
        return "No case is comparable with the baseline";
    if (flips->fixed + flips->broken == 0)
        return arena_printf(arena, "None of %s compared with the baseline changed sides",
                            format_plural(arena, flips->compared, "case", "cases"));
    const char *beyond = flips->p_value < SIGNIFICANT ? "beyond chance" : "not beyond chance";
    return arena_printf(arena, "%s fixed and %s broken of %s compared with the baseline, %s (%s)",
                        format_plural(arena, flips->fixed, "case", "cases"),
                        format_count(arena, flips->broken), format_count(arena, flips->compared),
                        beyond, format_p_value(arena, flips->p_value));
}

size_t sentences_next(struct arena *arena, const struct sentences_situation *now,
                      struct sentences_step out[SENTENCES_STEPS_MAX])
{
    size_t n = 0;
    if (now->broken != 0)
        out[n++] = (struct sentences_step){
            arena_printf(arena, "Read the %s that passed in the baseline and fail%s now",
                         format_plural(arena, now->broken, "case", "cases"),
                         now->broken == 1 ? "s" : ""),
            "trace"};
    else if (now->reading_gates_failed != 0 && now->failing != 0)
        out[n++] = (struct sentences_step){
            arena_printf(arena, "Start with the %s in the system trace",
                         format_plural(arena, now->failing, "failing case", "failing cases")),
            "trace"};
    if (now->model_gates_failed != 0)
        out[n++] = (struct sentences_step){
            "See what the recommender scored, and why its gate failed", "recommender"};
    if (now->unusable != 0)
        out[n++] = (struct sentences_step){
            arena_printf(arena, "Find out why %s could not be used",
                         format_plural(arena, now->unusable, "answer", "answers")),
            "trace"};
    if (now->missing != 0)
        out[n++] = (struct sentences_step){
            arena_printf(arena, "Record the %s that the primary interpreter was never asked",
                         format_plural(arena, now->missing, "case", "cases")),
            "llm"};
    if (now->no_model)
        out[n++] = (struct sentences_step){"Find out why there is no model", "recommender"};
    if (now->better_model != NULL)
        out[n++] = (struct sentences_step){
            arena_printf(arena, "See why the model %s should serve", now->better_model),
            "recommender"};
    if (now->rejected != 0)
        out[n++] = (struct sentences_step){
            arena_printf(
                arena, "Look at the %s",
                format_plural(arena, now->rejected, "rejected record", "rejected records")),
            "accounting"};
    if (now->built_in)
        out[n++] = (struct sentences_step){
            "Give recordings of your LLM: the headline is about the built-in interpreter", "llm"};
    if (n == 0)
        out[n++] = (struct sentences_step){"Nothing needs attention", "overview"};
    return n;
}
