#include "charts/charts_hybrid.h"

#include <string.h>

#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static struct hybrid hybrid;

static void open_all(void)
{
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
    hybrid = *fixture_hybrid();
    run->input.hybrid = &hybrid;
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
    ck_assert(charts_hybrid_draw(&easel));
    json_free(summary);
    return charts;
}

static bool has(struct str svg, const char *text)
{
    return str_find(svg, str_from(text)) != SIZE_MAX;
}

START_TEST(a_source_with_figures_has_a_curve_with_bands)
{
    struct charts charts = draw();
    ck_assert_uint_eq(charts.count, 1);
    ck_assert_str_eq(charts.items[0].id, "hybrid-swipes");
    ck_assert(has(charts.items[0].svg, "<title>nDCG at 0.50: 0.310 (0.260 to 0.360)</title>"));
    ck_assert(has(charts.items[0].svg, "<title>hit rate at 1.00: 0.400 (0.300 to 0.500)</title>"));
    ck_assert(has(charts.items[0].svg, "fill-opacity"));
    ck_assert(has(charts.items[0].svg, ">best</text>"));
}
END_TEST

START_TEST(many_weights_have_no_dots)
{
    struct hybrid_curve *curve = &hybrid.curves[0];
    curve->point_count = HYBRID_POINTS_MAX;
    for (size_t p = 0; p < HYBRID_POINTS_MAX; p++)
        curve->points[p] = (struct hybrid_point){.01 * (double)p, fixture_hybrid_scores(.3)};
    struct charts charts = draw();
    ck_assert(!has(charts.items[0].svg, "nDCG at"));
    ck_assert_uint_lt(charts.items[0].svg.size, 12000);
}
END_TEST

START_TEST(without_a_measurement_there_is_no_curve)
{
    hybrid = (struct hybrid){.reason = STR("switched off")};
    ck_assert_uint_eq(draw().count, 0);
    run->input.hybrid = NULL;
    ck_assert_uint_eq(draw().count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, close_all, "charts_hybrid",
                            a_source_with_figures_has_a_curve_with_bands, many_weights_have_no_dots,
                            without_a_measurement_there_is_no_curve);
}
