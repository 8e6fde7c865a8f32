#include "eval/genre_recall.h"

#include "eval/multilabel.h"
#include "eval/shares.h"

#define RESAMPLING_STREAM 0x67656e7265ull /* a stream of random numbers of its own: "genre" */
#define BOOTSTRAP "Percentile bootstrap over cases"

static const struct metric_definition STATISTICS[MULTILABEL_STATISTICS] = {
    [MULTILABEL_RECALL] = {"genre_recall", "Genre recall", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                           "Mean over the cases whose gold names a genre of the share of the "
                           "expected genres that the answer covers.",
                           BOOTSTRAP},
    [MULTILABEL_PRECISION] = {"genre_precision", "Genre precision", METRIC_SHARE,
                              METRIC_HIGHER_IS_BETTER,
                              "Mean over the judged cases with a predicted genre of the share of "
                              "the predicted genres that are expected.",
                              BOOTSTRAP},
    [MULTILABEL_F1] = {"genre_f1", "Genre F1", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                       "Mean over the judged cases with an expected or predicted genre of "
                       "2 |both| / (|expected| + |predicted|).",
                       BOOTSTRAP},
    [MULTILABEL_JACCARD] = {"genre_jaccard", "Genre Jaccard", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                            "Mean over the judged cases with an expected or predicted genre of "
                            "|both| / |either|.",
                            BOOTSTRAP},
    [MULTILABEL_RECALL_MICRO] = {"genre_recall_micro", "Genre recall, micro", METRIC_SHARE,
                                 METRIC_HIGHER_IS_BETTER,
                                 "Share of all expected genres of all cases that are covered.",
                                 BOOTSTRAP},
    [MULTILABEL_PRECISION_MICRO] = {"genre_precision_micro", "Genre precision, micro", METRIC_SHARE,
                                    METRIC_HIGHER_IS_BETTER,
                                    "Share of all predicted genres of all cases that are expected.",
                                    BOOTSTRAP},
    [MULTILABEL_F1_MICRO] = {"genre_f1_micro", "Genre F1, micro", METRIC_SHARE,
                             METRIC_HIGHER_IS_BETTER,
                             "2 |both| / (|expected| + |predicted|) of the sums over all cases.",
                             BOOTSTRAP},
    [MULTILABEL_RECALL_MACRO] = {"genre_recall_macro", "Genre recall, macro", METRIC_SHARE,
                                 METRIC_HIGHER_IS_BETTER,
                                 "Mean of the recalls of the genres that are expected at least "
                                 "once.",
                                 BOOTSTRAP},
    [MULTILABEL_PRECISION_MACRO] = {"genre_precision_macro", "Genre precision, macro", METRIC_SHARE,
                                    METRIC_HIGHER_IS_BETTER,
                                    "Mean of the precisions of the genres that are expected at "
                                    "least once and predicted at least once.",
                                    BOOTSTRAP},
    [MULTILABEL_F1_MACRO] = {"genre_f1_macro", "Genre F1, macro", METRIC_SHARE,
                             METRIC_HIGHER_IS_BETTER,
                             "Mean of the F1 of the genres that are expected at least once.",
                             BOOTSTRAP},
};

static const struct metric_definition CLASS_RECALL = {
    "genre_recall",
    "Genre recall",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the cases expecting the genre whose answer has it.",
    SHARES_INTERVAL,
};
static const struct metric_definition CLASS_PRECISION = {
    "genre_precision",
    "Genre precision",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers with the genre whose gold expects it.",
    SHARES_INTERVAL,
};
static const struct metric_definition CLASS_F1 = {
    "genre_f1",
    "Genre F1",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "2 |both| / (|expected| + |predicted|) of one genre.",
    NULL,
};

/* The scored answers that judge genres, and their cases. */
struct answers {
    struct multilabel_pair *pairs; /* (n) */
    uint32_t *cases;               /* (n) */
    size_t n;
};

