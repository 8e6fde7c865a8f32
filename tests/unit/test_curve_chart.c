#include "charts/curve_chart.h"

#include <math.h>

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

static double seven_a_byte(struct str text)
{
    return 7 * (double)text.size;
}

static const struct curve_chart_point POINTS[] = {
    {0, .5, .4, .6, {"first", 5}},
    {.5, NAN, NAN, NAN, {"gap", 3}},
    {1, .7, .5, .9, {"last", 4}},
};

static struct curve_chart one_series(void)
{
    return (struct curve_chart){
        .id = "curve",
        .title = STR("title"),
        .low = 0,
        .high = 1,
        .diagonal = true,
        .marked = NAN,
        .series = {{STR("one"), POINTS, 3}},
        .series_count = 1,
        .measure = seven_a_byte,
    };
}

/* The n-th mark of a shape and role; NULL: there are fewer. */
static const struct drawing_mark *nth(const struct drawing *drawing, enum drawing_shape shape,
                                      enum drawing_role role, size_t n)
{
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct drawing_mark *mark = &drawing->marks.items[i];
        if (mark->shape == shape && mark->role == role && n-- == 0)
            return mark;
    }
    return NULL;
}

START_TEST(on_the_diagonal_x_equals_y)
{
    struct curve_chart chart = one_series();
    struct drawing drawing = curve_chart_layout(&chart, arena);
    const struct drawing_mark *diagonal = nth(&drawing, DRAWING_LINE, DRAWING_MUTED, 0);
    ck_assert_double_eq_tol(diagonal->points[0].x, 56, 1e-9);
    ck_assert_double_eq_tol(diagonal->points[0].y, 296, 1e-9);
    ck_assert_double_eq_tol(diagonal->points[1].x, 576, 1e-9);
    ck_assert_double_eq_tol(diagonal->points[1].y, 26, 1e-9);
    const struct drawing_mark *dot = nth(&drawing, DRAWING_DOT, DRAWING_FIRST, 0);
    ck_assert_double_eq_tol(dot->points[0].x, 56, 1e-9);
    ck_assert_double_eq_tol(dot->points[0].y, (296 + 26) / 2., 1e-9);
}
END_TEST

START_TEST(a_point_without_value_is_left_out_and_the_others_have_intervals)
{
    struct curve_chart chart = one_series();
    struct drawing drawing = curve_chart_layout(&chart, arena);
    ck_assert_uint_eq(nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 0)->count, 2);
    const struct drawing_mark *interval = nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 1);
    ck_assert_double_eq_tol(interval->points[0].y, 296 - .4 * 270, 1e-9);
    ck_assert_double_eq_tol(interval->points[1].y, 296 - .6 * 270, 1e-9);
    ck_assert(nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 3) == NULL);
    ck_assert(str_equal(nth(&drawing, DRAWING_DOT, DRAWING_FIRST, 1)->tooltip, STR("last")));
    ck_assert(nth(&drawing, DRAWING_DOT, DRAWING_FIRST, 2) == NULL);
}
END_TEST

START_TEST(a_band_goes_along_the_upper_ends_and_back_along_the_lower_ones)
{
    struct curve_chart_point points[] = {POINTS[0], POINTS[1], POINTS[2]};
    struct curve_chart chart = one_series();
    points[2].tooltip = STR_NONE;
    chart.series[0].points = points;
    chart.band = true;
    struct drawing drawing = curve_chart_layout(&chart, arena);
    const struct drawing_mark *band = nth(&drawing, DRAWING_AREA, DRAWING_FIRST, 0);
    static const double Y[] = {.6, .9, .5, .4};
    ck_assert_uint_eq(band->count, 4);
    for (size_t i = 0; i < 4; i++)
        ck_assert_double_eq_tol(band->points[i].y, 296 - Y[i] * 270, 1e-9);
    /* Only a point with something to say has a dot on a band. */
    ck_assert(nth(&drawing, DRAWING_DOT, DRAWING_FIRST, 1) == NULL);
}
END_TEST

START_TEST(without_a_diagonal_the_axes_enclose_the_data)
{
    struct curve_chart chart = one_series();
    chart.diagonal = false;
    chart.marked = .5;
    chart.mark_name = STR("best");
    struct drawing drawing = curve_chart_layout(&chart, arena);
    /* From .4 to .9, the ends of the intervals. */
    ck_assert_double_eq_tol(nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 1)->points[0].y, 296, 1e-9);
    ck_assert_double_eq_tol(nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 2)->points[1].y, 26, 1e-9);
    ck_assert_double_eq_tol(nth(&drawing, DRAWING_LINE, DRAWING_MUTED, 0)->points[0].x,
                            (56 + 576) / 2., 1e-9);
}
END_TEST

START_TEST(no_point_at_all_is_an_empty_chart)
{
    struct curve_chart chart = one_series();
    chart.diagonal = false;
    chart.series[0].count = 0;
    struct drawing drawing = curve_chart_layout(&chart, arena);
    ck_assert(nth(&drawing, DRAWING_LINE, DRAWING_FIRST, 0) == NULL);
    ck_assert(nth(&drawing, DRAWING_DOT, DRAWING_FIRST, 0) == NULL);
}
END_TEST

START_TEST(several_series_have_a_legend_that_ends_at_the_right)
{
    struct curve_chart chart = one_series();
    chart.series[1] = (struct curve_chart_series){STR("two"), POINTS, 3};
    chart.series_count = 2;
    struct drawing drawing = curve_chart_layout(&chart, arena);
    const struct drawing_label *first = &drawing.labels.items[drawing.labels.count - 2];
    ck_assert(str_equal(first->text, STR("two")));
    ck_assert_double_eq_tol(first->at.x, 576 - 21, 1e-9);
    ck_assert(str_equal(drawing.labels.items[drawing.labels.count - 1].text, STR("one")));
    ck_assert(nth(&drawing, DRAWING_CIRCLE, DRAWING_SECOND, 0) != NULL);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "curve_chart", on_the_diagonal_x_equals_y,
                            a_point_without_value_is_left_out_and_the_others_have_intervals,
                            a_band_goes_along_the_upper_ends_and_back_along_the_lower_ones,
                            without_a_diagonal_the_axes_enclose_the_data,
                            no_point_at_all_is_an_empty_chart,
                            several_series_have_a_legend_that_ends_at_the_right);
}
