#include "charts/curve_chart.h"

#include <math.h>

#include "charts/scale.h"

#define WIDTH 600.0
#define HEIGHT 340.0
#define TOP 26.0
#define BOTTOM 296.0
#define LEFT 56.0
#define RIGHT 576.0
#define GAP 8.0
#define RADIUS 4.0
#define TICKS 5

struct frame {
    struct scale x;
    struct scale y;
};

static enum drawing_role role_of(size_t series)
{
    return (enum drawing_role)(DRAWING_FIRST + (int)series);
}

/* Series are told apart by fill as well as colour. */
static enum drawing_shape shape_of(size_t series)
{
    return series % 2 == 0 ? DRAWING_DOT : DRAWING_CIRCLE;
}

static void stretch(double ends[2], double value)
{
    if (isnan(value))
        return;
    ends[0] = isnan(ends[0]) ? value : fmin(ends[0], value);
    ends[1] = isnan(ends[1]) ? value : fmax(ends[1], value);
}

static struct frame make_frame(const struct curve_chart *chart)
{
    double x[2] = {NAN, NAN};
    double y[2] = {NAN, NAN};
    if (chart->diagonal)
        return (struct frame){
            .x = scale_exact(chart->low, chart->high, TICKS, LEFT, RIGHT),
            .y = scale_exact(chart->low, chart->high, TICKS, BOTTOM, TOP),
        };
    for (size_t s = 0; s < chart->series_count; s++)
        for (size_t i = 0; i < chart->series[s].count; i++) {
            const struct curve_chart_point *point = &chart->series[s].points[i];
            stretch(x, point->x);
            stretch(y, point->y);
            stretch(y, point->low);
            stretch(y, point->high);
        }
    if (isnan(y[0]))
        y[0] = y[1] = 0;
    return (struct frame){
        .x = scale_exact(isnan(x[0]) ? 0 : x[0], isnan(x[1]) ? 1 : x[1], TICKS, LEFT, RIGHT),
        .y = scale_nice(y[0], y[1], TICKS, BOTTOM, TOP),
    };
}

static struct drawing_point place(const struct frame *frame, double x, double y)
{
    return (struct drawing_point){scale_place(&frame->x, x), scale_place(&frame->y, y)};
}

/* ── axes ───────────────────────────────────────────────────────────────────────────────────────
 */

static struct str tick_text(const struct curve_chart *chart, const struct scale *scale, double tick,
                            struct arena *arena)
{
    if (chart->per_cent)
        return str_from(arena_printf(arena, "%.*f %%",
                                     scale->decimals > 2 ? scale->decimals - 2 : 0, 100 * tick));
    return str_from(arena_printf(arena, "%.*f", scale->decimals, tick));
}

static void draw_axes(struct drawing *drawing, const struct curve_chart *chart,
                      const struct frame *frame)
{
    for (size_t t = 0; t < frame->y.tick_count; t++) {
        double y = scale_place(&frame->y, frame->y.ticks[t]);
        drawing_line(drawing, DRAWING_GRID, 1, (struct drawing_point){LEFT, y},
                     (struct drawing_point){RIGHT, y});
        drawing_text(drawing, DRAWING_END, DRAWING_MUTED, (struct drawing_point){LEFT - GAP, y + 4},
                     tick_text(chart, &frame->y, frame->y.ticks[t], drawing->arena));
    }
    for (size_t t = 0; t < frame->x.tick_count; t++) {
        double x = scale_place(&frame->x, frame->x.ticks[t]);
        drawing_line(drawing, DRAWING_GRID, 1, (struct drawing_point){x, TOP},
                     (struct drawing_point){x, BOTTOM});
        drawing_text(drawing, DRAWING_MIDDLE, DRAWING_MUTED, (struct drawing_point){x, BOTTOM + 16},
                     tick_text(chart, &frame->x, frame->x.ticks[t], drawing->arena));
    }
    drawing_text(drawing, DRAWING_END, DRAWING_MUTED, (struct drawing_point){RIGHT, BOTTOM + 34},
                 chart->x_name);
    drawing_text(drawing, DRAWING_START, DRAWING_MUTED, (struct drawing_point){0, TOP - 12},
                 chart->y_name);
    if (chart->diagonal)
        drawing_line(drawing, DRAWING_MUTED, 1, place(frame, chart->low, chart->low),
                     place(frame, chart->high, chart->high));
}

