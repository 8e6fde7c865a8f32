#include "eval/judge_labels.h"

#include "base/map.h"

/* What the label says of this judging's answer to its case; false: it is of another one. */
static bool meant(const struct label *label, const struct judging *judging,
                  const struct judgement *judgement, int *score)
{
    *score = label->score;
    if (label->rubric != judging->rubric || !str_starts_with(judgement->answer, label->answer))
        return false;
    if (judging->against.size == 0)
        return label->interpreter.size == 0 || str_equal(label->interpreter, judging->interpreter);
    if (str_equal(label->interpreter, judging->interpreter))
        return str_equal(label->against, judging->against);
    *score = RUBRIC_BETTER - label->score;
    return str_equal(label->interpreter, judging->against) &&
           str_equal(label->against, judging->interpreter);
}

/* The number of votes for each score of each case. */
static void vote(const struct label_list *labels, const struct gold_set *gold,
                 const struct judging *judging, size_t scores, struct arena *scratch,
                 unsigned *votes)
{
    struct map cases = map_init(scratch);
    for (size_t i = 0; i < gold->count; i++)
        map_add(&cases, gold->items[i].id, (uint32_t)i);
    for (size_t i = 0; i < labels->count; i++) {
        const struct label *label = &labels->items[i];
        uint32_t at;
        int score;
        if (map_find(&cases, label->case_id, &at) &&
            meant(label, judging, &judging->items[at], &score))
            votes[at * scores + (size_t)(score - judging->rubric->low)]++;
    }
}

void judge_labels_apply(const struct label_list *labels, const struct gold_set *gold,
                        struct judging *judging, struct arena *scratch)
{
    const size_t scores = rubric_scores(judging->rubric);
    unsigned *votes = ARENA_ARRAY(scratch, unsigned, judging->count *scores);
    vote(labels, gold, judging, scores, scratch, votes);
    for (size_t i = 0; i < judging->count; i++) {
        unsigned most = 0;
        for (size_t score = 0; score < scores; score++) {
            if (votes[i * scores + score] <= most)
                continue;
            most = votes[i * scores + score];
            judging->items[i].labelled = true;
            judging->items[i].label = judging->rubric->low + (int)score;
        }
    }
}
