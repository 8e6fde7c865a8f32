#include "eval/intent_accuracy.h"

#include "eval/multilabel.h"
#include "eval/resampling.h"
#include "eval/shares.h"

#define RESAMPLING_STREAM 0x696e74656e74ull /* a stream of random numbers of its own: "intent" */

static const struct metric_definition ACCURACY = {
    "intent_accuracy",
    "Intent accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the scored cases naming an intent whose answer has that intent.",
    SHARES_INTERVAL,
};
static const struct metric_definition MACRO_F1 = {
    "intent_f1_macro",
    "Intent F1, macro",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Mean of the F1 of the intents that are expected at least once.",
    "Percentile bootstrap over cases",
};
static const struct metric_definition RECALL = {
    "intent_recall",
    "Intent recall",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the cases expecting the intent whose answer has it.",
    SHARES_INTERVAL,
};
static const struct metric_definition PRECISION = {
    "intent_precision",
    "Intent precision",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers with the intent whose gold expects it.",
    SHARES_INTERVAL,
};
static const struct metric_definition F1 = {
    "intent_f1",
    "Intent F1",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "2 |both| / (|expected| + |predicted|) of one intent.",
    NULL,
};

static uint64_t as_set(int intent)
{
    return intent == INTENT_NONE ? 0 : (uint64_t)1 << intent;
}

static struct confusion empty_confusion(const struct intent_table *intents, struct arena *arena)
{
    struct confusion confusion = {.classes = intents->count + 1};
    confusion.names = ARENA_ARRAY(arena, struct str, confusion.classes);
    confusion.counts = ARENA_ARRAY(arena, size_t, confusion.classes * confusion.classes);
    for (size_t i = 0; i < intents->count; i++)
        confusion.names[i] = intents->names[i];
    confusion.names[intents->count] = STR("(none)");
    return confusion;
}

static size_t class_of(const struct confusion *confusion, int intent)
{
    return intent == INTENT_NONE ? confusion->classes - 1 : (size_t)intent;
}

static void add_intent(const struct multilabel *counts, size_t intent, struct str name,
                       const struct multilabel_intervals *clustered,
                       const struct interpreter *interpreter, struct metric_list *out)
{
    struct metric *recall =
        shares_add(out, &RECALL, interpreter, multilabel_class_recall(counts, intent));
    metric_label(recall, "intent", name);
    if (clustered != NULL)
        recall->interval = clustered->recall[intent];
    struct metric *precision =
        shares_add(out, &PRECISION, interpreter, multilabel_class_precision(counts, intent));
    metric_label(precision, "intent", name);
    if (clustered != NULL)
        precision->interval = clustered->precision[intent];
    metric_label(shares_add(out, &F1, interpreter, multilabel_class_f1(counts, intent)), "intent",
                 name);
}

static void add_macro_f1(const struct evaluation *evaluation, const struct multilabel *counts,
                         struct interval interval, struct metric_list *out)
{
    struct metric *f1 = metric_add(out, &MACRO_F1, multilabel_value(counts, MULTILABEL_F1_MACRO),
                                   multilabel_support(counts, MULTILABEL_F1_MACRO));
    metric_label(f1, "interpreter", evaluation->interpreter->name);
    f1->interval = interval;
    f1->headline = evaluation->interpreter->primary;
}

/* The scored answers that judge the intent, their cases, and how many are right. */
struct answers {
    struct multilabel_pair *pairs; /* (n) */
    uint32_t *cases;               /* (n) */
    size_t n;
    struct resampling right; /* one column */
};

/* Fills the confusion on the way. */
static struct answers collect(struct evaluation *evaluation, const struct gold_set *gold,
                              struct arena *scratch)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    const size_t all = gold->count * interpreter->repeats;
    struct answers answers = {ARENA_ARRAY(scratch, struct multilabel_pair, all),
                              ARENA_ARRAY(scratch, uint32_t, all), 0,
                              resampling_init(scratch, gold->count, 1)};
    for (size_t i = 0; i < all; i++) {
        const struct case_score *score = &evaluation->cases[i];
        const size_t at = i % gold->count;
        if (!score->scored || (score->judged & SLOT_BIT(SLOT_INTENT)) == 0)
            continue;
        int expected = gold->items[at].expected.intent;
        int predicted = interpreter->readings[i].slots.intent;
        answers.cases[answers.n] = (uint32_t)at;
        answers.pairs[answers.n++] = (struct multilabel_pair){as_set(expected), as_set(predicted)};
        resampling_add(&answers.right, at, 0, (score->right & SLOT_BIT(SLOT_INTENT)) != 0);
        ++*confusion_cell(&evaluation->intents, class_of(&evaluation->intents, expected),
                          class_of(&evaluation->intents, predicted));
    }
    return answers;
}

void intent_accuracy_score(struct evaluation *evaluation, const struct gold_set *gold,
                           const struct intent_table *intents, const struct sampling *sampling,
                           struct arena *arena, struct arena *scratch, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    evaluation->intents = empty_confusion(intents, arena);
    struct answers answers = collect(evaluation, gold, scratch);
    struct multilabel counts = multilabel_count(answers.pairs, answers.n, intents->count);
    struct multilabel_intervals intervals;
    multilabel_intervals(answers.pairs, answers.cases, answers.n, intents->count, sampling,
                         RESAMPLING_STREAM, scratch, &intervals);

    struct interval accuracy;
    shares_intervals(&answers.right, sampling, interpreter, RESAMPLING_STREAM, scratch, &accuracy);
    shares_add_column(out, &ACCURACY, interpreter, &answers.right, 0, &accuracy)->headline =
        interpreter->primary;
    add_macro_f1(evaluation, &counts, intervals.of[MULTILABEL_F1_MACRO], out);
    const bool independent = sampling_is_independent(sampling, interpreter);
    for (size_t c = 0; c < intents->count; c++)
        if (counts.by_class[c].expected + counts.by_class[c].predicted != 0)
            add_intent(&counts, c, intents->names[c], independent ? NULL : &intervals, interpreter,
                       out);
}
