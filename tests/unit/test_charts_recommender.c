#include "charts/charts_recommender.h"

#include <string.h>

#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;

static void open_all(void)
{
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
}

static void close_all(void)
{
    arena_close(arena);
}

static struct charts draw(void)
{
    struct charts charts = {0};
    struct json *summary = summary_build(&run->input, arena);
    struct easel easel = {.summary = summary, .arena = arena, .charts = &charts};
    ck_assert(charts_recommender_draw(&easel));
    json_free(summary);
    return charts;
}

static struct str find(const struct charts *charts, const char *id)
{
    for (size_t i = 0; i < charts->count; i++)
        if (strcmp(charts->items[i].id, id) == 0)
            return charts->items[i].svg;
    return STR_NONE;
}

static void check_has(struct str svg, const char *text)
{
    ck_assert_msg(str_find(svg, str_from(text)) != SIZE_MAX, "the chart lacks: %s", text);
}

START_TEST(leads_are_positive_where_another_model_is_better)
{
    struct charts charts = draw();
    check_has(find(&charts, "lead-rmse"), "<title>bayes: 0.032 (0.022 to 0.042)</title>");
    check_has(find(&charts, "lead-rmse"), "<title>biases: -0.031 (-0.041 to -0.021)</title>");
    check_has(find(&charts, "lead-ndcg_at_10"), "<title>ease: 0.060 (0.050 to 0.070)</title>");
    check_has(find(&charts, "lead-ndcg_at_10"), "<title>popularity: -0.100");
}
END_TEST

START_TEST(calibration_shows_the_headline_and_whoever_says_how_sure_it_is)
{
    struct charts charts = draw();
    struct str stars = find(&charts, "calibration");
    check_has(stars, "<title>svd: 2.60 predicted, 2.90 observed (2.70 to 3.10), 100 ratings");
    check_has(stars, "<title>bayes: 4.40 predicted");
    struct str levels = find(&charts, "coverage");
    check_has(levels, "<title>bayes: the 90 % interval holds 86.0 %</title>");
    ck_assert(str_find(levels, STR("svd")) == SIZE_MAX);
}
END_TEST

START_TEST(every_group_of_slices_is_a_chart)
{
    struct charts charts = draw();
    check_has(find(&charts, "slices-0"), "<title>1\u201319: 1.100 (1.020 to 1.180)</title>");
    check_has(find(&charts, "slices-1"), "<title>Horror: 0.950</title>");
    ck_assert(find(&charts, "slices-2").size == 0);
    /* With few ratings a slice is in the table alone, and a group of such has no chart. */
    run->scoring.slices[0].ratings = 29;
    run->scoring.slices[2].ratings = 29;
    charts = draw();
    ck_assert(str_find(find(&charts, "slices-0"), STR("1\u201319")) == SIZE_MAX);
    ck_assert(find(&charts, "slices-1").size == 0);
}
END_TEST

START_TEST(models_stand_beside_each_other_where_they_were_not_compared)
{
    struct charts charts = draw();
    ck_assert(find(&charts, "models").size == 0);
    run->input.scoring = NULL;
    charts = draw();
    check_has(find(&charts, "models"), "<title>svd: 0.912 (0.904 to 0.920)</title>");
    ck_assert(find(&charts, "lead-rmse").size == 0);
    ck_assert(find(&charts, "calibration").size == 0);
    ck_assert(find(&charts, "slices-0").size == 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "charts_recommender",
                            leads_are_positive_where_another_model_is_better,
                            calibration_shows_the_headline_and_whoever_says_how_sure_it_is,
                            every_group_of_slices_is_a_chart,
                            models_stand_beside_each_other_where_they_were_not_compared);
}
