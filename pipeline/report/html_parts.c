#include "report/html_parts.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "report/format.h"

void html_parts_text(struct template_dict *dict, const char *name, const struct json *text)
{
    template_text(dict, name, json_is_string(text) ? json_text(text) : FORMAT_UNAVAILABLE);
}

void html_parts_count(const struct html_page *page, struct template_dict *dict, const char *name,
                      const struct json *count)
{
    template_text(dict, name,
                  json_is_number(count) ? format_count(page->arena, json_size(count))
                                        : FORMAT_UNAVAILABLE);
}

void html_parts_number(const struct html_page *page, struct template_dict *dict, const char *name,
                       const char *unit, const struct json *number)
{
    template_text(dict, name, format_value(page->arena, format_unit(unit), json_number(number)));
}

void html_parts_time(const struct html_page *page, struct template_dict *dict, const char *name,
                     const struct json *time)
{
    const char *text = json_text(time);
    const char *clock = strchr(text, 'T');
    if (clock == NULL || strlen(clock) < sizeof "T03:00" - 1)
        template_text(dict, name, FORMAT_UNAVAILABLE);
    else
        template_text(
            dict, name,
            arena_printf(page->arena, "%.*s %.5s UTC", (int)(clock - text), text, clock + 1));
}

void html_parts_chart(const struct html_page *page, struct template_dict *dict, const char *name,
                      const char *id)
{
    for (size_t i = 0; i < page->chart_count; i++)
        if (strcmp(page->charts[i].id, id) == 0)
            template_str(template_section(dict, name), "CHART", page->charts[i].svg);
}

/* ── metrics ────────────────────────────────────────────────────────────────────────────────────
 */

/* Per cent with one decimal, which an attribute of SVG takes as a length. */
static const char *percent(struct arena *arena, double share)
{
    return arena_printf(arena, "%.1f", 100 * share);
}

static void put_bar(const struct html_page *page, struct template_dict *dict, double value,
                    struct interval interval)
{
    struct template_dict *bar = template_section(dict, "BAR");
    template_text(bar, "LOW", percent(page->arena, interval.low));
    template_text(bar, "WIDTH", percent(page->arena, interval.high - interval.low));
    template_text(bar, "AT", percent(page->arena, value));
}

/* Everything of html_parts_figure() but the bar; returns the interval. */
static struct interval put_value(const struct html_page *page, struct template_dict *dict,
                                 const struct json *metric)
{
    enum metric_unit unit = format_unit(json_get_text(metric, "unit"));
    struct interval interval = {json_get_number(metric, "low"), json_get_number(metric, "high")};
    const char *ends = format_interval_inline(page->arena, unit, interval);

    template_text(dict, "VALUE", format_value(page->arena, unit, json_get_number(metric, "value")));
    html_parts_count(page, dict, "N", json_get(metric, "support"));
    if (ends[0] != '\0')
        template_text(template_section(dict, "INTERVAL"), "ENDS", ends);
    return interval;
}

void html_parts_figure(const struct html_page *page, struct template_dict *dict,
                       const struct json *metric)
{
    double value = json_get_number(metric, "value");
    struct interval interval = put_value(page, dict, metric);
    if (format_unit(json_get_text(metric, "unit")) == METRIC_SHARE &&
        isfinite(value + interval.low + interval.high))
        put_bar(page, dict, value, interval);
}

void html_parts_plain_cell(const struct html_page *page, struct template_dict *row,
                           const struct json *metric)
{
    put_value(page, template_include(row, "CELL", "cell.html"), metric);
}

void html_parts_cell(const struct html_page *page, struct template_dict *row,
                     const struct json *metric, bool with_count)
{
    struct template_dict *cell = template_include(row, "CELL", "cell.html");
    html_parts_figure(page, cell, metric);
    if (with_count && metric != NULL)
        template_section(cell, "COUNT");
}

static bool has_labels(const struct json *metric, const struct html_label *labels)
{
    const struct json *have = json_get(metric, "labels");
    size_t wanted = 0;
    for (; labels[wanted].key != NULL; wanted++)
        if (strcmp(json_get_text(have, labels[wanted].key), labels[wanted].value) != 0)
            return false;
    return json_count(have) == wanted;
}

const struct json *html_parts_metric(const struct html_page *page, const char *key,
                                     const struct html_label *labels)
{
    const struct json *metric = json_first(json_get(page->summary, "metrics"));
    for (; metric != NULL; metric = json_next(metric))
        if (strcmp(json_get_text(metric, "key"), key) == 0 && has_labels(metric, labels))
            return metric;
    return NULL;
}

static bool is_among(const char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i], text) == 0)
            return true;
    return false;
}

const char **html_parts_label_values(const struct html_page *page, const char *key,
                                     const char *label, size_t *count)
{
    const struct json *metrics = json_get(page->summary, "metrics");
    const char **values = ARENA_ARRAY(page->arena, const char *, json_count(metrics));
    *count = 0;
    for (const struct json *m = json_first(metrics); m != NULL; m = json_next(m)) {
        const struct json *value = json_get(json_get(m, "labels"), label);
        if (strcmp(json_get_text(m, "key"), key) == 0 && value != NULL &&
            !is_among(values, *count, json_text(value)))
            values[(*count)++] = json_text(value);
    }
    return values;
}

/* ── tables ─────────────────────────────────────────────────────────────────────────────────────
 */

