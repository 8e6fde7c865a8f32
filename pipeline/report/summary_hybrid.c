#include "report/summary_hybrid.h"

#include "report/fields.h"
#include "report/sentences_hybrid.h"
#include "report/summary_scoring.h"

static void put_account(struct json *object, const char *key, const struct hybrid_account *account)
{
    struct json *node = json_put_object(object, key);
    json_put_count(node, "events", account->events);
    json_put_count(node, "unknown_users", account->unknown_users);
    json_put_count(node, "unknown_films", account->unknown_films);
    json_put_count(node, "unconfirmed", account->unconfirmed);
    json_put_count(node, "used", account->used);
    json_put_count(node, "held_out", account->held_out);
    json_put_count(node, "early", account->early);
}

static void put_value(struct json *object, const char *key, const struct hybrid_value *value)
{
    struct json *node = json_put_object(object, key);
    json_put_number(node, "value", value->value);
    fields_interval(node, value->interval);
}

static void put_scores(struct json *node, const struct hybrid_scores *scores)
{
    put_value(node, "hit_rate", &scores->hit_rate);
    put_value(node, "ndcg", &scores->ndcg);
    put_value(node, "unwanted", &scores->unwanted);
}

static void put_figures(const struct summary_input *input, const struct hybrid_curve *curve,
                        struct json *node, struct arena *scratch)
{
    struct json *points = json_put_array(node, "points");
    for (size_t p = 0; p < curve->point_count; p++) {
        struct json *point = json_append_object(points);
        json_put_number(point, "weight", curve->points[p].weight);
        put_scores(point, &curve->points[p].scores);
    }
    json_put_count(node, "best", curve->best);
    put_scores(json_put_object(node, "filter"), &curve->filter);
    put_scores(json_put_object(node, "chosen"), &curve->chosen);
    struct json *halves = json_put_array(node, "halves");
    for (int h = 0; h < 2; h++) {
        const struct hybrid_half *half = &curve->halves[h];
        struct json *item = json_append_object(halves);
        json_put_count(item, "users", half->users);
        json_put_count(item, "requests", half->requests);
        json_put_number(item, "weight", half->weight);
        json_put_number(item, "chosen_ndcg", half->chosen_ndcg);
        json_put_number(item, "other_ndcg", half->other_ndcg);
    }
    struct json *comparisons = json_put_array(node, "comparisons");
    for (size_t c = 0; c < HYBRID_COMPARISONS; c++)
        summary_scoring_put_comparison(input, comparisons, &curve->comparisons[c], scratch);
}

static void put_curve(const struct summary_input *input, const struct hybrid_curve *curve,
                      struct json *list, struct arena *scratch)
{
    static const char *const SOURCES[HYBRID_SOURCES] = {
        [HYBRID_SWIPES] = "swipes", [HYBRID_TAGS] = "tags"};
    struct json *node = json_append_object(list);
    json_put_text(node, "source", SOURCES[curve->source]);
    json_put_bool(node, "synthetic", curve->synthetic);
    fields_text_or_null(node, "reason", curve->reason, scratch);
    put_account(node, "liked", &curve->liked);
    put_account(node, "disliked", &curve->disliked);
    fields_text(node, "interpreter", curve->interpreter, scratch);
    if (curve->reason.size != 0) {
        json_put_null(node, "figures");
        return;
    }
    struct json *figures = json_put_object(node, "figures");
    fields_text(figures, "sentence", str_from(sentences_hybrid(scratch, curve)), scratch);
    json_put_count(figures, "users", curve->users);
    json_put_count(figures, "readings", curve->readings);
    json_put_count(figures, "unfiltered", curve->unfiltered);
    json_put_number(figures, "matching", curve->matching);
    put_figures(input, curve, figures, scratch);
}

void summary_hybrid_put(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    const struct hybrid *hybrid = input->hybrid;
    if (hybrid == NULL) {
        json_put_null(root, "hybrid");
        return;
    }
    struct json *node = json_put_object(root, "hybrid");
    fields_text_or_null(node, "reason", hybrid->reason, scratch);
    fields_text_or_null(node, "model", hybrid->model, scratch);
    json_put_count(node, "k", hybrid->k);
    json_put_count(node, "items", hybrid->items);
    struct json *curves = json_put_array(node, "curves");
    for (size_t c = 0; c < hybrid->curve_count; c++)
        put_curve(input, &hybrid->curves[c], curves, scratch);
}
