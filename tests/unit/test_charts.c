#include "charts/charts.h"

#include <math.h>
#include <string.h>

#include "charts/line_chart.h"
#include "charts/paint.h"
#include "charts/rows_chart.h"
#include "charts/scale.h"
#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Seven pixels a byte: places that can be worked out by hand, with whatever fonts. */
static double seven_a_byte(struct str text)
{
    return 7 * (double)text.size;
}

static bool has(struct str svg, const char *needle)
{
    return str_find(svg, str_from(needle)) != SIZE_MAX;
}

START_TEST(ticks_are_round_numbers_that_enclose_the_data)
{
    struct scale scale = scale_nice(0.03, 0.97, 5, 0, 100);
    ck_assert_double_eq_tol(scale.low, 0, 1e-12);
    ck_assert_double_eq_tol(scale.high, 1, 1e-12);
    ck_assert_uint_eq(scale.tick_count, 6);
    ck_assert_double_eq_tol(scale.ticks[1], 0.2, 1e-12);
    ck_assert_int_eq(scale.decimals, 1);
}
END_TEST

START_TEST(equal_ends_still_make_a_scale)
{
    struct scale scale = scale_nice(0, 0, 5, 0, 100);
    ck_assert_double_lt(scale.low, scale.high);
    scale = scale_exact(3, 3, 5, 0, 100);
    ck_assert_double_eq_tol(scale_place(&scale, 3), 50, 1e-9);
}
END_TEST

START_TEST(places_are_cut_to_the_scale)
{
    struct scale scale = scale_exact(0, 10, 5, 20, 120);
    ck_assert_double_eq(scale_place(&scale, 5), 70);
    ck_assert_double_eq(scale_place(&scale, -1), 20);
    ck_assert_double_eq(scale_place(&scale, 11), 120);
}
END_TEST

static struct rows_chart two_series(const struct rows_chart_row *rows, size_t count)
{
    return (struct rows_chart){
        .id = "slots",
        .title = STR("title"),
        .series = {STR("one"), STR("two")},
        .series_count = 2,
        .rows = rows,
        .row_count = count,
        .low = 0,
        .high = 1,
        .per_cent = true,
        .gate = NAN,
        .measure = seven_a_byte,
    };
}

static size_t count_marks(const struct drawing *drawing, enum drawing_shape shape)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->marks.count; i++)
        count += drawing->marks.items[i].shape == shape;
    return count;
}

START_TEST(a_row_has_a_dot_and_an_interval_per_series)
{
    const struct rows_chart_row rows[] = {
        {STR("genres"), {{0.5, 0.4, 0.6}, {0.25, NAN, NAN}}},
        {STR("movies"), {{NAN, NAN, NAN}, {NAN, NAN, NAN}}},
    };
    struct rows_chart chart = two_series(rows, 2);
    struct drawing drawing = rows_chart_layout(&chart, arena);
    /* One of each stands in the legend. */
    ck_assert_uint_eq(count_marks(&drawing, DRAWING_DOT), 2);
    ck_assert_uint_eq(count_marks(&drawing, DRAWING_CIRCLE), 2);
    /* Six grid lines from 0 to 100 % and one interval. */
    ck_assert_uint_eq(count_marks(&drawing, DRAWING_LINE), 7);
    struct str last = drawing.labels.items[drawing.labels.count - 1].text;
    ck_assert(str_equal(last, STR("n/a")));
}
END_TEST

START_TEST(a_value_lies_where_the_axis_says)
{
    const struct rows_chart_row rows[] = {{STR("sixsix"), {{0.5, 0.4, 0.6}}}};
    struct rows_chart chart = two_series(rows, 1);
    chart.series_count = 1;
    struct drawing drawing = rows_chart_layout(&chart, arena);
    /* The axis runs from 42 px of name and two gaps of 10 to 600 less two gaps. */
    const struct drawing_mark *dot = &drawing.marks.items[drawing.marks.count - 1];
    ck_assert_int_eq(dot->shape, DRAWING_DOT);
    ck_assert_double_eq_tol(dot->points[0].x, 62 + (580 - 62) / 2.0, 1e-9);
    ck_assert(str_equal(dot->tooltip, STR("sixsix: 50.0 % (40.0 to 60.0)")));
}
END_TEST

