#include "train/train.h"

#include <math.h>

#include "train/contender_text.h"
#include "train/ranking_fold.h"
#include "train/ranking_metrics.h"
#include "train/scorer.h"
#include "train/user_bootstrap.h"

/* What one training run hands from step to step. */
struct course {
    const struct train_options *options;
    const struct ratings *ratings;
    struct contender_input input;
    struct split split;
    enum contender_kind kinds[CONTENDERS]; /* (count), in their order */
    size_t count;
    struct scorer scorer;
    struct ranking ranking[CONTENDERS]; /* of the kinds that rank */
};

/* ---- scores of one fold -----------------------------------------------------------------------
 */

static void score_predictions(struct course *course, const struct contender *contenders)
{
    struct predictor predictors[CONTENDERS];
    for (size_t c = 0; c < course->count; c++)
        predictors[c] = contenders[c].predictor;
    scorer_add_fold(&course->scorer, course->split.part, predictors, course->count,
                    course->input.pool);
}

static void score_rankings(struct course *course, const struct contender *contenders)
{
    struct ranking_fold fold = ranking_fold_make(course->ratings, course->split.part,
                                                 course->options->ranking.relevant_from);
    for (size_t c = 0; c < course->count; c++)
        if (contenders[c].predictor.score != NULL)
            ranking_add(&course->ranking[c], &fold, &contenders[c].predictor, course->input.pool);
    ranking_fold_free(&fold);
}

/* ---- folds ------------------------------------------------------------------------------------
 */

/* Writes what the first fold did to the model card, and hands over its model. */
static void note_fold(struct course *course, struct contender *contenders, struct training *out,
                      struct svd_model *model)
{
    out->n_train = course->split.n_part[SPLIT_TRAIN];
    out->n_validation = course->split.n_part[SPLIT_VALIDATION];
    out->n_test = course->split.n_part[SPLIT_TEST];
    out->models = ARENA_ARRAY(course->input.arena, struct training_model, course->count);
    out->model_count = course->count;
    for (size_t c = 0; c < course->count; c++) {
        out->models[c] = (struct training_model){
            .name = str_from(contender_name(contenders[c].kind)),
            .text = contender_text(&contenders[c], course->input.options, course->input.arena),
            .rates = contender_rates(contenders[c].kind),
            .ranks = contender_ranks(contenders[c].kind),
            .fit_ms = contenders[c].fit_ms,
        };
        if (contenders[c].kind != CONTENDER_SVD)
            continue;
        if (!contenders[c].is_bayes) {
            const struct svd_fit *fit = &contenders[c].svd.fit;
            out->epochs = fit->epochs;
            out->epoch_count = fit->epoch_count;
            out->best_epoch = fit->best_epoch;
            out->stopped_early = fit->stopped_early;
        }
        out->training_ms = contenders[c].fit_ms;
        if (model != NULL)
            *model = contender_take_svd(&contenders[c]);
    }
}

/* Trains all models on one fold and adds their scores. */
static bool run_fold(struct course *course, size_t fold, struct training *out,
                     struct svd_model *model, struct error *err)
{
    struct contender contenders[CONTENDERS] = {0};
    size_t fitted = 0;
    while (fitted < course->count &&
           contender_fit(course->kinds[fitted], &course->input, &contenders[fitted], err))
        fitted++;
    const bool ok = fitted == course->count;
    if (ok && course->split.n_part[SPLIT_TEST] != 0) {
        score_predictions(course, contenders);
        score_rankings(course, contenders);
    }
    if (ok && fold == 0)
        note_fold(course, contenders, out, model);
    while (fitted != 0)
        contender_free(&contenders[--fitted]);
    return ok;
}

/* Runs all folds and keeps the model of the first. */
static bool run_folds(struct course *course, struct training *out, struct svd_model *model,
                      struct error *err)
{
    for (size_t fold = 0; fold < course->split.folds; fold++) {
        if (fold != 0)
            split_use_fold(&course->split, course->ratings, fold);
        if (run_fold(course, fold, out, model, err))
            continue;
        if (model != NULL)
            svd_free(model);
        return false;
    }
    return true;
}

/* ---- metrics ----------------------------------------------------------------------------------
 */

/* Lists of this length are compared, where they were scored; otherwise the longest are. */
#define COMPARED_LENGTH 10

static size_t compared_length(const struct ranking_options *options)
{
    size_t at = options->k_count - 1;
    for (size_t n = 0; n < options->k_count; n++)
        if (options->ks[n] == COMPARED_LENGTH)
            at = n;
    return at;
}

/* The models that rank, with all averages of their lists; what is compared is nDCG. */
static struct scorer_lists collect_lists(const struct course *course)
{
    const struct ranking_options *options = &course->options->ranking;
    const size_t most = CONTENDERS * RANKING_AVERAGES_MAX;
    struct arena *scratch = course->input.scratch;
    struct scorer_list *items = ARENA_ARRAY(scratch, struct scorer_list, CONTENDERS);
    struct user_average *averages = ARENA_ARRAY(scratch, struct user_average, most);
    struct scorer_lists lists = {
        .items = items,
        .averages = averages,
        .intervals = ARENA_ARRAY(scratch, struct interval, most),
    };
    if (options->k_count == 0)
        return lists;
    const size_t at = compared_length(options);
    lists.k = options->ks[at];
    for (size_t c = 0; c < course->count; c++) {
        struct user_average *own = averages + lists.average_count;
        if (!contender_ranks(course->kinds[c]))
            continue;
        lists.average_count += ranking_averages(&course->ranking[c], own);
        items[lists.count++] = (struct scorer_list){str_from(contender_name(course->kinds[c])),
                                                    own[at * RANKING_MEASURES + RANKING_NDCG]};
    }
    return lists;
}

