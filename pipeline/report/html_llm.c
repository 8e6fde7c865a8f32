#include "report/html_llm.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/format.h"
#include "report/html_paired.h"
#include "report/html_repeats.h"

/* ── interpreters ───────────────────────────────────────────────────────────────────────────────
 */

/* The kinds of answer that are no reading, in words: "2 unparseable, 1 failed". */
static const char *lost_text(const struct json *answers, struct arena *arena)
{
    static const char *const KINDS[][2] = {
        {"unparseable", "unparseable"}, {"failed", "failed calls"}, {"missing", "never asked"}};
    struct strbuf buf = strbuf_init(arena, 256);
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
        size_t count = json_size(json_get(answers, KINDS[k][0]));
        if (count != 0)
            strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : ", ", format_count(arena, count),
                        KINDS[k][1]);
    }
    return buf.size == 0 ? NULL : buf.data;
}

static void fill_answers(const struct html_page *page, struct template_dict *row,
                         const struct json *interpreter)
{
    const struct json *answers = json_get(interpreter, "answers");
    size_t total = 0;
    for (const struct json *each = json_first(answers); each != NULL; each = json_next(each))
        total += json_size(each);
    html_parts_count(page, row, "OK", json_get(answers, "ok"));
    template_text(row, "TOTAL", format_count(page->arena, total));
    const char *lost = lost_text(answers, page->arena);
    if (lost != NULL)
        template_text(template_section(row, "LOST"), "LOST_TEXT", lost);
}

/* Of the cases on which an interpreter and the primary differ, who is right. */
static const char *against_text(const struct json *pair, struct arena *arena)
{
    if (!json_is_object(pair))
        return "\u2013";
    size_t mine = json_size(json_get(pair, "fixed"));
    size_t theirs = json_size(json_get(pair, "broken"));
    double p = json_get_number(pair, "p_value");
    return arena_printf(
        arena, "alone right in %s, alone wrong in %s of %s, %s chance (%s)",
        format_count(arena, mine), format_count(arena, theirs),
        format_plural(arena, json_size(json_get(pair, "compared")), "case", "cases"),
        p < .05 ? "beyond" : "not beyond", format_p_value(arena, p));
}

static void fill_interpreters(const struct html_page *page, struct template_dict *dict)
{
    static const char *const KEYS[] = {"case_accuracy", "genre_recall", "intent_accuracy"};
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (; each != NULL; each = json_next(each)) {
        struct template_dict *row = template_section(dict, "INTERPRETER");
        const char *name = json_get_text(each, "name");
        template_text(row, "NAME", name);
        if (json_is_true(json_get(each, "primary")))
            template_section(row, "PRIMARY");
        if (json_is_true(json_get(each, "synthetic")))
            template_section(row, "SAMPLE");
        if (json_is_string(json_get(each, "model"))) {
            struct template_dict *model = template_section(row, "MODEL");
            html_parts_text(model, "MODEL_NAME", json_get(each, "model"));
            html_parts_text(model, "PROMPT", json_get(each, "prompt"));
        }
        const struct html_label labels[] = {{"interpreter", name}, {NULL, NULL}};
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++)
            html_parts_cell(page, row, html_parts_metric(page, KEYS[k], labels), true);
        fill_answers(page, row, each);
        template_text(row, "AGAINST", against_text(json_get(each, "against_primary"), page->arena));
    }
}

/* ── classes ────────────────────────────────────────────────────────────────────────────────────
 */

struct class_row {
    const char *name;
    double recall; /* NAN: never expected */
};

static int compare_recall(const void *left, const void *right)
{
    const struct class_row *a = left;
    const struct class_row *b = right;
    if (isnan(a->recall) != isnan(b->recall))
        return isnan(a->recall) ? 1 : -1;
    if (a->recall != b->recall && !isnan(a->recall))
        return a->recall < b->recall ? -1 : 1;
    return strcmp(a->name, b->name);
}

/*
 * {{#NAME}} with a {{#ROW}} of recall, precision and F1 per class of an interpreter, the lowest
 * recall first. `keys` are those of the three metrics, `label` is what names the class.
 */
