#include "report/sentences_scoring.h"

#include <math.h>

#include "report_scoring_fixture.h"
#include "suite.h"

static const struct metric_definition RMSE = {"rmse", "RMSE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
                                              "",     ""};
static const struct metric_definition NDCG = {
    "ndcg_at_10", "nDCG@10", METRIC_SCORE, METRIC_HIGHER_IS_BETTER, "", ""};
static const struct metric_definition MAE = {"mae", "MAE", METRIC_STARS, METRIC_LOWER_IS_BETTER,
                                             "",    ""};

static struct arena *arena;
static struct scoring scoring;

static void open_all(void)
{
    arena = arena_open("test", 1 << 20);
    scoring = fixture_scoring("1");
}

static void close_all(void)
{
    arena_close(arena);
}

static void check_serving(const struct metric_definition *metric, const char *model,
                          bool beyond_chance, const char *sentence)
{
    struct sentences_serving serving;
    ck_assert(sentences_scoring_serving(arena, &scoring, metric, &serving));
    ck_assert_msg(str_equal(serving.model, str_from(model)), "it is %.*s", STR_ARG(serving.model));
    ck_assert_int_eq(serving.beyond_chance, beyond_chance);
    ck_assert_str_eq(serving.sentence, sentence);
}

START_TEST(a_model_that_is_better_beyond_chance_should_serve)
{
    check_serving(&NDCG, "ease", true,
                  "By nDCG@10, ease should serve: 0.360 against 0.300 of svd, 0.060 better "
                  "(0.050\u20130.070), beyond chance (p < .001, corrected for 4 comparisons)");
    check_serving(&RMSE, "bayes", true,
                  "By RMSE, bayes should serve: 0.880 against 0.912 of svd, 0.032 better "
                  "(0.022\u20130.042), beyond chance (p = .004, corrected for 4 comparisons)");
}
END_TEST

START_TEST(of_several_better_models_the_one_furthest_ahead_should_serve)
{
    scoring.comparisons[3] =
        fixture_pair("ndcg_at_10", "bpr", .3, .4, .01, COMPARISON_SECOND_BETTER);
    check_serving(&NDCG, "bpr", true,
                  "By nDCG@10, bpr should serve: 0.400 against 0.300 of svd, 0.100 better "
                  "(0.090\u20130.110), beyond chance (p = .010, corrected for 4 comparisons)");
}
END_TEST

START_TEST(a_lead_that_may_be_chance_changes_nothing)
{
    scoring.comparisons[0].verdict = COMPARISON_UNDECIDED;
    scoring.comparisons[0].p_corrected = .07;
    check_serving(&RMSE, "svd", false,
                  "By RMSE, svd may go on serving: the best of the others, bayes, has 0.880 "
                  "against 0.912, 0.032 better (0.022\u20130.042), not beyond chance (p = .070, "
                  "corrected for 4 comparisons)");
}
END_TEST

START_TEST(the_headline_is_compared_with_the_best_of_the_others)
{
    scoring.comparisons[2] =
        fixture_pair("ndcg_at_10", "ease", .3, .28, .03, COMPARISON_FIRST_BETTER);
    check_serving(&NDCG, "svd", true,
                  "By nDCG@10, svd should serve: 0.300 against 0.280 of ease, the best of the "
                  "others, 0.020 better (0.010\u20130.030), beyond chance (p = .030, corrected for "
                  "4 comparisons)");
    scoring.comparisons[2].verdict = COMPARISON_UNDECIDED;
    scoring.comparisons[2].p_corrected = NAN;
    check_serving(
        &NDCG, "svd", false,
        "By nDCG@10, svd may go on serving: 0.300 against 0.280 of ease, the best of the "
        "others, 0.020 better (0.010\u20130.030), which may be chance (there is no test)");
}
END_TEST

START_TEST(equal_models_serve_equally_well)
{
    scoring.comparison_count = 3;
    scoring.comparisons[2] = fixture_pair("ndcg_at_10", "ease", .3, .3, 1, COMPARISON_UNDECIDED);
    check_serving(&NDCG, "svd", false,
                  "By nDCG@10, svd may serve as well as ease: both have 0.300");
}
END_TEST

START_TEST(without_a_comparison_nothing_is_said)
{
    struct sentences_serving serving;
    ck_assert(!sentences_scoring_serving(arena, &scoring, &MAE, &serving));
    scoring.comparisons[0].difference = scoring.comparisons[1].difference = NAN;
    ck_assert(!sentences_scoring_serving(arena, &scoring, &RMSE, &serving));
}
END_TEST

START_TEST(calibration_says_how_far_off_and_whether_the_model_is_too_sure)
{
    ck_assert_str_eq(sentences_scoring_calibration(arena, &scoring.calibrations[0]),
                     "Predicted stars of svd are 0.100 off on average; it does not say how sure "
                     "it is");
    struct calibration bayes = scoring.calibrations[1];
    ck_assert_str_eq(sentences_scoring_calibration(arena, &bayes),
                     "Predicted stars of bayes are 0.100 off on average; its 90\u00a0% intervals "
                     "hold 86.0\u00a0% of the held-out ratings (83.0\u201389.0), so it is surer "
                     "than it should be");
    bayes.levels[2].interval = (struct interval){.89, .93};
    ck_assert(str_ends_with(str_from(sentences_scoring_calibration(arena, &bayes)),
                            STR("(89.0\u201393.0), as they should")));
    bayes.levels[2].interval = (struct interval){.91, .95};
    ck_assert(str_ends_with(str_from(sentences_scoring_calibration(arena, &bayes)),
                            STR("(91.0\u201395.0), so it could be surer than it is")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "sentences_scoring",
                            a_model_that_is_better_beyond_chance_should_serve,
                            of_several_better_models_the_one_furthest_ahead_should_serve,
                            a_lead_that_may_be_chance_changes_nothing,
                            the_headline_is_compared_with_the_best_of_the_others,
                            equal_models_serve_equally_well, without_a_comparison_nothing_is_said,
                            calibration_says_how_far_off_and_whether_the_model_is_too_sure);
}
