/* line_chart.h - lines over an ordered axis: loss by epoch, and trends as sparklines. */
#ifndef CHARTS_LINE_CHART_H
#define CHARTS_LINE_CHART_H

#include <stddef.h>

#include "charts/drawing.h"

#define LINE_CHART_SERIES 4

/* Values at 1, 2, …; NAN is a gap. */
struct line_chart_series {
    struct str name;
    const double *values; /* (count) */
};

struct line_chart {
    const char *id;
    struct str title;
    struct str text;
    struct str x_name; /* "epoch" */
    int decimals;      /* of the values, in tooltips */
    struct line_chart_series series[LINE_CHART_SERIES];
    size_t series_count;
    size_t count;  /* points of every series */
    size_t marked; /* 1-based point that a vertical line marks; 0: none */
    struct str mark_name;
    double (*measure)(struct str text);
};

/* Lines with their names at their ends; a single point is a dot. */
struct drawing line_chart_layout(const struct line_chart *chart, struct arena *arena);

/*
 * A trend in the size of a word: the values as a line, the last one as a dot. The axis is that
 * of the values alone. `title` names it, `text` says from what to what.
 */
struct drawing line_chart_sparkline(const char *id, struct str title, struct str text,
                                    const double *values, size_t count, struct arena *arena);

#endif