static void fill_by_class(const struct html_page *page, struct template_dict *dict,
                          const char *name, const char *const keys[3], const char *label,
                          const char *interpreter)
{
    size_t count;
    const char **names = html_parts_label_values(page, keys[0], label, &count);
    struct class_row *rows = ARENA_ARRAY(page->arena, struct class_row, count);
    struct html_label labels[] = {{label, NULL}, {"interpreter", interpreter}, {NULL, NULL}};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        labels[0].value = names[i];
        const struct json *metric = html_parts_metric(page, keys[0], labels);
        if (metric != NULL)
            rows[n++] = (struct class_row){names[i], json_get_number(metric, "value")};
    }
    if (n == 0)
        return;
    qsort(rows, n, sizeof *rows, compare_recall);
    struct template_dict *table = template_section(dict, name);
    template_text(table, "INTERPRETER_NAME", interpreter);
    for (size_t i = 0; i < n; i++) {
        struct template_dict *row = template_section(table, "ROW");
        template_text(row, "ROW_NAME", rows[i].name);
        labels[0].value = rows[i].name;
        for (size_t k = 0; k < 3; k++)
            html_parts_cell(page, row, html_parts_metric(page, keys[k], labels), true);
    }
}

void html_llm_fill(const struct html_page *page, struct template_dict *dict)
{
    static const char *const INTENTS[] = {"intent_recall", "intent_precision", "intent_f1"};
    const struct json *primary = html_parts_primary(page);
    fill_interpreters(page, dict);
    html_parts_chart(page, dict, "COMPARISON", "interpreters");
    html_paired_put(page, dict);
    html_repeats_put(page, dict);
    html_parts_by_interpreter(page, dict, "SLOTS", "slot_accuracy", "slot");
    html_parts_chart(page, dict, "SLOT_CHART", "slots");
    html_parts_by_interpreter(page, dict, "TAGS", "case_accuracy", "tag");
    fill_by_class(page, dict, "INTENTS", INTENTS, "intent", json_get_text(primary, "name"));
    html_parts_confusion(page, dict, "CONFUSION", primary, "intents");
}

/* ── genres ─────────────────────────────────────────────────────────────────────────────────────
 */

/* The title of the metric of that key that speaks of all genres together. */
static const char *title_of(const struct html_page *page, const char *key)
{
    const struct json *metric = json_first(json_get(page->summary, "metrics"));
    for (; metric != NULL; metric = json_next(metric))
        if (strcmp(json_get_text(metric, "key"), key) == 0 &&
            json_count(json_get(metric, "labels")) == 1)
            return json_get_text(metric, "title");
    return NULL;
}

static void fill_means(const struct html_page *page, struct template_dict *dict)
{
    static const char *const KEYS[] = {
        "genre_recall",          "genre_precision",       "genre_f1",       "genre_jaccard",
        "genre_recall_micro",    "genre_precision_micro", "genre_f1_micro", "genre_recall_macro",
        "genre_precision_macro", "genre_f1_macro"};
    struct template_dict *grid = template_include(dict, "GRID", "grid.html");
    html_parts_columns(page, grid);
    for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
        const char *title = title_of(page, KEYS[k]);
        if (title == NULL)
            continue;
        struct template_dict *row = template_section(grid, "ROW");
        template_text(row, "ROW_NAME", title);
        const struct json *each = json_first(json_get(page->summary, "interpreters"));
        for (; each != NULL; each = json_next(each)) {
            const struct html_label labels[] = {{"interpreter", json_get_text(each, "name")},
                                                {NULL, NULL}};
            html_parts_cell(page, row, html_parts_metric(page, KEYS[k], labels), true);
        }
    }
}

void html_llm_fill_genres(const struct html_page *page, struct template_dict *dict)
{
    static const char *const GENRES[] = {"genre_recall", "genre_precision", "genre_f1"};
    const struct json *primary = html_parts_primary(page);
    fill_means(page, dict);
    html_parts_chart(page, dict, "DOTS", "genres");
    fill_by_class(page, dict, "BY_GENRE", GENRES, "genre", json_get_text(primary, "name"));
    html_parts_confusion(page, dict, "CONFUSION", primary, "genres");
}
