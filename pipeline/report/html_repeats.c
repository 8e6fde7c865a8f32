#include "report/html_repeats.h"

#include <stdlib.h>
#include <string.h>

#include "report/format.h"

#define K_MAX 10
#define CASES_MAX 30 /* in the list; summary.json has all */

const char *html_repeats_text(const struct json *reading, struct arena *arena)
{
    const struct json *repeats = json_get(reading, "repeats");
    if (!json_is_object(repeats))
        return NULL;
    return arena_printf(arena, "%s of %s right",
                        format_count(arena, json_size(json_get(repeats, "right"))),
                        format_count(arena, json_size(json_get(repeats, "scored"))));
}

/* How many answers are unlike most of their case. */
static size_t minority(const struct json *reading)
{
    const struct json *repeats = json_get(reading, "repeats");
    const size_t right = json_size(json_get(repeats, "right"));
    const size_t wrong = json_size(json_get(repeats, "scored")) - right;
    return right < wrong ? right : wrong;
}

/* ── pass@k and its sisters ─────────────────────────────────────────────────────────────────────
 */

static void put_row(const struct html_page *page, struct template_dict *grid, const char *key)
{
    struct template_dict *row = NULL;
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (const struct json *one = each; one != NULL; one = json_next(one)) {
        const struct html_label labels[] = {{"interpreter", json_get_text(one, "name")},
                                            {NULL, NULL}};
        const struct json *metric = html_parts_metric(page, key, labels);
        if (metric == NULL)
            continue;
        row = template_section(grid, "ROW");
        template_text(row, "ROW_NAME", json_get_text(metric, "title"));
        break;
    }
    for (; each != NULL && row != NULL; each = json_next(each)) {
        const struct html_label labels[] = {{"interpreter", json_get_text(each, "name")},
                                            {NULL, NULL}};
        html_parts_cell(page, row, html_parts_metric(page, key, labels), false);
    }
}

static void put_grid(const struct html_page *page, struct template_dict *dict)
{
    struct template_dict *grid = template_include(dict, "GRID", "grid.html");
    html_parts_columns(page, grid);
    for (int k = 1; k <= K_MAX; k++)
        put_row(page, grid, arena_printf(page->arena, "pass_at_%d", k));
    for (int k = 1; k <= K_MAX; k++)
        put_row(page, grid, arena_printf(page->arena, "pass_hat_%d", k));
    put_row(page, grid, "flaky_cases");
    put_row(page, grid, "flakiness");
}

/* ── flaky cases ────────────────────────────────────────────────────────────────────────────────
 */

struct flaky {
    const struct json *row;
    size_t minority; /* of the interpreter that is least of one mind */
    size_t place;
};

static int compare_flaky(const void *left, const void *right)
{
    const struct flaky *a = left;
    const struct flaky *b = right;
    if (a->minority != b->minority)
        return a->minority > b->minority ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static struct flaky *list_flaky(const struct html_page *page, size_t *count)
{
    const struct json *rows = json_get(json_get(page->summary, "cases"), "rows");
    struct flaky *list = ARENA_ARRAY(page->arena, struct flaky, json_count(rows));
    *count = 0;
    size_t place = 0;
    for (const struct json *row = json_first(rows); row != NULL; row = json_next(row), place++) {
        size_t most = 0;
        const struct json *reading = json_first(json_get(row, "readings"));
        for (; reading != NULL; reading = json_next(reading))
            if (minority(reading) > most)
                most = minority(reading);
        if (most != 0)
            list[(*count)++] = (struct flaky){row, most, place};
    }
    qsort(list, *count, sizeof *list, compare_flaky);
    return list;
}

/* Cases that the system trace leaves out have nothing to link to. */
static void put_flaky(const struct html_page *page, struct template_dict *dict)
{
    size_t count;
    const struct flaky *list = list_flaky(page, &count);
    const size_t in_trace = json_size(json_get(json_get(page->summary, "cases"), "shown"));
    if (count == 0)
        return;
    struct template_dict *table = template_section(dict, "FLAKY");
    template_text(table, "FLAKY_COUNT", format_plural(page->arena, count, "case", "cases"));
    html_parts_columns(page, table);
    for (size_t i = 0; i < count && i < CASES_MAX; i++) {
        struct template_dict *row = template_section(table, "FLAKY_CASE");
        struct template_dict *name =
            template_section(row, list[i].place < in_trace ? "LINK" : "PLAIN");
        template_text(name, "ANCHOR", json_get_text(list[i].row, "anchor"));
        template_text(name, "ID", json_get_text(list[i].row, "id"));
        template_text(row, "QUERY", json_get_text(list[i].row, "query"));
        const struct json *reading = json_first(json_get(list[i].row, "readings"));
        for (; reading != NULL; reading = json_next(reading)) {
            const char *text = html_repeats_text(reading, page->arena);
            struct template_dict *cell = template_section(row, "TALLY");
            template_text(cell, "CLASS", minority(reading) == 0 ? "aside" : "wrong");
            template_text(cell, "TALLY_TEXT", text == NULL ? "\u2013" : text);
        }
    }
}

void html_repeats_put(const struct html_page *page, struct template_dict *dict)
{
    bool repeated = false;
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (; each != NULL; each = json_next(each))
        repeated = repeated || json_size(json_get(each, "repeats")) > 1;
    if (!repeated)
        return;
    struct template_dict *part = template_include(dict, "REPEATS", "llm_repeats.html");
    put_grid(page, part);
    put_flaky(page, part);
}
