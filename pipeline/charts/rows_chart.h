/* rows_chart.h - one row per thing, a dot with its interval per series: slots, genres, models. */
#ifndef CHARTS_ROWS_CHART_H
#define CHARTS_ROWS_CHART_H

#include <stddef.h>

#include "charts/drawing.h"

#define ROWS_CHART_SERIES 4

/* A value with its interval; NAN where there is none. */
struct rows_chart_value {
    double value;
    double low;
    double high;
};

struct rows_chart_row {
    struct str name;
    struct rows_chart_value values[ROWS_CHART_SERIES];
};

struct rows_chart {
    const char *id;
    struct str title;
    struct str text;
    struct str series[ROWS_CHART_SERIES]; /* names; with one series no legend is drawn */
    size_t series_count;
    const struct rows_chart_row *rows; /* top first */
    size_t row_count;
    double low; /* ends of the axis; NAN: round numbers around the data, whose differences count */
    double high;
    bool per_cent;                      /* values are shares, shown in per cent */
    double gate;                        /* a line across all rows; NAN: none */
    double (*measure)(struct str text); /* width of a label, px: paint_text_width */
};

/*
 * Lays the chart out: names in a column as wide as the widest (a very long one is cut), then the
 * axis, which includes the gate. Series are
 * told apart by fill as well as colour. A row without any value shows "n/a".
 */
struct drawing rows_chart_layout(const struct rows_chart *chart, struct arena *arena);

#endif
