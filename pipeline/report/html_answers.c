#include "report/html_answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/contradiction.h"
#include "model/title.h"
#include "report/format.h"

#define EXAMPLES_MAX 12 /* of titles, and of contradictions */
#define REMARKS_MAX ((size_t)4 << 10)

bool html_answers_has(const struct json *summary)
{
    const struct json *metric = json_first(json_get(summary, "metrics"));
    while (metric != NULL && strcmp(json_get_text(metric, "key"), "case_score") != 0)
        metric = json_next(metric);
    return metric != NULL;
}

/* ── figures ────────────────────────────────────────────────────────────────────────────────────
 */

/* A row with a cell per interpreter; none when nobody has a value. */
static void put_row(const struct html_page *page, struct template_dict *grid, const char *name,
                    const char *key, struct html_label label)
{
    const struct json *interpreters = json_get(page->summary, "interpreters");
    size_t count = json_count(interpreters);
    const struct json **metrics = ARENA_ARRAY(page->arena, const struct json *, count);
    bool any = false;
    size_t n = 0;
    for (const struct json *each = json_first(interpreters); each; each = json_next(each)) {
        const struct html_label mine = {"interpreter", json_get_text(each, "name")};
        const struct html_label labels[] = {mine, label, {NULL, NULL}};
        metrics[n] = html_parts_metric(page, key, labels);
        any = any || isfinite(json_get_number(metrics[n], "value"));
        n++;
    }
    if (!any)
        return;
    struct template_dict *row = template_section(grid, "ROW");
    template_text(row, "ROW_NAME", name);
    for (size_t i = 0; i < n; i++)
        html_parts_plain_cell(page, row, metrics[i]);
}

static const struct html_label NO_LABEL = {NULL, NULL};

static void fill_slots(const struct html_page *page, struct template_dict *dict)
{
    static const char *const SLOTS[] = {"exclude_genres", "similar_to", "movies"};
    static const char *const KEYS[][2] = {{"slot_precision", "precision"},
                                          {"slot_recall", "recall"},
                                          {"slot_f1", "F1"},
                                          {"slot_jaccard", "Jaccard"}};
    struct template_dict *grid = template_include(dict, "SLOTS", "grid.html");
    html_parts_columns(page, grid);
    put_row(page, grid, "Case score", "case_score", NO_LABEL);
    put_row(page, grid, "Year overlap", "year_overlap", NO_LABEL);
    for (size_t s = 0; s < sizeof SLOTS / sizeof *SLOTS; s++)
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
            put_row(page, grid, arena_printf(page->arena, "%s: %s", SLOTS[s], KEYS[k][1]),
                    KEYS[k][0], (struct html_label){"slot", SLOTS[s]});
}

static void fill_titles(const struct html_page *page, struct template_dict *dict)
{
    static const char *const KEYS[][2] = {{"titles_listed", "in the catalogue"},
                                          {"titles_other_year", "there with another year"},
                                          {"titles_fuzzy", "there only nearly"},
                                          {"titles_unlisted", "not there"}};
    struct template_dict *grid = template_include(dict, "TITLES", "grid.html");
    html_parts_columns(page, grid);
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
        put_row(page, grid, KEYS[k][1], KEYS[k][0], NO_LABEL);
    html_parts_count(page, dict, "FILMS", json_get(page->summary, "catalogue_films"));
}

static void fill_contradictions(const struct html_page *page, struct template_dict *dict)
{
    struct template_dict *grid = template_include(dict, "CONTRADICTIONS", "grid.html");
    html_parts_columns(page, grid);
    put_row(page, grid, "any", "contradictory_answers", NO_LABEL);
    for (int kind = 0; kind < CONTRADICTION_KINDS; kind++)
        put_row(page, grid, contradiction_text((enum contradiction)kind), "contradictions",
                (struct html_label){"contradiction", contradiction_name((enum contradiction)kind)});
}

/* ── remarks ────────────────────────────────────────────────────────────────────────────────────
 */

static const char *contradiction_said(const char *name)
{
    for (int kind = 0; kind < CONTRADICTION_KINDS; kind++)
        if (strcmp(contradiction_name((enum contradiction)kind), name) == 0)
            return contradiction_text((enum contradiction)kind);
    return name;
}

/* "another year, Alien (1979) is listed", "nearly Alien (1979)", "not in the catalogue". */
static const char *title_said(const struct json *title, struct arena *arena)
{
    const char *kind = json_get_text(title, "kind");
    const char *film = json_get_text(title, "film");
    if (strcmp(kind, title_kind_name(TITLE_OTHER_YEAR)) == 0)
        return arena_printf(arena, "another year: the catalogue has %s", film);
    if (strcmp(kind, title_kind_name(TITLE_FUZZY)) == 0)
        return arena_printf(arena, "fuzzy: nearly %s", film);
    return "not in the catalogue";
}

