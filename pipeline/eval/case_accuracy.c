#include "eval/case_accuracy.h"

#include "base/map.h"
#include "eval/shares.h"

#define RESAMPLING_STREAM 0x63617365ull /* a stream of random numbers of its own: "case" */

static const struct metric_definition CASE_ACCURACY = {
    "case_accuracy",
    "Case accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers to gold cases whose every expected slot is right.",
    SHARES_INTERVAL,
};
static const struct metric_definition TAG_ACCURACY = {
    "case_accuracy",
    "Case accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers to gold cases with the tag whose every expected slot is right.",
    SHARES_INTERVAL,
};
static const struct metric_definition SLOT_ACCURACY = {
    "slot_accuracy",
    "Slot accuracy",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers to gold cases naming the slot in which that slot is right.",
    SHARES_INTERVAL,
};
static const struct metric_definition CASES = {
    "cases",
    "Answers by kind",
    METRIC_COUNT,
    METRIC_NEUTRAL,
    "Answers to gold cases by their kind: ok, unparseable, failed, or missing (never asked).",
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
    const size_t answers = gold->count * interpreter->repeats;
    struct evaluation evaluation = {.interpreter = interpreter,
                                    .cases = ARENA_ARRAY(arena, struct case_score, answers),
                                    .count = gold->count};
    for (size_t i = 0; i < answers; i++)
        evaluation.cases[i] = score_case(&gold->items[i % gold->count], &interpreter->readings[i]);
    return evaluation;
}

/* The columns of the table: all slots right, then each of them. */
enum { COLUMN_CASE, COLUMN_SLOTS, COLUMNS = COLUMN_SLOTS + SLOT_COUNT };

static void add_overall(const struct evaluation *evaluation, const struct sampling *sampling,
                        struct arena *scratch, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    struct resampling table = resampling_init(scratch, evaluation->count, COLUMNS);
    for (size_t i = 0; i < evaluation->count * interpreter->repeats; i++) {
        const struct case_score *score = &evaluation->cases[i];
        const size_t at = i % evaluation->count;
        if (!score->scored)
            continue;
        resampling_add(&table, at, COLUMN_CASE, score->pass);
        for (size_t slot = 0; slot < SLOT_COUNT; slot++)
            if ((score->judged & SLOT_BIT(slot)) != 0)
                resampling_add(&table, at, COLUMN_SLOTS + slot,
                               (score->right & SLOT_BIT(slot)) != 0);
    }
    struct interval intervals[COLUMNS];
    shares_intervals(&table, sampling, interpreter, RESAMPLING_STREAM, scratch, intervals);
    shares_add_column(out, &CASE_ACCURACY, interpreter, &table, COLUMN_CASE, intervals)->headline =
        interpreter->primary;
    for (size_t slot = 0; slot < SLOT_COUNT; slot++)
        metric_label(shares_add_column(out, &SLOT_ACCURACY, interpreter, &table,
                                       COLUMN_SLOTS + slot, intervals),
                     "slot", str_from(slots_name((enum slot)slot)));
}

/* A tag and the cases that have it. */
struct tag {
    struct str name;
    uint32_t *cases; /* (count) */
    size_t count;
    size_t capacity;
    size_t scored; /* cases with an answer, in whichever repeat */
};

static bool is_scored(const struct evaluation *evaluation, size_t at)
{
    const size_t answers = evaluation->count * evaluation->interpreter->repeats;
    for (size_t i = at; i < answers; i += evaluation->count)
        if (evaluation->cases[i].scored)
            return true;
    return false;
}

/* The tags in order of first appearance in the gold set, with their cases. */
static struct tag *collect_tags(const struct evaluation *evaluation, const struct gold_set *gold,
                                struct arena *scratch, size_t *count)
{
    struct map numbers = map_init(scratch);
    struct tag *tags = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < gold->count; i++) {
        const bool scored = is_scored(evaluation, i);
        for (size_t t = 0; t < gold->items[i].tag_count; t++) {
            const uint32_t number = map_intern(&numbers, gold->items[i].tags[t], NULL);
            tags = arena_grow(scratch, tags, number, &capacity, sizeof *tags);
            struct tag *tag = &tags[number];
            tag->name = gold->items[i].tags[t];
            tag->cases =
                arena_grow(scratch, tag->cases, tag->count, &tag->capacity, sizeof *tag->cases);
            tag->cases[tag->count++] = (uint32_t)i;
            tag->scored += scored;
        }
    }
    *count = numbers.count;
    return tags;
}

/* `table` has one column; it is empty before and after. */
static void add_tag(const struct evaluation *evaluation, const struct tag *tag,
                    const struct sampling *sampling, struct resampling *table,
                    struct arena *scratch, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    for (size_t r = 0; r < interpreter->repeats; r++)
        for (size_t i = 0; i < tag->count; i++) {
            const size_t at = tag->cases[i];
            const struct case_score *score = &evaluation->cases[r * evaluation->count + at];
            if (score->scored)
                resampling_add(table, at, 0, score->pass);
        }
    struct interval interval;
    shares_intervals(table, sampling, interpreter, RESAMPLING_STREAM, scratch, &interval);
    metric_label(shares_add_column(out, &TAG_ACCURACY, interpreter, table, 0, &interval), "tag",
                 tag->name);
    for (size_t i = 0; i < tag->count; i++)
        resampling_clear(table, tag->cases[i]);
}

static void add_statuses(const struct evaluation *evaluation, struct metric_list *out)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    const size_t answers = interpreter->count * interpreter->repeats;
    for (int status = READING_MISSING; status <= READING_FAILED; status++) {
        size_t count = 0;
        for (size_t i = 0; i < answers; i++)
            count += interpreter->readings[i].status == (enum reading_status)status;
        struct metric *metric = metric_add(out, &CASES, (double)count, answers);
        metric_label(metric, "interpreter", interpreter->name);
        metric_label(metric, "status", str_from(reading_status_name((enum reading_status)status)));
    }
}

void case_accuracy_metrics(const struct evaluation *evaluation, const struct gold_set *gold,
                           size_t min_tag_cases, const struct sampling *sampling,
                           struct arena *scratch, struct metric_list *out)
{
    size_t tag_count;
    const struct tag *tags = collect_tags(evaluation, gold, scratch, &tag_count);
    struct resampling table = resampling_init(scratch, gold->count, 1);
    add_overall(evaluation, sampling, scratch, out);
    for (size_t t = 0; t < tag_count; t++)
        if (tags[t].scored >= min_tag_cases)
            add_tag(evaluation, &tags[t], sampling, &table, scratch, out);
    add_statuses(evaluation, out);
}
