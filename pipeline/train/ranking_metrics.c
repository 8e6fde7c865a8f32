#include "train/ranking_metrics.h"

/* What a metric is for any length of list; key and title get "at K" appended. */
struct measure {
    const char *key;
    const char *title;
    enum metric_unit unit;
    enum metric_direction direction;
    const char *formula;
    const char *interval;
};

#define OF_USERS ", mean over the users with a relevant held-out film; k is the length of the list."
#define BOOTSTRAP "percentiles of a bootstrap that draws users"

static const struct measure MEASURES[RANKING_MEASURES] = {
    [RANKING_NDCG] = {"ndcg", "nDCG", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
                      "Gain of the relevant films in the top k, 1 / log2(rank + 1) each, divided "
                      "by that of the best possible list" OF_USERS,
                      BOOTSTRAP},
    [RANKING_RECALL] = {"recall", "Recall", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                        "Relevant films in the top k, divided by all relevant films" OF_USERS,
                        BOOTSTRAP},
    [RANKING_PRECISION] = {"precision", "Precision", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                           "Relevant films in the top k, divided by k" OF_USERS, BOOTSTRAP},
    [RANKING_MAP] = {"map", "MAP", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
                     "Precision at the rank of each relevant film in the top k, summed and divided "
                     "by k or by the number of relevant films if that is smaller" OF_USERS,
                     BOOTSTRAP},
    [RANKING_MRR] = {"mrr", "MRR", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
                     "1 / rank of the first relevant film in the top k, 0 without one" OF_USERS,
                     BOOTSTRAP},
    [RANKING_HIT_RATE] = {"hit_rate", "Hit rate", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                          "1 when a relevant film is in the top k, otherwise 0" OF_USERS,
                          BOOTSTRAP},
};

static const struct measure COVERAGE = {
    "coverage",
    "Coverage",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of all rated films that are in the top k of some user; with folds the mean over them.",
    NULL};

#define OF_LISTS ", mean over the users with a relevant held-out film."

static const struct measure BEYOND[RANKING_BEYOND] = {
    [RANKING_AUC] =
        {"auc", "AUC", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
         "Share of the pairs of a relevant film and any other candidate in which the "
         "relevant one scores higher, ties counting a half, over the whole catalogue" OF_LISTS,
         BOOTSTRAP},
    [RANKING_NOVELTY] = {"novelty", "Novelty", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
                         "Self-information of the films in the top k in bits, -log2 of the share "
                         "of users who rated the film in train" OF_LISTS,
                         BOOTSTRAP},
    [RANKING_POPULARITY] = {"popularity", "Average popularity", METRIC_COUNT, METRIC_NEUTRAL,
                            "Number of train ratings of the films in the top k (ARP)" OF_LISTS,
                            BOOTSTRAP},
    [RANKING_TAIL_SHARE] = {"tail_share", "Long-tail share", METRIC_SHARE, METRIC_NEUTRAL,
                            "Share of the films in the top k that are beyond the most rated ones "
                            "which together hold 80 % of the train ratings" OF_LISTS,
                            BOOTSTRAP},
    [RANKING_SERENDIPITY] = {"serendipity", "Serendipity", METRIC_SHARE, METRIC_HIGHER_IS_BETTER,
                             "Share of the films in the top k that are relevant and not among the "
                             "k most rated films that the user has not rated" OF_LISTS,
                             BOOTSTRAP},
    [RANKING_DIVERSITY] = {"diversity", "Diversity", METRIC_SCORE, METRIC_HIGHER_IS_BETTER,
                           "Mean over all pairs of films in the top k of 1 - the Jaccard index of "
                           "their genres" OF_LISTS,
                           BOOTSTRAP},
    [RANKING_MISCALIBRATION] = {"miscalibration", "Genre miscalibration", METRIC_SCORE,
                                METRIC_LOWER_IS_BETTER,
                                "Kullback-Leibler divergence in nats of the genres in the top k, "
                                "smoothed by 1 %, from those of the films that the user rated in "
                                "train (Steck 2018)" OF_LISTS,
                                BOOTSTRAP},
};

static const struct measure GINI = {
    "gini",
    "Gini index",
    METRIC_SCORE,
    METRIC_LOWER_IS_BETTER,
    "Gini index of how often each rated film is in the top k of a user: 0 when all are equally "
    "often, near 1 when a few are everywhere; with folds the mean over them.",
    NULL};

static const struct measure ENTROPY = {
    "entropy",
    "Shannon entropy",
    METRIC_SCORE,
    METRIC_HIGHER_IS_BETTER,
    "Shannon entropy in nats of the shares of the films in all top k lists together; with folds "
    "the mean over them.",
    NULL};

static struct metric *add_metric(struct metric_list *out, const struct measure *measure, size_t k,
                                 double value, size_t support)
{
    struct metric_definition *definition = ARENA_NEW(out->arena, struct metric_definition);
    *definition = (struct metric_definition){
        .key = k == 0 ? measure->key : arena_printf(out->arena, "%s_at_%zu", measure->key, k),
        .title = k == 0 ? measure->title : arena_printf(out->arena, "%s@%zu", measure->title, k),
        .unit = measure->unit,
        .direction = measure->direction,
        .formula = measure->formula,
        .interval = measure->interval,
    };
    return metric_add(out, definition, value, support);
}

static void finish(struct metric *metric, struct str model, bool headline)
{
    metric->headline = headline;
    metric_label(metric, "model", model);
}

/* What is beyond hits, for lists of one length; what no user has a part in is not reported. */
static void add_beyond(const struct ranking *ranking, struct str model, bool headline,
                       const struct user_average *averages, const struct interval *intervals,
                       struct metric_list *out)
{
    size_t users = 0;
    for (size_t b = 0; b < RANKING_BEYOND; b++) {
        const double value = user_bootstrap_value(averages[b], ranking->n_users, &users);
        const bool needs_genres = b == RANKING_DIVERSITY || b == RANKING_MISCALIBRATION;
        if (needs_genres && ranking->options.genres == NULL)
            continue;
        const size_t k = b == RANKING_AUC ? 0 : ranking->beyond_k;
        struct metric *metric = add_metric(out, &BEYOND[b], k, value, users);
        metric->interval = intervals[b];
        finish(metric, model, headline);
    }
    const size_t lists = ranking->ranked_users;
    finish(add_metric(out, &GINI, ranking->beyond_k, mean_value(ranking->gini), lists), model,
           headline);
    finish(add_metric(out, &ENTROPY, ranking->beyond_k, mean_value(ranking->entropy), lists), model,
           headline);
}

void ranking_metrics(const struct ranking *ranking, struct str model, bool headline,
                     const struct interval *intervals, struct metric_list *out)
{
    struct user_average averages[RANKING_AVERAGES_MAX];
    if (ranking_averages(ranking, averages) == 0)
        return;
    size_t a = 0;
    for (size_t n = 0; n < ranking->options.k_count; n++) {
        const size_t k = ranking->options.ks[n];
        size_t users = 0;
        for (size_t m = 0; m < RANKING_MEASURES; m++, a++) {
            double value = user_bootstrap_value(averages[a], ranking->n_users, &users);
            struct metric *metric = add_metric(out, &MEASURES[m], k, value, users);
            metric->interval = intervals[a];
            finish(metric, model, headline);
        }
        finish(add_metric(out, &COVERAGE, k, mean_value(ranking->coverage[n]), users), model,
               headline);
    }
    add_beyond(ranking, model, headline, averages + a, intervals + a, out);
}
