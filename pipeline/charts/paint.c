#include "charts/paint.h"

#include <assert.h>
#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"

#define SVG_MAX ((size_t)1 << 20) /* bytes */
#define TEXT_MAX 256              /* bytes of a text that is measured */
#define DECIMALS 2                /* of coordinates: a hundredth of a pixel is enough */

#if defined(__SANITIZE_ADDRESS__)
/* fontconfig keeps its configuration until the process ends; LeakSanitizer takes that for a leak.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

static const char *const ROLES[DRAWING_ROLES] = {
    [DRAWING_GRID] = "chart-grid",   [DRAWING_MUTED] = "chart-muted",
    [DRAWING_FIRST] = "chart-first", [DRAWING_SECOND] = "chart-second",
    [DRAWING_THIRD] = "chart-third", [DRAWING_FOURTH] = "chart-fourth",
};

static void add_escaped(struct strbuf *out, struct str text, struct arena *arena)
{
    struct str clean = unicode_displayable(arena, text);
    for (size_t i = 0; i < clean.size; i++) {
        switch (clean.data[i]) {
        case '&':
            strbuf_add(out, STR("&amp;"));
            break;
        case '<':
            strbuf_add(out, STR("&lt;"));
            break;
        case '>':
            strbuf_add(out, STR("&gt;"));
            break;
        case '"':
            strbuf_add(out, STR("&quot;"));
            break;
        default:
            strbuf_add_char(out, clean.data[i]);
        }
    }
}

/* Without trailing zeros: "12", "12.5", "12.25". */
static void add_number(struct strbuf *out, double number)
{
    char text[40];
    assert(isfinite(number));
    int size = snprintf(text, sizeof text, "%.*f", DECIMALS, number);
    while (text[size - 1] == '0')
        size--;
    if (text[size - 1] == '.')
        size--;
    bool minus_zero = size == 2 && text[0] == '-' && text[1] == '0';
    strbuf_add(out, minus_zero ? STR("0") : (struct str){text, (size_t)size});
}

static void add_point(struct strbuf *out, char command, const cairo_path_data_t *data, int points)
{
    strbuf_add_char(out, command);
    for (int i = 1; i <= points; i++) {
        if (i > 1)
            strbuf_add_char(out, ' ');
        add_number(out, data[i].point.x);
        strbuf_add_char(out, ' ');
        add_number(out, data[i].point.y);
    }
}

/* Writes the current path of the context as path data. */
static void add_path(struct strbuf *out, cairo_t *context)
{
    cairo_path_t *path = cairo_copy_path(context);
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *data = &path->data[i];
        switch (data->header.type) {
        case CAIRO_PATH_MOVE_TO:
            /* cairo ends a closed path with a move to its start, which draws nothing. */
            if (i + data->header.length < path->num_data)
                add_point(out, 'M', data, 1);
            break;
        case CAIRO_PATH_LINE_TO:
            add_point(out, 'L', data, 1);
            break;
        case CAIRO_PATH_CURVE_TO:
            add_point(out, 'C', data, 3);
            break;
        case CAIRO_PATH_CLOSE_PATH:
            strbuf_add_char(out, 'Z');
            break;
        }
    }
    cairo_path_destroy(path);
}

static void trace_mark(cairo_t *context, const struct drawing_mark *mark)
{
    const struct drawing_point *points = mark->points;
    cairo_move_to(context, points[0].x, points[0].y);
    for (size_t i = 1; i < mark->count; i++)
        cairo_line_to(context, points[i].x, points[i].y);
    if (mark->shape == DRAWING_AREA)
        cairo_close_path(context);
}

static bool is_round(const struct drawing_mark *mark)
{
    return mark->shape == DRAWING_DOT || mark->shape == DRAWING_CIRCLE;
}

static void add_paint(struct strbuf *out, const struct drawing_mark *mark)
{
    switch (mark->shape) {
    case DRAWING_LINE:
        strbuf_add(out, STR(" fill=\"none\" stroke=\"currentColor\" stroke-width=\""));
        add_number(out, mark->size);
        strbuf_add(out, STR("\" stroke-linejoin=\"round\""));
        break;
    case DRAWING_CIRCLE:
        strbuf_add(out, STR(" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\""));
        break;
    case DRAWING_AREA:
        strbuf_add(out, STR(" fill=\"currentColor\" fill-opacity=\"0.15\""));
        break;
    case DRAWING_DOT:
        strbuf_add(out, STR(" fill=\"currentColor\""));
        break;
    }
}

/* Whether a mark can share the path of the one before it: lines alike that say nothing. */
static bool continues(const struct drawing_mark *before, const struct drawing_mark *mark)
{
    return before->shape == DRAWING_LINE && mark->shape == DRAWING_LINE &&
           before->role == mark->role && before->size == mark->size && before->tooltip.size == 0 &&
           mark->tooltip.size == 0;
}

