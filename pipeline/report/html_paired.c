#include "report/html_paired.h"

#include <math.h>
#include <string.h>

#include "report/format.h"

#define ROWS_MAX 60 /* of a table; summary.json has all */
#define NOTHING "\u2013"

static const char *second_name(const struct json *pair)
{
    const struct json *second = json_get(pair, "second");
    return json_is_null(second) ? "the baseline" : json_text(second);
}

static void put_verdict(struct template_dict *row, const struct json *pair)
{
    const char *verdict = json_get_text(pair, "verdict");
    if (strcmp(verdict, "undecided") == 0) {
        template_text(row, "CLASS", "aside");
        template_text(row, "VERDICT",
                      json_get_number(pair, "difference") == 0 ? "the same" : "may be chance");
        return;
    }
    const bool better = strcmp(verdict, "first") == 0;
    template_text(row, "CLASS", better ? "right" : "wrong");
    template_text(row, "VERDICT", better ? "better" : "worse");
}

static const char *number_or_nothing(struct arena *arena, const struct json *pair, const char *key)
{
    const double value = json_get_number(pair, key);
    if (!isfinite(value))
        return NOTHING;
    return format_difference(arena, METRIC_SHARE, value);
}

/* How many cases would settle what is open; nothing where it is settled. */
static const char *needed_text(struct arena *arena, const struct json *pair)
{
    const double needed = json_get_number(pair, "needed");
    if (strcmp(json_get_text(pair, "verdict"), "undecided") != 0 || !isfinite(needed))
        return NOTHING;
    return format_count(arena, (uint64_t)needed);
}

static void put_pair(const struct html_page *page, struct template_dict *group,
                     const struct json *pair)
{
    struct template_dict *row = template_section(group, "PAIR");
    struct arena *arena = page->arena;
    struct interval interval = {json_get_number(pair, "low"), json_get_number(pair, "high")};
    const char *p = format_p_value(arena, json_get_number(pair, "p_corrected"));
    template_text(row, "METRIC", json_get_text(pair, "title"));
    html_parts_number(page, row, "OURS", "share", json_get(pair, "first_value"));
    html_parts_number(page, row, "THEIRS", "share", json_get(pair, "second_value"));
    template_text(row, "DIFFERENCE",
                  format_change(arena, METRIC_SHARE, json_get_number(pair, "difference")));
    template_text(row, "ENDS", format_interval_inline(arena, METRIC_SHARE, interval));
    template_text(row, "P", p[0] == '\0' ? FORMAT_UNAVAILABLE : p);
    html_parts_count(page, row, "CASES", json_get(pair, "cases"));
    template_text(row, "TELLS", number_or_nothing(arena, pair, "detectable"));
    template_text(row, "NEEDED", needed_text(arena, pair));
    put_verdict(row, pair);
}

static bool is_of_group(const struct json *pair, const struct json *first_of_group)
{
    return first_of_group != NULL &&
           strcmp(json_get_text(pair, "first"), json_get_text(first_of_group, "first")) == 0 &&
           strcmp(second_name(pair), second_name(first_of_group)) == 0;
}

static bool is_shown(const struct json *pair, bool changes_only)
{
    return !changes_only || json_get_number(pair, "difference") != 0;
}

static bool any_shown(const struct json *pairs, bool changes_only)
{
    for (const struct json *pair = json_first(pairs); pair != NULL; pair = json_next(pair))
        if (is_shown(pair, changes_only))
            return true;
    return false;
}

static void put_table(const struct html_page *page, struct template_dict *dict, const char *id,
                      const char *title, const struct json *pairs, bool changes_only)
{
    const struct json *begun = NULL;
    struct template_dict *group = NULL;
    size_t shown = 0;
    if (!any_shown(pairs, changes_only))
        return;
    struct template_dict *table = template_include(dict, "PAIRED", "llm_paired.html");
    template_text(table, "ID", id);
    template_text(table, "TITLE", title);
    template_text(table, "FAMILY",
                  changes_only ? "all comparisons of an interpreter"
                               : arena_printf(page->arena, "all %s of the table",
                                              format_plural(page->arena, json_count(pairs),
                                                            "comparison", "comparisons")));
    for (const struct json *pair = json_first(pairs); pair != NULL && shown < ROWS_MAX;
         pair = json_next(pair)) {
        if (!is_shown(pair, changes_only))
            continue;
        if (!is_of_group(pair, begun)) {
            begun = pair;
            group = template_section(table, "GROUP");
            template_text(group, "FIRST", json_get_text(pair, "first"));
            template_text(group, "SECOND", second_name(pair));
            template_text(group, "POWER", json_get_text(pair, "power"));
        }
        put_pair(page, group, pair);
        shown++;
    }
}

void html_paired_put(const struct html_page *page, struct template_dict *dict)
{
    const struct json *comparisons = json_get(page->summary, "comparisons");
    put_table(page, dict, "paired", "Interpreters against each other, on the same cases",
              json_get(comparisons, "interpreters"), false);
    put_table(page, dict, "paired-baseline", "Against the baseline, on the same cases",
              json_get(comparisons, "baseline"), true);
}