/* Appends every metric, with intervals that all come from the same resamples of users. */
static void report(const struct course *course, struct scoring *scoring,
                   struct metric_list *metrics)
{
    const struct user_bootstrap bootstrap = {course->options->resamples, course->options->seed};
    const struct scorer_lists lists = collect_lists(course);
    scorer_finish(&course->scorer, &bootstrap, &lists, course->input.pool, course->input.arena,
                  scoring, metrics);
    const struct interval *intervals = lists.intervals;
    for (size_t c = 0; c < course->count; c++) {
        const enum contender_kind kind = course->kinds[c];
        if (!contender_ranks(kind))
            continue;
        ranking_metrics(&course->ranking[c], str_from(contender_name(kind)),
                        kind == course->kinds[0], intervals, metrics);
        intervals += ranking_average_count(&course->ranking[c]);
    }
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* Why nothing can be learned from these ratings; empty when something can. */
static struct str why_not(const struct ratings *ratings, struct arena *arena)
{
    if (ratings->count == 0)
        return STR("there are no ratings");
    if (ratings->count == 1)
        return STR("there is only one rating");
    if (ratings->n_users == 1)
        return str_from(arena_printf(arena,
                                     "all %zu ratings are by one user: tastes are learned "
                                     "from several",
                                     ratings->count));
    if (ratings->n_items == 1)
        return str_from(arena_printf(arena,
                                     "all %zu ratings are of one film: there is nothing "
                                     "to choose from",
                                     ratings->count));
    return STR_NONE;
}

static struct training describe(const struct train_options *options, const struct ratings *ratings)
{
    return (struct training){
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .protocol = str_from(split_protocol_name(options->split.protocol)),
        .folds = 1,
        .factors = options->models.svd.factors,
        .epochs_max = options->models.svd.epochs,
        .learning_rate = options->models.svd.learning_rate,
        .regularization = options->models.svd.regularization,
        .init_stddev = options->models.svd.init_stddev,
        .seed = options->models.svd.seed,
        .training_ms = NAN,
        .data_digest = ratings->digest,
    };
}

/* Without a train or a test part everything is for training: a model is worth more than a score. */
static void settle_split(struct split *split, const struct ratings *ratings, struct training *out,
                         struct arena *arena)
{
    size_t learned = split->n_part[SPLIT_TRAIN] + split->n_part[SPLIT_VALIDATION];
    if (learned != 0 && split->n_part[SPLIT_TEST] != 0)
        return;
    for (size_t i = 0; i < ratings->count; i++)
        split->part[i] = SPLIT_TRAIN;
    split->n_part[SPLIT_TRAIN] = ratings->count;
    split->n_part[SPLIT_VALIDATION] = 0;
    split->n_part[SPLIT_TEST] = 0;
    out->status = TRAINING_NO_TEST;
    out->reason = str_from(arena_printf(
        arena, "%s rating was held out: the model is trained on all %zu and not scored",
        learned == 0 ? "every" : "no", ratings->count));
    split->text = STR("none of the ratings");
}

bool train_run(const struct train_options *options, const struct ratings *ratings,
               struct pool *pool, const struct clock *clock, struct arena *arena,
               struct arena *scratch, struct training *out, struct scoring *scoring,
               struct metric_list *metrics, struct svd_model *model, struct error *err)
{
    struct course course = {
        .options = options,
        .ratings = ratings,
        .input =
            {
                .options = &options->models,
                .ratings = ratings,
                .pool = pool,
                .clock = clock,
                .arena = arena,
                .scratch = scratch,
            },
    };
    struct training training = describe(options, ratings);
    *scoring = (struct scoring){0};
    if (model != NULL)
        *model = (struct svd_model){0};
    training.reason = why_not(ratings, arena);
    if (training.reason.size != 0) {
        training.status = TRAINING_SKIPPED;
        *out = training;
        return true;
    }
    if (!split_make(&options->split, ratings, arena, &course.split, err))
        return false;
    training.status = TRAINING_DONE;
    settle_split(&course.split, ratings, &training, arena);
    training.protocol = str_from(split_protocol_name(course.split.protocol));
    training.protocol_text = course.split.text;
    training.folds = course.split.folds;
    course.input.part = course.split.part;
    course.scorer = scorer_init(ratings, options->films, scratch);
    for (unsigned kind = 0; kind < CONTENDERS; kind++) {
        if (kind < CONTENDER_BIASES && (options->contenders >> kind & 1U) == 0)
            continue;
        course.ranking[course.count] = ranking_init(&options->ranking, ratings, scratch);
        course.kinds[course.count++] = kind;
    }

    bool ok = run_folds(&course, &training, model, err);
    split_free(&course.split);
    if (!ok)
        return false;
    if (training.status == TRAINING_DONE)
        report(&course, scoring, metrics);
    for (size_t c = 0; c < course.count && training.ranked_users == 0; c++) {
        training.ranked_users = course.ranking[c].ranked_users;
        training.unranked_users = course.ranking[c].unranked_users;
    }
    *out = training;
    return true;
}
