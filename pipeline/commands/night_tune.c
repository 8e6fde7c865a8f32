#include "commands/night_tune.h"

#include <string.h>

#include "base/io.h"
#include "commands/tune_journal.h"
#include "commands/version.h"
#include "train/tune.h"

/* ---- the space --------------------------------------------------------------------------------
 */

static struct str declared(const struct config_tune *tune, enum tune_setting setting)
{
    switch (setting) {
    case TUNE_FACTORS:
        return tune->factors;
    case TUNE_LEARNING_RATE:
        return tune->learning_rate;
    case TUNE_REGULARIZATION:
        return tune->regularization;
    case TUNE_INIT_STDDEV:
        return tune->init_stddev;
    case TUNE_IMPLICIT_WEIGHT:
        return tune->implicit_weight;
    case TUNE_SETTINGS:
        break;
    }
    return STR_NONE;
}

static bool read_space(const struct config *config, struct tune_dimension *dimensions,
                       size_t *count, struct error *err)
{
    for (enum tune_setting setting = 0; setting < TUNE_SETTINGS; setting++) {
        const char *name = tune_setting_name(setting);
        const struct str text = declared(&config->tune, setting);
        double min;
        double max;
        if (str_equal(text, STR("off")))
            continue;
        config_range("svd", name, &min, &max);
        if (!tune_dimension_parse(setting, text, min, max, config_at(config, "tune", name),
                                  &dimensions[(*count)++], err))
            return false;
    }
    if (*count == 0)
        return error_set(err, ERROR_USAGE, config_at(config, "tune", "factors"),
                         "[tune] leaves nothing to search: every setting is off");
    return true;
}

/* ---- the journal ------------------------------------------------------------------------------
 */

/* What a fit depends on: a journal of anything else would lie. */
static struct hash_sha256 search_digest(struct night *night, const struct test_rows *rows)
{
    static const char *const sections[] = {"svd.", "split.", "run.seed"};
    struct run_param *params;
    size_t count;
    struct hash_stream *stream = hash_stream_open();
    const struct hash_sha256 *data = &night->ratings.digest;
    hash_stream_add_field(stream, (struct str){(const char *)data->bytes, sizeof data->bytes});
    hash_stream_add_field(stream, str_from(night->run.version));
    hash_stream_add_field(stream, str_from(night->kernels->name));
    hash_stream_add_field(
        stream, (struct str){(const char *)rows->items, rows->count * sizeof *rows->items});
    hash_stream_add_field(
        stream, str_from(arena_printf(night->scratch, "%zu", night->config->tune.trials)));
    for (enum tune_setting setting = 0; setting < TUNE_SETTINGS; setting++)
        hash_stream_add_field(stream, declared(&night->config->tune, setting));
    config_params(night->config, night->scratch, &params, &count);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < sizeof sections / sizeof *sections; s++)
            if (str_starts_with(params[i].key, str_from(sections[s]))) {
                hash_stream_add_field(stream, params[i].key);
                hash_stream_add_field(stream, params[i].value);
            }
    return hash_stream_close(stream);
}

static bool open_journal(struct night *night, const struct test_rows *rows, struct arena *scratch,
                         struct tune_journal_file *out, struct error *err)
{
    char hex[HASH_SHA256_HEX];
    hash_hex(search_digest(night, rows), hex);
    const char *name = arena_printf(night->arena, "tune/%.16s.json", hex);
    return io_make_folders(night_path(night, "tune"), err) &&
           tune_journal_open(night_path(night, name), night->config->tune.trials, night->arena,
                             scratch, out, err);
}

/* ---- the search -------------------------------------------------------------------------------
 */

static bool search(struct night *night, const struct tune_options *options,
                   const struct split *split, struct tune_journal_file *file, struct error *err)
{
    const struct tune_journal journal = tune_journal_of(file);
    if (split->n_part[SPLIT_TRAIN] == 0 || split->n_part[SPLIT_VALIDATION] == 0)
        return error_set(err, ERROR_INPUT, AT_NOWHERE,
                         "there are too few ratings to search: %zu to learn from and %zu to judge "
                         "by",
                         split->n_part[SPLIT_TRAIN], split->n_part[SPLIT_VALIDATION]);
    return tune_run(options, &night->ratings, split->part, night->pool, night->session->clock,
                    &journal, night->arena, &night->tuning, err);
}

bool night_tune_search(struct night *night, const struct test_rows *rows,
                       struct train_options *options, struct error *err)
{
    struct tune_dimension dimensions[TUNE_SETTINGS];
    struct tune_options tune = {
        .base = options->models.svd,
        .dimensions = dimensions,
        .trials = night->config->tune.trials,
        .kernels = night->kernels,
        .seed = night->config->run.seed,
    };
    struct tune_journal_file file;
    struct split split;
    if (options->split.protocol == SPLIT_KFOLD)
        return error_set(err, ERROR_USAGE, config_at(night->config, "split", "protocol"),
                         "--tune needs one test part that it never looks at; kfold has several");
    if (options->models.svd_is_bayes)
        return error_set(err, ERROR_USAGE, config_at(night->config, "svd", "preset"),
                         "--tune searches the settings of fast and accurate; bayes has none to "
                         "search");
    struct split_options with_validation = options->split;
    with_validation.validation_share = night->config->svd.validation_share;
    if (!read_space(night->config, dimensions, &tune.dimension_count, err) ||
        !split_make(&with_validation, &night->ratings, night->arena, &split, err))
        return false;
    struct arena *scratch = arena_open("journal", (size_t)1 << 28);
    bool done =
        open_journal(night, rows, scratch, &file, err) && search(night, &tune, &split, &file, err);
    arena_close(scratch);
    split_free(&split);
    if (done)
        options->models.svd = tune_apply(&tune, &night->tuning.trials[night->tuning.best]);
    return done;
}
