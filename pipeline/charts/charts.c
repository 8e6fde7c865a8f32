#include "charts/charts.h"

#include <math.h>
#include <string.h>

#include "charts/charts_hybrid.h"
#include "charts/charts_recommender.h"
#include "charts/easel.h"
#include "charts/line_chart.h"
#include "charts/paint.h"
#include "charts/rows_chart.h"

#define PAST_MAX 10000

/* The interpreters of the document, the primary first, at most ROWS_CHART_SERIES. */
static size_t list_interpreters(const struct json *summary, struct str names[ROWS_CHART_SERIES])
{
    const struct json *list = json_get(summary, "interpreters");
    size_t count = 0;
    for (int primary = 1; primary >= 0; primary--)
        for (const struct json *one = json_first(list); one; one = json_next(one))
            if (json_is_true(json_get(one, "primary")) == (primary == 1) &&
                count < ROWS_CHART_SERIES)
                names[count++] = str_from(json_get_text(one, "name"));
    return count;
}

static bool draw_slots(struct easel *easel)
{
    static const char *const SLOTS[] = {"intent",   "genres",     "exclude_genres", "year_min",
                                        "year_max", "similar_to", "movies"};
    struct rows_chart chart = easel_rows("slots", "Slot accuracy of each interpreter",
                                         "Share of the cases in which the slot is right, with 95 % "
                                         "intervals.");
    struct rows_chart_row rows[sizeof SLOTS / sizeof *SLOTS];
    chart.per_cent = true;
    chart.series_count = list_interpreters(easel->summary, chart.series);
    chart.rows = rows;
    if (chart.series_count == 0)
        return true;
    for (size_t i = 0; i < sizeof SLOTS / sizeof *SLOTS; i++) {
        struct rows_chart_row *row = &rows[chart.row_count++];
        row->name = str_from(SLOTS[i]);
        for (size_t s = 0; s < chart.series_count; s++)
            row->values[s] =
                easel_value(easel_metric(easel, "slot_accuracy",
                                         (const char *const[]){"interpreter", chart.series[s].data,
                                                               "slot", SLOTS[i], NULL}));
    }
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

/* Sorts by the first value, the best on top; rows without it come last, in their order. */
static void sort_rows(struct rows_chart_row *rows, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct rows_chart_row row = rows[i];
        double value = isnan(row.values[0].value) ? -1 : row.values[0].value;
        size_t place = i;
        for (; place > 0; place--) {
            double above = rows[place - 1].values[0].value;
            if ((isnan(above) ? -1 : above) >= value)
                break;
            rows[place] = rows[place - 1];
        }
        rows[place] = row;
    }
}

static bool draw_genres(struct easel *easel)
{
    struct str names[ROWS_CHART_SERIES];
    struct rows_chart_row rows[EASEL_ROWS_MAX] = {0};
    struct rows_chart chart =
        easel_rows("genres", "Recall and precision of every genre",
                   "Of the primary interpreter, with 95 % intervals, sorted by "
                   "recall.");
    chart.per_cent = true;
    chart.series[0] = STR("recall");
    chart.series[1] = STR("precision");
    chart.series_count = 2;
    chart.rows = rows;
    if (list_interpreters(easel->summary, names) == 0)
        return true;

    const struct json *metrics = json_get(easel->summary, "metrics");
    for (const struct json *metric = json_first(metrics); metric; metric = json_next(metric)) {
        const struct json *labels = json_get(metric, "labels");
        const char *genre = json_get_text(labels, "genre");
        if (strcmp(json_get_text(metric, "key"), "genre_recall") != 0 || genre[0] == '\0' ||
            !str_equal(str_from(json_get_text(labels, "interpreter")), names[0]) ||
            chart.row_count == EASEL_ROWS_MAX)
            continue;
        rows[chart.row_count++] = (struct rows_chart_row){
            .name = str_from(genre),
            .values = {easel_value(metric),
                       easel_value(easel_metric(easel, "genre_precision",
                                                (const char *const[]){"interpreter", names[0].data,
                                                                      "genre", genre, NULL}))}};
    }
    if (chart.row_count == 0)
        return true;
    sort_rows(rows, chart.row_count);
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

/* One interpreter alone has nothing to be compared with. */
static bool draw_interpreters(struct easel *easel)
{
    struct rows_chart_row rows[EASEL_ROWS_MAX];
    struct rows_chart chart =
        easel_rows("interpreters", "Case accuracy of every interpreter",
                   "Share of the cases with every slot right, with 95 % intervals.");
    chart.per_cent = true;
    chart.series[0] = STR("case accuracy");
    chart.series_count = 1;
    chart.rows = rows;
    const struct json *list = json_get(easel->summary, "interpreters");
    for (const struct json *one = json_first(list); one; one = json_next(one)) {
        const char *name = json_get_text(one, "name");
        if (chart.row_count == EASEL_ROWS_MAX)
            break;
        const char *sample = json_is_true(json_get(one, "synthetic")) ? " (sample)" : "";
        rows[chart.row_count++] = (struct rows_chart_row){
            .name = str_from(arena_printf(easel->arena, "%s%s", name, sample)),
            .values = {easel_value(easel_metric(
                easel, "case_accuracy", (const char *const[]){"interpreter", name, NULL}))}};
    }
    if (chart.row_count < 2)
        return true;
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

static const struct json *trend_of(const struct json *summary, const char *name)
{
    const struct json *trends = json_get(summary, "trends");
    for (const struct json *trend = json_first(trends); trend; trend = json_next(trend))
        if (strcmp(json_get_text(trend, "name"), name) == 0)
            return trend;
    return NULL;
}

/* The earlier runs' values of a key figure and, last, its own. */
static bool draw_trend(struct easel *easel, const struct json *figure)
{
    const struct json *points =
        json_get(trend_of(easel->summary, json_get_text(figure, "name")), "points");
    size_t past = json_count(points);
    if (past == 0 || past > PAST_MAX)
        return true;
    double *values = ARENA_ARRAY(easel->arena, double, past + 1);
    size_t i = 0;
    for (const struct json *point = json_first(points); point; point = json_next(point))
        values[i++] = json_get_number(point, "value");
    values[past] = json_get_number(figure, "value");
    const char *title = json_get_text(figure, "title");
    struct drawing drawing = line_chart_sparkline(
        arena_printf(easel->arena, "trend-%s", json_get_text(figure, "key")),
        str_from(arena_printf(easel->arena, "%s over the last %zu runs", title, past + 1)),
        STR("The last point is this run."), values, past + 1, easel->arena);
    return easel_put(easel, &drawing);
}

static bool draw_trends(struct easel *easel)
{
    const struct json *figures = json_get(easel->summary, "key_figures");
    for (const struct json *figure = json_first(figures); figure; figure = json_next(figure))
        if (!draw_trend(easel, figure))
            return false;
    return true;
}

bool charts_draw(const struct json *summary, struct arena *arena, struct charts *out,
                 struct error *err)
{
    struct easel easel = {.summary = summary, .arena = arena, .charts = out, .err = err};
    *out = (struct charts){0};
    return draw_trends(&easel) && draw_slots(&easel) && draw_interpreters(&easel) &&
           draw_genres(&easel) && charts_recommender_draw(&easel) && charts_hybrid_draw(&easel);
}
