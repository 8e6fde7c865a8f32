#include "report/html_overview.h"

#include <math.h>
#include <string.h>

#include "report/format.h"
#include "report/sentences_gold.h"

#define TICK "\u2713"
#define CROSS "\u2717"

static bool is(const struct json *object, const char *key, const char *text)
{
    return strcmp(json_get_text(object, key), text) == 0;
}

const char *html_overview_headline(const struct json *summary)
{
    const struct json *verdict = json_get(summary, "verdict");
    if (is(verdict, "outcome", "error"))
        return "The run failed";
    if (is(verdict, "outcome", "gate_failed"))
        return "Quality gate failed";
    return json_count(json_get(summary, "gates")) == 0 ? "Reported without gates"
                                                       : "Quality gates passed";
}

static void fill_verdict(const struct html_page *page, struct template_dict *dict)
{
    const struct json *verdict = json_get(page->summary, "verdict");
    const struct json *baseline = json_get(page->summary, "baseline");
    template_text(dict, "OUTCOME", json_get_text(verdict, "outcome"));
    template_text(dict, "SIGN", is(verdict, "outcome", "success") ? TICK : CROSS);
    template_text(dict, "HEADLINE", html_overview_headline(page->summary));
    template_text(dict, "SENTENCE", json_get_text(verdict, "sentence"));
    template_text(dict, "CHANGE", json_get_text(verdict, "change"));
    const char *partial = sentences_gold_partial(page->summary, page->arena);
    if (partial != NULL)
        template_text(template_section(dict, "PARTIAL"), "PARTIAL_TEXT", partial);
    if (json_is_object(baseline)) {
        struct template_dict *node = template_section(dict, "BASELINE");
        template_text(node, "BASELINE_RUN", json_get_text(baseline, "run_id"));
        html_parts_time(page, node, "BASELINE_TIME", json_get(baseline, "started"));
    }
    const struct json *step = json_first(json_get(verdict, "next"));
    for (; step != NULL; step = json_next(step)) {
        struct template_dict *next = template_section(dict, "NEXT");
        template_text(next, "TARGET", json_get_text(step, "target"));
        template_text(next, "TEXT", json_get_text(step, "text"));
    }
}

static void fill_gates(const struct html_page *page, struct template_dict *dict)
{
    const struct json *gate = json_first(json_get(page->summary, "gates"));
    if (gate == NULL)
        return;
    struct template_dict *table = template_section(dict, "GATES");
    for (; gate != NULL; gate = json_next(gate)) {
        const char *unit = json_get_text(gate, "unit");
        const char *status = json_get_text(gate, "status");
        struct template_dict *row = template_section(table, "GATE");
        template_text(row, "TITLE", json_get_text(gate, "title"));
        if (!is(gate, "name", json_get_text(gate, "metric")))
            template_text(template_section(row, "NAMED"), "NAME", json_get_text(gate, "name"));
        template_text(row, "STATUS", status);
        template_text(row, "SIGN",
                      is(gate, "status", "passed")   ? TICK
                      : is(gate, "status", "failed") ? CROSS
                                                     : "\u2013");
        html_parts_number(page, row, "VALUE", unit, json_get(gate, "value"));
        html_parts_number(page, row, "THRESHOLD", unit, json_get(gate, "threshold"));
        html_parts_number(page, row, "BASELINE", unit, json_get(gate, "baseline"));
        const char *op = format_operator(json_get_text(gate, "operator"));
        bool compared = !json_is_null(json_get(gate, "threshold"));
        template_text(row, "OPERATOR", compared ? op : "");
        template_text(row, "RULE", json_get_text(gate, "rule"));
        if (!compared || json_is_null(json_get(gate, "value")) ||
            json_is_object(json_get(gate, "evidence")))
            template_text(template_section(row, "WHY"), "REASON", json_get_text(gate, "sentence"));
    }
}

/* "beyond chance (p = .004)", "not beyond chance", "" when nothing can be said. */
static const char *certainty(const struct json *figure, struct arena *arena)
{
    const struct json *beyond = json_get(figure, "beyond_chance");
    const char *p = format_p_value(arena, json_get_number(figure, "p_value"));
    if (json_is_null(beyond) || is(figure, "movement", "equal"))
        return "";
    return arena_printf(arena, "%s%s%s%s",
                        json_is_true(beyond) ? "beyond chance" : "not beyond chance",
                        p[0] == '\0' ? "" : " (", p,
                        p[0] == '\0'                                  ? ""
                        : json_is_true(json_get(figure, "corrected")) ? ", Holm)"
                                                                      : ")");
}

static void fill_change(const struct html_page *page, struct template_dict *card,
                        const struct json *figure)
{
    const struct json *movement = json_get(figure, "movement");
    if (!json_is_string(movement)) {
        template_section(card, "NO_CHANGE");
        return;
    }
    struct template_dict *change = template_section(card, "CHANGE");
    double difference = json_get_number(figure, "change");
    enum metric_unit unit = format_unit(json_get_text(figure, "unit"));
    bool equal = is(figure, "movement", "equal");
    template_text(change, "CLASS", json_text(movement));
    template_text(change, "SIGN", equal ? "=" : difference > 0 ? "\u25b2" : "\u25bc");
    template_text(change, "DIFFERENCE",
                  equal ? "" : format_difference(page->arena, unit, difference));
    template_text(change, "WORD", equal ? "as in the baseline" : json_text(movement));
    const char *certain = certainty(figure, page->arena);
    if (certain[0] != '\0')
        template_text(template_section(change, "CERTAIN"), "CERTAINTY", certain);
}

static void fill_figures(const struct html_page *page, struct template_dict *dict)
{
    const struct json *figure = json_first(json_get(page->summary, "key_figures"));
    if (figure == NULL)
        return;
    struct template_dict *cards = template_section(dict, "FIGURES");
    for (; figure != NULL; figure = json_next(figure)) {
        struct template_dict *card = template_section(cards, "FIGURE");
        template_text(card, "TITLE", json_get_text(figure, "title"));
        if (json_is_true(json_get(figure, "synthetic")))
            template_section(card, "SYNTHETIC");
        html_parts_figure(page, card, figure);
        html_parts_chart(page, card, "TREND",
                         arena_printf(page->arena, "trend-%s", json_get_text(figure, "key")));
        fill_change(page, card, figure);
    }
}

static void fill_changed_params(const struct html_page *page, struct template_dict *dict)
{
    const struct json *changed = json_get(json_get(page->summary, "baseline"), "changed_params");
    if (json_count(changed) == 0)
        return;
    struct template_dict *table = template_section(dict, "PARAMS");
    for (const struct json *param = json_first(changed); param != NULL; param = json_next(param)) {
        const struct json *now = json_get(param, "value");
        const struct json *then = json_get(param, "baseline");
        struct template_dict *row = template_section(table, "PARAM");
        template_text(row, "KEY", json_get_text(param, "key"));
        template_text(row, "NOW", json_is_null(now) ? "not set" : json_text(now));
        template_text(row, "THEN", json_is_null(then) ? "not set" : json_text(then));
    }
}

void html_overview_fill(const struct html_page *page, struct template_dict *dict)
{
    fill_verdict(page, dict);
    fill_gates(page, dict);
    fill_figures(page, dict);
    fill_changed_params(page, dict);
}
