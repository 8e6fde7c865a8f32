#include "report/summary_scoring.h"

#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct arena *scratch;
static struct fixture *run;
static struct json *root;

static void build(void)
{
    arena = arena_open("test", 1 << 26);
    scratch = arena_open("scratch", 1 << 24);
    run = fixture_open(arena);
    root = json_object();
    summary_scoring_put(&run->input, root, scratch);
}

static void close_all(void)
{
    json_free(root);
    arena_close(scratch);
    arena_close(arena);
}

/* The n-th node of a list of the scoring section, as it is written. */
static void check(const char *key, size_t n, const char *expected)
{
    const struct json *node = json_first(json_get(json_get(root, "scoring"), key));
    while (n-- > 0)
        node = json_next(node);
    ck_assert_str_eq(json_write_line(arena, node).data, expected);
}

START_TEST(what_ranks_best_comes_before_what_predicts_best)
{
    const struct json *serving = json_get(json_get(root, "scoring"), "serving");
    const struct json *first = json_first(serving);
    ck_assert_uint_eq(json_count(serving), 2);
    ck_assert_str_eq(json_get_text(first, "metric"), "ndcg_at_10");
    ck_assert_str_eq(json_get_text(first, "model"), "ease");
    ck_assert(json_is_true(json_get(first, "beyond_chance")));
    ck_assert_str_eq(json_get_text(json_next(first), "metric"), "rmse");
    ck_assert_str_eq(json_get_text(json_next(first), "model"), "bayes");
}
END_TEST

START_TEST(a_comparison_keeps_both_p_values_and_the_words_of_its_metric)
{
    check("comparisons", 3,
          "{\"metric\":\"ndcg_at_10\",\"title\":\"nDCG@10\",\"unit\":\"score\",\"direction\":"
          "\"higher\",\"first\":\"svd\",\"second\":\"popularity\",\"first_value\":0.3,"
          "\"second_value\":0.2,\"difference\":0.09999999999999998,\"low\":0.08999999999999998,"
          "\"high\":0.10999999999999997,\"p_value\":2.5e-05,\"p_corrected\":0.0001,\"users\":90,"
          "\"verdict\":\"first\"}");
}
END_TEST

START_TEST(a_model_without_intervals_has_no_levels)
{
    const struct json *svd = json_first(json_get(json_get(root, "scoring"), "calibrations"));
    ck_assert_uint_eq(json_count(json_get(svd, "buckets")), 3);
    ck_assert_uint_eq(json_count(json_get(svd, "levels")), 0);
    const struct json *bayes = json_next(svd);
    ck_assert_uint_eq(json_count(json_get(bayes, "levels")), CALIBRATION_LEVELS);
    ck_assert_str_eq(json_write_line(arena, json_first(json_get(bayes, "levels"))).data,
                     "{\"nominal\":0.5,\"covered\":240,\"total\":500,\"low\":0.44,\"high\":0.52,"
                     "\"width\":1.2}");
    ck_assert_uint_eq(json_count(json_get(bayes, "spreads")), 2);
}
END_TEST

START_TEST(a_slice_of_films_has_no_ndcg)
{
    check("slices", 2,
          "{\"group\":\"Genre\",\"name\":\"Horror\",\"label\":null,\"ratings\":40,\"users\":25,"
          "\"rmse\":{\"value\":0.95,\"low\":null,\"high\":null,\"difference\":0.038},"
          "\"ranked_users\":0,\"ndcg\":{\"value\":null,\"low\":null,\"high\":null,"
          "\"difference\":null}}");
}
END_TEST

START_TEST(a_film_has_the_title_of_the_catalogue_or_its_cleaned_id)
{
    check("worst_films", 0,
          "{\"id\":\"alien-1979\",\"title\":\"Alien\",\"year\":1979,\"train\":40,\"test\":8,"
          "\"mean_rating\":2.5,\"mean_expected\":3.9,\"rmse\":1.7}");
    const struct json *films = json_get(json_get(root, "scoring"), "worst_films");
    const struct json *unlisted = json_next(json_first(films));
    ck_assert_str_eq(json_get_text(unlisted, "id"), FIXTURE_HOSTILE_SHOWN);
    ck_assert(json_is_null(json_get(unlisted, "title")));
    check("worst_users", 0,
          "{\"id\":\"u-1f2e\",\"title\":null,\"year\":null,\"train\":12,\"test\":9,"
          "\"mean_rating\":2.1,\"mean_expected\":3.6,\"rmse\":1.9}");
}
END_TEST

START_TEST(leakage_by_date_is_unknown_without_dates)
{
    const struct json *leakage = json_get(json_get(root, "scoring"), "leakage");
    ck_assert_str_eq(json_write_line(arena, leakage).data,
                     "{\"test\":1000,\"repeated\":2,\"own_future\":50,\"any_future\":900,"
                     "\"sentence\":\"2 held-out ratings are in train too.\"}");
    json_free(root);
    root = json_object();
    run->scoring.leakage.dated = false;
    run->scoring.leakage.text = STR_NONE;
    summary_scoring_put(&run->input, root, scratch);
    leakage = json_get(json_get(root, "scoring"), "leakage");
    ck_assert_str_eq(json_write_line(arena, leakage).data,
                     "{\"test\":1000,\"repeated\":2,\"own_future\":null,\"any_future\":null,"
                     "\"sentence\":null}");
}
END_TEST

START_TEST(without_a_held_out_rating_there_is_no_scoring)
{
    json_free(root);
    root = json_object();
    run->scoring.test = 0;
    summary_scoring_put(&run->input, root, scratch);
    ck_assert(json_get(root, "scoring") != NULL && json_is_null(json_get(root, "scoring")));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        build, close_all, "summary_scoring", what_ranks_best_comes_before_what_predicts_best,
        a_comparison_keeps_both_p_values_and_the_words_of_its_metric,
        a_model_without_intervals_has_no_levels, a_slice_of_films_has_no_ndcg,
        a_film_has_the_title_of_the_catalogue_or_its_cleaned_id,
        leakage_by_date_is_unknown_without_dates, without_a_held_out_rating_there_is_no_scoring);
}
