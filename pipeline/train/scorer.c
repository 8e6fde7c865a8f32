#include "train/scorer.h"

#include <assert.h>

#include "base/memory.h"
#include "train/comparison.h"
#include "train/leakage.h"

struct scorer scorer_init(const struct ratings *ratings, const struct slices_films *films,
                          struct arena *arena)
{
    struct scorer scorer = {
        .ratings = ratings,
        .arena = arena,
        .truth = ARENA_NEW(arena, struct accuracy_truth),
        .slices = slices_init(ratings, films, arena),
        .extremes = extremes_init(ratings, arena),
    };
    *scorer.truth = accuracy_truth_init(ratings->n_users, arena);
    return scorer;
}

/* ---- one fold ---------------------------------------------------------------------------------
 */

static void open_models(struct scorer *scorer, const struct predictor *models, size_t count)
{
    scorer->headline = str_from(models[0].name);
    scorer->models = ARENA_ARRAY(scorer->arena, struct scorer_model, count);
    for (size_t m = 0; m < count; m++)
        if (models[m].predict != NULL)
            scorer->models[scorer->model_count++] = (struct scorer_model){
                .name = str_from(models[m].name),
                .accuracy = accuracy_init(scorer->truth, scorer->arena),
                .calibration = calibration_init(scorer->ratings),
            };
}

void scorer_add_fold(struct scorer *scorer, const unsigned char *part,
                     const struct predictor *models, size_t count, struct pool *pool)
{
    struct held_out held_out = held_out_make(scorer->ratings, part);
    float *mean = memory_block(held_out.count, sizeof *mean);
    float *stddev = memory_block(held_out.count, sizeof *stddev);
    if (scorer->models == NULL)
        open_models(scorer, models, count);
    leakage_add(&scorer->leakage, &held_out);
    accuracy_truth_add(scorer->truth, &held_out);
    size_t number = 0;
    for (size_t m = 0; m < count; m++) {
        if (models[m].predict == NULL)
            continue;
        assert(number < scorer->model_count);
        struct scorer_model *model = &scorer->models[number++];
        assert(str_equal(model->name, str_from(models[m].name)));
        models[m].predict(models[m].model, pool, scorer->ratings, held_out.rows, held_out.count,
                          mean, stddev);
        accuracy_add(&model->accuracy, &held_out, mean, pool);
        calibration_add(&model->calibration, &held_out, mean, stddev);
        if (m != 0)
            continue;
        slices_add(&scorer->slices, &held_out, mean);
        extremes_add(&scorer->extremes, &held_out, mean);
    }
    memory_free(mean);
    memory_free(stddev);
    held_out_free(&held_out);
}

/* ---- report -----------------------------------------------------------------------------------
 */

static bool is_headline(const struct scorer *scorer, struct str name)
{
    return str_equal(scorer->headline, name);
}

/* The headline's errors against all others', then its lists against theirs. */
static size_t ask_questions(const struct scorer *scorer, const struct scorer_lists *lists,
                            struct arena *arena, struct comparison_question *out)
{
    const struct scorer_model *models = scorer->models;
    size_t count = 0;
    for (size_t m = 1; m < scorer->model_count && is_headline(scorer, models[0].name); m++)
        out[count++] = (struct comparison_question){
            .metric = STR("rmse"),
            .lower_is_better = true,
            .of_roots = true,
            .first = {models[0].name, accuracy_squared(&models[0].accuracy)},
            .second = {models[m].name, accuracy_squared(&models[m].accuracy)},
        };
    for (size_t l = 1; l < lists->count && is_headline(scorer, lists->items[0].model); l++)
        out[count++] = (struct comparison_question){
            .metric = str_from(arena_printf(arena, "ndcg_at_%zu", lists->k)),
            .first = {lists->items[0].model, lists->items[0].ndcg},
            .second = {lists->items[l].model, lists->items[l].ndcg},
        };
    return count;
}

/* One bootstrap for accuracy, comparisons and the lists' averages; then the first two of them. */
static void finish_resampled(const struct scorer *scorer, const struct user_bootstrap *bootstrap,
                             const struct scorer_lists *lists, struct pool *pool,
                             struct arena *arena, struct scoring *out, struct metric_list *metrics)
{
    const size_t n_users = scorer->ratings->n_users;
    const size_t own = scorer->model_count * ACCURACY_AVERAGES;
    const size_t count = own + lists->average_count;
    const size_t most = scorer->model_count + lists->count;
    struct user_average *averages = memory_block(count, sizeof *averages);
    struct interval *intervals = memory_block(count + most, sizeof *intervals);
    struct comparison_question *questions = memory_block(most, sizeof *questions);
    struct user_difference *differences = memory_block(most, sizeof *differences);

    for (size_t m = 0; m < scorer->model_count; m++)
        accuracy_averages(&scorer->models[m].accuracy, averages + m * ACCURACY_AVERAGES);
    for (size_t a = 0; a < lists->average_count; a++)
        averages[own + a] = lists->averages[a];
    out->comparison_count = ask_questions(scorer, lists, arena, questions);
    for (size_t q = 0; q < out->comparison_count; q++)
        differences[q] = comparison_difference(&questions[q]);
    const struct user_bootstrap_request request = {averages, count, differences,
                                                   out->comparison_count};
    user_bootstrap_run(bootstrap, &request, n_users, pool, intervals, intervals + count);

    for (size_t m = 0; m < scorer->model_count; m++)
        accuracy_metrics(&scorer->models[m].accuracy, scorer->models[m].name,
                         is_headline(scorer, scorer->models[m].name),
                         intervals + m * ACCURACY_AVERAGES, metrics);
    for (size_t a = 0; a < lists->average_count; a++)
        lists->intervals[a] = intervals[own + a];
    out->comparisons = ARENA_ARRAY(arena, struct comparison, out->comparison_count);
    comparison_settle(questions, out->comparison_count, intervals + count, n_users,
                      out->comparisons);
    memory_free(averages);
    memory_free(intervals);
    memory_free(questions);
    memory_free(differences);
}

static void finish_calibration(const struct scorer *scorer, struct arena *arena,
                               struct scoring *out, struct metric_list *metrics)
{
    out->calibrations = ARENA_ARRAY(arena, struct calibration, scorer->model_count);
    out->calibration_count = scorer->model_count;
    for (size_t m = 0; m < scorer->model_count; m++) {
        const struct scorer_model *model = &scorer->models[m];
        out->calibrations[m] = calibration_finish(&model->calibration, model->name, arena);
        calibration_metrics(&out->calibrations[m], is_headline(scorer, model->name), metrics);
    }
}

void scorer_finish(const struct scorer *scorer, const struct user_bootstrap *bootstrap,
                   const struct scorer_lists *lists, struct pool *pool, struct arena *arena,
                   struct scoring *out, struct metric_list *metrics)
{
    const bool ranked = lists->count != 0 && is_headline(scorer, lists->items[0].model);
    *out = (struct scoring){
        .test = scorer->truth->count,
        .headline = scorer->headline,
        .k = lists->count == 0 ? 0 : lists->k,
        .leakage = scorer->leakage,
    };
    leakage_finish(&out->leakage, arena);
    finish_resampled(scorer, bootstrap, lists, pool, arena, out, metrics);
    finish_calibration(scorer, arena, out, metrics);
    slices_finish(&scorer->slices, ranked ? &lists->items[0].ndcg : NULL, arena, out);
    slices_metrics(out, metrics);
    extremes_finish(&scorer->extremes, arena, out);
}