START_TEST(a_gap_parts_a_line_and_a_lone_point_is_a_dot)
{
    static const double values[] = {1, 2, NAN, 3, NAN, 2, 1};
    const struct line_chart chart = {
        .id = "loss",
        .series = {{STR("train"), values}},
        .series_count = 1,
        .count = 7,
        .measure = seven_a_byte,
    };
    struct drawing drawing = line_chart_layout(&chart, arena);
    size_t lines = 0;
    for (size_t i = 0; i < drawing.marks.count; i++)
        lines += drawing.marks.items[i].role == DRAWING_FIRST &&
                 drawing.marks.items[i].shape == DRAWING_LINE;
    ck_assert_uint_eq(lines, 2);
    ck_assert_uint_eq(count_marks(&drawing, DRAWING_DOT), 1);
}
END_TEST

START_TEST(names_at_the_ends_of_lines_do_not_overlap)
{
    static const double one[] = {1, 0.5};
    static const double two[] = {1, 0.51};
    const struct line_chart chart = {
        .id = "loss",
        .series = {{STR("one"), one}, {STR("two"), two}},
        .series_count = 2,
        .count = 2,
        .measure = seven_a_byte,
    };
    struct drawing drawing = line_chart_layout(&chart, arena);
    const struct drawing_label *labels = drawing.labels.items + drawing.labels.count - 2;
    ck_assert_double_ge(fabs(labels[0].at.y - labels[1].at.y), 14);
}
END_TEST

START_TEST(a_sparkline_without_values_is_empty)
{
    static const double values[] = {NAN, NAN};
    struct drawing drawing = line_chart_sparkline("trend-x", STR("x"), STR("y"), values, 2, arena);
    ck_assert_uint_eq(drawing.marks.count, 0);
}
END_TEST

START_TEST(hostile_labels_stay_text)
{
    struct drawing drawing = drawing_init(arena, "slots", 100, 50);
    struct str svg;
    drawing.title = STR("</title><script>alert(1)</script>");
    drawing_text(&drawing, DRAWING_START, DRAWING_MUTED, (struct drawing_point){1, 2},
                 STR("\"<b>&\x01\xff\""));
    ck_assert(paint_svg(&drawing, &svg, NULL));
    ck_assert(!has(svg, "<script>"));
    ck_assert(has(svg, "&quot;&lt;b&gt;&amp;\xEF\xBF\xBD\xEF\xBF\xBD&quot;"));
}
END_TEST

START_TEST(a_drawing_names_itself_and_its_ids)
{
    struct drawing drawing = drawing_init(arena, "loss", 600, 240);
    struct str svg;
    drawing.title = STR("Loss");
    drawing_line(&drawing, DRAWING_GRID, 1, (struct drawing_point){1, 2},
                 (struct drawing_point){3.5, 4.25});
    ck_assert(paint_svg(&drawing, &svg, NULL));
    ck_assert(str_starts_with(svg, STR("<svg id=\"chart-loss\"")));
    ck_assert(has(svg, "aria-labelledby=\"chart-loss-title chart-loss-text\""));
    ck_assert(has(svg, "<title id=\"chart-loss-title\">Loss</title>"));
    ck_assert(has(svg, "d=\"M1 2L3.5 4.25\""));
    ck_assert(!has(svg, "style="));
}
END_TEST

START_TEST(the_same_drawing_is_the_same_bytes)
{
    struct str svgs[2];
    for (int i = 0; i < 2; i++) {
        struct drawing drawing = drawing_init(arena, "slots", 100, 50);
        drawing_dot(&drawing, DRAWING_DOT, DRAWING_FIRST, 4, (struct drawing_point){10, 10},
                    STR("tip"));
        ck_assert(paint_svg(&drawing, &svgs[i], NULL));
    }
    ck_assert(str_equal(svgs[0], svgs[1]));
}
END_TEST

