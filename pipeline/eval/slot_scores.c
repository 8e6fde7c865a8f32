#include "eval/slot_scores.h"

#include <math.h>

#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x736c6f7473ull /* a stream of random numbers of its own: "slots" */
#define BOOTSTRAP "Percentile bootstrap over cases; Wilson where all are 0 or all 1"

/* ── one answer ── */

static struct slot_scores_overlap compare_genres(genre_set expected, genre_set answered)
{
    return (struct slot_scores_overlap){genre_count(expected), genre_count(answered),
                                        genre_count(expected & answered)};
}

static struct slot_scores_overlap compare_films(const struct film_set *expected,
                                                const struct film_set *answered)
{
    struct slot_scores_overlap overlap = {expected->count, answered->count, 0};
    size_t a = 0;
    size_t b = 0;
    while (a < expected->count && b < answered->count) {
        uint32_t left = expected->items[a];
        uint32_t right = answered->items[b];
        overlap.both += left == right;
        a += left <= right;
        b += right <= left;
    }
    return overlap;
}

struct slot_scores_overlap slot_scores_compare(enum slot slot, const struct slots *expected,
                                               const struct slots *answered)
{
    switch (slot) {
    case SLOT_GENRES:
        return compare_genres(expected->genres, answered->genres);
    case SLOT_EXCLUDE_GENRES:
        return compare_genres(expected->exclude_genres, answered->exclude_genres);
    case SLOT_SIMILAR_TO:
        return compare_films(&expected->similar_to, &answered->similar_to);
    case SLOT_MOVIES:
        return compare_films(&expected->movies, &answered->movies);
    case SLOT_INTENT:
    case SLOT_YEAR_MIN:
    case SLOT_YEAR_MAX:
    case SLOT_COUNT:
        break;
    }
    return (struct slot_scores_overlap){0, 0, 0};
}

double slot_scores_recall(struct slot_scores_overlap overlap)
{
    return ratio_value((struct ratio){overlap.both, overlap.expected});
}

double slot_scores_precision(struct slot_scores_overlap overlap)
{
    return ratio_value((struct ratio){overlap.both, overlap.answered});
}

double slot_scores_f1(struct slot_scores_overlap overlap)
{
    return ratio_value((struct ratio){2 * overlap.both, overlap.expected + overlap.answered});
}

double slot_scores_jaccard(struct slot_scores_overlap overlap)
{
    return ratio_value(
        (struct ratio){overlap.both, overlap.expected + overlap.answered - overlap.both});
}

static bool judges(const struct slots *gold, unsigned slots)
{
    return (gold->named & slots) == slots;
}

#define BOTH_YEARS (SLOT_BIT(SLOT_YEAR_MIN) | SLOT_BIT(SLOT_YEAR_MAX))

static double credit(enum slot slot, const struct slots *expected, const struct slots *answered,
                     struct year_overlap_span bounds)
{
    if (slots_equal(slot, expected, answered))
        return 1;
    if (slot == SLOT_YEAR_MIN || slot == SLOT_YEAR_MAX)
        return judges(expected, BOTH_YEARS) ? year_overlap(expected, answered, bounds) : 0;
    if (slot == SLOT_INTENT)
        return 0;
    return slot_scores_f1(slot_scores_compare(slot, expected, answered));
}

double slot_scores_case(const struct gold_case *gold, const struct reading *reading,
                        const struct slot_scores_weights *weights, struct year_overlap_span bounds)
{
    double score = 0;
    double total = 0;
    for (int s = 0; s < SLOT_COUNT; s++) {
        if ((gold->expected.named & SLOT_BIT(s)) == 0)
            continue;
        total += weights->of[s];
        if (reading->status == READING_OK)
            score +=
                weights->of[s] * credit((enum slot)s, &gold->expected, &reading->slots, bounds);
    }
    return total == 0 ? NAN : score / total;
}

/* ── all answers ── */

static const struct metric_definition CASE_SCORE = {
    "case_score",
    "Case score",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Mean over the scored cases of the mean of their expected slots by the weights of [weights]: 1 "
    "for a slot that is right, otherwise the F1 of a set and the overlap of the years.",
    BOOTSTRAP,
};
static const struct metric_definition YEAR_OVERLAP = {
    "year_overlap",
    "Year overlap",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Mean over the judged cases with an expected or answered year of the years in both spans over "
    "the years in either; an open end reaches as far as the catalogue.",
    BOOTSTRAP,
};