/* The circle of a dot; cairo would make four curves of it. */
static void add_circle(struct strbuf *out, const struct drawing_mark *mark)
{
    strbuf_add(out, STR(" cx=\""));
    add_number(out, mark->points[0].x);
    strbuf_add(out, STR("\" cy=\""));
    add_number(out, mark->points[0].y);
    strbuf_add(out, STR("\" r=\""));
    add_number(out, mark->size);
    strbuf_add_char(out, '"');
}

/* The mark and those after it that share its path; returns how many. */
static size_t add_marks(struct strbuf *out, cairo_t *context, const struct drawing_mark *mark,
                        size_t left, struct arena *arena)
{
    const char *element = is_round(mark) ? "circle" : "path";
    size_t count = 1;
    strbuf_addf(out, "<%s class=\"%s\"", element, ROLES[mark->role]);
    add_paint(out, mark);
    if (is_round(mark)) {
        add_circle(out, mark);
    } else {
        cairo_new_path(context);
        trace_mark(context, mark);
        for (; count < left && continues(mark, mark + count); count++)
            trace_mark(context, mark + count);
        strbuf_add(out, STR(" d=\""));
        add_path(out, context);
        strbuf_add_char(out, '"');
    }
    if (mark->tooltip.size == 0) {
        strbuf_add(out, STR("/>\n"));
        return count;
    }
    strbuf_add(out, STR("><title>"));
    add_escaped(out, mark->tooltip, arena);
    strbuf_addf(out, "</title></%s>\n", element);
    return count;
}

static void add_label(struct strbuf *out, const struct drawing_label *label, struct arena *arena)
{
    static const char *const ANCHORS[] = {"start", "middle", "end"};
    strbuf_addf(out, "<text class=\"%s\" x=\"", ROLES[label->role]);
    add_number(out, label->at.x);
    strbuf_add(out, STR("\" y=\""));
    add_number(out, label->at.y);
    strbuf_addf(out, "\" text-anchor=\"%s\" fill=\"currentColor\">", ANCHORS[label->anchor]);
    add_escaped(out, label->text, arena);
    strbuf_add(out, STR("</text>\n"));
}

static void add_head(struct strbuf *out, const struct drawing *drawing)
{
    strbuf_addf(out,
                "<svg id=\"chart-%s\" class=\"chart\" role=\"img\" "
                "aria-labelledby=\"chart-%s-title chart-%s-text\" viewBox=\"0 0 %.0f %.0f\" "
                "width=\"%.0f\" height=\"%.0f\" font-family=\"sans-serif\" font-size=\"%.0f\">\n",
                drawing->id, drawing->id, drawing->id, drawing->width, drawing->height,
                drawing->width, drawing->height, DRAWING_FONT_SIZE);
    strbuf_addf(out, "<title id=\"chart-%s-title\">", drawing->id);
    add_escaped(out, drawing->title, drawing->arena);
    strbuf_addf(out, "</title>\n<desc id=\"chart-%s-text\">", drawing->id);
    add_escaped(out, drawing->text, drawing->arena);
    strbuf_add(out, STR("</desc>\n"));
}

/* A context that only collects paths and measures text: nothing is painted on its surface. */
static cairo_t *open_context(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *context = cairo_create(surface);
    cairo_surface_destroy(surface);
    return context;
}

bool paint_svg(const struct drawing *drawing, struct str *out, struct error *err)
{
    cairo_t *context = open_context();
    struct strbuf svg = strbuf_init(drawing->arena, SVG_MAX);
    add_head(&svg, drawing);
    for (size_t i = 0; i < drawing->marks.count;)
        i += add_marks(&svg, context, &drawing->marks.items[i], drawing->marks.count - i,
                       drawing->arena);
    for (size_t i = 0; i < drawing->labels.count; i++)
        add_label(&svg, &drawing->labels.items[i], drawing->arena);
    strbuf_add(&svg, STR("</svg>\n"));

    cairo_status_t status = cairo_status(context);
    cairo_destroy(context);
    if (status != CAIRO_STATUS_SUCCESS)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "cairo cannot draw the chart %s: %s",
                         drawing->id, cairo_status_to_string(status));
    if (svg.cut)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "the chart %s is larger than %zu bytes",
                         drawing->id, SVG_MAX);
    *out = strbuf_str(&svg);
    return true;
}

double paint_text_width(struct str text)
{
    char copy[TEXT_MAX];
    size_t valid = unicode_invalid_at(str_cut(text, sizeof copy - 1));
    memcpy(copy, text.data, valid);
    copy[valid] = '\0';

    cairo_t *context = open_context();
    cairo_text_extents_t extents;
    cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(context, DRAWING_FONT_SIZE);
    cairo_text_extents(context, copy, &extents);
    cairo_destroy(context);
    return extents.x_advance;
}

const char *paint_library_version(void)
{
    return cairo_version_string();
}
