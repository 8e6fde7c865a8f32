#include "report/html_judges.h"

#include <stdlib.h>
#include <string.h>

#include "report/format.h"
#include "report/sentences_judges.h"
#include "report/summary_cases.h"

#define CASES_SHOWN 20 /* of each judging; the summary has all */

bool html_judges_has(const struct json *summary)
{
    return json_count(json_get(summary, "judges")) != 0;
}

/* ── the table ── */

static const char *counts_text(const struct json *counts, struct arena *arena)
{
    static const char *const KINDS[][2] = {{"decided", "decided without asking"},
                                           {"unreadable", "unreadable"},
                                           {"failed", "failed calls"}};
    struct strbuf buf = strbuf_init(arena, 256);
    strbuf_addf(&buf, "%s given", format_count(arena, json_size(json_get(counts, "given"))));
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
        size_t count = json_size(json_get(counts, KINDS[k][0]));
        if (count != 0)
            strbuf_addf(&buf, ", %s %s", format_count(arena, count), KINDS[k][1]);
    }
    return buf.data;
}

static void fill_estimate(const struct html_page *page, struct template_dict *row,
                          const char *value, const char *interval, const char *unit,
                          const struct json *estimate)
{
    const struct interval ends = {json_get_number(estimate, "low"),
                                  json_get_number(estimate, "high")};
    html_parts_number(page, row, value, unit, json_get(estimate, "value"));
    template_text(row, interval, format_interval(page->arena, format_unit(unit), ends));
}

static void fill_row(const struct html_page *page, struct template_dict *row,
                     const struct json *judge, const struct json *judging)
{
    const struct json *inconsistent = json_get(judging, "inconsistent");
    const char *distrust = json_get_text(judge, "distrust");
    html_parts_text(row, "INTERPRETER", json_get(judging, "interpreter"));
    if (!json_is_null(json_get(judging, "against")))
        html_parts_text(template_section(row, "PAIR"), "AGAINST", json_get(judging, "against"));
    html_parts_text(row, "JUDGE", json_get(judge, "name"));
    html_parts_text(row, "RUBRIC", json_get(json_get(judge, "rubric"), "title"));
    html_parts_text(row, "SCALE", json_get(json_get(judge, "rubric"), "scale"));
    html_parts_text(row, "MODEL", json_get(judge, "model"));
    if (json_is_true(json_get(judge, "synthetic")))
        template_section(row, "SAMPLE");
    fill_estimate(page, row, "SCORE", "SCORE_ENDS", "score", json_get(judging, "score"));
    fill_estimate(page, row, "PASS", "PASS_ENDS", "share", json_get(judging, "pass"));
    template_text(row, "COUNTS", counts_text(json_get(judging, "counts"), page->arena));
    template_text(row, "KAPPA", sentences_judges_agreement(judge, page->arena));
    template_text(row, "GATE", distrust[0] == '\0' ? "may gate" : distrust);
    if (json_is_object(inconsistent))
        fill_estimate(page, template_section(row, "BIAS"), "BIAS_SHARE", "BIAS_ENDS", "share",
                      inconsistent);
}

/* ── the cases worth a look ── */

struct shown {
    const struct json *item;
    unsigned rank;
    size_t index;
};

/* Where judge and people differ, then what the judge could not score, then what did not pass. */
static unsigned rank_of(const struct json *item)
{
    const char *score = json_get_text(item, "score");
    const char *label = json_get_text(item, "label");
    if (label[0] != '\0' && strcmp(score, label) != 0)
        return 0;
    if (score[0] == '\0')
        return 1;
    if (strcmp(json_get_text(item, "status"), "decided") == 0)
        return 3;
    return json_is_true(json_get(item, "passed")) ? 4 : 2;
}

static int compare_shown(const void *left, const void *right)
{
    const struct shown *a = left;
    const struct shown *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void fill_cases(const struct html_page *page, struct template_dict *dict,
                       const struct json *judge, const struct json *judging)
{
    const struct json *cases = json_get(judging, "cases");
    struct shown *shown = ARENA_ARRAY(page->arena, struct shown, json_count(cases));
    size_t count = 0;
    for (const struct json *item = json_first(cases); item != NULL; item = json_next(item)) {
        if (strcmp(json_get_text(item, "status"), "missing") == 0)
            continue;
        shown[count] = (struct shown){item, rank_of(item), count};
        count++;
    }
    if (count == 0)
        return;
    qsort(shown, count, sizeof *shown, compare_shown);
    struct template_dict *table = template_section(dict, "CASES");
    template_text(table, "TITLE", sentences_judges_figure(judge, judging, page->arena));
    template_text(table, "TOTAL", format_count(page->arena, count));
    for (size_t i = 0; i < count && i < CASES_SHOWN; i++) {
        struct template_dict *row = template_section(table, "CASE");
        const char *id = json_get_text(shown[i].item, "id");
        template_text(row, "ID", id);
        template_text(row, "ANCHOR", summary_cases_anchor(page->arena, str_from(id)));
        html_parts_text(row, "SCORE", json_get(shown[i].item, "score"));
        html_parts_text(row, "LABEL", json_get(shown[i].item, "label"));
        html_parts_text(row, "WHY", json_get(shown[i].item, "explanation"));
        html_parts_text(row, "ANSWER", json_get(shown[i].item, "answer"));
    }
}

void html_judges_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *judge = json_first(json_get(page->summary, "judges"));
    for (; judge != NULL; judge = json_next(judge)) {
        const struct json *judging = json_first(json_get(judge, "judgings"));
        for (; judging != NULL; judging = json_next(judging)) {
            fill_row(page, template_section(dict, "ROW"), judge, judging);
            fill_cases(page, dict, judge, judging);
        }
    }
}
