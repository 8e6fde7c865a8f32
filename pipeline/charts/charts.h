/*
 * charts.h - the drawings of a summary document, as SVG for the page.
 *
 * Layout is pure and apart from painting (layout.h, paint.h). cairo paints the marks; every
 * label is real text. Each drawing is one <svg> element that names itself (<title>, <desc>),
 * prefixes all of its ids with its own, and takes its colours from the page's custom properties.
 * The same document gives the same bytes.
 */
#ifndef CHARTS_CHARTS_H
#define CHARTS_CHARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"

/* The ids are those that report/html.h has a place for. */
struct charts_drawing {
    const char *id;
    struct str svg;
};

struct charts {
    struct charts_drawing *items;
    size_t count;
};

/*
 * Draws what the summary has data for; a chart without any is left out. Everything is in the
 * arena. Error: ERROR_SYSTEM when cairo refuses to paint.
 */
bool charts_draw(const struct json *summary, struct arena *arena, struct charts *out,
                 struct error *err);

#endif
