#include "report/html_assertions.h"

#include <string.h>

#include "report/format.h"

#define EXAMPLES_MAX 12 /* failures of one interpreter */
#define REMARKS_MAX ((size_t)8 << 10)

bool html_assertions_has(const struct json *summary)
{
    const struct json *metric = json_first(json_get(summary, "metrics"));
    while (metric != NULL && strcmp(json_get_text(metric, "key"), "assertion_pass_rate") != 0)
        metric = json_next(metric);
    return metric != NULL;
}

static const char *failure_text(const struct json *failure, struct arena *arena)
{
    return arena_printf(arena, "%s: %s", json_get_text(failure, "title"),
                        json_get_text(failure, "reason"));
}

const char *html_assertions_remarks(const struct json *reading, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, REMARKS_MAX);
    const struct json *failure = json_first(json_get(json_get(reading, "assertions"), "failures"));
    for (; failure != NULL; failure = json_next(failure))
        strbuf_addf(&buf, "%sassertion %s", buf.size == 0 ? "" : "; ",
                    failure_text(failure, arena));
    return buf.size == 0 ? NULL : buf.data;
}

/* ── figures ────────────────────────────────────────────────────────────────────────────────────
 */

static void put_row(const struct html_page *page, struct template_dict *grid, const char *name,
                    const char *key)
{
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    struct template_dict *row = template_section(grid, "ROW");
    template_text(row, "ROW_NAME", name);
    for (; each != NULL; each = json_next(each)) {
        const struct html_label labels[] = {{"interpreter", json_get_text(each, "name")},
                                            {NULL, NULL}};
        html_parts_plain_cell(page, row, html_parts_metric(page, key, labels));
    }
}

/* ── examples ───────────────────────────────────────────────────────────────────────────────────
 */

static const struct json *nth(const struct json *list, size_t n)
{
    const struct json *each = json_first(list);
    while (each != NULL && n-- > 0)
        each = json_next(each);
    return each;
}

static void put_example(struct template_dict *part, const struct json *row, const char *text,
                        bool linked)
{
    struct template_dict *line = template_section(part, "EXAMPLE");
    template_text(line, "ID", json_get_text(row, "id"));
    template_text(line, "TEXT", text);
    if (linked) /* otherwise the trace leaves the case out */
        template_text(template_section(line, "LINK"), "ANCHOR", json_get_text(row, "anchor"));
}

/* {{#EXAMPLES}} of one interpreter: the first failures in the order of the trace. */
static void put_examples(const struct html_page *page, struct template_dict *dict, size_t number,
                         const char *name)
{
    const struct json *cases = json_get(page->summary, "cases");
    size_t linked = json_size(json_get(cases, "shown"));
    struct template_dict *part = NULL;
    size_t failed = 0;
    size_t place = 0;
    const struct json *row = json_first(json_get(cases, "rows"));
    for (; row != NULL; row = json_next(row), place++) {
        const struct json *reading = nth(json_get(row, "readings"), number);
        const char *text = html_assertions_remarks(reading, page->arena);
        if (text == NULL)
            continue;
        if (part == NULL) {
            part = template_section(dict, "EXAMPLES");
            template_text(part, "NAME", name);
        }
        if (++failed <= EXAMPLES_MAX)
            put_example(part, row, text, place < linked);
    }
    if (failed > EXAMPLES_MAX)
        template_text(template_section(part, "MORE"), "COUNT",
                      format_count(page->arena, failed - EXAMPLES_MAX));
}

void html_assertions_fill(const struct html_page *page, struct template_dict *dict)
{
    struct template_dict *grid = template_include(dict, "ALL", "grid.html");
    html_parts_columns(page, grid);
    put_row(page, grid, "answers of which all hold", "assertion_pass_rate");
    put_row(page, grid, "mean score", "assertion_score");
    html_parts_by_interpreter(page, dict, "TYPES", "assertion_type_pass_rate", "type");
    html_parts_by_interpreter(page, dict, "NAMES", "assertion_metric", "name");
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (size_t n = 0; each != NULL; each = json_next(each), n++)
        put_examples(page, dict, n, json_get_text(each, "name"));
}
