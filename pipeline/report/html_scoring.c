#include "report/html_scoring.h"

#include <math.h>
#include <string.h>

#include "report/format.h"

static const struct json *scoring_of(const struct html_page *page, const char *key)
{
    return json_get(json_get(page->summary, "scoring"), key);
}

static struct interval interval_of(const struct json *node)
{
    return (struct interval){json_get_number(node, "low"), json_get_number(node, "high")};
}

/* ── calibration ────────────────────────────────────────────────────────────────────────────────
 */

static const struct json *calibration_of(const struct html_page *page, const char *model)
{
    const struct json *one = json_first(scoring_of(page, "calibrations"));
    while (one != NULL && strcmp(json_get_text(one, "model"), model) != 0)
        one = json_next(one);
    return one;
}

static void put_buckets(const struct html_page *page, struct template_dict *part,
                        const struct json *calibration)
{
    template_text(part, "HEADLINE", json_get_text(calibration, "model"));
    const struct json *bucket = json_first(json_get(calibration, "buckets"));
    for (; bucket != NULL; bucket = json_next(bucket)) {
        struct template_dict *row = template_section(part, "BUCKET");
        template_text(row, "RANGE",
                      arena_printf(page->arena, "%.2f\u2013%.2f", json_get_number(bucket, "from"),
                                   json_get_number(bucket, "to")));
        html_parts_count(page, row, "COUNT", json_get(bucket, "count"));
        html_parts_number(page, row, "PREDICTED", "stars", json_get(bucket, "predicted"));
        html_parts_number(page, row, "OBSERVED", "stars", json_get(bucket, "observed"));
        template_text(row, "ENDS", format_interval(page->arena, METRIC_STARS, interval_of(bucket)));
        template_text(row, "DIFFERENCE",
                      format_change(page->arena, METRIC_STARS,
                                    json_get_number(bucket, "predicted") -
                                        json_get_number(bucket, "observed")));
    }
}

/* A row per model that has intervals, a column per level. */
static void put_levels(const struct html_page *page, struct template_dict *part)
{
    struct template_dict *table = NULL;
    const struct json *one = json_first(scoring_of(page, "calibrations"));
    for (; one != NULL; one = json_next(one)) {
        const struct json *level = json_first(json_get(one, "levels"));
        if (level == NULL)
            continue;
        bool first = table == NULL;
        if (first)
            table = template_section(part, "LEVELS");
        struct template_dict *row = template_section(table, "MODEL");
        template_text(row, "NAME", json_get_text(one, "model"));
        for (; level != NULL; level = json_next(level)) {
            struct template_dict *cell = template_section(row, "LEVEL");
            double share = json_get_number(level, "covered") / json_get_number(level, "total");
            if (first)
                template_text(
                    template_section(table, "COLUMN"), "NOMINAL",
                    arena_printf(page->arena, "%.0f", 100 * json_get_number(level, "nominal")));
            template_text(cell, "SHARE", format_value(page->arena, METRIC_SHARE, share));
            template_text(cell, "ENDS",
                          format_interval_inline(page->arena, METRIC_SHARE, interval_of(level)));
            html_parts_number(page, cell, "WIDTH", "stars", json_get(level, "width"));
        }
    }
}

/* How far off ratings are of which the models were about equally sure. */
static void put_spreads(const struct html_page *page, struct template_dict *part)
{
    struct template_dict *table = NULL;
    const struct json *one = json_first(scoring_of(page, "calibrations"));
    for (; one != NULL; one = json_next(one)) {
        const struct json *spread = json_first(json_get(one, "spreads"));
        if (spread != NULL && table == NULL)
            table = template_section(part, "SPREADS");
        for (; spread != NULL; spread = json_next(spread)) {
            struct template_dict *row = template_section(table, "SPREAD");
            template_text(row, "NAME", json_get_text(one, "model"));
            html_parts_count(page, row, "COUNT", json_get(spread, "count"));
            html_parts_number(page, row, "PREDICTED", "stars", json_get(spread, "predicted"));
            html_parts_number(page, row, "OBSERVED", "stars", json_get(spread, "observed"));
        }
    }
}

