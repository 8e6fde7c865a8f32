/* charts_recommender.h - the charts about the recommender's models. */
#ifndef CHARTS_CHARTS_RECOMMENDER_H
#define CHARTS_CHARTS_RECOMMENDER_H

#include <stdbool.h>

#include "charts/easel.h"

/*
 * Draws what the document has data for, by the ids of report/html.h: loss, models (without
 * comparisons only), lead-METRIC, calibration, coverage, slices-N. Error: that of paint_svg().
 */
bool charts_recommender_draw(struct easel *easel);

#endif
