#include "charts/rows_chart.h"

#include <math.h>

#include "charts/scale.h"

#define WIDTH 600.0
#define ROW_BASE 14.0   /* px of a row besides its series */
#define ROW_SERIES 10.0 /* px for each of them */
#define LEGEND 22.0
#define AXIS 24.0
#define GUTTER_MAX 220.0
#define NAME_MAX 128 /* bytes of a name that may fit */
#define GAP 10.0
#define RADIUS 4.5
#define TICKS 5

/* Where everything goes, once the names are measured. */
struct frame {
    double left;
    double top;
    double bottom;
    double row_height;
    struct scale scale;
};

static enum drawing_role role_of(size_t series)
{
    return (enum drawing_role)(DRAWING_FIRST + (int)series);
}

static void stretch(double *low, double *high, double value)
{
    if (isnan(value))
        return;
    *low = isnan(*low) || value < *low ? value : *low;
    *high = isnan(*high) || value > *high ? value : *high;
}

static struct scale choose_scale(const struct rows_chart *chart, double left)
{
    double right = WIDTH - 2 * GAP;
    double low = NAN;
    double high = NAN;
    if (!isnan(chart->low))
        return scale_exact(chart->low, chart->high, TICKS, left, right);
    for (size_t r = 0; r < chart->row_count; r++) {
        for (size_t s = 0; s < chart->series_count; s++) {
            const struct rows_chart_value *value = &chart->rows[r].values[s];
            stretch(&low, &high, value->value);
            stretch(&low, &high, value->low);
            stretch(&low, &high, value->high);
        }
    }
    stretch(&low, &high, chart->gate);
    if (chart->per_cent && !(low < high))
        return scale_exact(0, 1, TICKS, left, right);
    if (isnan(low))
        low = high = 0;
    return scale_nice(low, high, TICKS, left, right);
}

static struct frame make_frame(const struct rows_chart *chart)
{
    struct frame frame = {.left = 0};
    for (size_t r = 0; r < chart->row_count; r++)
        frame.left = fmax(frame.left, chart->measure(chart->rows[r].name));
    frame.left = fmin(frame.left, GUTTER_MAX) + 2 * GAP;
    frame.top = chart->series_count > 1 ? LEGEND : GAP / 2;
    frame.row_height = ROW_BASE + ROW_SERIES * (double)chart->series_count;
    frame.bottom = frame.top + frame.row_height * (double)chart->row_count;
    frame.scale = choose_scale(chart, frame.left);
    return frame;
}

/* A name as far as it fits into its column; the tooltips have the whole. */
static struct str fit(const struct rows_chart *chart, struct str name, struct arena *arena)
{
    if (chart->measure(name) <= GUTTER_MAX)
        return name;
    size_t size = name.size < NAME_MAX ? name.size : NAME_MAX;
    struct str cut;
    do {
        do
            size--;
        while (size > 0 && ((unsigned char)name.data[size] & 0xC0) == 0x80);
        cut = str_from(arena_printf(arena, "%.*s\u2026", (int)size, name.data));
    } while (size > 0 && chart->measure(cut) > GUTTER_MAX);
    return cut;
}

static struct str format_value(const struct rows_chart *chart, double value, int decimals,
                               struct arena *arena)
{
    if (chart->per_cent)
        return str_from(
            arena_printf(arena, "%.*f %%", decimals > 2 ? decimals - 2 : 0, 100 * value));
    return str_from(arena_printf(arena, "%.*f", decimals, value));
}

static void draw_axis(struct drawing *drawing, const struct rows_chart *chart,
                      const struct frame *frame)
{
    for (size_t t = 0; t < frame->scale.tick_count; t++) {
        double x = scale_place(&frame->scale, frame->scale.ticks[t]);
        drawing_line(drawing, DRAWING_GRID, 1, (struct drawing_point){x, frame->top},
                     (struct drawing_point){x, frame->bottom});
        drawing_text(
            drawing, DRAWING_MIDDLE, DRAWING_MUTED, (struct drawing_point){x, frame->bottom + 16},
            format_value(chart, frame->scale.ticks[t], frame->scale.decimals, drawing->arena));
    }
    if (isnan(chart->gate))
        return;
    double x = scale_place(&frame->scale, chart->gate);
    drawing_line(drawing, DRAWING_MUTED, 2, (struct drawing_point){x, frame->top},
                 (struct drawing_point){x, frame->bottom});
}

