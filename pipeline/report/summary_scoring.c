#include "report/summary_scoring.h"

#include "report/fields.h"
#include "report/sentences_scoring.h"

/* ── comparisons ────────────────────────────────────────────────────────────────────────────────
 */

static const struct metric_definition *definition_of(const struct summary_input *input,
                                                     struct str key)
{
    const struct metric *metric = metric_find(input->metrics, key);
    return metric == NULL ? NULL : metric->definition;
}

void summary_scoring_put_comparison(const struct summary_input *input, struct json *list,
                                    const struct comparison *pair, struct arena *scratch)
{
    static const char *const VERDICT[] = {[COMPARISON_UNDECIDED] = "undecided",
                                          [COMPARISON_FIRST_BETTER] = "first",
                                          [COMPARISON_SECOND_BETTER] = "second"};
    const struct metric_definition *definition = definition_of(input, pair->metric);
    struct json *node = json_append_object(list);
    fields_text(node, "metric", pair->metric, scratch);
    fields_text(node, "title", definition == NULL ? pair->metric : str_from(definition->title),
                scratch);
    json_put_text(node, "unit",
                  metric_unit_name(definition == NULL ? METRIC_SCORE : definition->unit));
    json_put_text(node, "direction",
                  metric_direction_name(pair->lower_is_better ? METRIC_LOWER_IS_BETTER
                                                              : METRIC_HIGHER_IS_BETTER));
    fields_text(node, "first", pair->first, scratch);
    fields_text(node, "second", pair->second, scratch);
    json_put_number(node, "first_value", pair->first_value);
    json_put_number(node, "second_value", pair->second_value);
    json_put_number(node, "difference", pair->difference);
    fields_interval(node, pair->interval);
    json_put_number(node, "p_value", pair->p);
    json_put_number(node, "p_corrected", pair->p_corrected);
    json_put_count(node, "users", pair->users);
    json_put_text(node, "verdict", VERDICT[pair->verdict]);
}

/* Which model should serve, by each metric that was compared; lists first, for they are served. */
static void put_serving(const struct summary_input *input, struct json *node, struct arena *scratch)
{
    const struct scoring *scoring = input->scoring;
    struct json *list = json_put_array(node, "serving");
    for (size_t i = scoring->comparison_count; i-- > 0;) {
        struct str metric = scoring->comparisons[i].metric;
        const struct metric_definition *definition = definition_of(input, metric);
        bool first_of_metric = i == 0 || !str_equal(scoring->comparisons[i - 1].metric, metric);
        struct sentences_serving choice;
        if (!first_of_metric || definition == NULL ||
            !sentences_scoring_serving(scratch, scoring, definition, &choice))
            continue;
        struct json *item = json_append_object(list);
        json_put_text(item, "metric", definition->key);
        fields_text(item, "model", choice.model, scratch);
        json_put_bool(item, "beyond_chance", choice.beyond_chance);
        fields_text(item, "sentence", str_from(choice.sentence), scratch);
    }
}

/* ── calibration ────────────────────────────────────────────────────────────────────────────────
 */

static void put_spread(const struct calibration *calibration, struct json *node)
{
    struct json *levels = json_put_array(node, "levels");
    struct json *spreads = json_put_array(node, "spreads");
    if (!calibration->has_spread)
        return;
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++) {
        const struct calibration_level *level = &calibration->levels[i];
        struct json *item = json_append_object(levels);
        json_put_number(item, "nominal", level->nominal);
        json_put_count(item, "covered", level->covered.hits);
        json_put_count(item, "total", level->covered.total);
        fields_interval(item, level->interval);
        json_put_number(item, "width", level->width);
    }
    for (size_t i = 0; i < calibration->spread_count; i++) {
        const struct calibration_spread *spread = &calibration->spreads[i];
        struct json *item = json_append_object(spreads);
        json_put_count(item, "count", spread->count);
        json_put_number(item, "predicted", spread->predicted);
        json_put_number(item, "observed", spread->observed);
    }
}

static void put_calibration(const struct calibration *calibration, struct json *list,
                            struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "model", calibration->model, scratch);
    fields_text(node, "sentence", str_from(sentences_scoring_calibration(scratch, calibration)),
                scratch);
    struct json *buckets = json_put_array(node, "buckets");
    for (size_t i = 0; i < calibration->bucket_count; i++) {
        const struct calibration_bucket *bucket = &calibration->buckets[i];
        struct json *item = json_append_object(buckets);
        json_put_number(item, "from", bucket->from);
        json_put_number(item, "to", bucket->to);
        json_put_count(item, "count", bucket->count);
        json_put_number(item, "predicted", bucket->predicted);
        json_put_number(item, "observed", bucket->observed);
        fields_interval(item, bucket->interval);
    }
    put_spread(calibration, node);
}

