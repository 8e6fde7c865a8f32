#include "report/html_gold.h"

#include "report/format.h"
#include "report/sentences_gold.h"

#define CHANGES_LISTED 40 /* the summary has all of them */

static void fill_changes(const struct html_page *page, struct template_dict *dict)
{
    const struct json *changes = json_get(json_get(page->summary, "gold"), "changes");
    const struct json *cases = json_get(changes, "cases");
    const struct json *one = json_first(cases);
    if (one == NULL)
        return;
    struct template_dict *list = template_section(dict, "CHANGES");
    template_text(list, "SENTENCE", sentences_gold_changes(page->summary, page->arena));
    for (size_t i = 0; one != NULL && i < CHANGES_LISTED; one = json_next(one), i++) {
        struct template_dict *item = template_section(list, "CHANGED");
        template_text(item, "CHANGE", json_get_text(one, "change"));
        template_text(item, "ID", json_get_text(one, "id"));
        if (json_is_string(json_get(one, "at")))
            template_text(template_section(item, "PLACE"), "AT", json_get_text(one, "at"));
    }
    if (one != NULL)
        template_text(template_section(list, "MORE"), "COUNT",
                      format_count(page->arena, json_count(cases) - CHANGES_LISTED));
}

void html_gold_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *gold = json_get(page->summary, "gold");
    if (!json_is_object(gold))
        return;
    struct template_dict *part = template_include(dict, "GOLD", "gold.html");
    html_parts_fact(part, "Cases", format_count(page->arena, json_size(json_get(gold, "total"))));
    if (json_is_string(json_get(gold, "filter"))) {
        html_parts_fact(part, "Evaluated by this run",
                        format_count(page->arena, json_size(json_get(gold, "selected"))));
        html_parts_fact_code(part, "Filter", json_get_text(gold, "filter"));
    }
    html_parts_fact_code(part, "Digest of what they say", json_get_text(gold, "digest"));
    fill_changes(page, part);
}