static struct str tooltip(const struct rows_chart *chart, const struct rows_chart_row *row,
                          size_t series, struct arena *arena)
{
    const struct rows_chart_value *value = &row->values[series];
    double scale = chart->per_cent ? 100 : 1;
    int decimals = chart->per_cent ? 1 : 3;
    const char *unit = chart->per_cent ? " %" : "";
    struct strbuf buf = strbuf_init(arena, 512);
    strbuf_add(&buf, row->name);
    if (chart->series_count > 1)
        strbuf_addf(&buf, ", %.*s", STR_ARG(chart->series[series]));
    strbuf_addf(&buf, ": %.*f%s", decimals, scale * value->value, unit);
    if (!isnan(value->low) && !isnan(value->high))
        strbuf_addf(&buf, " (%.*f to %.*f)", decimals, scale * value->low, decimals,
                    scale * value->high);
    return strbuf_str(&buf);
}

/* The first series is a filled dot, the second an open one, and so on in turns. */
static enum drawing_shape shape_of(size_t series)
{
    return series % 2 == 0 ? DRAWING_DOT : DRAWING_CIRCLE;
}

static double place_of_series(const struct frame *frame, size_t row, size_t series)
{
    return frame->top + frame->row_height * (double)row + (ROW_BASE + ROW_SERIES) / 2 +
           ROW_SERIES * (double)series;
}

/* All intervals of a series in a row, so that paint.h makes one path of them. */
static void draw_intervals(struct drawing *drawing, const struct rows_chart *chart,
                           const struct frame *frame, size_t s)
{
    for (size_t r = 0; r < chart->row_count; r++) {
        const struct rows_chart_value *value = &chart->rows[r].values[s];
        double y = place_of_series(frame, r, s);
        if (!isnan(value->value) && !isnan(value->low) && !isnan(value->high))
            drawing_line(drawing, role_of(s), 2,
                         (struct drawing_point){scale_place(&frame->scale, value->low), y},
                         (struct drawing_point){scale_place(&frame->scale, value->high), y});
    }
}

static void draw_row(struct drawing *drawing, const struct rows_chart *chart,
                     const struct frame *frame, size_t r)
{
    const struct rows_chart_row *row = &chart->rows[r];
    double middle = frame->top + frame->row_height * ((double)r + .5);
    size_t shown = 0;
    drawing_text(drawing, DRAWING_END, DRAWING_FIRST,
                 (struct drawing_point){frame->left - GAP, middle + 4},
                 fit(chart, row->name, drawing->arena));
    drawing->labels.items[drawing->labels.count - 1].role = DRAWING_MUTED;

    for (size_t s = 0; s < chart->series_count; s++) {
        const struct rows_chart_value *value = &row->values[s];
        if (isnan(value->value))
            continue;
        shown++;
        drawing_dot(drawing, shape_of(s), role_of(s), RADIUS,
                    (struct drawing_point){scale_place(&frame->scale, value->value),
                                           place_of_series(frame, r, s)},
                    tooltip(chart, row, s, drawing->arena));
    }
    if (shown == 0)
        drawing_text(drawing, DRAWING_START, DRAWING_MUTED,
                     (struct drawing_point){frame->left + GAP, middle + 4}, STR("n/a"));
}

static void draw_legend(struct drawing *drawing, const struct rows_chart *chart, double left)
{
    double x = left;
    if (chart->series_count < 2)
        return;
    for (size_t s = 0; s < chart->series_count; s++) {
        drawing_dot(drawing, shape_of(s), role_of(s), RADIUS,
                    (struct drawing_point){x + RADIUS, LEGEND / 2}, STR_NONE);
        drawing_text(drawing, DRAWING_START, DRAWING_MUTED,
                     (struct drawing_point){x + 3 * RADIUS, LEGEND / 2 + 4}, chart->series[s]);
        x += 3 * RADIUS + chart->measure(chart->series[s]) + 2 * GAP;
    }
}

struct drawing rows_chart_layout(const struct rows_chart *chart, struct arena *arena)
{
    struct frame frame = make_frame(chart);
    struct drawing drawing = drawing_init(arena, chart->id, WIDTH, frame.bottom + AXIS);
    drawing.title = chart->title;
    drawing.text = chart->text;
    draw_axis(&drawing, chart, &frame);
    draw_legend(&drawing, chart, frame.left);
    for (size_t s = 0; s < chart->series_count; s++)
        draw_intervals(&drawing, chart, &frame, s);
    for (size_t r = 0; r < chart->row_count; r++)
        draw_row(&drawing, chart, &frame, r);
    return drawing;
}
