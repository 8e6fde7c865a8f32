#include "commands/night_models.h"

#include <math.h>

#include "config/keys.h"

static void take_count(size_t *option, size_t wanted)
{
    if (wanted != KEYS_AUTO_COUNT)
        *option = wanted;
}

static void take_number(double *option, double wanted)
{
    if (!isnan(wanted))
        *option = wanted;
}

static struct svd_options preset(const struct config *config, enum svd_preset name,
                                 size_t n_ratings)
{
    struct svd_options options = svd_preset(name, n_ratings);
    options.seed = config->run.seed;
    return options;
}

/* Under the preset bayes the keys of [svd] describe nothing, and `fast` stands in for them. */
static struct svd_options svd_options(const struct config *config, size_t n_ratings)
{
    const struct config_svd *svd = &config->svd;
    struct svd_options options = preset(
        config, svd->preset == CONFIG_PRESET_ACCURATE ? SVD_PRESET_ACCURATE : SVD_PRESET_FAST,
        n_ratings);
    take_count(&options.factors, svd->factors);
    take_count(&options.epochs, svd->epochs);
    take_number(&options.learning_rate, svd->learning_rate);
    take_number(&options.regularization, svd->regularization);
    take_number(&options.init_stddev, svd->init_stddev);
    if (svd->implicit != CONFIG_SWITCH_AUTO)
        options.implicit = svd->implicit == CONFIG_SWITCH_YES;
    take_number(&options.implicit_weight, svd->implicit_weight);
    take_number(&options.implicit_regularization, svd->implicit_regularization);
    take_count(&options.models, svd->models);
    take_count(&options.patience, svd->patience);
    return options;
}

static struct bayes_options bayes_options(const struct config *config, size_t n_ratings)
{
    const struct config_bayes *bayes = &config->bayes;
    struct bayes_options options = bayes_options_for(BAYES_FULL, n_ratings);
    take_count(&options.factors, bayes->factors);
    take_count(&options.sweeps, bayes->sweeps);
    take_count(&options.burn_in, bayes->burn_in);
    options.likelihood = (enum bayes_likelihood)bayes->likelihood;
    options.dates = (enum bayes_dates)bayes->dates;
    take_number(&options.init_stddev, bayes->init_stddev);
    take_count(&options.kept, bayes->kept);
    options.seed = config->run.seed;
    return options;
}

static struct ease_options ease_options(const struct config *config, const struct ratings *ratings)
{
    struct ease_options options = ease_defaults(ratings->n_users, config->ranking.relevant_from);
    take_number(&options.regularization, config->ease.regularization);
    options.memory_limit = config->ease.memory << 20;
    return options;
}

static struct als_options als_options(const struct config *config, const struct ratings *ratings)
{
    struct als_options options =
        als_defaults(ratings, config->ranking.relevant_from, config->run.seed);
    options.factors = config->als.factors;
    options.sweeps = config->als.sweeps;
    options.unobserved = config->als.unobserved;
    take_number(&options.regularization, config->als.regularization);
    return options;
}

static struct bpr_options bpr_options(const struct config *config)
{
    return (struct bpr_options){
        .factors = config->bpr.factors,
        .epochs = config->bpr.epochs,
        .learning_rate = config->bpr.learning_rate,
        .regularization = config->bpr.regularization,
        .liked_from = config->ranking.relevant_from,
        .seed = config->run.seed,
    };
}

struct contender_options night_models_options(const struct config *config,
                                              const struct ratings *ratings,
                                              const struct kernels *kernels)
{
    const size_t n_ratings = ratings->count;
    return (struct contender_options){
        .svd_is_bayes = config->svd.preset == CONFIG_PRESET_BAYES,
        .svd = svd_options(config, n_ratings),
        .fast = preset(config, SVD_PRESET_FAST, n_ratings),
        .accurate = preset(config, SVD_PRESET_ACCURATE, n_ratings),
        .bayes = bayes_options(config, n_ratings),
        .ease = ease_options(config, ratings),
        .als = als_options(config, ratings),
        .bpr = bpr_options(config),
        .kernels = kernels,
    };
}
