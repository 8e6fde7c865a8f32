/*
 * paint.h - a drawing becomes SVG: cairo makes the paths and measures the text.
 *
 * Not cairo's SVG surface, which turns labels into outlines, fixes colours and names its
 * ids the same in every file: cairo's own paths are written out with a role for the page's
 * style, lines alike share one path, dots are circles, and labels are real text. Without the style,
 * everything is in the colour of the text around it.
 */
#ifndef CHARTS_PAINT_H
#define CHARTS_PAINT_H

#include <stdbool.h>

#include "base/error.h"
#include "charts/drawing.h"

/*
 * One <svg> element without prolog, ids prefixed with the drawing's. Text is cleaned and escaped.
 * Errors: ERROR_SYSTEM when cairo fails; a coordinate that is no number is our bug.
 */
bool paint_svg(const struct drawing *drawing, struct str *out, struct error *err);

/* Widths of a text in the sans-serif font of the charts, in px. */
double paint_text_width(struct str text);

/* The version of cairo that runs. */
const char *paint_library_version(void);

#endif