/* A failed or unparseable answer predicts none. */
static struct answers collect(const struct evaluation *evaluation, const struct gold_set *gold,
                              struct arena *scratch)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    const size_t all = gold->count * interpreter->repeats;
    struct answers answers = {ARENA_ARRAY(scratch, struct multilabel_pair, all),
                              ARENA_ARRAY(scratch, uint32_t, all), 0};
    for (size_t i = 0; i < all; i++) {
        const struct case_score *score = &evaluation->cases[i];
        if (!score->scored || (score->judged & SLOT_BIT(SLOT_GENRES)) == 0)
            continue;
        answers.cases[answers.n] = (uint32_t)(i % gold->count);
        answers.pairs[answers.n++] = (struct multilabel_pair){
            gold->items[i % gold->count].expected.genres, interpreter->readings[i].slots.genres};
    }
    return answers;
}

/*
 * Row = expected genre, column = predicted genre. A covered genre counts on the diagonal; one
 * that is missed counts against each genre predicted in excess, or against "(none)".
 */
static void confuse(const struct confusion *confusion, struct multilabel_pair pair)
{
    size_t none = confusion->classes - 1;
    genre_set missed = pair.expected & ~pair.predicted;
    genre_set excess = pair.predicted & ~pair.expected;
    for (size_t row = 0; row < none; row++) {
        if (pair.expected & pair.predicted & genre_bit((int)row))
            ++*confusion_cell(confusion, row, row);
        if ((missed & genre_bit((int)row)) && excess == 0)
            ++*confusion_cell(confusion, row, none);
        if ((excess & genre_bit((int)row)) && missed == 0)
            ++*confusion_cell(confusion, none, row);
        for (size_t column = 0; column < none; column++)
            if ((missed & genre_bit((int)row)) && (excess & genre_bit((int)column)))
                ++*confusion_cell(confusion, row, column);
    }
}

static struct confusion build_confusion(const struct multilabel_pair *pairs, size_t n,
                                        const struct genre_table *genres, struct arena *arena)
{
    struct confusion confusion = {.classes = genres->count + 1};
    confusion.names = ARENA_ARRAY(arena, struct str, confusion.classes);
    confusion.counts = ARENA_ARRAY(arena, size_t, confusion.classes * confusion.classes);
    for (size_t g = 0; g < genres->count; g++)
        confusion.names[g] = genres->names[g];
    confusion.names[genres->count] = STR("(none)");
    for (size_t i = 0; i < n; i++)
        confuse(&confusion, pairs[i]);
    return confusion;
}

static void add_genre(const struct multilabel *counts, size_t genre, struct str name,
                      const struct multilabel_intervals *clustered,
                      const struct interpreter *interpreter, struct metric_list *out)
{
    struct metric *recall =
        shares_add(out, &CLASS_RECALL, interpreter, multilabel_class_recall(counts, genre));
    metric_label(recall, "genre", name);
    if (clustered != NULL)
        recall->interval = clustered->recall[genre];
    struct metric *precision =
        shares_add(out, &CLASS_PRECISION, interpreter, multilabel_class_precision(counts, genre));
    metric_label(precision, "genre", name);
    if (clustered != NULL)
        precision->interval = clustered->precision[genre];
    metric_label(shares_add(out, &CLASS_F1, interpreter, multilabel_class_f1(counts, genre)),
                 "genre", name);
}

void genre_recall_score(struct evaluation *evaluation, const struct gold_set *gold,
                        const struct genre_table *genres, const struct sampling *sampling,
                        struct arena *arena, struct arena *scratch, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    struct answers answers = collect(evaluation, gold, scratch);
    struct multilabel counts = multilabel_count(answers.pairs, answers.n, genres->count);
    struct multilabel_intervals intervals;
    multilabel_intervals(answers.pairs, answers.cases, answers.n, genres->count, sampling,
                         RESAMPLING_STREAM, scratch, &intervals);

    for (int s = 0; s < MULTILABEL_STATISTICS; s++) {
        enum multilabel_statistic statistic = (enum multilabel_statistic)s;
        struct metric *metric =
            metric_add(out, &STATISTICS[s], multilabel_value(&counts, statistic),
                       multilabel_support(&counts, statistic));
        metric_label(metric, "interpreter", interpreter->name);
        metric->interval = intervals.of[s];
        metric->headline = interpreter->primary;
    }
    const bool independent = sampling_is_independent(sampling, interpreter);
    for (size_t g = 0; g < genres->count; g++)
        if (counts.by_class[g].expected + counts.by_class[g].predicted != 0)
            add_genre(&counts, g, genres->names[g], independent ? NULL : &intervals, interpreter,
                      out);
    evaluation->genres = build_confusion(answers.pairs, answers.n, genres, arena);
}
