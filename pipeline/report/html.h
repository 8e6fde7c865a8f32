/*
 * html.h - the page: a summary document as one self-contained HTML file.
 *
 * Style and script are inside, nothing is requested, and the page's own Content-Security-Policy
 * names the digests of both. Without scripts everything is readable; only the filter of
 * the system trace is absent.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"

/*
 * A finished drawing, made from the same summary: one <svg> element, whose ids carry the
 * chart's id as a prefix. It goes into the page as it is. Where the page has no place
 * for an id, the chart is not shown; where a place has no chart, its table stands alone.
 *
 *     trend-KEY      sparkline of a key figure over the last runs, beside its value
 *     slots          slot accuracy with intervals, of every interpreter
 *     interpreters   differences of the interpreters to the primary
 *     genres         recall and precision of every genre of the primary
 *     loss           training and validation error per epoch
 *     models         error of the model beside its baselines, where they were not compared
 *     lead-METRIC    how far each model is ahead of the headline, by RMSE or nDCG
 *     calibration    observed over predicted ratings
 *     coverage       share of the ratings inside of their intervals over the nominal one
 *     slices-N       RMSE of the N-th group of slices, from 0
 *     hybrid-SOURCE  nDCG and hit rate by the weight of the reading: swipes, tags
 *
 * Its colours are custom properties of the page, right in both themes: --chart-1 (the primary
 * interpreter, the model) to --chart-4, --chart-text, --chart-grid, --chart-good, --chart-bad.
 */
struct html_chart {
    const char *id;
    struct str svg;
};

/*
 * Renders the page. `templates` is a folder whose files replace the built-in templates/ of the
 * same name; NULL is none. Errors: ERROR_USAGE when that folder or a template in
 * it is faulty (unreadable, unknown variable, bad syntax), ERROR_INPUT when the
 * summary is of a later schema version.
 */
bool html_render(const struct json *summary, const struct html_chart *charts, size_t chart_count,
                 const char *templates, struct arena *arena, struct str *out, struct error *err);

#endif