const struct json *html_parts_primary(const struct html_page *page)
{
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    while (each != NULL && !json_is_true(json_get(each, "primary")))
        each = json_next(each);
    return each;
}

void html_parts_columns(const struct html_page *page, struct template_dict *dict)
{
    const struct json *each = json_first(json_get(page->summary, "interpreters"));
    for (; each != NULL; each = json_next(each)) {
        struct template_dict *column = template_section(dict, "COLUMN");
        template_text(column, "COLUMN_NAME", json_get_text(each, "name"));
        if (json_is_true(json_get(each, "primary")))
            template_section(column, "PRIMARY");
        if (json_is_true(json_get(each, "synthetic")))
            template_section(column, "SAMPLE");
    }
}

void html_parts_by_interpreter(const struct html_page *page, struct template_dict *dict,
                               const char *name, const char *key, const char *label)
{
    size_t count;
    const char **values = html_parts_label_values(page, key, label, &count);
    if (count == 0)
        return;
    struct template_dict *table =
        template_include(template_section(dict, name), "GRID", "grid.html");
    html_parts_columns(page, table);
    for (size_t i = 0; i < count; i++) {
        struct template_dict *row = template_section(table, "ROW");
        template_text(row, "ROW_NAME", values[i]);
        const struct json *each = json_first(json_get(page->summary, "interpreters"));
        for (; each != NULL; each = json_next(each)) {
            const struct html_label labels[] = {
                {label, values[i]}, {"interpreter", json_get_text(each, "name")}, {NULL, NULL}};
            html_parts_cell(page, row, html_parts_metric(page, key, labels), true);
        }
    }
}

/* ── confusions ─────────────────────────────────────────────────────────────────────────────────
 */

static const struct json *nth(const struct json *list, size_t n)
{
    const struct json *node = json_first(list);
    while (node != NULL && n-- > 0)
        node = json_next(node);
    return node;
}

/* Sums of rows and columns; the largest cell off the diagonal and on it, for the shades. */
struct margins {
    size_t classes;
    size_t *counts; /* (classes, classes) */
    size_t *rows;
    size_t *columns;
    size_t most;
};

static struct margins margins_of(const struct json *confusion, struct arena *arena)
{
    struct margins m = {.classes = json_count(json_get(confusion, "classes"))};
    m.counts = ARENA_ARRAY(arena, size_t, m.classes * m.classes);
    m.rows = ARENA_ARRAY(arena, size_t, m.classes);
    m.columns = ARENA_ARRAY(arena, size_t, m.classes);
    const struct json *row = json_first(json_get(confusion, "counts"));
    for (size_t r = 0; r < m.classes && row != NULL; r++, row = json_next(row)) {
        const struct json *cell = json_first(row);
        for (size_t c = 0; c < m.classes && cell != NULL; c++, cell = json_next(cell)) {
            size_t count = json_size(cell);
            m.counts[r * m.classes + c] = count;
            m.rows[r] += count;
            m.columns[c] += count;
            m.most = count > m.most ? count : m.most;
        }
    }
    return m;
}

/* 0 for none, 1 … 5 for the square root of the share of the fullest cell: small counts show. */
static const char *heat(const struct margins *m, size_t count, struct arena *arena)
{
    if (count == 0)
        return "0";
    double share = sqrt((double)count / (double)m->most);
    return arena_printf(arena, "%d", 1 + (int)(share * 4));
}

void html_parts_confusion(const struct html_page *page, struct template_dict *dict,
                          const char *name, const struct json *interpreter, const char *key)
{
    const struct json *confusion = json_get(interpreter, key);
    const struct json *classes = json_get(confusion, "classes");
    struct margins m = margins_of(confusion, page->arena);
    if (m.most == 0)
        return;
    struct template_dict *section = template_section(dict, name);
    template_text(section, "INTERPRETER_NAME", json_get_text(interpreter, "name"));
    struct template_dict *table = template_include(section, "HEAT", "heat.html");
    for (size_t c = 0; c < m.classes; c++)
        if (m.rows[c] + m.columns[c] != 0)
            template_text(template_section(table, "COLUMN"), "COLUMN_NAME",
                          json_text(nth(classes, c)));
    for (size_t r = 0; r < m.classes; r++) {
        if (m.rows[r] + m.columns[r] == 0)
            continue;
        struct template_dict *row = template_section(table, "ROW");
        template_text(row, "ROW_NAME", json_text(nth(classes, r)));
        for (size_t c = 0; c < m.classes; c++) {
            if (m.rows[c] + m.columns[c] == 0)
                continue;
            size_t count = m.counts[r * m.classes + c];
            struct template_dict *cell = template_section(row, "CELL");
            template_text(cell, "COUNT", count == 0 ? "" : format_count(page->arena, count));
            template_text(cell, "HEAT", heat(&m, count, page->arena));
            template_text(cell, "SIDE", r == c ? "right" : "wrong");
        }
    }
}

void html_parts_fact(struct template_dict *dict, const char *term, const char *text)
{
    struct template_dict *fact = template_include(dict, "FACT", "fact.html");
    template_text(fact, "TERM", term);
    template_text(fact, "TEXT", text);
}

void html_parts_fact_code(struct template_dict *dict, const char *term, const char *text)
{
    struct template_dict *fact = template_include(dict, "FACT", "fact.html");
    template_text(fact, "TERM", term);
    template_text(fact, "TEXT", text);
    template_section(fact, "CODE");
}
