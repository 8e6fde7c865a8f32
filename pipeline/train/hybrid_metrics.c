#include "train/hybrid_metrics.h"

static const char INTERVAL[] = "percentile bootstrap over users";

static const struct metric_definition *define(const char *key, const char *title,
                                              const char *formula, enum metric_unit unit, size_t k,
                                              struct metric_list *out)
{
    struct metric_definition *definition = ARENA_NEW(out->arena, struct metric_definition);
    *definition = (struct metric_definition){
        .key = arena_printf(out->arena, "%s_at_%zu", key, k),
        .title = arena_printf(out->arena, "%s@%zu", title, k),
        .unit = unit,
        .direction = METRIC_HIGHER_IS_BETTER,
        .formula = formula,
        .interval = INTERVAL,
    };
    return definition;
}

static void add(const struct hybrid_curve *curve, const struct metric_definition *definition,
                const char *order, const struct hybrid_value *value, bool headline,
                struct metric_list *out)
{
    struct metric *metric = metric_add(out, definition, value->value, curve->users);
    metric_label(metric, "order", str_from(order));
    metric_label(metric, "source", str_from(curve->source == HYBRID_TAGS ? "tags" : "swipes"));
    metric->interval = value->interval;
    metric->headline = headline;
}

void hybrid_metrics_add(const struct hybrid_curve *curve, size_t k, struct metric_list *out)
{
    if (curve->point_count == 0)
        return;
    const struct {
        const char *order;
        const struct hybrid_scores *scores;
    } ROWS[] = {
        {"mixed", &curve->chosen},
        {"model", &curve->points[0].scores},
        {"reading", &curve->points[curve->point_count - 1].scores},
        {"filter", &curve->filter},
    };
    const struct metric_definition *ndcg =
        define("hybrid_ndcg", "Hybrid nDCG",
               "1 ÷ log2(1 + rank) of the liked film, 0 beyond the list, over the requests of a "
               "user and then over users.",
               METRIC_SCORE, k, out);
    const struct metric_definition *hit_rate =
        define("hybrid_hit_rate", "Hybrid hit rate",
               "Share of requests whose liked film is in the list, over the requests of a user and "
               "then over users.",
               METRIC_SHARE, k, out);
    for (size_t r = 0; r < sizeof ROWS / sizeof *ROWS; r++) {
        const bool headline = r == 0 && curve->source == HYBRID_SWIPES;
        add(curve, ndcg, ROWS[r].order, &ROWS[r].scores->ndcg, headline, out);
        add(curve, hit_rate, ROWS[r].order, &ROWS[r].scores->hit_rate, headline, out);
    }
}
