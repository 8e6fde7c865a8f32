#include "report/html_recommender.h"

#include <string.h>

#include "report/format.h"
#include "report/html_hybrid.h"
#include "report/html_models.h"
#include "report/html_scoring.h"

/* ── model card ─────────────────────────────────────────────────────────────────────────────────
 */

static const char *count_of(const struct html_page *page, const char *key)
{
    const struct json *training = json_get(page->summary, "training");
    return format_count(page->arena, json_size(json_get(training, key)));
}

/* "Trained on 9 000 ratings by 100 users of 500 films", or why not. */
static const char *sentence(const struct html_page *page)
{
    const struct json *training = json_get(page->summary, "training");
    const char *status = json_get_text(training, "status");
    if (strcmp(status, "skipped") == 0)
        return arena_printf(page->arena, "No model was trained: %s",
                            json_get_text(training, "reason"));
    const char *trained =
        arena_printf(page->arena, "Trained on %s ratings by %s users of %s films%s",
                     count_of(page, "train"), count_of(page, "users"), count_of(page, "items"),
                     json_is_true(json_get(training, "stopped_early"))
                         ? ", then stopped because the validation error no longer fell"
                         : "");
    if (strcmp(status, "no_test") == 0)
        return arena_printf(page->arena, "%s. There are no scores: %s", trained,
                            json_get_text(training, "reason"));
    return trained;
}

static const char *decimal(const struct html_page *page, const char *key)
{
    const struct json *training = json_get(page->summary, "training");
    return arena_printf(page->arena, "%g", json_get_number(training, key));
}

/* What each model is; older summaries do not say. */
static void put_models(const struct html_page *page, struct template_dict *card)
{
    const struct json *models = json_get(json_get(page->summary, "training"), "models");
    for (const struct json *model = json_first(models); model != NULL; model = json_next(model))
        if (json_is_string(json_get(model, "text")))
            html_parts_fact(card,
                            arena_printf(page->arena, "Model %s", json_get_text(model, "name")),
                            json_get_text(model, "text"));
}

/* How the SVD model was fitted; a model that is sampled has no epochs. */
static void put_course(const struct html_page *page, struct template_dict *card)
{
    const struct json *training = json_get(page->summary, "training");
    const size_t epochs = json_count(json_get(training, "epochs"));
    if (epochs == 0)
        return;
    html_parts_fact(card, "Factors", count_of(page, "factors"));
    html_parts_fact(card, "Epochs",
                    arena_printf(page->arena, "%zu of at most %s, number %s is kept", epochs,
                                 count_of(page, "epochs_max"), count_of(page, "best_epoch")));
    html_parts_fact(card, "Learning rate", decimal(page, "learning_rate"));
    html_parts_fact(card, "Regularisation", decimal(page, "regularization"));
    html_parts_fact(card, "Initial standard deviation", decimal(page, "init_stddev"));
}

static void put_card(const struct html_page *page, struct template_dict *dict)
{
    const struct json *training = json_get(page->summary, "training");
    struct template_dict *card = template_section(dict, "CARD");
    struct arena *arena = page->arena;
    put_models(page, card);
    html_parts_fact(card, "Split",
                    arena_printf(arena, "%s: %s", json_get_text(training, "protocol"),
                                 json_get_text(training, "protocol_text")));
    html_parts_fact(card, "Ratings",
                    arena_printf(arena, "%s to train on, %s to validate, %s held out",
                                 count_of(page, "train"), count_of(page, "validation"),
                                 count_of(page, "test")));
    if (json_size(json_get(training, "folds")) > 1)
        html_parts_fact(card, "Folds", count_of(page, "folds"));
    html_parts_fact(card, "Ranked users",
                    arena_printf(arena, "%s with a relevant held-out film, %s without",
                                 count_of(page, "ranked_users"), count_of(page, "unranked_users")));
    put_course(page, card);
    html_parts_fact(card, "Seed", json_get_text(training, "seed"));
    html_parts_fact(card, "Training time",
                    format_value(arena, METRIC_MS, json_get_number(training, "training_ms")));
    html_parts_fact_code(card, "Data digest", json_get_text(training, "data_digest"));
    const struct json *model = json_get(training, "model");
    if (json_is_null(model))
        return;
    html_parts_fact(card, "Model file",
                    arena_printf(arena, "%s (%s)", json_get_text(model, "path"),
                                 format_bytes(arena, json_size(json_get(model, "bytes")))));
    html_parts_fact_code(card, "Model digest", json_get_text(model, "digest"));
}

/* ── training ───────────────────────────────────────────────────────────────────────────────────
 */

static void put_epochs(const struct html_page *page, struct template_dict *dict)
{
    const struct json *training = json_get(page->summary, "training");
    const struct json *epoch = json_first(json_get(training, "epochs"));
    if (epoch == NULL)
        return;
    struct template_dict *table = template_section(dict, "EPOCHS");
    template_text(table, "BEST", count_of(page, "best_epoch"));
    for (size_t n = 1; epoch != NULL; n++, epoch = json_next(epoch)) {
        struct template_dict *row = template_section(table, "EPOCH");
        template_text(row, "NUMBER", arena_printf(page->arena, "%zu", n));
        html_parts_number(page, row, "TRAIN", "stars", json_get(epoch, "train_rmse"));
        html_parts_number(page, row, "VALIDATION", "stars", json_get(epoch, "validation_rmse"));
        template_text(row, "RATE",
                      arena_printf(page->arena, "%.4g", json_get_number(epoch, "learning_rate")));
    }
}

void html_recommender_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *training = json_get(page->summary, "training");
    if (json_is_true(json_get(training, "synthetic")))
        template_section(dict, "SYNTHETIC");
    template_text(dict, "SENTENCE", sentence(page));
    if (strcmp(json_get_text(training, "status"), "skipped") == 0)
        return;
    html_models_put(page, dict);
    html_scoring_put(page, dict);
    html_hybrid_put(page, dict);
    put_card(page, dict);
    html_parts_chart(page, dict, "LOSS", "loss");
    put_epochs(page, dict);
}
