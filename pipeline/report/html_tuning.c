#include "report/html_tuning.h"

#include <math.h>
#include <stdlib.h>

#include "report/format.h"

bool html_tuning_has(const struct json *summary)
{
    return json_is_object(json_get(summary, "tuning"));
}

/* A trial, and what it is sorted by: the rung that it reached, and its error there. */
struct entry {
    const struct json *trial;
    size_t rungs;
    double rmse;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    if (left->rungs != right->rungs)
        return left->rungs > right->rungs ? -1 : 1;
    if (isnan(left->rmse) != isnan(right->rmse))
        return isnan(left->rmse) ? 1 : -1;
    if (left->rmse < right->rmse || left->rmse > right->rmse)
        return left->rmse < right->rmse ? -1 : 1;
    return json_get_number(left->trial, "number") < json_get_number(right->trial, "number") ? -1
                                                                                            : 1;
}

static struct entry *sorted_trials(const struct html_page *page, size_t *count)
{
    const struct json *trials = json_get(json_get(page->summary, "tuning"), "trials");
    struct entry *entries = ARENA_ARRAY(page->arena, struct entry, json_count(trials));
    *count = 0;
    for (const struct json *trial = json_first(trials); trial; trial = json_next(trial)) {
        struct entry *entry = &entries[(*count)++];
        *entry = (struct entry){.trial = trial, .rmse = NAN};
        const struct json *rmse = json_first(json_get(trial, "rmse"));
        for (; rmse != NULL; rmse = json_next(rmse), entry->rungs++)
            entry->rmse = json_number(rmse);
    }
    qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

static void put_row(const struct html_page *page, struct template_dict *dict,
                    const struct entry *entry, size_t rung_count)
{
    struct template_dict *row = template_section(dict, "TRIAL");
    const struct json *value = json_first(json_get(entry->trial, "values"));
    const struct json *rmse = json_first(json_get(entry->trial, "rmse"));
    html_parts_count(page, row, "NUMBER", json_get(entry->trial, "number"));
    for (; value != NULL; value = json_next(value))
        template_text(template_section(row, "VALUE"), "TEXT",
                      arena_printf(page->arena, "%.3g", json_number(value)));
    for (size_t r = 0; r < rung_count; r++, rmse = json_next(rmse)) {
        const char *text = "";
        if (r < entry->rungs)
            text = json_is_null(rmse) ? "diverged"
                                      : format_value(page->arena, METRIC_STARS, json_number(rmse));
        template_text(template_section(row, "ERROR"), "TEXT", text);
    }
}

void html_tuning_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *tuning = json_get(page->summary, "tuning");
    const struct json *rungs = json_get(tuning, "rungs");
    size_t count;
    const struct entry *entries = sorted_trials(page, &count);
    template_text(dict, "TRIALS", format_plural(page->arena, count, "trial", "trials"));
    html_parts_count(page, dict, "FITS", json_get(tuning, "fits"));
    html_parts_count(page, dict, "BEST", json_get(tuning, "best"));
    html_parts_count(page, dict, "LEARNED", json_get(tuning, "train"));
    html_parts_count(page, dict, "JUDGED", json_get(tuning, "validation"));
    const struct json *dimension = json_first(json_get(tuning, "space"));
    for (; dimension != NULL; dimension = json_next(dimension)) {
        template_text(template_section(dict, "SETTING"), "NAME", json_key(dimension));
        html_parts_fact(dict, json_key(dimension), json_text(dimension));
    }
    for (const struct json *rung = json_first(rungs); rung != NULL; rung = json_next(rung))
        template_text(template_section(dict, "RUNG"), "NAME",
                      format_plural(page->arena, (size_t)json_number(rung), "epoch", "epochs"));
    for (size_t n = 0; n < count; n++)
        put_row(page, dict, &entries[n], json_count(rungs));
}