static void draw_marked(struct drawing *drawing, const struct curve_chart *chart,
                        const struct frame *frame)
{
    if (isnan(chart->marked))
        return;
    double x = scale_place(&frame->x, chart->marked);
    bool right = x > (LEFT + RIGHT) / 2;
    drawing_line(drawing, DRAWING_MUTED, 1, (struct drawing_point){x, TOP},
                 (struct drawing_point){x, BOTTOM});
    drawing_text(drawing, right ? DRAWING_END : DRAWING_START, DRAWING_MUTED,
                 (struct drawing_point){right ? x - GAP : x + GAP, BOTTOM - GAP}, chart->mark_name);
}

/* The names of the series in a row that ends at the right, so that the axis keeps its own. */
static void draw_legend(struct drawing *drawing, const struct curve_chart *chart)
{
    double x = RIGHT;
    for (size_t s = chart->series_count; chart->series_count > 1 && s-- > 0;) {
        x -= chart->measure(chart->series[s].name);
        drawing_text(drawing, DRAWING_START, DRAWING_MUTED, (struct drawing_point){x, TOP - 12},
                     chart->series[s].name);
        x -= 2 * RADIUS;
        drawing_dot(drawing, shape_of(s), role_of(s), RADIUS, (struct drawing_point){x, TOP - 16},
                    STR_NONE);
        x -= 3 * GAP;
    }
}

/* ── series ─────────────────────────────────────────────────────────────────────────────────────
 */

/* The points that have a value, and of the others none; returns how many. */
static size_t gather(const struct curve_chart_series *series, const struct frame *frame,
                     struct drawing_point *out)
{
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++)
        if (!isnan(series->points[i].y))
            out[count++] = place(frame, series->points[i].x, series->points[i].y);
    return count;
}

/* Along the upper ends and back along the lower ones. */
static void draw_band(struct drawing *drawing, const struct curve_chart_series *series,
                      const struct frame *frame, enum drawing_role role)
{
    struct drawing_point *edge =
        ARENA_ARRAY(drawing->arena, struct drawing_point, 2 * series->count);
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++)
        if (!isnan(series->points[i].low + series->points[i].high))
            edge[count++] = place(frame, series->points[i].x, series->points[i].high);
    for (size_t i = series->count; i-- > 0;)
        if (!isnan(series->points[i].low + series->points[i].high))
            edge[count++] = place(frame, series->points[i].x, series->points[i].low);
    if (count > 2)
        drawing_mark(drawing, DRAWING_AREA, role, 0, edge, count);
}

static void draw_series(struct drawing *drawing, const struct curve_chart *chart,
                        const struct frame *frame, size_t s)
{
    const struct curve_chart_series *series = &chart->series[s];
    struct drawing_point *line = ARENA_ARRAY(drawing->arena, struct drawing_point, series->count);
    size_t count = gather(series, frame, line);
    if (chart->band)
        draw_band(drawing, series, frame, role_of(s));
    if (count > 1)
        drawing_mark(drawing, DRAWING_LINE, role_of(s), 1.5, line, count);
    for (size_t i = 0; i < series->count && !chart->band; i++) {
        const struct curve_chart_point *point = &series->points[i];
        if (!isnan(point->y + point->low + point->high))
            drawing_line(drawing, role_of(s), 2, place(frame, point->x, point->low),
                         place(frame, point->x, point->high));
    }
    for (size_t i = 0; i < series->count; i++) {
        const struct curve_chart_point *point = &series->points[i];
        if (!isnan(point->y) && (!chart->band || point->tooltip.size != 0))
            drawing_dot(drawing, shape_of(s), role_of(s), chart->band ? RADIUS / 2 : RADIUS,
                        place(frame, point->x, point->y), point->tooltip);
    }
}

struct drawing curve_chart_layout(const struct curve_chart *chart, struct arena *arena)
{
    struct drawing drawing = drawing_init(arena, chart->id, WIDTH, HEIGHT);
    struct frame frame = make_frame(chart);
    drawing.title = chart->title;
    drawing.text = chart->text;
    draw_axes(&drawing, chart, &frame);
    draw_marked(&drawing, chart, &frame);
    for (size_t s = 0; s < chart->series_count; s++)
        draw_series(&drawing, chart, &frame, s);
    draw_legend(&drawing, chart);
    return drawing;
}
