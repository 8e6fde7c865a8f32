#include "report/html_models.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "report/format.h"
#include "report/html_pairs.h"

/* ── which metrics there are ────────────────────────────────────────────────────────────────────
 */

/* Metrics whose only label is the model, by what they are about. */
enum kind { NOT_OF_MODEL, OF_RATINGS, OF_LISTS };

/* Of "ndcg_at_10" the 10; 0 when the key has none. */
static size_t list_length(const char *key)
{
    const char *at = strstr(key, "_at_");
    int64_t length;
    return at != NULL && str_to_int64(str_from(at + 4), &length) ? (size_t)length : 0;
}

/* A model that orders films without predicting ratings; false in summaries that do not say. */
static bool only_ranks(const struct html_page *page, const char *name)
{
    const struct json *models = json_get(json_get(page->summary, "training"), "models");
    for (const struct json *model = json_first(models); model != NULL; model = json_next(model))
        if (strcmp(json_get_text(model, "name"), name) == 0)
            return !json_is_true(json_get(model, "rates"));
    return false;
}

/* The area under a curve, say, is about lists of all films, and has no length. */
static bool is_of_ranker(const struct html_page *page, const char *key)
{
    const struct json *metrics = json_get(page->summary, "metrics");
    for (const struct json *m = json_first(metrics); m != NULL; m = json_next(m))
        if (strcmp(json_get_text(m, "key"), key) == 0 &&
            only_ranks(page, json_get_text(json_get(m, "labels"), "model")))
            return true;
    return false;
}

static enum kind kind_of(const struct html_page *page, const struct json *metric)
{
    const struct json *labels = json_get(metric, "labels");
    const char *key = json_get_text(metric, "key");
    if (json_count(labels) != 1 || json_get(labels, "model") == NULL)
        return NOT_OF_MODEL;
    return list_length(key) != 0 || is_of_ranker(page, key) ? OF_LISTS : OF_RATINGS;
}

static const struct json *metric_of(const struct html_page *page, const char *key,
                                    const char *model)
{
    const struct html_label labels[] = {{"model", model}, {NULL, NULL}};
    return html_parts_metric(page, key, labels);
}

/* The distinct models and keys of one kind of metric, in the order of the document. */
struct range {
    const char **models;
    size_t model_count;
    const char **keys;
    size_t key_count;
};

static struct range range_of(const struct html_page *page, enum kind kind)
{
    const struct json *metrics = json_get(page->summary, "metrics");
    struct range range = {
        .models = ARENA_ARRAY(page->arena, const char *, json_count(metrics)),
        .keys = ARENA_ARRAY(page->arena, const char *, json_count(metrics)),
    };
    struct map models = map_init(page->arena);
    struct map keys = map_init(page->arena);
    for (const struct json *m = json_first(metrics); m != NULL; m = json_next(m)) {
        const char *model = json_get_text(json_get(m, "labels"), "model");
        const char *key = json_get_text(m, "key");
        if (kind_of(page, m) != kind)
            continue;
        if (map_add(&models, str_from(model), 0))
            range.models[range.model_count++] = model;
        if (map_add(&keys, str_from(key), 0))
            range.keys[range.key_count++] = key;
    }
    return range;
}

/* ── tables of measures ─────────────────────────────────────────────────────────────────────────
 */

static const char *formula_of(const struct html_page *page, const char *key)
{
    const struct json *one = json_first(json_get(page->summary, "definitions"));
    while (one != NULL && strcmp(json_get_text(one, "key"), key) != 0)
        one = json_next(one);
    return json_get_text(one, "formula");
}

/* A row of a measure: its definition to unfold, then a cell per model. */
static void put_measure(const struct html_page *page, struct template_dict *table,
                        const struct range *range, const char *key)
{
    struct template_dict *row = template_section(table, "ROW");
    const struct json *first = NULL;
    for (size_t m = 0; m < range->model_count; m++) {
        const struct json *metric = metric_of(page, key, range->models[m]);
        html_parts_plain_cell(page, row, metric);
        first = first == NULL ? metric : first;
    }
    const char *title = json_get_text(first, "title");
    size_t shown = list_length(key) == 0 ? strlen(title) : strcspn(title, "@");
    template_text(row, "ROW_NAME", arena_printf(page->arena, "%.*s", (int)shown, title));
    template_text(row, "BETTER", html_pairs_better(first));
    template_text(row, "FORMULA", formula_of(page, key));
}

static void put_columns(struct template_dict *table, const struct range *range)
{
    for (size_t m = 0; m < range->model_count; m++)
        template_text(template_section(table, "COLUMN"), "COLUMN_NAME", range->models[m]);
}

