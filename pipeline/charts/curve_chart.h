/* curve_chart.h - one number over another, with intervals: calibration, coverage, mixing weights.
 */
#ifndef CHARTS_CURVE_CHART_H
#define CHARTS_CURVE_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "charts/drawing.h"

#define CURVE_CHART_SERIES 4

struct curve_chart_point {
    double x;
    double y;   /* NAN: the point is left out */
    double low; /* NAN: no interval */
    double high;
    struct str tooltip; /* "": on a band, the point has no dot */
};

struct curve_chart_series {
    struct str name;
    const struct curve_chart_point *points; /* (count), ascending in x */
    size_t count;
};

struct curve_chart {
    const char *id;
    struct str title;
    struct str text;
    struct str x_name;
    struct str y_name;
    double low; /* ends of both axes of a chart with a diagonal; otherwise unused */
    double high;
    bool diagonal; /* the same scale on both axes, and the line on which x equals y */
    bool per_cent; /* values are shares, shown in per cent */
    bool band;     /* intervals are a band around the line; otherwise each point has its own */
    double marked; /* x of a vertical line; NAN: none */
    struct str mark_name;
    struct curve_chart_series series[CURVE_CHART_SERIES];
    size_t series_count; /* with one series no legend is drawn */
    double (*measure)(struct str text);
};

/*
 * Lays the chart out. Without a diagonal the axes are round numbers around the data; the x axis
 * ends at the first and the last point.
 */
struct drawing curve_chart_layout(const struct curve_chart *chart, struct arena *arena);

#endif