const char *html_answers_remarks(const struct json *reading, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, REMARKS_MAX);
    const struct json *each = json_first(json_get(reading, "contradictions"));
    for (; each != NULL; each = json_next(each))
        strbuf_addf(&buf, "%scontradiction: %s", buf.size == 0 ? "" : "; ",
                    contradiction_said(json_text(each)));
    each = json_first(json_get(reading, "titles"));
    for (; each != NULL; each = json_next(each))
        strbuf_addf(&buf, "%s%s: %s", buf.size == 0 ? "" : "; ", json_get_text(each, "title"),
                    title_said(each, arena));
    return buf.size == 0 ? NULL : buf.data;
}

/* ── examples ───────────────────────────────────────────────────────────────────────────────────
 */

/* Something that is wrong with an answer. */
struct example {
    size_t rank;  /* the worst kind is 0 */
    size_t place; /* of its case in the trace */
    size_t order; /* in which it was found */
    const struct json *row;
    const char *interpreter;
    const char *text;
};

struct examples {
    struct example *items;
    size_t count;
    size_t capacity;
};

static int compare_examples(const void *left, const void *right)
{
    const struct example *a = left;
    const struct example *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void add_example(const struct html_page *page, struct examples *list, struct example one)
{
    one.order = list->count;
    *ARENA_PUSH(page->arena, list) = one;
}

/* Titles that are not there come first, then those of another year. */
static size_t rank_of(const struct json *title)
{
    const char *kind = json_get_text(title, "kind");
    if (strcmp(kind, title_kind_name(TITLE_UNLISTED)) == 0)
        return 0;
    return strcmp(kind, title_kind_name(TITLE_OTHER_YEAR)) == 0 ? 1 : 2;
}

static void collect(const struct html_page *page, struct example from, const struct json *reading,
                    struct examples *titles, struct examples *contradictions)
{
    const struct json *each = json_first(json_get(reading, "titles"));
    for (; each != NULL; each = json_next(each)) {
        from.rank = rank_of(each);
        from.text = arena_printf(page->arena, "%s: %s", json_get_text(each, "title"),
                                 title_said(each, page->arena));
        add_example(page, titles, from);
    }
    each = json_first(json_get(reading, "contradictions"));
    for (from.rank = 0; each != NULL; each = json_next(each)) {
        from.text = contradiction_said(json_text(each));
        add_example(page, contradictions, from);
    }
}

/* {{#NAME}} with the worst {{#EXAMPLE}}s, in the order of the trace; nothing for none. */
static void fill_examples(const struct html_page *page, struct template_dict *dict,
                          const char *name, struct examples *list)
{
    if (list->count == 0)
        return;
    struct template_dict *part = template_section(dict, name);
    size_t shown = json_size(json_get(json_get(page->summary, "cases"), "shown"));
    qsort(list->items, list->count, sizeof *list->items, compare_examples);
    for (size_t i = 0; i < list->count && i < EXAMPLES_MAX; i++) {
        const struct example *one = &list->items[i];
        struct template_dict *line = template_section(part, "EXAMPLE");
        template_text(line, "ID", json_get_text(one->row, "id"));
        template_text(line, "NAME", one->interpreter);
        template_text(line, "TEXT", one->text);
        if (one->place < shown) /* otherwise the trace leaves the case out */
            template_text(template_section(line, "LINK"), "ANCHOR",
                          json_get_text(one->row, "anchor"));
    }
    if (list->count > EXAMPLES_MAX)
        template_text(template_section(part, "MORE"), "COUNT",
                      format_count(page->arena, list->count - EXAMPLES_MAX));
}

void html_answers_fill(const struct html_page *page, struct template_dict *dict)
{
    struct examples titles = {0};
    struct examples contradictions = {0};
    struct example from = {.row = json_first(json_get(json_get(page->summary, "cases"), "rows"))};
    for (; from.row != NULL; from.row = json_next(from.row), from.place++) {
        const struct json *interpreter = json_first(json_get(page->summary, "interpreters"));
        const struct json *reading = json_first(json_get(from.row, "readings"));
        for (; reading != NULL && interpreter != NULL;
             reading = json_next(reading), interpreter = json_next(interpreter)) {
            from.interpreter = json_get_text(interpreter, "name");
            collect(page, from, reading, &titles, &contradictions);
        }
    }
    fill_slots(page, dict);
    fill_titles(page, dict);
    fill_contradictions(page, dict);
    fill_examples(page, dict, "TITLE_EXAMPLES", &titles);
    fill_examples(page, dict, "CONTRADICTION_EXAMPLES", &contradictions);
}