/* How long each model took to learn; not in older summaries, where it is unknown. */
static void put_fit_times(const struct html_page *page, struct template_dict *table,
                          const struct range *range)
{
    const struct json *models = json_get(json_get(page->summary, "training"), "models");
    if (json_count(models) == 0)
        return;
    struct template_dict *row = template_section(table, "TIMES");
    for (size_t m = 0; m < range->model_count; m++) {
        const struct json *one = json_first(models);
        while (one != NULL && strcmp(json_get_text(one, "name"), range->models[m]) != 0)
            one = json_next(one);
        html_parts_number(page, template_section(row, "TIME"), "VALUE", "ms",
                          json_get(one, "fit_ms"));
    }
}

static void put_ratings_table(const struct html_page *page, struct template_dict *dict,
                              const struct range *range)
{
    struct template_dict *table = template_section(dict, "COMPARED");
    html_parts_count(page, table, "TEST", json_get(json_get(page->summary, "training"), "test"));
    put_columns(table, range);
    for (size_t k = 0; k < range->key_count; k++)
        put_measure(page, table, range, range->keys[k]);
    put_fit_times(page, table, range);
}

/* ── is the lead beyond chance? ─────────────────────────────────────────────────────────────────
 */

static void put_leads(const struct html_page *page, struct template_dict *dict)
{
    const struct json *pairs = json_get(json_get(page->summary, "scoring"), "comparisons");
    const char *metric = "";
    if (json_count(pairs) == 0)
        return;
    struct template_dict *leads = template_section(dict, "LEADS");
    template_text(leads, "FIRST", json_get_text(json_first(pairs), "first"));
    html_pairs_put(page, leads, "leads", pairs);
    for (const struct json *pair = json_first(pairs); pair != NULL; pair = json_next(pair)) {
        if (strcmp(json_get_text(pair, "metric"), metric) == 0)
            continue;
        metric = json_get_text(pair, "metric");
        struct template_dict *figure = template_section(leads, "FIGURE");
        template_text(figure, "FIGURE_NAME", json_get_text(pair, "title"));
        html_parts_chart(page, figure, "LEAD", arena_printf(page->arena, "lead-%s", metric));
    }
}

/* ── lists ──────────────────────────────────────────────────────────────────────────────────────
 */

/* The measures of lists of one length, and those that have none where `with_others`. */
static void put_lists_table(const struct html_page *page, struct template_dict *dict,
                            const struct range *range, size_t length, bool with_others)
{
    struct template_dict *table = template_include(dict, "TABLE", "recommender_table.html");
    const char *number = arena_printf(page->arena, "%zu", length);
    template_text(table, "LENGTH", number);
    html_parts_count(page, table, "USERS",
                     json_get(json_get(page->summary, "training"), "ranked_users"));
    put_columns(table, range);
    for (size_t k = 0; k < range->key_count; k++) {
        size_t own = list_length(range->keys[k]);
        if (own == length || (own == 0 && with_others))
            put_measure(page, table, range, range->keys[k]);
    }
}

/* The distinct lengths of lists; the one that comparisons are about first. */
static size_t list_lengths(const struct html_page *page, const struct range *range, size_t *out)
{
    size_t compared = json_size(json_get(json_get(page->summary, "scoring"), "k"));
    size_t count = 0;
    for (size_t k = 0; k < range->key_count; k++) {
        size_t length = list_length(range->keys[k]);
        size_t known = 0;
        while (known < count && out[known] != length)
            known++;
        if (length == 0 || known < count)
            continue;
        out[count++] = length;
        if (length == compared) {
            memmove(out + 1, out, (count - 1) * sizeof *out);
            out[0] = length;
        }
    }
    return count;
}

static void put_lists(const struct html_page *page, struct template_dict *dict)
{
    struct range range = range_of(page, OF_LISTS);
    size_t *lengths = ARENA_ARRAY(page->arena, size_t, range.key_count);
    size_t count = list_lengths(page, &range, lengths);
    if (count == 0)
        return;
    struct template_dict *part = template_include(dict, "LISTS", "recommender_lists.html");
    put_lists_table(page, part, &range, lengths[0], true);
    if (count == 1)
        return;
    struct template_dict *more = template_section(part, "MORE");
    struct strbuf names = strbuf_init(page->arena, 256);
    for (size_t i = 1; i < count; i++) {
        strbuf_addf(&names, "%s%zu", i == 1 ? "" : i + 1 == count ? " and " : ", ", lengths[i]);
        put_lists_table(page, template_section(more, "LIST"), &range, lengths[i], false);
    }
    template_text(more, "LENGTHS", names.data);
}

void html_models_put(const struct html_page *page, struct template_dict *dict)
{
    struct range range = range_of(page, OF_RATINGS);
    if (range.key_count != 0) {
        struct template_dict *part = template_include(dict, "MODELS", "recommender_models.html");
        put_ratings_table(page, part, &range);
        html_parts_chart(page, part, "ERRORS", "models");
        put_leads(page, part);
    }
    put_lists(page, dict);
}
