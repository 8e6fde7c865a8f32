#include "commands/night_recommender.h"

#include "base/clock.h"
#include "base/io.h"
#include "commands/key.h"
#include "commands/night_models.h"
#include "commands/night_tune.h"
#include "train/model_file_save.h"
#include "train/test_rows.h"
#include "train/train.h"

#define SETTINGS_MAX ((size_t)1 << 16)  /* bytes */
#define TEST_ROWS_MAX ((size_t)1 << 30) /* bytes of the file behind --test-rows */

static bool read_test_rows(struct night *night, struct test_rows *rows, struct error *err)
{
    const char *path = night->config->split.test_rows;
    struct str text;
    if (path[0] == '\0')
        return true;
    return io_read_file(night->scratch, path, TEST_ROWS_MAX, &text, err) &&
           test_rows_parse(text, path, night->arena, night->scratch, rows, err);
}

_Static_assert((int)CONFIG_PROTOCOL_OFFICIAL == (int)SPLIT_OFFICIAL,
               "the protocols of the configuration are those of the split");

/* Finds the ratings of an official split among those that were read. */
static bool match_official(const struct night *night, struct split_options *options,
                           struct split_official *official, struct error *err)
{
    if (options->protocol != SPLIT_OFFICIAL)
        return true;
    options->official_path = night->config->split.test_ratings;
    options->official = official;
    return split_official_match(&night->ratings, &night->test_ratings, options->official_path,
                                night->arena, official, err);
}

/* What the catalogue says of the rated films; one that it does not list has neither. */
static struct slices_films look_up_films(const struct night *night)
{
    const size_t count = night->ratings.n_items;
    genre_set *genres = ARENA_ARRAY(night->scratch, genre_set, count);
    int *years = ARENA_ARRAY(night->scratch, int, count);
    for (size_t i = 0; i < count; i++) {
        const uint32_t film = catalogue_find_id(&night->catalogue, night->ratings.item_ids[i]);
        if (film == FILM_NONE)
            continue;
        genres[i] = night->catalogue.items[film].genres;
        years[i] = night->catalogue.items[film].year;
    }
    return (struct slices_films){genres, years, night->genres.names, night->genres.count};
}

static struct train_options make_options(const struct night *night, const struct test_rows *rows)
{
    const struct config *config = night->config;
    struct train_options options = {
        .split =
            {
                .protocol = (enum split_protocol)config->split.protocol,
                .test_share = config->split.test_share,
                .validation_share = config->svd.validation_share,
                .folds = config->split.folds,
                .rows = rows->items,
                .row_count = rows->count,
                .seed = config->run.seed,
            },
        .contenders = config->recommender.models.set,
        .models = night_models_options(config, &night->ratings, night->kernels),
        .ranking = {.relevant_from = config->ranking.relevant_from},
        .resamples = config->eval.resamples,
        .seed = config->run.seed,
    };
    /* Without patience nothing looks at a validation part, and all of train may learn. */
    if (options.models.svd.patience == 0)
        options.split.validation_share = 0.0;
    options.ranking.k_count = config->ranking.k.count;
    for (size_t i = 0; i < options.ranking.k_count; i++)
        options.ranking.ks[i] = config->ranking.k.items[i];
    return options;
}

/* What the model depends on, as lines KEY=VALUE for its file. */
static struct str list_settings(struct night *night)
{
    static const char *const SECTIONS[] = {"svd.", "recommender.", "split.", "run.seed"};
    struct strbuf text = strbuf_init(night->scratch, SETTINGS_MAX);
    for (size_t i = 0; i < night->run.param_count; i++) {
        const struct run_param *param = &night->run.params[i];
        for (size_t s = 0; s < sizeof SECTIONS / sizeof *SECTIONS; s++)
            if (str_starts_with(param->key, str_from(SECTIONS[s])))
                strbuf_addf(&text, "%.*s=%.*s\n", STR_ARG(param->key), STR_ARG(param->value));
    }
    return strbuf_str(&text);
}

static bool save_model(struct night *night, const struct train_options *options, struct error *err)
{
    struct training *training = &night->training;
    const struct model_file_save content = {
        .model = &night->model,
        .ratings = &night->ratings,
        .catalogue = &night->catalogue,
        .genres = &night->genres,
        .settings = list_settings(night),
        .n_train = training->n_train,
        .regularization = options->models.svd.regularization,
        .liked_from = night->config->ranking.relevant_from,
        .key_check = key_check(&night->key),
    };
    const char *name = arena_printf(night->arena, "models/%s.svd", night->run.id);
    if (!io_make_folders(night_path(night, "models"), err) ||
        !model_file_save(night_path(night, name), &content, night->scratch, &training->model_digest,
                         &training->model_bytes, err))
        return false;
    training->model_path = str_from(name);
    return true;
}

bool night_recommender_train(struct night *night, struct error *err)
{
    double began = clock_ms(night->session->clock);
    struct test_rows rows = {0};
    if (!read_test_rows(night, &rows, err))
        return false;

    struct train_options options = make_options(night, &rows);
    struct split_official official;
    if (!match_official(night, &options.split, &official, err))
        return false;
    if (session_option(night->session, "tune") != NULL &&
        !night_tune_search(night, &rows, &options, err))
        return false;
    const struct slices_films films = look_up_films(night);
    options.films = &films;
    options.ranking.genres = films.genres;
    night->models = options.models;
    if (!train_run(&options, &night->ratings, night->pool, night->session->clock, night->arena,
                   night->scratch, &night->training, &night->scoring, &night->metrics,
                   &night->model, err))
        return false;
    if (night->model.users != NULL && !save_model(night, &options, err))
        return false;
    night_stage_done(night, "train", began);
    return true;
}
