/* easel.h - what the charts of one document share while they are drawn. */
#ifndef CHARTS_EASEL_H
#define CHARTS_EASEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "charts/charts.h"
#include "charts/drawing.h"
#include "charts/rows_chart.h"

#define EASEL_ROWS_MAX 64 /* more rows are no chart, but a table */

struct easel {
    const struct json *summary;
    struct arena *arena;
    struct charts *charts;
    size_t capacity; /* of charts->items */
    struct error *err;
};

/* Paints a drawing and adds it to the charts. Error: that of paint_svg(). */
bool easel_put(struct easel *easel, const struct drawing *drawing);

/* The metric of a key whose labels are these, in any order; NULL: none. Pairs end with NULL. */
const struct json *easel_metric(const struct easel *easel, const char *key,
                                const char *const labels[]);

/* Value and interval of a metric, or of anything with `value`, `low` and `high`. */
struct rows_chart_value easel_value(const struct json *metric);

/* An empty chart of rows with an axis around its data. */
struct rows_chart easel_rows(const char *id, const char *title, const char *text);

#endif
