#include "eval/judge_plan.h"

#include <stdlib.h>

#include "base/hash.h"

/* ── which cases ── */

struct lot {
    uint64_t hash;
    size_t index;
};

static int compare_lots(const void *left, const void *right)
{
    const struct lot *a = left;
    const struct lot *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

void judge_plan_draw(const struct gold_set *gold, size_t wanted, struct arena *scratch, bool *drawn)
{
    bool all = wanted == 0 || wanted >= gold->count;
    struct lot *lots = ARENA_ARRAY(scratch, struct lot, gold->count);
    for (size_t i = 0; i < gold->count; i++) {
        lots[i] = (struct lot){hash_fast(gold->items[i].id, 0), i};
        drawn[i] = all;
    }
    if (all)
        return;
    qsort(lots, gold->count, sizeof *lots, compare_lots);
    for (size_t i = 0; i < wanted; i++)
        drawn[lots[i].index] = true;
}

/* ── what needs no judge ── */

/* Why an answer needs no judge; NULL: it does. */
static const char *reason_of(const struct reading *answer)
{
    switch (answer->status) {
    case READING_MISSING:
        return "there is no answer";
    case READING_FAILED:
        return "the call failed";
    case READING_UNPARSEABLE:
        return str_trim(answer->raw).size == 0
                   ? "the answer is empty"
                   : "the answer is no interpretation: a refusal, prose or broken JSON";
    case READING_OK:
        break;
    }
    return NULL;
}

static bool settle(struct judgement *out, enum judgement_status status, int score, const char *why)
{
    *out = (struct judgement){.status = status, .score = score, .explanation = str_from(why)};
    return true;
}

bool judge_plan_settles(const struct rubric *rubric, const struct reading *answer,
                        struct judgement *out)
{
    const char *reason = reason_of(answer);
    if (reason == NULL)
        return false;
    return settle(out, answer->status == READING_MISSING ? JUDGEMENT_MISSING : JUDGEMENT_DECIDED,
                  rubric->low, reason);
}

bool judge_plan_settles_pair(const struct rubric *rubric, const struct reading *a,
                             const struct reading *b, struct str first, struct str second,
                             struct judgement *out)
{
    bool no_a = reason_of(a) != NULL;
    bool no_b = reason_of(b) != NULL;
    if (a->status == READING_MISSING || b->status == READING_MISSING)
        return settle(out, JUDGEMENT_MISSING, rubric->low, "there is no answer to one of them");
    if (no_a && no_b)
        return settle(out, JUDGEMENT_DECIDED, RUBRIC_TIE, "neither answer is an interpretation");
    if (no_a || no_b)
        return settle(out, JUDGEMENT_DECIDED, no_a ? RUBRIC_WORSE : RUBRIC_BETTER,
                      reason_of(no_a ? a : b));
    if (str_equal(first, second))
        return settle(out, JUDGEMENT_DECIDED, RUBRIC_TIE, "both answers are the same");
    return false;
}

int judge_plan_merge(int a_first, int b_first, bool *agree)
{
    int turned = RUBRIC_BETTER - b_first;
    *agree = a_first == turned;
    return *agree ? a_first : RUBRIC_TIE;
}
