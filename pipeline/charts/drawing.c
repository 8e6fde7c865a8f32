#include "charts/drawing.h"

struct drawing drawing_init(struct arena *arena, const char *id, double width, double height)
{
    return (struct drawing){.arena = arena, .id = id, .width = width, .height = height};
}

struct drawing_mark *drawing_mark(struct drawing *drawing, enum drawing_shape shape,
                                  enum drawing_role role, double size, struct drawing_point *points,
                                  size_t count)
{
    struct drawing_mark *mark = ARENA_PUSH(drawing->arena, &drawing->marks);
    *mark = (struct drawing_mark){
        .shape = shape, .role = role, .size = size, .points = points, .count = count};
    return mark;
}

void drawing_line(struct drawing *drawing, enum drawing_role role, double width,
                  struct drawing_point from, struct drawing_point to)
{
    struct drawing_point *points = ARENA_ARRAY(drawing->arena, struct drawing_point, 2);
    points[0] = from;
    points[1] = to;
    drawing_mark(drawing, DRAWING_LINE, role, width, points, 2);
}

void drawing_dot(struct drawing *drawing, enum drawing_shape shape, enum drawing_role role,
                 double radius, struct drawing_point at, struct str tooltip)
{
    struct drawing_point *point = ARENA_NEW(drawing->arena, struct drawing_point);
    *point = at;
    drawing_mark(drawing, shape, role, radius, point, 1)->tooltip = tooltip;
}

void drawing_text(struct drawing *drawing, enum drawing_anchor anchor, enum drawing_role role,
                  struct drawing_point at, struct str text)
{
    *ARENA_PUSH(drawing->arena, &drawing->labels) = (struct drawing_label){at, anchor, role, text};
}
