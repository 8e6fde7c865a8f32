#include "report/html_hybrid.h"

#include <string.h>

#include "report/format.h"
#include "report/html_pairs.h"

/* {{#NAME}} with {{VALUE}} and {{ENDS}}. */
static void put_value(const struct html_page *page, struct template_dict *row, const char *name,
                      enum metric_unit unit, const struct json *value)
{
    struct template_dict *cell = template_section(row, name);
    struct interval interval = {json_get_number(value, "low"), json_get_number(value, "high")};
    template_text(cell, "VALUE", format_value(page->arena, unit, json_get_number(value, "value")));
    template_text(cell, "ENDS", format_interval_inline(page->arena, unit, interval));
}

/* A row of a table of ways to make lists. */
static void put_scores(const struct html_page *page, struct template_dict *row, const char *name,
                       const struct json *scores)
{
    template_text(row, "NAME", name);
    put_value(page, row, "NDCG", METRIC_SCORE, json_get(scores, "ndcg"));
    put_value(page, row, "HIT_RATE", METRIC_SHARE, json_get(scores, "hit_rate"));
    put_value(page, row, "UNWANTED", METRIC_SHARE, json_get(scores, "unwanted"));
}

static void put_ways(const struct html_page *page, struct template_dict *part,
                     const struct json *figures)
{
    const char *model = json_get_text(json_get(page->summary, "hybrid"), "model");
    const struct json *points = json_get(figures, "points");
    const struct json *last = json_first(points);
    while (json_next(last) != NULL)
        last = json_next(last);
    put_scores(page, template_section(part, "WAY"), arena_printf(page->arena, "%s alone", model),
               json_first(points));
    put_scores(page, template_section(part, "WAY"), "reading alone", last);
    put_scores(page, template_section(part, "WAY"),
               arena_printf(page->arena, "%s among the films that match", model),
               json_get(figures, "filter"));
    put_scores(page, template_section(part, "WAY"), "both, mixed", json_get(figures, "chosen"));
}

static void put_points(const struct html_page *page, struct template_dict *part,
                       const struct json *figures)
{
    const struct json *point = json_first(json_get(figures, "points"));
    for (; point != NULL; point = json_next(point))
        put_scores(page, template_section(part, "POINT"),
                   arena_printf(page->arena, "%.2f", json_get_number(point, "weight")), point);
}

static const char *count_of(const struct html_page *page, const struct json *object,
                            const char *key)
{
    return format_count(page->arena, json_size(json_get(object, key)));
}

/* Where the requests went, and what chose the weights. */
static void put_evidence(const struct html_page *page, struct template_dict *part,
                         const struct json *curve)
{
    const struct json *liked = json_get(curve, "liked");
    const struct json *figures = json_get(curve, "figures");
    struct arena *arena = page->arena;
    html_parts_fact(part, "Requests",
                    arena_printf(arena, "%s of %s, by %s users", count_of(page, liked, "used"),
                                 count_of(page, liked, "events"),
                                 count_of(page, figures, "users")));
    html_parts_fact(part, "Left out",
                    arena_printf(arena, "%s of unknown users, %s of unknown films, %s unconfirmed",
                                 count_of(page, liked, "unknown_users"),
                                 count_of(page, liked, "unknown_films"),
                                 count_of(page, liked, "unconfirmed")));
    html_parts_fact(part, "Known to the model",
                    arena_printf(arena, "%s older than a rating that it learned from",
                                 count_of(page, liked, "early")));
    html_parts_fact(part, "Readings",
                    arena_printf(arena, "%s by %s; %s ask for nothing that a film could match",
                                 count_of(page, figures, "readings"),
                                 json_get_text(curve, "interpreter"),
                                 count_of(page, figures, "unfiltered")));
    html_parts_fact(part, "Films that match",
                    format_value(arena, METRIC_SHARE, json_get_number(figures, "matching")));
    const struct json *half = json_first(json_get(figures, "halves"));
    for (; half != NULL; half = json_next(half))
        html_parts_fact(
            part, "Weight of the reading",
            arena_printf(arena, "%.2f is best for %s users: nDCG %s; for the others %s",
                         json_get_number(half, "weight"), count_of(page, half, "users"),
                         format_value(arena, METRIC_SCORE, json_get_number(half, "chosen_ndcg")),
                         format_value(arena, METRIC_SCORE, json_get_number(half, "other_ndcg"))));
}

static void put_curve(const struct html_page *page, struct template_dict *dict,
                      const struct json *curve)
{
    const char *source = json_get_text(curve, "source");
    const struct json *figures = json_get(curve, "figures");
    struct template_dict *part = template_section(dict, "CURVE");
    template_text(part, "ID", source);
    template_text(part, "SOURCE",
                  strcmp(source, "swipes") == 0 ? "Likes that followed a query"
                                                : "Tags of well rated films, read as queries");
    if (json_is_true(json_get(curve, "synthetic")))
        template_section(part, "SYNTHETIC");
    if (!json_is_object(figures)) {
        template_text(template_section(part, "REASON"), "TEXT", json_get_text(curve, "reason"));
        return;
    }
    struct template_dict *shown = template_section(part, "FIGURES");
    template_text(shown, "SENTENCE", json_get_text(figures, "sentence"));
    template_text(shown, "LENGTH", count_of(page, json_get(page->summary, "hybrid"), "k"));
    html_parts_chart(page, shown, "MIXED", arena_printf(page->arena, "hybrid-%s", source));
    put_ways(page, shown, figures);
    put_points(page, shown, figures);
    html_pairs_put(page, shown, arena_printf(page->arena, "hybrid-pairs-%s", source),
                   json_get(figures, "comparisons"));
    put_evidence(page, shown, curve);
}

void html_hybrid_put(const struct html_page *page, struct template_dict *dict)
{
    const struct json *hybrid = json_get(page->summary, "hybrid");
    const struct json *curve = json_first(json_get(hybrid, "curves"));
    if (!json_is_object(hybrid))
        return;
    struct template_dict *part = template_include(dict, "HYBRID", "recommender_hybrid.html");
    if (curve == NULL)
        template_text(template_section(part, "NOTHING"), "TEXT", json_get_text(hybrid, "reason"));
    for (; curve != NULL; curve = json_next(curve))
        put_curve(page, part, curve);
}
