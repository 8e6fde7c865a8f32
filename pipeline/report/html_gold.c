#include "report/html_gold.h"

#include "report/format.h"
#include "report/sentences_gold.h"

#define CHANGES_LISTED 40 /* the summary has all of them */
#define FINDINGS_LISTED 40

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

/* "near_duplicate" as words. */
static const char *kind_text(const char *kind, struct arena *arena)
{
    char *text = arena_printf(arena, "%s", kind);
    for (char *c = text; *c != '\0'; c++)
        if (*c == '_')
            *c = ' ';
    return text;
}

/* "3 findings: near duplicate 2, rare class 1" */
static const char *findings_sentence(const struct json *gold, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, 2048);
    size_t total = 0;
    const struct json *kind = json_first(json_get(gold, "kinds"));
    for (; kind != NULL; kind = json_next(kind)) {
        if (json_size(kind) == 0)
            continue;
        strbuf_addf(&buf, "%s%s %s", total == 0 ? "" : ", ", kind_text(json_key(kind), arena),
                    format_count(arena, json_size(kind)));
        total += json_size(kind);
    }
    return arena_printf(arena, "%s in the gold cases: %s",
                        format_plural(arena, total, "finding", "findings"), strbuf_str(&buf).data);
}

static void fill_findings(const struct html_page *page, struct template_dict *dict)
{
    const struct json *gold = json_get(page->summary, "gold");
    const struct json *findings = json_get(gold, "findings");
    const struct json *one = json_first(findings);
    if (one == NULL)
        return;
    struct template_dict *list = template_section(dict, "FOUND");
    template_text(list, "SENTENCE", findings_sentence(gold, page->arena));
    for (size_t i = 0; one != NULL && i < FINDINGS_LISTED; one = json_next(one), i++) {
        struct template_dict *item = template_section(list, "FINDING");
        if (json_is_string(json_get(one, "at")))
            template_text(template_section(item, "PLACE"), "AT", json_get_text(one, "at"));
        template_text(item, "KIND", kind_text(json_get_text(one, "kind"), page->arena));
        template_text(item, "TEXT", json_get_text(one, "text"));
    }
    if (one != NULL)
        template_text(template_section(list, "MORE"), "COUNT",
                      format_count(page->arena, json_count(findings) - FINDINGS_LISTED));
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
    if (json_is_number(json_get(gold, "mistakes")))
        html_parts_fact(part, "Mistakes found in them",
                        format_count(page->arena, json_size(json_get(gold, "mistakes"))));
    fill_changes(page, part);
    fill_findings(page, part);
}
