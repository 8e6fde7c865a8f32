#include "eval/intent_accuracy.h"

#include "eval/multilabel.h"
#include "eval/shares.h"

#define RESAMPLING_STREAM 0x696e74656e74ull /* a stream of random numbers of its own: "intent" */

static const struct metric_definition ACCURACY = {
    "intent_accuracy",
    "Intent accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the scored cases naming an intent whose answer has that intent.",
    "Wilson score interval",
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
    "Wilson score interval",
};
static const struct metric_definition PRECISION = {
    "intent_precision",
    "Intent precision",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers with the intent whose gold expects it.",
    "Wilson score interval",
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
                       const struct interpreter *interpreter, struct metric_list *out)
{
    const struct ratio recall = multilabel_class_recall(counts, intent);
    const struct ratio precision = multilabel_class_precision(counts, intent);
    const struct ratio f1 = multilabel_class_f1(counts, intent);
    metric_label(shares_add(out, &RECALL, interpreter, recall), "intent", name);
    metric_label(shares_add(out, &PRECISION, interpreter, precision), "intent", name);
    metric_label(shares_add(out, &F1, interpreter, f1), "intent", name);
}

static void add_overall(const struct evaluation *evaluation, const struct multilabel *counts,
                        struct ratio right, struct interval macro_f1, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    shares_add(out, &ACCURACY, interpreter, right)->headline = interpreter->primary;

    struct metric *f1 = metric_add(out, &MACRO_F1, multilabel_value(counts, MULTILABEL_F1_MACRO),
                                   multilabel_support(counts, MULTILABEL_F1_MACRO));
    metric_label(f1, "interpreter", interpreter->name);
    f1->interval = macro_f1;
    f1->headline = interpreter->primary;
}

void intent_accuracy_score(struct evaluation *evaluation, const struct gold_set *gold,
                           const struct intent_table *intents, size_t resamples, uint64_t seed,
                           struct arena *arena, struct arena *scratch, struct metric_list *out)
{
    struct multilabel_pair *pairs = ARENA_ARRAY(scratch, struct multilabel_pair, gold->count);
    struct ratio right = {0};
    size_t n = 0;
    evaluation->intents = empty_confusion(intents, arena);
    for (size_t i = 0; i < gold->count; i++) {
        const struct case_score *score = &evaluation->cases[i];
        if (!score->scored || (score->judged & SLOT_BIT(SLOT_INTENT)) == 0)
            continue;
        int expected = gold->items[i].expected.intent;
        int predicted = evaluation->interpreter->readings[i].slots.intent;
        pairs[n++] = (struct multilabel_pair){as_set(expected), as_set(predicted)};
        ratio_count(&right, (score->right & SLOT_BIT(SLOT_INTENT)) != 0);
        ++*confusion_cell(&evaluation->intents, class_of(&evaluation->intents, expected),
                          class_of(&evaluation->intents, predicted));
    }

    struct interval intervals[MULTILABEL_STATISTICS];
    struct multilabel counts = multilabel_count(pairs, n, intents->count);
    multilabel_intervals(pairs, n, intents->count, resamples, seed, RESAMPLING_STREAM, scratch,
                         intervals);
    add_overall(evaluation, &counts, right, intervals[MULTILABEL_F1_MACRO], out);
    for (size_t c = 0; c < intents->count; c++)
        if (counts.by_class[c].expected + counts.by_class[c].predicted != 0)
            add_intent(&counts, c, intents->names[c], evaluation->interpreter, out);
}
