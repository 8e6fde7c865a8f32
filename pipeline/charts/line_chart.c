#include "charts/line_chart.h"

#include <math.h>

#include "charts/scale.h"

#define WIDTH 600.0
#define HEIGHT 240.0
#define TOP 12.0
#define BOTTOM 206.0
#define LEFT 52.0
#define GAP 8.0
#define LABEL_HEIGHT 14.0
#define Y_TICKS 5
#define X_TICKS 8
#define SPARK_WIDTH 120.0
#define SPARK_HEIGHT 28.0
#define SPARK_MARGIN 4.0

struct frame {
    struct scale x;
    struct scale y;
};

static void find_ends(const double *values, size_t count, double *low, double *high)
{
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        *low = isnan(*low) ? values[i] : fmin(*low, values[i]);
        *high = isnan(*high) ? values[i] : fmax(*high, values[i]);
    }
}

/* Draws the parts of a line between its gaps; a part of one point is a dot. */
static void draw_parts(struct drawing *drawing, const double *values, size_t count,
                       const struct frame *frame, enum drawing_role role, double width)
{
    struct drawing_point *points = ARENA_ARRAY(drawing->arena, struct drawing_point, count);
    size_t begin = 0;
    for (size_t i = 0; i <= count; i++) {
        bool gap = i == count || isnan(values[i]);
        if (!gap) {
            points[i].x = scale_place(&frame->x, (double)(i + 1));
            points[i].y = scale_place(&frame->y, values[i]);
            continue;
        }
        if (i - begin == 1)
            drawing_mark(drawing, DRAWING_DOT, role, width + 1, points + begin, 1);
        else if (i > begin)
            drawing_mark(drawing, DRAWING_LINE, role, width, points + begin, i - begin);
        begin = i + 1;
    }
}

static struct frame make_frame(const struct line_chart *chart)
{
    double low = NAN;
    double high = NAN;
    double names = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        find_ends(chart->series[s].values, chart->count, &low, &high);
        names = fmax(names, chart->measure(chart->series[s].name));
    }
    if (isnan(low))
        low = high = 0;
    return (struct frame){
        .x = scale_exact(1, (double)chart->count, X_TICKS, LEFT, WIDTH - names - 2 * GAP),
        .y = scale_nice(low, high, Y_TICKS, BOTTOM, TOP),
    };
}

static void draw_axes(struct drawing *drawing, const struct line_chart *chart,
                      const struct frame *frame)
{
    for (size_t t = 0; t < frame->y.tick_count; t++) {
        double y = scale_place(&frame->y, frame->y.ticks[t]);
        drawing_line(drawing, DRAWING_GRID, 1, (struct drawing_point){LEFT, y},
                     (struct drawing_point){frame->x.to, y});
        drawing_text(
            drawing, DRAWING_END, DRAWING_MUTED, (struct drawing_point){LEFT - GAP, y + 4},
            str_from(arena_printf(drawing->arena, "%.*f", frame->y.decimals, frame->y.ticks[t])));
    }
    for (size_t t = 0; t < frame->x.tick_count; t++) {
        double tick = frame->x.ticks[t];
        if (tick < 1 || tick > (double)chart->count || tick != floor(tick))
            continue;
        drawing_text(drawing, DRAWING_MIDDLE, DRAWING_MUTED,
                     (struct drawing_point){scale_place(&frame->x, tick), BOTTOM + 16},
                     str_from(arena_printf(drawing->arena, "%.0f", tick)));
    }
    drawing_text(drawing, DRAWING_END, DRAWING_MUTED,
                 (struct drawing_point){frame->x.to, BOTTOM + 30}, chart->x_name);
}

static double last_value(const double *values, size_t count)
{
    while (count > 0 && isnan(values[count - 1]))
        count--;
    return count == 0 ? NAN : values[count - 1];
}

/* Names at the ends of the lines, moved down where two would overlap. */
static void draw_names(struct drawing *drawing, const struct line_chart *chart,
                       const struct frame *frame)
{
    double places[LINE_CHART_SERIES];
    for (size_t s = 0; s < chart->series_count; s++) {
        double last = last_value(chart->series[s].values, chart->count);
        places[s] = isnan(last) ? NAN : scale_place(&frame->y, last) + 4;
        if (isnan(last))
            continue;
        for (size_t other = 0; other < s; other++)
            if (fabs(places[s] - places[other]) < LABEL_HEIGHT)
                places[s] = places[other] + LABEL_HEIGHT;
        drawing_text(drawing, DRAWING_START, (enum drawing_role)(DRAWING_FIRST + (int)s),
                     (struct drawing_point){frame->x.to + GAP, places[s]}, chart->series[s].name);
    }
}

static void draw_marked(struct drawing *drawing, const struct line_chart *chart,
                        const struct frame *frame)
{
    if (chart->marked == 0)
        return;
    double x = scale_place(&frame->x, (double)chart->marked);
    drawing_line(drawing, DRAWING_MUTED, 1, (struct drawing_point){x, TOP},
                 (struct drawing_point){x, BOTTOM});
    bool right = x > (LEFT + frame->x.to) / 2;
    drawing_text(drawing, right ? DRAWING_END : DRAWING_START, DRAWING_MUTED,
                 (struct drawing_point){right ? x - GAP : x + GAP, TOP + 10}, chart->mark_name);
}

struct drawing line_chart_layout(const struct line_chart *chart, struct arena *arena)
{
    struct drawing drawing = drawing_init(arena, chart->id, WIDTH, HEIGHT);
    struct frame frame = make_frame(chart);
    drawing.title = chart->title;
    drawing.text = chart->text;
    draw_axes(&drawing, chart, &frame);
    draw_marked(&drawing, chart, &frame);
    for (size_t s = 0; s < chart->series_count; s++)
        draw_parts(&drawing, chart->series[s].values, chart->count, &frame,
                   (enum drawing_role)(DRAWING_FIRST + (int)s), 2);
    draw_names(&drawing, chart, &frame);
    return drawing;
}

struct drawing line_chart_sparkline(const char *id, struct str title, struct str text,
                                    const double *values, size_t count, struct arena *arena)
{
    struct drawing drawing = drawing_init(arena, id, SPARK_WIDTH, SPARK_HEIGHT);
    double low = NAN;
    double high = NAN;
    drawing.title = title;
    drawing.text = text;
    find_ends(values, count, &low, &high);
    if (isnan(low))
        return drawing;
    const struct frame frame = {
        .x = scale_exact(1, (double)count, 2, SPARK_MARGIN, SPARK_WIDTH - SPARK_MARGIN),
        .y = scale_exact(low, high, 2, SPARK_HEIGHT - SPARK_MARGIN, SPARK_MARGIN),
    };
    draw_parts(&drawing, values, count, &frame, DRAWING_MUTED, 1.5);
    if (!isnan(values[count - 1]))
        drawing_dot(&drawing, DRAWING_DOT, DRAWING_FIRST, 3,
                    (struct drawing_point){scale_place(&frame.x, (double)count),
                                           scale_place(&frame.y, values[count - 1])},
                    STR_NONE);
    return drawing;
}
