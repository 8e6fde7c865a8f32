#include "eval/judge_scores.h"

#include <math.h>
#include <string.h>

#include "eval/judge_labels.h"
#include "eval/judge_plan.h"
#include "suite.h"

static struct arena *arena;
static struct rubric ordinal;
static struct rubric pair;

static void open_all(void)
{
    arena = arena_open("test", 1 << 26);
    ordinal = (struct rubric){.prompt = {.name = STR("relevance")},
                              .scale = RUBRIC_ORDINAL,
                              .low = 1,
                              .high = 5,
                              .pass = 4};
    pair = (struct rubric){.prompt = {.name = STR("better")},
                           .scale = RUBRIC_PAIR,
                           .low = RUBRIC_WORSE,
                           .high = RUBRIC_BETTER,
                           .pass = RUBRIC_BETTER};
}

static void close_all(void)
{
    arena_close(arena);
}

/* ── plan ── */

static struct reading reading(enum reading_status status, const char *raw)
{
    return (struct reading){.status = status, .raw = str_from(raw)};
}

START_TEST(answers_that_are_none_have_the_lowest_score_without_asking)
{
    static const struct {
        enum reading_status status;
        const char *raw;
        bool settled;
        enum judgement_status as;
        const char *why;
    } cases[] = {
        {READING_OK, "{}", false, JUDGEMENT_MISSING, ""},
        {READING_MISSING, "", true, JUDGEMENT_MISSING, "there is no answer"},
        {READING_FAILED, "", true, JUDGEMENT_DECIDED, "the call failed"},
        {READING_UNPARSEABLE, " \n", true, JUDGEMENT_DECIDED, "the answer is empty"},
        {READING_UNPARSEABLE, "Sorry", true, JUDGEMENT_DECIDED,
         "the answer is no interpretation: a refusal, prose or broken JSON"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading answer = reading(cases[i].status, cases[i].raw);
        struct judgement judgement = {0};
        ck_assert_int_eq(judge_plan_settles(&ordinal, &answer, &judgement), cases[i].settled);
        if (!cases[i].settled)
            continue;
        ck_assert_int_eq(judgement.status, cases[i].as);
        ck_assert_int_eq(judgement.score, 1);
        ck_assert_str_eq(judgement.explanation.data, cases[i].why);
    }
}
END_TEST

static int settled_pair(enum reading_status a, enum reading_status b, const char *first,
                        const char *second)
{
    struct reading left = reading(a, first);
    struct reading right = reading(b, second);
    struct judgement judgement = {0};
    if (!judge_plan_settles_pair(&pair, &left, &right, left.raw, right.raw, &judgement))
        return -1;
    return judgement.status == JUDGEMENT_MISSING ? -2 : judgement.score;
}

START_TEST(a_pair_with_one_answer_or_two_equal_ones_needs_no_judge)
{
    ck_assert_int_eq(settled_pair(READING_OK, READING_OK, "a", "b"), -1);
    ck_assert_int_eq(settled_pair(READING_OK, READING_OK, "a", "a"), RUBRIC_TIE);
    ck_assert_int_eq(settled_pair(READING_OK, READING_FAILED, "a", ""), RUBRIC_BETTER);
    ck_assert_int_eq(settled_pair(READING_UNPARSEABLE, READING_OK, "x", "b"), RUBRIC_WORSE);
    ck_assert_int_eq(settled_pair(READING_FAILED, READING_UNPARSEABLE, "", "x"), RUBRIC_TIE);
    ck_assert_int_eq(settled_pair(READING_OK, READING_MISSING, "a", ""), -2);
}
END_TEST

START_TEST(orders_that_disagree_are_a_tie)
{
    bool agree;
    ck_assert_int_eq(judge_plan_merge(RUBRIC_BETTER, RUBRIC_WORSE, &agree), RUBRIC_BETTER);
    ck_assert(agree);
    ck_assert_int_eq(judge_plan_merge(RUBRIC_WORSE, RUBRIC_BETTER, &agree), RUBRIC_WORSE);
    ck_assert(agree);
    ck_assert_int_eq(judge_plan_merge(RUBRIC_BETTER, RUBRIC_BETTER, &agree), RUBRIC_TIE);
    ck_assert(!agree);
    ck_assert_int_eq(judge_plan_merge(RUBRIC_TIE, RUBRIC_WORSE, &agree), RUBRIC_TIE);
    ck_assert(!agree);
}
END_TEST

static struct gold_set gold_of(size_t count)
{
    struct gold_set gold = {ARENA_ARRAY(arena, struct gold_case, count), count, count};
    for (size_t i = 0; i < count; i++)
        gold.items[i].id = str_from(arena_printf(arena, "case-%zu", i));
    return gold;
}

START_TEST(the_draw_depends_on_the_ids_and_nothing_else)
{
    struct gold_set gold = gold_of(100);
    bool drawn[100];
    bool again[100];
    size_t count = 0;
    judge_plan_draw(&gold, 30, arena, drawn);
    struct gold_case first = gold.items[0];
    gold.items[0] = gold.items[99];
    gold.items[99] = first;
    judge_plan_draw(&gold, 30, arena, again);
    for (size_t i = 0; i < 100; i++)
        count += drawn[i];
    ck_assert_uint_eq(count, 30);
    ck_assert_int_eq(drawn[0], again[99]);
    ck_assert(memcmp(drawn + 1, again + 1, 98) == 0);
    judge_plan_draw(&gold, 0, arena, drawn);
    for (size_t i = 0; i < 100; i++)
        ck_assert(drawn[i]);
}
END_TEST

/* ── figures ── */

static struct judging judging_of(const struct rubric *rubric, const int *scores, size_t count)
{
    struct judging judging = {.judge = STR("j"),
                              .rubric = rubric,
                              .interpreter = STR("a"),
                              .items = ARENA_ARRAY(arena, struct judgement, count),
                              .count = count};
    for (size_t i = 0; i < count; i++) {
        judging.items[i].answer = STR("0123456789ab");
        judging.items[i].status = scores[i] < 0 ? JUDGEMENT_UNREADABLE : JUDGEMENT_GIVEN;
        judging.items[i].score = scores[i] < 0 ? 0 : scores[i];
    }
    return judging;
}

START_TEST(scores_count_from_the_worst_to_the_best_and_trouble_counts_nowhere)
{
    const struct sampling sampling = {.resamples = 100, .seed = 1};
    struct judging judging = judging_of(&ordinal, (const int[]){5, 1, 4, 2, -1}, 5);
    judge_scores_count(&judging, &sampling, arena);
    ck_assert_double_eq_tol(mean_value(judging.score), (1 + 0 + .75 + .25) / 4, 1e-12);
    ck_assert_uint_eq(judging.pass.hits, 2);
    ck_assert_uint_eq(judging.pass.total, 4);
    ck_assert_uint_eq(judging.by_status[JUDGEMENT_UNREADABLE], 1);
    ck_assert_double_lt(judging.interval.low, judging.interval.high);
}
END_TEST

static void label(struct label_list *list, const char *case_id, const char *answer, int score)
{
    *ARENA_PUSH(arena, list) = (struct label){.rubric = &ordinal,
                                              .case_id = str_from(case_id),
                                              .interpreter = STR("a"),
                                              .answer = str_from(answer),
                                              .score = score};
}

START_TEST(the_most_frequent_label_counts_and_of_equals_the_lowest)
{
    struct gold_set gold = gold_of(4);
    struct judging judging = judging_of(&ordinal, (const int[]){5, 5, 5, 5}, 4);
    struct label_list labels = {0};
    label(&labels, "case-0", "", 4);
    label(&labels, "case-0", "", 2);
    label(&labels, "case-0", "", 4);
    label(&labels, "case-1", "01234567", 5);
    label(&labels, "case-1", "", 3);
    label(&labels, "case-2", "ffffffff", 1);
    label(&labels, "unknown", "", 1);
    judge_labels_apply(&labels, &gold, &judging, arena);
    ck_assert_int_eq(judging.items[0].label, 4);
    ck_assert_int_eq(judging.items[1].label, 3);
    ck_assert(!judging.items[2].labelled && !judging.items[3].labelled);
}
END_TEST

START_TEST(a_label_of_a_pair_counts_for_both_orders_of_the_interpreters)
{
    struct gold_set gold = gold_of(1);
    struct judging judging = judging_of(&pair, (const int[]){RUBRIC_BETTER}, 1);
    judging.against = STR("b");
    struct label_list labels = {0};
    *ARENA_PUSH(arena, &labels) = (struct label){.rubric = &pair,
                                                 .case_id = STR("case-0"),
                                                 .interpreter = STR("b"),
                                                 .against = STR("a"),
                                                 .score = RUBRIC_BETTER};
    judge_labels_apply(&labels, &gold, &judging, arena);
    ck_assert(judging.items[0].labelled);
    ck_assert_int_eq(judging.items[0].label, RUBRIC_WORSE);
}
END_TEST

/* A judge whose scores are those of people but for `wrong` of 40. */
static struct judge judge_of(size_t wrong, size_t min_labels, bool synthetic)
{
    struct judge judge = {.name = STR("j"),
                          .rubric = &ordinal,
                          .synthetic = synthetic,
                          .min_kappa = .6,
                          .min_labels = min_labels};
    int scores[40];
    for (int i = 0; i < 40; i++)
        scores[i] = i % 2 == 0 ? 5 : 1;
    struct judging judging = judging_of(&ordinal, scores, 40);
    for (size_t i = 0; i < 40; i++) {
        judging.items[i].labelled = true;
        judging.items[i].label = i < wrong ? 6 - scores[i] : scores[i];
    }
    judge_scores_agree(&judge, &judging, 1, arena);
    return judge;
}

START_TEST(only_a_judge_that_people_agree_with_may_gate)
{
    struct judge good = judge_of(2, 30, false);
    ck_assert_uint_eq(good.agreement.count, 40);
    ck_assert_double_eq_tol(good.agreement.weighted, .9, 1e-12);
    ck_assert_uint_eq(good.distrust.size, 0);
    ck_assert_str_eq(judge_of(16, 30, false).distrust.data,
                     "the judge j agrees with people by a kappa of 0.20, and min_kappa is 0.6");
    ck_assert_str_eq(judge_of(0, 41, false).distrust.data,
                     "only 40 answers that the judge j scored are labelled by people, and 41 are "
                     "needed");
    ck_assert_str_eq(judge_of(0, 30, true).distrust.data, "the judgements of j are samples");
}
END_TEST

START_TEST(what_was_decided_without_asking_is_no_agreement)
{
    struct judge judge = {.name = STR("j"), .rubric = &ordinal};
    struct judging judging = judging_of(&ordinal, (const int[]){1, 1}, 2);
    for (size_t i = 0; i < 2; i++) {
        judging.items[i].status = JUDGEMENT_DECIDED;
        judging.items[i].labelled = true;
        judging.items[i].label = 1;
    }
    judge_scores_agree(&judge, &judging, 1, arena);
    ck_assert_uint_eq(judge.agreement.count, 0);
    ck_assert(isnan(judge.agreement.kappa));
    ck_assert_uint_ne(judge.distrust.size, 0);
}
END_TEST

START_TEST(every_figure_of_a_distrusted_judge_carries_the_reason)
{
    struct metric_list metrics = metric_list_init(arena);
    struct judging judging = judging_of(&ordinal, (const int[]){5}, 1);
    const struct sampling sampling = {0};
    struct judge judge = {.name = STR("j"), .rubric = &ordinal, .min_labels = 5};
    judge_scores_count(&judging, &sampling, arena);
    judge_scores_agree(&judge, &judging, 1, arena);
    const struct judge_results results = {&judge, 1, &judging, 1, false};
    judge_scores_metrics(&results, &metrics);
    const struct metric *score =
        metric_find(&metrics, STR("judge_score{interpreter=a,judge=j,rubric=relevance}"));
    ck_assert_ptr_nonnull(score);
    ck_assert_double_eq(score->value, 1);
    ck_assert_uint_ne(score->distrust.size, 0);
    ck_assert_ptr_nonnull(metric_find(&metrics, STR("judge_kappa{judge=j,rubric=relevance}")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "judge_scores",
                            answers_that_are_none_have_the_lowest_score_without_asking,
                            a_pair_with_one_answer_or_two_equal_ones_needs_no_judge,
                            orders_that_disagree_are_a_tie,
                            the_draw_depends_on_the_ids_and_nothing_else,
                            scores_count_from_the_worst_to_the_best_and_trouble_counts_nowhere,
                            the_most_frequent_label_counts_and_of_equals_the_lowest,
                            a_label_of_a_pair_counts_for_both_orders_of_the_interpreters,
                            only_a_judge_that_people_agree_with_may_gate,
                            what_was_decided_without_asking_is_no_agreement,
                            every_figure_of_a_distrusted_judge_carries_the_reason);
}
