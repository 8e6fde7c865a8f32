#include "report/html_pairs.h"

#include <string.h>

#include "report/format.h"

const char *html_pairs_better(const struct json *metric)
{
    const char *direction = json_get_text(metric, "direction");
    if (strcmp(direction, "neutral") == 0)
        return "";
    return strcmp(direction, "higher") == 0 ? "higher is better" : "lower is better";
}

/* "ease is better", "svd is better", "may be chance", "the same". */
static void put_verdict(const struct html_page *page, struct template_dict *row,
                        const struct json *pair)
{
    const char *verdict = json_get_text(pair, "verdict");
    if (strcmp(verdict, "undecided") == 0) {
        template_text(row, "CLASS", "aside");
        template_text(row, "VERDICT",
                      json_get_number(pair, "difference") == 0 ? "the same" : "may be chance");
        return;
    }
    template_text(row, "CLASS", strcmp(verdict, "first") == 0 ? "right" : "wrong");
    template_text(row, "VERDICT",
                  arena_printf(page->arena, "%s is better", json_get_text(pair, verdict)));
}

static void put_pair(const struct html_page *page, struct template_dict *group,
                     const struct json *pair)
{
    struct template_dict *row = template_section(group, "PAIR");
    enum metric_unit unit = format_unit(json_get_text(pair, "unit"));
    struct interval interval = {json_get_number(pair, "low"), json_get_number(pair, "high")};
    const char *p = format_p_value(page->arena, json_get_number(pair, "p_corrected"));
    template_text(row, "SECOND", json_get_text(pair, "second"));
    template_text(row, "THEIRS",
                  format_value(page->arena, unit, json_get_number(pair, "second_value")));
    template_text(row, "OURS",
                  format_value(page->arena, unit, json_get_number(pair, "first_value")));
    template_text(row, "DIFFERENCE",
                  format_change(page->arena, unit, json_get_number(pair, "difference")));
    template_text(row, "ENDS", format_interval_inline(page->arena, unit, interval));
    template_text(row, "P", p[0] == '\0' ? FORMAT_UNAVAILABLE : p);
    html_parts_count(page, row, "USERS", json_get(pair, "users"));
    put_verdict(page, row, pair);
}

void html_pairs_put(const struct html_page *page, struct template_dict *dict, const char *id,
                    const struct json *pairs)
{
    const struct json *pair = json_first(pairs);
    const char *metric = "";
    struct template_dict *group = NULL;
    if (pair == NULL)
        return;
    struct template_dict *table = template_include(dict, "PAIRS", "recommender_pairs.html");
    template_text(table, "ID", id);
    template_text(table, "FIRST", json_get_text(pair, "first"));
    template_text(table, "COUNT", format_count(page->arena, json_count(pairs)));
    for (; pair != NULL; pair = json_next(pair)) {
        if (strcmp(json_get_text(pair, "metric"), metric) != 0) {
            metric = json_get_text(pair, "metric");
            group = template_section(table, "GROUP");
            template_text(group, "GROUP_NAME", json_get_text(pair, "title"));
            template_text(group, "BETTER", html_pairs_better(pair));
        }
        put_pair(page, group, pair);
    }
}