/* ── slices and extremes ────────────────────────────────────────────────────────────────────────
 */

static void put_measured(struct json *node, const char *key, double value, struct interval interval,
                         double difference)
{
    struct json *item = json_put_object(node, key);
    json_put_number(item, "value", value);
    fields_interval(item, interval);
    json_put_number(item, "difference", difference);
}

static void put_slice(const struct slice *slice, struct json *list, struct arena *scratch)
{
    struct json *node = json_append_object(list);
    fields_text(node, "group", slice->group, scratch);
    fields_text(node, "name", slice->name, scratch);
    fields_text_or_null(node, "label", slice->label, scratch);
    json_put_count(node, "ratings", slice->ratings);
    json_put_count(node, "users", slice->users);
    put_measured(node, "rmse", slice->rmse, slice->rmse_interval, slice->rmse_difference);
    json_put_count(node, "ranked_users", slice->ranked_users);
    put_measured(node, "ndcg", slice->ndcg, slice->ndcg_interval, slice->ndcg_difference);
}

/* Films get the title that the catalogue has for them; users have none. */
static void put_extremes(const struct summary_input *input, struct json *node, const char *key,
                         const struct extreme_list *extremes, bool films, struct arena *scratch)
{
    struct json *list = json_put_array(node, key);
    for (size_t i = 0; i < extremes->count; i++) {
        const struct extreme *extreme = &extremes->items[i];
        struct json *item = json_append_object(list);
        uint32_t film = films && input->catalogue != NULL
                            ? catalogue_find_id(input->catalogue, extreme->id)
                            : FILM_NONE;
        const struct movie *movie = film == FILM_NONE ? NULL : &input->catalogue->items[film];
        fields_text(item, "id", extreme->id, scratch);
        fields_text_or_null(item, "title", movie == NULL ? STR_NONE : movie->title, scratch);
        json_put_number(item, "year",
                        movie == NULL || movie->year == 0 ? (double)NAN : movie->year);
        json_put_count(item, "train", extreme->train);
        json_put_count(item, "test", extreme->test);
        json_put_number(item, "mean_rating", extreme->mean_rating);
        json_put_number(item, "mean_expected", extreme->mean_expected);
        json_put_number(item, "rmse", extreme->rmse);
    }
}

static void put_leakage(const struct leakage *leakage, struct json *node, struct arena *scratch)
{
    struct json *item = json_put_object(node, "leakage");
    json_put_count(item, "test", leakage->test);
    json_put_count(item, "repeated", leakage->repeated);
    json_put_number(item, "own_future", leakage->dated ? (double)leakage->own_future : NAN);
    json_put_number(item, "any_future", leakage->dated ? (double)leakage->any_future : NAN);
    fields_text_or_null(item, "sentence", leakage->text, scratch);
}

void summary_scoring_put(const struct summary_input *input, struct json *root,
                         struct arena *scratch)
{
    const struct scoring *scoring = input->scoring;
    if (scoring == NULL || scoring->test == 0) {
        json_put_null(root, "scoring");
        return;
    }
    struct json *node = json_put_object(root, "scoring");
    json_put_count(node, "test", scoring->test);
    fields_text(node, "headline", scoring->headline, scratch);
    json_put_count(node, "k", scoring->k);
    put_serving(input, node, scratch);
    struct json *comparisons = json_put_array(node, "comparisons");
    for (size_t i = 0; i < scoring->comparison_count; i++)
        summary_scoring_put_comparison(input, comparisons, &scoring->comparisons[i], scratch);
    struct json *calibrations = json_put_array(node, "calibrations");
    for (size_t i = 0; i < scoring->calibration_count; i++)
        put_calibration(&scoring->calibrations[i], calibrations, scratch);
    struct json *slices = json_put_array(node, "slices");
    for (size_t i = 0; i < scoring->slice_count; i++)
        put_slice(&scoring->slices[i], slices, scratch);
    json_put_count(node, "extremes_from", scoring->extremes_from);
    put_extremes(input, node, "worst_films", &scoring->worst_films, true, scratch);
    put_extremes(input, node, "best_films", &scoring->best_films, true, scratch);
    put_extremes(input, node, "worst_users", &scoring->worst_users, false, scratch);
    put_extremes(input, node, "best_users", &scoring->best_users, false, scratch);
    put_leakage(&scoring->leakage, node, scratch);
}
