#include "eval/case_values.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "eval/slot_scores.h"

static struct paired_values no_values(size_t cases, struct arena *arena)
{
    struct paired_values values;
    for (int m = 0; m < PAIRED_METRICS; m++) {
        values.of[m] = ARENA_ARRAY(arena, double, cases);
        for (size_t i = 0; i < cases; i++)
            values.of[m][i] = NAN;
    }
    return values;
}

/* What one scored answer is worth. */
static void value_answer(const struct case_score *score, const struct gold_case *gold,
                         const struct reading *reading, double out[PAIRED_METRICS])
{
    const struct slot_scores_overlap genres =
        slot_scores_compare(SLOT_GENRES, &gold->expected, &reading->slots);
    const bool judges_intent = (score->judged & SLOT_BIT(SLOT_INTENT)) != 0;
    const bool judges_genres = (score->judged & SLOT_BIT(SLOT_GENRES)) != 0;
    out[PAIRED_CASE_ACCURACY] = score->pass;
    out[PAIRED_CASE_SCORE] = score->score;
    out[PAIRED_INTENT_ACCURACY] = judges_intent ? (score->right & SLOT_BIT(SLOT_INTENT)) != 0 : NAN;
    out[PAIRED_GENRE_RECALL] = judges_genres ? slot_scores_recall(genres) : NAN;
    out[PAIRED_GENRE_F1] = judges_genres ? slot_scores_f1(genres) : NAN;
}

static void value_case(const struct evaluation *evaluation, const struct gold_case *gold, size_t at,
                       double out[PAIRED_METRICS])
{
    const struct interpreter *interpreter = evaluation->interpreter;
    const size_t answers = evaluation->count * interpreter->repeats;
    struct mean means[PAIRED_METRICS] = {0};
    for (size_t i = at; i < answers; i += evaluation->count) {
        double values[PAIRED_METRICS];
        if (!evaluation->cases[i].scored)
            continue;
        value_answer(&evaluation->cases[i], gold, &interpreter->readings[i], values);
        for (int m = 0; m < PAIRED_METRICS; m++)
            if (!isnan(values[m]))
                mean_add(&means[m], values[m]);
    }
    for (int m = 0; m < PAIRED_METRICS; m++)
        out[m] = mean_value(means[m]);
}

struct paired_values case_values_of(const struct evaluation *evaluation,
                                    const struct gold_set *gold, struct arena *arena)
{
    struct paired_values values = no_values(gold->count, arena);
    for (size_t i = 0; i < gold->count; i++) {
        double of_case[PAIRED_METRICS];
        value_case(evaluation, &gold->items[i], i, of_case);
        for (int m = 0; m < PAIRED_METRICS; m++)
            values.of[m][i] = of_case[m];
    }
    return values;
}

struct paired_values case_values_of_baseline(const struct history_baseline *baseline,
                                             struct str interpreter, const struct gold_set *gold,
                                             struct arena *arena, struct arena *scratch)
{
    struct paired_values values = no_values(gold->count, arena);
    struct map by_id = map_init(scratch);
    for (size_t i = 0; baseline->exists && i < baseline->case_count; i++)
        if (str_equal(baseline->cases[i].interpreter, interpreter))
            map_add(&by_id, baseline->cases[i].case_id, (uint32_t)i);

    for (size_t i = 0; i < gold->count; i++) {
        uint32_t place;
        if (!map_find(&by_id, gold->items[i].id, &place))
            continue;
        const struct history_case *then = &baseline->cases[place];
        if (memcmp(&then->digest, &gold->items[i].digest, sizeof then->digest) != 0)
            continue;
        values.of[PAIRED_CASE_ACCURACY][i] = then->pass;
        for (int m = 0; then->values != NULL && m < PAIRED_METRICS; m++)
            values.of[m][i] = then->values[m];
    }
    return values;
}
