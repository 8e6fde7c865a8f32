#include "train/contender_text.h"

static struct str sgd_text(const struct svd_options *svd, const struct svd_fit *fit,
                           struct arena *arena)
{
    const char *implicit = svd->implicit ? ", implicit feedback on both sides" : "";
    const char *mean =
        svd->models > 1 ? arena_printf(arena, ", mean of %zu models", svd->models) : "";
    return str_from(arena_printf(
        arena,
        "biased matrix factorisation by stochastic gradient descent%s, %zu factors, %zu %s%s",
        implicit, svd->factors, fit->best_epoch, fit->best_epoch == 1 ? "epoch" : "epochs", mean));
}

static struct str bayes_text(const struct bayes_options *bayes, const struct bayes_fit *fit,
                             struct arena *arena)
{
    return str_from(arena_printf(
        arena,
        "Bayesian matrix factorisation by Gibbs sampling, implicit feedback on both sides, %s "
        "likelihood%s, %zu factors, mean of %zu draws out of %zu",
        fit->probit ? "ordered probit" : "Gaussian", fit->dated ? ", drift in time" : "",
        bayes->factors, fit->averaged, fit->sweep_count));
}

static struct str ease_text(const struct ease *ease, const struct ease_options *options,
                            struct arena *arena)
{
    return str_from(arena_printf(arena, "item-based EASE over %zu of %zu films, λ = %.3g",
                                 ease->n_chosen, ease->n_items, options->regularization));
}

struct str contender_text(const struct contender *contender,
                          const struct contender_options *options, struct arena *arena)
{
    switch (contender->kind) {
    case CONTENDER_SVD:
        if (contender->is_bayes)
            return bayes_text(&options->bayes, &contender->bayes.fit, arena);
        return sgd_text(&options->svd, &contender->svd.fit, arena);
    case CONTENDER_FAST:
        return sgd_text(&options->fast, &contender->svd.fit, arena);
    case CONTENDER_ACCURATE:
        return sgd_text(&options->accurate, &contender->svd.fit, arena);
    case CONTENDER_BAYES:
        return bayes_text(&options->bayes, &contender->bayes.fit, arena);
    case CONTENDER_POPULARITY:
        return STR("the most rated films, for everybody the same");
    case CONTENDER_EASE:
        return ease_text(&contender->ease, &options->ease, arena);
    case CONTENDER_ALS:
        return str_from(arena_printf(arena,
                                     "implicit matrix factorisation by alternating least "
                                     "squares, %zu factors, %zu sweeps",
                                     options->als.factors, options->als.sweeps));
    case CONTENDER_BPR:
        return str_from(arena_printf(arena,
                                     "Bayesian personalized ranking, %zu factors, %zu "
                                     "epochs",
                                     options->bpr.factors, options->bpr.epochs));
    case CONTENDER_BLEND:
        return str_from(arena_printf(arena, "EASE and ALS together, %.0f %% of it ALS",
                                     100.0 * contender->blend.als_weight));
    case CONTENDER_BIASES:
        return STR("mean, and how far users and films lie from it");
    case CONTENDER_GLOBAL_MEAN:
        return STR("the mean of all ratings");
    case CONTENDERS:
        break;
    }
    return STR_NONE;
}
