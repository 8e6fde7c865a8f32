#include "charts/charts_recommender.h"

#include <math.h>
#include <string.h>

#include "charts/curve_chart.h"
#include "charts/line_chart.h"
#include "charts/paint.h"

/* Ratings below which the error of a slice says little: its place is the table. */
#define SLICE_RATINGS_MIN 30

static const struct json *scoring_of(const struct easel *easel, const char *key)
{
    return json_get(json_get(easel->summary, "scoring"), key);
}

/* ── models ─────────────────────────────────────────────────────────────────────────────────────
 */

/* Intervals of single models say less than those of differences: they are for want of these. */
static bool draw_models(struct easel *easel)
{
    struct rows_chart_row rows[EASEL_ROWS_MAX];
    struct rows_chart chart =
        easel_rows("models", "RMSE of the model beside its baselines",
                   "Root mean square error on the held-out ratings, with 95 % intervals; less is "
                   "better.");
    const struct json *metrics = json_get(easel->summary, "metrics");
    chart.series[0] = STR("RMSE");
    chart.series_count = 1;
    chart.rows = rows;
    if (json_count(scoring_of(easel, "comparisons")) != 0)
        return true;
    for (const struct json *metric = json_first(metrics); metric; metric = json_next(metric)) {
        const struct json *labels = json_get(metric, "labels");
        if (strcmp(json_get_text(metric, "key"), "rmse") == 0 && json_count(labels) == 1 &&
            chart.row_count < EASEL_ROWS_MAX)
            rows[chart.row_count++] = (struct rows_chart_row){
                .name = str_from(json_get_text(labels, "model")), .values = {easel_value(metric)}};
    }
    if (chart.row_count == 0)
        return true;
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

/* How far each model is ahead of the headline, which is the line at 0; right is better. */
static bool draw_lead(struct easel *easel, const struct json *first)
{
    struct rows_chart_row rows[EASEL_ROWS_MAX];
    const char *metric = json_get_text(first, "metric");
    const char *title = json_get_text(first, "title");
    const char *headline = json_get_text(first, "first");
    bool higher = strcmp(json_get_text(first, "direction"), "higher") == 0;
    struct rows_chart chart = easel_rows(
        arena_printf(easel->arena, "lead-%s", metric),
        arena_printf(easel->arena, "How far the models are ahead of %s by %s", headline, title),
        "Differences over the same users with 95 % intervals; to the right of the line is better.");
    chart.series[0] = str_from(title);
    chart.series_count = 1;
    chart.rows = rows;
    chart.gate = 0;
    chart.per_cent = strcmp(json_get_text(first, "unit"), "share") == 0;
    for (const struct json *pair = first; pair; pair = json_next(pair)) {
        struct rows_chart_value value = {json_get_number(pair, "difference"),
                                         json_get_number(pair, "low"),
                                         json_get_number(pair, "high")};
        if (strcmp(json_get_text(pair, "metric"), metric) != 0 || chart.row_count == EASEL_ROWS_MAX)
            continue;
        if (higher)
            value = (struct rows_chart_value){-value.value, -value.high, -value.low};
        rows[chart.row_count++] = (struct rows_chart_row){
            .name = str_from(json_get_text(pair, "second")), .values = {value}};
    }
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

static bool draw_leads(struct easel *easel)
{
    const char *drawn = "";
    const struct json *pairs = scoring_of(easel, "comparisons");
    for (const struct json *pair = json_first(pairs); pair; pair = json_next(pair)) {
        if (strcmp(json_get_text(pair, "metric"), drawn) == 0)
            continue;
        drawn = json_get_text(pair, "metric");
        if (!draw_lead(easel, pair))
            return false;
    }
    return true;
}

/* ── calibration ────────────────────────────────────────────────────────────────────────────────
 */

/* The models of a chart: the headline first, then those that say how sure they are. */
static size_t list_calibrations(const struct easel *easel, bool with_levels,
                                const struct json *out[CURVE_CHART_SERIES])
{
    const struct json *list = scoring_of(easel, "calibrations");
    const char *headline = json_text(scoring_of(easel, "headline"));
    size_t count = 0;
    for (int turn = 0; turn < 2; turn++)
        for (const struct json *one = json_first(list); one; one = json_next(one)) {
            bool is_headline = strcmp(json_get_text(one, "model"), headline) == 0;
            bool has_levels = json_count(json_get(one, "levels")) != 0;
            if (is_headline == (turn == 0) && count < CURVE_CHART_SERIES &&
                (has_levels || (is_headline && !with_levels)))
                out[count++] = one;
        }
    return count;
}

static struct curve_chart_series bucket_series(const struct easel *easel, const struct json *model,
                                               double ends[2])
{
    const struct json *buckets = json_get(model, "buckets");
    struct curve_chart_point *points =
        ARENA_ARRAY(easel->arena, struct curve_chart_point, json_count(buckets));
    const char *name = json_get_text(model, "model");
    size_t count = 0;
    for (const struct json *one = json_first(buckets); one; one = json_next(one)) {
        double predicted = json_get_number(one, "predicted");
        double observed = json_get_number(one, "observed");
        double low = json_get_number(one, "low");
        double high = json_get_number(one, "high");
        points[count++] = (struct curve_chart_point){
            predicted, observed, low, high,
            str_from(arena_printf(
                easel->arena, "%s: %.2f predicted, %.2f observed (%.2f to %.2f), %zu ratings", name,
                predicted, observed, low, high, json_size(json_get(one, "count"))))};
        /* Not the interval, which with few ratings is wider than the scale. */
        ends[0] = fmin(ends[0], fmin(predicted, observed));
        ends[1] = fmax(ends[1], fmax(predicted, observed));
    }
    return (struct curve_chart_series){str_from(name), points, count};
}

static bool draw_calibration(struct easel *easel)
{
    const struct json *models[CURVE_CHART_SERIES];
    struct curve_chart chart = {
        .id = "calibration",
        .title = STR("Observed ratings over predicted ones"),
        .text = STR("Mean held-out rating of the ratings with about the same prediction, with "
                    "95 % intervals; on the diagonal predictions mean what they say."),
        .x_name = STR("predicted stars"),
        .y_name = STR("observed stars"),
        .diagonal = true,
        .marked = NAN,
        .series_count = list_calibrations(easel, false, models),
        .measure = paint_text_width,
    };
    double ends[2] = {INFINITY, -INFINITY};
    for (size_t s = 0; s < chart.series_count; s++)
        chart.series[s] = bucket_series(easel, models[s], ends);
    if (!(ends[0] < ends[1]))
        return true;
    chart.low = floor(2 * ends[0]) / 2;
    chart.high = ceil(2 * ends[1]) / 2;
    struct drawing drawing = curve_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

static struct curve_chart_series level_series(const struct easel *easel, const struct json *model)
{
    const struct json *levels = json_get(model, "levels");
    struct curve_chart_point *points =
        ARENA_ARRAY(easel->arena, struct curve_chart_point, json_count(levels));
    const char *name = json_get_text(model, "model");
    size_t count = 0;
    for (const struct json *one = json_first(levels); one; one = json_next(one)) {
        double nominal = json_get_number(one, "nominal");
        double share = json_get_number(one, "covered") / json_get_number(one, "total");
        points[count++] = (struct curve_chart_point){
            nominal, share, json_get_number(one, "low"), json_get_number(one, "high"),
            str_from(arena_printf(easel->arena, "%s: the %.0f %% interval holds %.1f %%", name,
                                  100 * nominal, 100 * share))};
    }
    return (struct curve_chart_series){str_from(name), points, count};
}

static bool draw_coverage(struct easel *easel)
{
    const struct json *models[CURVE_CHART_SERIES];
    struct curve_chart chart = {
        .id = "coverage",
        .title =
            STR("Share of the ratings inside of their intervals over the share that should be"),
        .text = STR("Of the held-out ratings, with 95 % intervals; below the diagonal a model is "
                    "surer than it should be."),
        .x_name = STR("nominal"),
        .y_name = STR("inside"),
        .low = 0,
        .high = 1,
        .diagonal = true,
        .per_cent = true,
        .marked = NAN,
        .series_count = list_calibrations(easel, true, models),
        .measure = paint_text_width,
    };
    for (size_t s = 0; s < chart.series_count; s++)
        chart.series[s] = level_series(easel, models[s]);
    if (chart.series_count == 0)
        return true;
    struct drawing drawing = curve_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

/* ── slices ─────────────────────────────────────────────────────────────────────────────────────
 */

static bool is_drawn(const struct json *slice)
{
    return json_size(json_get(slice, "ratings")) >= SLICE_RATINGS_MIN &&
           isfinite(json_get_number(json_get(slice, "rmse"), "value"));
}

/* RMSE of the slices of one group on an axis that all groups share; the line is the whole. */
static bool draw_group(struct easel *easel, const struct json *first, size_t number,
                       const double ends[2])
{
    struct rows_chart_row rows[EASEL_ROWS_MAX];
    const char *group = json_get_text(first, "group");
    struct rows_chart chart =
        easel_rows(arena_printf(easel->arena, "slices-%zu", number),
                   arena_printf(easel->arena, "RMSE by %s", group),
                   arena_printf(easel->arena,
                                "With 95 %% intervals, of parts with at least %d held-out ratings; "
                                "the line is the RMSE of all.",
                                SLICE_RATINGS_MIN));
    const struct json *rmse = json_get(first, "rmse");
    chart.series[0] = STR("RMSE");
    chart.series_count = 1;
    chart.rows = rows;
    chart.low = ends[0];
    chart.high = ends[1];
    chart.gate = json_get_number(rmse, "value") - json_get_number(rmse, "difference");
    for (const struct json *one = first; one && strcmp(json_get_text(one, "group"), group) == 0;
         one = json_next(one))
        if (is_drawn(one) && chart.row_count < EASEL_ROWS_MAX)
            rows[chart.row_count++] =
                (struct rows_chart_row){.name = str_from(json_get_text(one, "name")),
                                        .values = {easel_value(json_get(one, "rmse"))}};
    if (chart.row_count == 0)
        return true;
    struct drawing drawing = rows_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

/* Of values, not intervals: that of a slice with few ratings would squeeze all others. */
static void find_ends(const struct json *slices, double ends[2])
{
    ends[0] = INFINITY;
    ends[1] = -INFINITY;
    for (const struct json *one = json_first(slices); one; one = json_next(one)) {
        const struct json *rmse = json_get(one, "rmse");
        double value = json_get_number(rmse, "value");
        double whole = value - json_get_number(rmse, "difference");
        if (!is_drawn(one))
            continue;
        ends[0] = fmin(ends[0], fmin(value, whole));
        ends[1] = fmax(ends[1], fmax(value, whole));
    }
    double margin = .25 * (ends[1] - ends[0]);
    ends[0] -= margin;
    ends[1] += margin;
}

static bool draw_slices(struct easel *easel)
{
    const struct json *slices = scoring_of(easel, "slices");
    const char *group = "";
    size_t number = 0;
    double ends[2];
    find_ends(slices, ends);
    if (!(ends[0] < ends[1]))
        return true;
    for (const struct json *one = json_first(slices); one; one = json_next(one)) {
        if (strcmp(json_get_text(one, "group"), group) == 0)
            continue;
        group = json_get_text(one, "group");
        if (!draw_group(easel, one, number++, ends))
            return false;
    }
    return true;
}

/* ── training ───────────────────────────────────────────────────────────────────────────────────
 */

static bool draw_loss(struct easel *easel)
{
    const struct json *training = json_get(easel->summary, "training");
    const struct json *epochs = json_get(training, "epochs");
    size_t count = json_count(epochs);
    if (count == 0)
        return true;
    double *train = ARENA_ARRAY(easel->arena, double, count);
    double *validation = ARENA_ARRAY(easel->arena, double, count);
    size_t i = 0;
    for (const struct json *epoch = json_first(epochs); epoch; epoch = json_next(epoch), i++) {
        train[i] = json_get_number(epoch, "train_rmse");
        validation[i] = json_get_number(epoch, "validation_rmse");
    }
    const struct line_chart chart = {
        .id = "loss",
        .title = STR("Error of each epoch on train and validation ratings"),
        .text = STR("Root mean square error in stars; the vertical line is the epoch that is "
                    "kept."),
        .x_name = STR("epoch"),
        .decimals = 4,
        .series = {{STR("train"), train}, {STR("validation"), validation}},
        .series_count = 2,
        .count = count,
        .marked = json_size(json_get(training, "best_epoch")),
        .mark_name = STR("kept"),
        .measure = paint_text_width,
    };
    struct drawing drawing = line_chart_layout(&chart, easel->arena);
    return easel_put(easel, &drawing);
}

bool charts_recommender_draw(struct easel *easel)
{
    return draw_models(easel) && draw_leads(easel) && draw_calibration(easel) &&
           draw_coverage(easel) && draw_slices(easel) && draw_loss(easel);
}