static void put_calibration(const struct html_page *page, struct template_dict *dict)
{
    const struct json *headline = calibration_of(page, json_text(scoring_of(page, "headline")));
    const struct json *one = json_first(scoring_of(page, "calibrations"));
    if (headline == NULL)
        return;
    struct template_dict *part =
        template_include(dict, "CALIBRATION", "recommender_calibration.html");
    template_text(template_section(part, "SAYS"), "TEXT", json_get_text(headline, "sentence"));
    for (; one != NULL; one = json_next(one))
        if (one != headline && json_count(json_get(one, "levels")) != 0)
            template_text(template_section(part, "SAYS"), "TEXT", json_get_text(one, "sentence"));
    html_parts_chart(page, part, "RELIABILITY", "calibration");
    html_parts_chart(page, part, "COVERAGE", "coverage");
    put_buckets(page, part, headline);
    put_levels(page, part);
    put_spreads(page, part);
}

/* ── slices ─────────────────────────────────────────────────────────────────────────────────────
 */

/* Value, interval and difference to the whole as {{VALUE}}, {{ENDS}} and {{DIFFERENCE}}. */
static void put_measured(const struct html_page *page, struct template_dict *row, const char *name,
                         const char *unit_name, const struct json *measured)
{
    enum metric_unit unit = format_unit(unit_name);
    struct template_dict *cell = template_section(row, name);
    template_text(cell, "VALUE",
                  format_value(page->arena, unit, json_get_number(measured, "value")));
    template_text(cell, "ENDS", format_interval_inline(page->arena, unit, interval_of(measured)));
    template_text(cell, "DIFFERENCE",
                  format_change(page->arena, unit, json_get_number(measured, "difference")));
}

/* Of the slices whose interval lies above the RMSE of all ratings the one with the largest. */
static const struct json *find_worst(const struct json *slices)
{
    const struct json *worst = NULL;
    for (const struct json *one = json_first(slices); one != NULL; one = json_next(one)) {
        const struct json *rmse = json_get(one, "rmse");
        double whole = json_get_number(rmse, "value") - json_get_number(rmse, "difference");
        if (json_get_number(rmse, "low") > whole &&
            (worst == NULL ||
             json_get_number(rmse, "value") > json_get_number(json_get(worst, "rmse"), "value")))
            worst = one;
    }
    return worst;
}

static void put_worst(const struct html_page *page, struct template_dict *part,
                      const struct json *slices)
{
    const struct json *worst = find_worst(slices);
    const struct json *rmse = json_get(worst, "rmse");
    double value = json_get_number(rmse, "value");
    if (worst == NULL)
        return;
    template_text(template_section(part, "WORST"), "TEXT",
                  arena_printf(page->arena,
                               "Furthest off: %s (%s), RMSE %s (%s) against %s of all held-out "
                               "ratings",
                               json_get_text(worst, "name"), json_get_text(worst, "group"),
                               format_value(page->arena, METRIC_STARS, value),
                               format_interval(page->arena, METRIC_STARS, interval_of(rmse)),
                               format_value(page->arena, METRIC_STARS,
                                            value - json_get_number(rmse, "difference"))));
}

static void put_slices(const struct html_page *page, struct template_dict *dict)
{
    const struct json *slices = scoring_of(page, "slices");
    const struct json *one = json_first(slices);
    const char *name = "";
    struct template_dict *group = NULL;
    size_t groups = 0;
    if (one == NULL)
        return;
    struct template_dict *part = template_include(dict, "SLICES", "recommender_slices.html");
    template_text(part, "MODEL", json_text(scoring_of(page, "headline")));
    template_text(part, "LENGTH", format_count(page->arena, json_size(scoring_of(page, "k"))));
    put_worst(page, part, slices);
    for (; one != NULL; one = json_next(one)) {
        if (strcmp(json_get_text(one, "group"), name) != 0) {
            name = json_get_text(one, "group");
            group = template_section(part, "GROUP");
            template_text(group, "GROUP_NAME", name);
            struct template_dict *figure = template_section(part, "FIGURE");
            template_text(figure, "FIGURE_NAME", name);
            html_parts_chart(page, figure, "ERROR",
                             arena_printf(page->arena, "slices-%zu", groups++));
        }
        struct template_dict *row = template_section(group, "SLICE");
        template_text(row, "NAME", json_get_text(one, "name"));
        html_parts_count(page, row, "RATINGS", json_get(one, "ratings"));
        html_parts_count(page, row, "USERS", json_get(one, "users"));
        put_measured(page, row, "RMSE", "stars", json_get(one, "rmse"));
        if (json_size(json_get(one, "ranked_users")) != 0)
            put_measured(page, row, "NDCG", "score", json_get(one, "ndcg"));
        else
            template_section(row, "NOT_RANKED");
    }
}

