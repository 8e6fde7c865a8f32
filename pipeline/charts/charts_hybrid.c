#include "charts/charts_hybrid.h"

#include <math.h>

#include "charts/curve_chart.h"
#include "charts/paint.h"

#define DOTS_MAX 21 /* points that still stand apart */

static struct curve_chart_series series_of(const struct easel *easel, const struct json *points,
                                           const char *key, const char *name)
{
    size_t count = json_count(points);
    struct curve_chart_point *out = ARENA_ARRAY(easel->arena, struct curve_chart_point, count);
    size_t i = 0;
    for (const struct json *one = json_first(points); one; one = json_next(one), i++) {
        const struct json *value = json_get(one, key);
        out[i] = (struct curve_chart_point){
            .x = json_get_number(one, "weight"),
            .y = json_get_number(value, "value"),
            .low = json_get_number(value, "low"),
            .high = json_get_number(value, "high"),
        };
        if (count <= DOTS_MAX)
            out[i].tooltip =
                str_from(arena_printf(easel->arena, "%s at %.2f: %.3f (%.3f to %.3f)", name,
                                      out[i].x, out[i].y, out[i].low, out[i].high));
    }
    return (struct curve_chart_series){str_from(name), out, count};
}

static double weight_at(const struct json *points, size_t index)
{
    const struct json *point = json_first(points);
    while (point != NULL && index-- > 0)
        point = json_next(point);
    return json_get_number(point, "weight");
}

static bool draw_curve(struct easel *easel, const struct json *curve)
{
    const struct json *figures = json_get(curve, "figures");
    const struct json *points = json_get(figures, "points");
    struct curve_chart chart = {
        .id = arena_printf(easel->arena, "hybrid-%s", json_get_text(curve, "source")),
        .title = STR("nDCG and hit rate by the weight of the reading"),
        .text = STR("From the model alone at 0 to the reading alone at 1, with bands of 95 % "
                    "intervals; the vertical line is the weight with the highest nDCG."),
        .x_name = STR("weight of the reading"),
        .y_name = STR("value"),
        .band = true,
        .marked = weight_at(points, json_size(json_get(figures, "best"))),
        .mark_name = STR("best"),
        .series = {series_of(easel, points, "ndcg", "nDCG"),
                   series_of(easel, points, "hit_rate", "hit rate")},
        .series_count = 2,
        .measure = paint_text_width,
    };
    if (json_count(points) == 0)
        return true;
    struct drawing drawing = curve_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

bool charts_hybrid_draw(struct easel *easel)
{
    const struct json *curves = json_get(json_get(easel->summary, "hybrid"), "curves");
    for (const struct json *curve = json_first(curves); curve; curve = json_next(curve))
        if (!draw_curve(easel, curve))
            return false;
    return true;
}
