#include "charts/easel.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "charts/paint.h"

bool easel_put(struct easel *easel, const struct drawing *drawing)
{
    struct str svg;
    if (!paint_svg(drawing, &svg, easel->err))
        return false;
    struct charts *charts = easel->charts;
    charts->items = arena_grow(easel->arena, charts->items, charts->count, &easel->capacity,
                               sizeof *charts->items);
    charts->items[charts->count++] = (struct charts_drawing){drawing->id, svg};
    return true;
}

const struct json *easel_metric(const struct easel *easel, const char *key,
                                const char *const labels[])
{
    const struct json *metrics = json_get(easel->summary, "metrics");
    for (const struct json *metric = json_first(metrics); metric; metric = json_next(metric)) {
        const struct json *own = json_get(metric, "labels");
        size_t wanted = 0;
        bool same = strcmp(json_get_text(metric, "key"), key) == 0;
        for (; same && labels[2 * wanted] != NULL; wanted++) {
            assert(labels[2 * wanted + 1] != NULL);
            same = strcmp(json_get_text(own, labels[2 * wanted]), labels[2 * wanted + 1]) == 0;
        }
        if (same && json_count(own) == wanted)
            return metric;
    }
    return NULL;
}

struct rows_chart_value easel_value(const struct json *metric)
{
    return (struct rows_chart_value){json_get_number(metric, "value"),
                                     json_get_number(metric, "low"),
                                     json_get_number(metric, "high")};
}

struct rows_chart easel_rows(const char *id, const char *title, const char *text)
{
    return (struct rows_chart){
        .id = id,
        .title = str_from(title),
        .text = str_from(text),
        .low = NAN,
        .high = NAN,
        .gate = NAN,
        .measure = paint_text_width,
    };
}