/* A statistic of the sets of one slot. */
static const struct set_statistic {
    double (*of)(struct slot_scores_overlap overlap);
    struct metric_definition definition;
} STATISTICS[] = {
    {slot_scores_recall,
     {"slot_recall", "Slot recall", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
      "Mean over the judged cases that expect something in the slot of the share of it that the "
      "answer has.",
      BOOTSTRAP}},
    {slot_scores_precision,
     {"slot_precision", "Slot precision", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
      "Mean over the judged cases answered with something in the slot of the share of it that is "
      "expected.",
      BOOTSTRAP}},
    {slot_scores_f1,
     {"slot_f1", "Slot F1", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
      "Mean over the judged cases with something expected or answered in the slot of 2 |both| / "
      "(|expected| + |answered|).",
      BOOTSTRAP}},
    {slot_scores_jaccard,
     {"slot_jaccard", "Slot Jaccard", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
      "Mean over the judged cases with something expected or answered in the slot of |both| / "
      "|either|.",
      BOOTSTRAP}},
};

/* Genres have the same figures from genre_recall.h. */
static const enum slot SETS[] = {SLOT_EXCLUDE_GENRES, SLOT_SIMILAR_TO, SLOT_MOVIES};

enum {
    STATISTIC_COUNT = sizeof STATISTICS / sizeof *STATISTICS,
    SET_COUNT = sizeof SETS / sizeof *SETS,
    COLUMN_CASE = 0,
    COLUMN_YEARS,
    COLUMN_SETS, /* STATISTIC_COUNT for every set */
    COLUMNS = COLUMN_SETS + STATISTIC_COUNT * SET_COUNT,
};

static void add_answer(struct resampling *table, size_t at, const struct gold_case *gold,
                       const struct reading *reading, struct year_overlap_span bounds)
{
    const struct slots *expected = &gold->expected;
    if (judges(expected, BOTH_YEARS)) {
        double overlap = year_overlap(expected, &reading->slots, bounds);
        bool lost = reading->status != READING_OK && !isnan(overlap);
        resampling_add(table, at, COLUMN_YEARS, lost ? 0 : overlap);
    }
    for (size_t s = 0; s < SET_COUNT; s++) {
        if (!judges(expected, SLOT_BIT(SETS[s])))
            continue;
        struct slot_scores_overlap overlap =
            slot_scores_compare(SETS[s], expected, &reading->slots);
        for (size_t n = 0; n < STATISTIC_COUNT; n++)
            resampling_add(table, at, COLUMN_SETS + s * STATISTIC_COUNT + n,
                           STATISTICS[n].of(overlap));
    }
}

static struct metric *add_metric(const struct resampling *table, size_t column,
                                 const struct metric_definition *definition,
                                 const struct interval *intervals,
                                 const struct interpreter *interpreter, struct metric_list *out)
{
    double support;
    double value = resampling_value(table, column, &support);
    struct metric *metric = metric_add(out, definition, value, (size_t)support);
    metric_label(metric, "interpreter", interpreter->name);
    metric->interval = intervals[column];
    return metric;
}

static void add_metrics(const struct resampling *table, const struct interpreter *interpreter,
                        const struct interval *intervals, struct metric_list *out)
{
    add_metric(table, COLUMN_CASE, &CASE_SCORE, intervals, interpreter, out)->headline =
        interpreter->primary;
    add_metric(table, COLUMN_YEARS, &YEAR_OVERLAP, intervals, interpreter, out)->headline =
        interpreter->primary;
    for (size_t s = 0; s < SET_COUNT; s++)
        for (size_t n = 0; n < STATISTIC_COUNT; n++)
            metric_label(add_metric(table, COLUMN_SETS + s * STATISTIC_COUNT + n,
                                    &STATISTICS[n].definition, intervals, interpreter, out),
                         "slot", str_from(slots_name(SETS[s])));
}

void slot_scores_score(struct evaluation *evaluation, const struct gold_set *gold,
                       const struct catalogue *catalogue, const struct slot_scores_weights *weights,
                       const struct sampling *sampling, struct arena *scratch,
                       struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    struct year_overlap_span bounds = year_overlap_bounds(catalogue);
    struct resampling table = resampling_init(scratch, gold->count, COLUMNS);
    for (size_t i = 0; i < gold->count * interpreter->repeats; i++) {
        const struct reading *reading = &interpreter->readings[i];
        size_t at = i % gold->count;
        if (reading->status == READING_MISSING)
            continue;
        evaluation->cases[i].score = slot_scores_case(&gold->items[at], reading, weights, bounds);
        resampling_add(&table, at, COLUMN_CASE, evaluation->cases[i].score);
        add_answer(&table, at, &gold->items[at], reading, bounds);
    }
    struct interval intervals[COLUMNS];
    resampling_shares(&table, sampling, RESAMPLING_STREAM, scratch, intervals);
    add_metrics(&table, interpreter, intervals, out);
}
