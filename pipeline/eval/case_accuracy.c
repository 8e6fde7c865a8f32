#include "eval/case_accuracy.h"

#include "base/map.h"
#include "eval/shares.h"

static const struct metric_definition CASE_ACCURACY = {
    "case_accuracy",
    "Case accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the scored gold cases whose every expected slot is right.",
    "Wilson score interval",
};
static const struct metric_definition TAG_ACCURACY = {
    "case_accuracy",
    "Case accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the scored gold cases with the tag whose every expected slot is right.",
    "Wilson score interval",
};
static const struct metric_definition SLOT_ACCURACY = {
    "slot_accuracy",
    "Slot accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the scored gold cases naming the slot in which that slot is right.",
    "Wilson score interval",
};
static const struct metric_definition CASES = {
    "cases",
    "Cases by kind of answer",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Gold cases by what came back: ok, unparseable, failed, or missing (never asked).",
    NULL,
};

static struct case_score score_case(const struct gold_case *gold, const struct reading *reading)
{
    struct case_score score = {.scored =
                                   reading->status != READING_MISSING && gold->expected.named != 0,
                               .judged = gold->expected.named};
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if ((score.judged & SLOT_BIT(slot)) != 0 && reading->status == READING_OK &&
            slots_equal((enum slot)slot, &gold->expected, &reading->slots))
            score.right |= SLOT_BIT(slot);
    score.pass = score.scored && score.right == score.judged;
    return score;
}

struct evaluation case_accuracy_score(const struct gold_set *gold,
                                      const struct interpreter *interpreter, struct arena *arena)
{
    struct evaluation evaluation = {.interpreter = interpreter,
                                    .cases = ARENA_ARRAY(arena, struct case_score, gold->count),
                                    .count = gold->count};
    for (size_t i = 0; i < gold->count; i++)
        evaluation.cases[i] = score_case(&gold->items[i], &interpreter->readings[i]);
    return evaluation;
}

static void add_slots(const struct evaluation *evaluation, struct metric_list *out)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        struct ratio ratio = {0};
        for (size_t i = 0; i < evaluation->count; i++) {
            const struct case_score *score = &evaluation->cases[i];
            if (score->scored && (score->judged & SLOT_BIT(slot)) != 0)
                ratio_count(&ratio, (score->right & SLOT_BIT(slot)) != 0);
        }
        struct metric *metric = shares_add(out, &SLOT_ACCURACY, evaluation->interpreter, ratio);
        metric_label(metric, "slot", str_from(slots_name((enum slot)slot)));
    }
}

/* One row per tag, in order of first appearance in the gold set. */
static void add_tags(const struct evaluation *evaluation, const struct gold_set *gold,
                     size_t min_tag_cases, struct arena *scratch, struct metric_list *out)
{
    struct map tags = map_init(scratch);
    size_t mentions = 0;
    for (size_t i = 0; i < gold->count; i++)
        mentions += gold->items[i].tag_count;
    struct ratio *ratios = ARENA_ARRAY(scratch, struct ratio, mentions);
    struct str *names = ARENA_ARRAY(scratch, struct str, mentions);

    for (size_t i = 0; i < gold->count; i++) {
        if (!evaluation->cases[i].scored)
            continue;
        for (size_t t = 0; t < gold->items[i].tag_count; t++) {
            struct str tag = gold->items[i].tags[t];
            uint32_t number = map_intern(&tags, tag, NULL);
            names[number] = tag;
            ratio_count(&ratios[number], evaluation->cases[i].pass);
        }
    }
    for (size_t t = 0; t < tags.count; t++) {
        if (ratios[t].total < min_tag_cases)
            continue;
        struct metric *metric = shares_add(out, &TAG_ACCURACY, evaluation->interpreter, ratios[t]);
        metric_label(metric, "tag", names[t]);
    }
}

static void add_statuses(const struct evaluation *evaluation, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    for (int status = READING_MISSING; status <= READING_FAILED; status++) {
        size_t count = 0;
        for (size_t i = 0; i < interpreter->count; i++)
            count += interpreter->readings[i].status == (enum reading_status)status;
        struct metric *metric = metric_add(out, &CASES, (double)count, interpreter->count);
        metric_label(metric, "interpreter", interpreter->name);
        metric_label(metric, "status", str_from(reading_status_name((enum reading_status)status)));
    }
}

void case_accuracy_metrics(const struct evaluation *evaluation, const struct gold_set *gold,
                           size_t min_tag_cases, struct arena *scratch, struct metric_list *out)
{
    struct ratio ratio = {0};
    for (size_t i = 0; i < evaluation->count; i++)
        if (evaluation->cases[i].scored)
            ratio_count(&ratio, evaluation->cases[i].pass);

    shares_add(out, &CASE_ACCURACY, evaluation->interpreter, ratio)->headline =
        evaluation->interpreter->primary;
    add_slots(evaluation, out);
    add_tags(evaluation, gold, min_tag_cases, scratch, out);
    add_statuses(evaluation, out);
}
