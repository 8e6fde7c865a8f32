/*
 * drawing.h - a chart as plain data: marks and labels with their places, before it is painted.
 *
 * Layout fills a drawing and paint.h turns it into SVG; nothing here knows cairo, so that places
 * can be tested. Units are CSS pixels of the viewBox, the origin is the upper left corner.
 */
#ifndef CHARTS_DRAWING_H
#define CHARTS_DRAWING_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* What a mark means; the page's style gives it its colour in both themes. */
enum drawing_role {
    DRAWING_GRID,   /* lines to read values off */
    DRAWING_MUTED,  /* the past, axes */
    DRAWING_FIRST,  /* the first series, the primary */
    DRAWING_SECOND, /* and those after it */
    DRAWING_THIRD,
    DRAWING_FOURTH,
    DRAWING_ROLES,
};

enum drawing_shape {
    DRAWING_LINE,   /* through all points */
    DRAWING_DOT,    /* a filled circle around the first point */
    DRAWING_CIRCLE, /* an open one */
    DRAWING_AREA,   /* the polygon of all points, translucent */
};

struct drawing_point {
    double x;
    double y;
};

struct drawing_mark {
    enum drawing_shape shape;
    enum drawing_role role;
    double size; /* stroke width of a line, radius of a dot or circle */
    struct drawing_point *points;
    size_t count;
    struct str tooltip; /* "" for none */
};

enum drawing_anchor {
    DRAWING_START,
    DRAWING_MIDDLE,
    DRAWING_END,
};

struct drawing_label {
    struct drawing_point at; /* of the baseline */
    enum drawing_anchor anchor;
    enum drawing_role role;
    struct str text;
};

struct drawing {
    struct arena *arena;
    const char *id;
    struct str title; /* its finding, in a sentence */
    struct str text;  /* what it shows */
    double width;
    double height;
    struct {
        struct drawing_mark *items;
        size_t count;
        size_t capacity;
    } marks; /* painted in this order */
    struct {
        struct drawing_label *items;
        size_t count;
        size_t capacity;
    } labels;
};

#define DRAWING_FONT_SIZE 12.0 /* px */

struct drawing drawing_init(struct arena *arena, const char *id, double width, double height);

void drawing_line(struct drawing *drawing, enum drawing_role role, double width,
                  struct drawing_point from, struct drawing_point to);

/* A line, area … through `count` points, which are kept by pointer. Points that are no numbers are
 * left out before. */
struct drawing_mark *drawing_mark(struct drawing *drawing, enum drawing_shape shape,
                                  enum drawing_role role, double size, struct drawing_point *points,
                                  size_t count);

/* A dot or circle with a tooltip. */
void drawing_dot(struct drawing *drawing, enum drawing_shape shape, enum drawing_role role,
                 double radius, struct drawing_point at, struct str tooltip);

void drawing_text(struct drawing *drawing, enum drawing_anchor anchor, enum drawing_role role,
                  struct drawing_point at, struct str text);

#endif
