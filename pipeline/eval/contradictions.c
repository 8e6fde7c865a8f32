#include "eval/contradictions.h"

#include <stdbool.h>

#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x636f6e7472ull /* a stream of random numbers of its own: "contr" */

static const struct metric_definition CONTRADICTORY = {
    "contradictory_answers",
    "Contradictory answers",
    METRIC_SHARE,
    METRIC_LOWER_IS_BETTER,
    "Share of the usable answers that contradict themselves, whether they are right or not.",
    "Percentile bootstrap over cases; Wilson where all are alike",
};
static const struct metric_definition CONTRADICTIONS = {
    "contradictions",
    "Contradictions",
    METRIC_COUNT,
    METRIC_LOWER_IS_BETTER,
    "Usable answers with this contradiction.",
    NULL,
};

static bool shares_a_film(const struct film_set *a, const struct film_set *b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a->count && j < b->count && a->items[i] != b->items[j]) {
        if (a->items[i] < b->items[j])
            i++;
        else
            j++;
    }
    return i < a->count && j < b->count;
}

static bool is(const struct intent_table *intents, int intent, struct str name)
{
    return intent != INTENT_NONE && intent == intent_find(intents, name);
}

static bool narrows(const struct slots *slots)
{
    return slots->genres != 0 || slots->exclude_genres != 0 || slots->year_min != 0 ||
           slots->year_max != 0 || slots->similar_to.count != 0 || slots->movies.count != 0;
}

static unsigned bit(enum contradiction kind, bool found)
{
    return found ? 1u << kind : 0;
}

unsigned contradictions_find(const struct slots *slots, const struct intent_table *intents)
{
    int intent = slots->intent;
    bool aimless = is(intents, intent, STR("surprise")) || is(intents, intent, STR("out_of_scope"));
    return bit(CONTRADICTION_GENRE, (slots->genres & slots->exclude_genres) != 0) |
           bit(CONTRADICTION_YEARS, slots->year_max != 0 && slots->year_min > slots->year_max) |
           bit(CONTRADICTION_FILM, shares_a_film(&slots->similar_to, &slots->movies)) |
           bit(CONTRADICTION_LOOKUP,
               is(intents, intent, STR("lookup")) && slots->movies.count == 0) |
           bit(CONTRADICTION_SIMILAR,
               is(intents, intent, STR("similar")) && slots->similar_to.count == 0) |
           bit(CONTRADICTION_SCOPE, aimless && narrows(slots));
}

void contradictions_score(struct evaluation *evaluation, const struct intent_table *intents,
                          const struct sampling *sampling, struct arena *scratch,
                          struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    struct resampling table = resampling_init(scratch, evaluation->count, 1);
    size_t counts[CONTRADICTION_KINDS] = {0};
    for (size_t i = 0; i < evaluation->count * interpreter->repeats; i++) {
        if (interpreter->readings[i].status != READING_OK)
            continue;
        unsigned found = contradictions_find(&interpreter->readings[i].slots, intents);
        evaluation->cases[i].contradictions = found;
        resampling_add(&table, i % evaluation->count, 0, found != 0);
        for (int kind = 0; kind < CONTRADICTION_KINDS; kind++)
            counts[kind] += found >> kind & 1;
    }

    double usable;
    struct interval interval;
    resampling_shares(&table, sampling, RESAMPLING_STREAM, scratch, &interval);
    double share = resampling_value(&table, 0, &usable);
    struct metric *metric = metric_add(out, &CONTRADICTORY, share, (size_t)usable);
    metric_label(metric, "interpreter", interpreter->name);
    metric->interval = interval;
    metric->headline = interpreter->primary;
    for (int kind = 0; kind < CONTRADICTION_KINDS; kind++) {
        metric = metric_add(out, &CONTRADICTIONS, (double)counts[kind], (size_t)usable);
        metric_label(metric, "contradiction",
                     str_from(contradiction_name((enum contradiction)kind)));
        metric_label(metric, "interpreter", interpreter->name);
    }
}