START_TEST(lines_alike_share_a_path_and_dots_are_circles)
{
    struct drawing drawing = drawing_init(arena, "few", 100, 50);
    struct str svg;
    for (int i = 1; i <= 3; i++)
        drawing_line(&drawing, i < 3 ? DRAWING_GRID : DRAWING_FIRST, 1,
                     (struct drawing_point){i, 0}, (struct drawing_point){i, 9});
    drawing_dot(&drawing, DRAWING_DOT, DRAWING_FIRST, 4.5, (struct drawing_point){10, 20},
                STR("tip"));
    ck_assert(paint_svg(&drawing, &svg, NULL));
    ck_assert(has(svg, "d=\"M1 0L1 9M2 0L2 9\"/>"));
    ck_assert(has(svg, "d=\"M3 0L3 9\"/>"));
    ck_assert(has(svg, "<circle class=\"chart-first\" fill=\"currentColor\" cx=\"10\" cy=\"20\" "
                       "r=\"4.5\"><title>tip</title></circle>"));
}
END_TEST

START_TEST(a_very_long_name_is_cut_and_the_gate_is_on_the_axis)
{
    char name[200];
    memset(name, 'W', sizeof name);
    const struct rows_chart_row rows[] = {{{name, sizeof name}, {{.5, .4, .6}}}};
    struct rows_chart chart = two_series(rows, 1);
    chart.series_count = 1;
    chart.low = chart.high = NAN;
    chart.per_cent = false;
    chart.gate = 0;
    struct drawing drawing = rows_chart_layout(&chart, arena);
    /* 220 px are 31 bytes, three of them the dots. */
    struct str shown = drawing.labels.items[drawing.labels.count - 1].text;
    ck_assert_uint_eq(shown.size, 31);
    ck_assert(str_ends_with(shown, STR("W\u2026")));
    ck_assert(str_equal(drawing.labels.items[0].text, STR("0.0")));
}
END_TEST

/* A document with the parts that charts look at. */
static struct json *parse(const char *text)
{
    struct json *root;
    struct error err = {0};
    ck_assert_msg(json_parse(str_from(text), "test.json", &root, &err), "%s", err.text);
    return root;
}

START_TEST(an_empty_document_has_no_charts)
{
    struct json *summary = parse("{}");
    struct charts charts;
    ck_assert(charts_draw(summary, arena, &charts, NULL));
    ck_assert_uint_eq(charts.count, 0);
    json_free(summary);
}
END_TEST

START_TEST(a_document_gives_the_charts_it_has_data_for)
{
    struct json *summary =
        parse("{\"interpreters\":[{\"name\":\"a\",\"primary\":true}],"
              "\"metrics\":[{\"key\":\"rmse\",\"labels\":{\"model\":\"svd\"},\"value\":0.9,"
              "\"low\":0.8,\"high\":1.0},{\"key\":\"genre_recall\",\"labels\":{\"interpreter\":"
              "\"a\",\"genre\":\"Horror\"},\"value\":0.5,\"low\":null,\"high\":null}],"
              "\"key_figures\":[{\"name\":\"rmse{model=svd}\",\"key\":\"rmse\",\"title\":\"RMSE\","
              "\"value\":0.9}],\"trends\":[{\"name\":\"rmse{model=svd}\",\"points\":[{\"value\":"
              "0.95}]}],\"training\":{\"best_epoch\":1,\"epochs\":[{\"train_rmse\":1,"
              "\"validation_rmse\":null}]}}");
    static const char *const IDS[] = {"trend-rmse", "slots", "genres", "models", "loss"};
    struct charts charts;
    ck_assert(charts_draw(summary, arena, &charts, NULL));
    ck_assert_uint_eq(charts.count, 5);
    for (size_t i = 0; i < 5; i++)
        ck_assert_str_eq(charts.items[i].id, IDS[i]);
    ck_assert(has(charts.items[2].svg, "Horror, recall: 50.0 %"));
    json_free(summary);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "charts", ticks_are_round_numbers_that_enclose_the_data,
        equal_ends_still_make_a_scale, places_are_cut_to_the_scale,
        a_row_has_a_dot_and_an_interval_per_series, a_value_lies_where_the_axis_says,
        a_gap_parts_a_line_and_a_lone_point_is_a_dot, names_at_the_ends_of_lines_do_not_overlap,
        lines_alike_share_a_path_and_dots_are_circles,
        a_very_long_name_is_cut_and_the_gate_is_on_the_axis, a_sparkline_without_values_is_empty,
        hostile_labels_stay_text, a_drawing_names_itself_and_its_ids,
        the_same_drawing_is_the_same_bytes, an_empty_document_has_no_charts,
        a_document_gives_the_charts_it_has_data_for);
}