/* ── best and worst ─────────────────────────────────────────────────────────────────────────────
 */

/* "The Matrix (1999)"; the id of a user, or of a film that the catalogue does not list. */
static const char *name_of(const struct html_page *page, const struct json *extreme)
{
    const struct json *title = json_get(extreme, "title");
    const struct json *year = json_get(extreme, "year");
    if (!json_is_string(title))
        return json_get_text(extreme, "id");
    if (!json_is_number(year))
        return json_text(title);
    return arena_printf(page->arena, "%s (%.0f)", json_text(title), json_number(year));
}

static void put_extremes(const struct html_page *page, struct template_dict *fold, const char *key,
                         const char *caption, const char *what)
{
    const struct json *one = json_first(scoring_of(page, key));
    if (one == NULL)
        return;
    struct template_dict *table = template_section(fold, "TABLE");
    template_text(table, "ID", key);
    template_text(table, "CAPTION", caption);
    template_text(table, "WHAT", what);
    for (; one != NULL; one = json_next(one)) {
        struct template_dict *row = template_section(table, "ROW");
        template_text(row, "NAME", name_of(page, one));
        html_parts_count(page, row, "TRAIN", json_get(one, "train"));
        html_parts_count(page, row, "TEST", json_get(one, "test"));
        html_parts_number(page, row, "RATING", "stars", json_get(one, "mean_rating"));
        html_parts_number(page, row, "EXPECTED", "stars", json_get(one, "mean_expected"));
        html_parts_number(page, row, "RMSE", "stars", json_get(one, "rmse"));
    }
}

static void put_best_and_worst(const struct html_page *page, struct template_dict *dict)
{
    static const struct {
        const char *summary;
        const char *what;
        const char *worst;
        const char *best;
    } FOLDS[] = {
        {"Films predicted worst and best", "Film", "worst_films", "best_films"},
        {"Users predicted worst and best", "User", "worst_users", "best_users"},
    };
    struct template_dict *part = NULL;
    for (size_t i = 0; i < sizeof FOLDS / sizeof *FOLDS; i++) {
        if (json_count(scoring_of(page, FOLDS[i].worst)) == 0)
            continue;
        if (part == NULL)
            part = template_include(dict, "EXTREMES", "recommender_extremes.html");
        struct template_dict *fold = template_section(part, "FOLD");
        template_text(fold, "SUMMARY", FOLDS[i].summary);
        put_extremes(page, fold, FOLDS[i].worst, "Furthest off", FOLDS[i].what);
        put_extremes(page, fold, FOLDS[i].best, "Closest", FOLDS[i].what);
    }
    if (part == NULL)
        return;
    template_text(part, "MODEL", json_text(scoring_of(page, "headline")));
    html_parts_count(page, part, "FROM", scoring_of(page, "extremes_from"));
}

void html_scoring_put(const struct html_page *page, struct template_dict *dict)
{
    const struct json *leakage = json_get(scoring_of(page, "leakage"), "sentence");
    const struct json *serving = json_first(scoring_of(page, "serving"));
    for (; serving != NULL; serving = json_next(serving))
        template_text(template_section(dict, "SERVING"), "TEXT",
                      json_get_text(serving, "sentence"));
    if (json_is_string(leakage))
        template_text(template_section(dict, "LEAKAGE"), "TEXT", json_text(leakage));
    put_calibration(page, dict);
    put_slices(page, dict);
    put_best_and_worst(page, dict);
}
