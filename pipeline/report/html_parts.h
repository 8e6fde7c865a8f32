/* html_parts.h - what the sections of the page share: numbers, charts, tables of metrics. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"
#include "report/html.h"
#include "report/template.h"

/* What a section is made from. A section fills the dictionary of its own template. */
struct html_page {
    const struct json *summary;
    const struct html_chart *charts;
    size_t chart_count;
    struct arena *arena;
};

/* {{NAME}} from a text of the summary, "n/a" for null; a count; a number in its unit. */
void html_parts_text(struct template_dict *dict, const char *name, const struct json *text);
void html_parts_count(const struct html_page *page, struct template_dict *dict, const char *name,
                      const struct json *count);
void html_parts_number(const struct html_page *page, struct template_dict *dict, const char *name,
                       const char *unit, const struct json *number);

/* {{NAME}} as a date and time for people: "2026-11-21 03:00 UTC"; "n/a" for null. */
void html_parts_time(const struct html_page *page, struct template_dict *dict, const char *name,
                     const struct json *time);

/* {{#NAME}} holding {{CHART}}, when there is a chart of that id. */
void html_parts_chart(const struct html_page *page, struct template_dict *dict, const char *name,
                      const char *id);

/*
 * Of a metric or key figure (NULL: there is none): {{VALUE}}, {{N}}, and {{#INTERVAL}} with
 * {{ENDS}}; for a share also {{#BAR}} with {{LOW}}, {{WIDTH}} and {{AT}} in per cent.
 */
void html_parts_figure(const struct html_page *page, struct template_dict *dict,
                       const struct json *metric);

/* {{>CELL}}: a cell of a table with a figure, and {{#COUNT}} when its n differs from row to row. */
void html_parts_cell(const struct html_page *page, struct template_dict *row,
                     const struct json *metric, bool with_count);

/* {{>CELL}}: a cell with value and interval alone, for tables with many of them. */
void html_parts_plain_cell(const struct html_page *page, struct template_dict *row,
                           const struct json *metric);

/* A label that a metric must have. */
struct html_label {
    const char *key;
    const char *value;
};

/* The metric with exactly these labels (up to the first NULL key); NULL: there is none. */
const struct json *html_parts_metric(const struct html_page *page, const char *key,
                                     const struct html_label *labels);

/* The distinct values of a label among the metrics of a key, in the order of the document. */
const char **html_parts_label_values(const struct html_page *page, const char *key,
                                     const char *label, size_t *count);

/* The interpreter that the headline is about; NULL: none was evaluated. */
const struct json *html_parts_primary(const struct html_page *page);

/* {{#COLUMN}} per interpreter: {{COLUMN_NAME}}, {{#PRIMARY}}, {{#SAMPLE}}. */
void html_parts_columns(const struct html_page *page, struct template_dict *dict);

/*
 * {{#NAME}} holding {{>GRID}}: a {{#ROW}} ({{ROW_NAME}}) per value of `label` and a {{>CELL}} per
 * interpreter. Nothing when no metric of that key has the label.
 */
void html_parts_by_interpreter(const struct html_page *page, struct template_dict *dict,
                               const char *name, const char *key, const char *label);

/*
 * {{#NAME}} holding {{INTERPRETER_NAME}} and {{>HEAT}}: the classes that occur as {{#COLUMN}}s
 * ({{COLUMN_NAME}}) and {{#ROW}}s ({{ROW_NAME}}) of {{#CELL}}s ({{COUNT}}; {{HEAT}} 0 … 5;
 * {{SIDE}}, "right" on the diagonal, otherwise "wrong"). `key` is "intents" or "genres". Nothing
 * when the interpreter (NULL: there is none) has no counts.
 */
void html_parts_confusion(const struct html_page *page, struct template_dict *dict,
                          const char *name, const struct json *interpreter, const char *key);

/* {{>FACT}}: a term and its text in a list of facts; a digest or the like in a fixed pitch. */
void html_parts_fact(struct template_dict *dict, const char *term, const char *text);
void html_parts_fact_code(struct template_dict *dict, const char *term, const char *text);

#endif
