#include "report/html_robustness.h"

#include <string.h>

#include "report/format.h"

#define EXAMPLES_MAX 4 /* of a change; summary.json has the others */
#define WRONG_MAX ((size_t)1 << 10)

static const struct json *rows_of(const struct json *interpreter)
{
    return json_get(interpreter, "robustness");
}

bool html_robustness_has(const struct json *summary)
{
    const struct json *each = json_first(json_get(summary, "interpreters"));
    while (each != NULL && json_count(rows_of(each)) == 0)
        each = json_next(each);
    return each != NULL;
}

const char *html_robustness_title(const char *perturbation)
{
    static const char *const TITLES[][2] = {
        {"typo", "typos"},
        {"upper", "all in capitals"},
        {"lower", "no capitals"},
        {"word_order", "two words change places"},
        {"no_diacritics", "accents left out"},
        {"diacritics", "accents added"},
        {"foreign_genre", "genre words of another language"},
        {"punctuation", "no punctuation"},
    };
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++)
        if (strcmp(TITLES[i][0], perturbation) == 0)
            return TITLES[i][1];
    return perturbation;
}

static const char *share_of(const struct html_page *page, const struct json *row, const char *key)
{
    double cases = json_get_number(row, "cases");
    return format_value(page->arena, METRIC_SHARE, json_get_number(row, key) / cases);
}

static void put_row(const struct html_page *page, struct template_dict *group,
                    const struct json *row)
{
    struct template_dict *line = template_section(group, "ROW");
    struct interval interval = {json_get_number(row, "low"), json_get_number(row, "high")};
    const char *p = format_p_value(page->arena, json_get_number(row, "p_corrected"));
    template_text(line, "CHANGE", html_robustness_title(json_get_text(row, "perturbation")));
    html_parts_count(page, line, "CASES", json_get(row, "cases"));
    template_text(line, "BEFORE", share_of(page, row, "right_before"));
    template_text(line, "AFTER", share_of(page, row, "right_after"));
    template_text(line, "LOST",
                  format_value(page->arena, METRIC_SHARE, json_get_number(row, "lost")));
    template_text(line, "ENDS", format_interval_inline(page->arena, METRIC_SHARE, interval));
    html_parts_count(page, line, "BROKEN", json_get(row, "broken"));
    html_parts_count(page, line, "FIXED", json_get(row, "fixed"));
    template_text(line, "P", p[0] == '\0' ? FORMAT_UNAVAILABLE : p);
}

/* "genres none, year_max 1989": what is read in the slots that became wrong. */
static const char *wrong_text(const struct json *broken, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, WRONG_MAX);
    const struct json *slot = json_first(json_get(broken, "wrong"));
    for (; slot != NULL; slot = json_next(slot))
        strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : ", ", json_key(slot),
                    json_text(slot)[0] == '\0' ? "none" : json_text(slot));
    return buf.size == 0 ? "" : buf.data;
}

/* Whether the system trace shows the case, so that a link to it leads somewhere. */
static bool is_shown(const struct html_page *page, const char *anchor)
{
    const struct json *cases = json_get(page->summary, "cases");
    size_t shown = json_size(json_get(cases, "shown"));
    const struct json *row = json_first(json_get(cases, "rows"));
    for (size_t i = 0; i < shown && row != NULL; i++, row = json_next(row))
        if (strcmp(json_get_text(row, "anchor"), anchor) == 0)
            return true;
    return false;
}

static void put_examples(const struct html_page *page, struct template_dict *dict,
                         const struct json *row)
{
    const struct json *broken = json_first(json_get(row, "broken_cases"));
    for (size_t i = 0; i < EXAMPLES_MAX && broken != NULL; i++, broken = json_next(broken)) {
        struct template_dict *line = template_section(dict, "EXAMPLE");
        const char *anchor = json_get_text(broken, "anchor");
        template_text(line, "CHANGE", html_robustness_title(json_get_text(row, "perturbation")));
        template_text(line, "QUERY", json_get_text(broken, "query"));
        template_text(line, "ID", json_get_text(broken, "id"));
        template_text(line, "WRONG", wrong_text(broken, page->arena));
        if (is_shown(page, anchor))
            template_text(template_section(line, "LINK"), "ANCHOR", anchor);
    }
}

void html_robustness_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (; each != NULL; each = json_next(each)) {
        const struct json *row = json_first(rows_of(each));
        if (row == NULL)
            continue;
        struct template_dict *group = template_section(dict, "INTERPRETER");
        template_text(group, "NAME", json_get_text(each, "name"));
        for (; row != NULL; row = json_next(row))
            put_row(page, group, row);
    }
    const struct json *primary = html_parts_primary(page);
    struct template_dict *examples = NULL;
    for (const struct json *row = json_first(rows_of(primary)); row; row = json_next(row)) {
        if (json_count(json_get(row, "broken_cases")) == 0)
            continue;
        if (examples == NULL) {
            examples = template_section(dict, "BROKEN_CASES");
            template_text(examples, "NAME", json_get_text(primary, "name"));
        }
        put_examples(page, examples, row);
    }
}
