#include "report/sentences_hybrid.h"

#include <math.h>

#include "report/format.h"

/* The comparisons by nDCG come first: with the model alone, then with the reading alone. */
enum { WITH_MODEL, WITH_READING, HALVES };

static const char *p_value(struct arena *arena, const struct comparison *pair)
{
    return isfinite(pair->p_corrected) ? format_p_value(arena, pair->p_corrected) : "no test";
}

/* "svd", "the reading": what a sentence calls a half. */
static const char *name_of(struct arena *arena, const struct comparison *pair, int half)
{
    return half == WITH_READING ? "the reading" : str_copy(arena, pair->second).data;
}

/* The halves with a verdict: "svd", "the reading", "svd and the reading"; NULL: none. */
static const char *names_with(struct arena *arena, const struct hybrid_curve *curve,
                              enum comparison_verdict verdict)
{
    const char *names = NULL;
    for (int half = 0; half < HALVES; half++) {
        const struct comparison *pair = &curve->comparisons[half];
        const char *name = name_of(arena, pair, half);
        if (pair->verdict == verdict)
            names = names == NULL ? name : arena_printf(arena, "%s and %s", names, name);
    }
    return names;
}

static const char *finding(struct arena *arena, const struct hybrid_curve *curve)
{
    const char *ahead = names_with(arena, curve, COMPARISON_SECOND_BETTER);
    const char *open = names_with(arena, curve, COMPARISON_UNDECIDED);
    if (ahead != NULL)
        return arena_printf(arena, "Together they find less than %s alone, beyond chance", ahead);
    if (open != NULL)
        return arena_printf(arena, "Together they may find no more than %s alone", open);
    return "Together they find more than either alone, beyond chance";
}

const char *sentences_hybrid(struct arena *arena, const struct hybrid_curve *curve)
{
    const struct comparison *model = &curve->comparisons[WITH_MODEL];
    const struct comparison *reading = &curve->comparisons[WITH_READING];
    return arena_printf(
        arena,
        "%s: nDCG %s, against %s of %.*s (%s) and %s of the reading (%s), corrected "
        "for %d comparisons",
        finding(arena, curve), format_value(arena, METRIC_SCORE, model->first_value),
        format_value(arena, METRIC_SCORE, model->second_value), STR_ARG(model->second),
        p_value(arena, model), format_value(arena, METRIC_SCORE, reading->second_value),
        p_value(arena, reading), HYBRID_COMPARISONS);
}
