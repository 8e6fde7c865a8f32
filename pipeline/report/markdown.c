#include "report/markdown.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "report/format.h"
#include "report/sentences_gold.h"

#define TEXT_MAX 500    /* bytes of one text from data, roughly */
#define FLIPS_LISTED 50 /* cases of each kind: a page for people, not for all of them */

/* ── escaping ───────────────────────────────────────────────────────────────────────────────────
 */

/* Signs that begin something: emphasis, code, a link, HTML, a cell, a mention, a reference. */
static bool begins_markup(const char *text, size_t i)
{
    if (strchr("\\`*_[]<>|~@#$&", text[i]) != NULL)
        return true;
    /* GitHub links addresses by itself. */
    return (text[i] == ':' && text[i + 1] == '/') ||
           (text[i] == '.' && i >= 3 && strncasecmp(text + i - 3, "www", 3) == 0);
}

/*
 * Text from data: a backslash before what begins markup, spaces for line ends. A long text is
 * cut between two characters.
 */
static void add_escaped(struct strbuf *buf, const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i++) {
        unsigned char c = (unsigned char)text[i];
        if (i >= TEXT_MAX && (c & 0xC0) != 0x80) {
            strbuf_add(buf, STR("\u2026"));
            return;
        }
        if (begins_markup(text, i))
            strbuf_add_char(buf, '\\');
        strbuf_add_char(buf, c < ' ' ? ' ' : text[i]);
    }
}

static void add_cell(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, STR(" "));
    add_escaped(buf, text);
    strbuf_add(buf, STR(" |"));
}

/* ── parts ──────────────────────────────────────────────────────────────────────────────────────
 */

static void add_gold(struct strbuf *buf, const char *sentence)
{
    if (sentence == NULL)
        return;
    strbuf_add(buf, STR("\n\n"));
    add_escaped(buf, sentence);
    strbuf_add(buf, STR("."));
}

static void add_verdict(struct strbuf *buf, const struct json *summary, const char *link,
                        struct arena *arena)
{
    const struct json *verdict = json_get(summary, "verdict");
    const struct json *run = json_get(summary, "run");
    bool good = strcmp(json_get_text(verdict, "outcome"), "success") == 0;
    strbuf_addf(buf, "## %s ", good ? "\u2705" : "\u274C");
    add_escaped(buf, json_get_text(summary, "title"));
    strbuf_add(buf, STR("\n\n**"));
    add_escaped(buf, json_get_text(verdict, "sentence"));
    strbuf_add(buf, STR(".** "));
    add_escaped(buf, json_get_text(verdict, "change"));
    strbuf_add(buf, STR("."));
    add_gold(buf, sentences_gold_partial(summary, arena));
    add_gold(buf, sentences_gold_changes(summary, arena));
    strbuf_add(buf, STR("\n\nRun "));
    add_escaped(buf, json_get_text(run, "id"));
    if (link != NULL && link[0] != '\0')
        strbuf_addf(buf, " · [the whole report](<%s>)", link);
    strbuf_add(buf, STR("\n"));
}

static void add_gates(struct strbuf *buf, const struct json *summary, struct arena *arena)
{
    const struct json *gate = json_first(json_get(summary, "gates"));
    if (gate == NULL)
        return;
    strbuf_add(buf, STR("\n| Gate | Result | Found | Demanded | Baseline |\n"
                        "|---|---|--:|--:|--:|\n"));
    for (; gate != NULL; gate = json_next(gate)) {
        enum metric_unit unit = format_unit(json_get_text(gate, "unit"));
        const char *status = json_get_text(gate, "status");
        strbuf_add_char(buf, '|');
        add_cell(buf, json_get_text(gate, "title"));
        strbuf_addf(buf, " %s %s |",
                    strcmp(status, "passed") == 0   ? "\u2705"
                    : strcmp(status, "failed") == 0 ? "\u274C"
                                                    : "\u2796",
                    status);
        add_cell(buf, format_value(arena, unit, json_get_number(gate, "value")));
        add_cell(buf, arena_printf(arena, "%s %s", format_operator(json_get_text(gate, "operator")),
                                   format_value(arena, unit, json_get_number(gate, "threshold"))));
        add_cell(buf, format_value(arena, unit, json_get_number(gate, "baseline")));
        strbuf_add_char(buf, '\n');
    }
}

/* "−13.3 points, not beyond chance (p = 1)". */
static const char *change_text(const struct json *figure, struct arena *arena)
{
    enum metric_unit unit = format_unit(json_get_text(figure, "unit"));
    const struct json *beyond = json_get(figure, "beyond_chance");
    const char *p = format_p_value(arena, json_get_number(figure, "p_value"));
    double change = json_get_number(figure, "change");
    if (!isfinite(change))
        return FORMAT_UNAVAILABLE;
    if (change == 0)
        return "the same";
    const char *text = format_change(arena, unit, change);
    if (json_is_null(beyond))
        return text;
    return arena_printf(arena, "%s, %s chance%s%s%s", text,
                        json_is_true(beyond) ? "beyond" : "not beyond", p[0] == '\0' ? "" : " (", p,
                        p[0] == '\0'                                  ? ""
                        : json_is_true(json_get(figure, "corrected")) ? ", Holm)"
                                                                      : ")");
}

static void add_figures(struct strbuf *buf, const struct json *summary, struct arena *arena)
{
    const struct json *figure = json_first(json_get(summary, "key_figures"));
    if (figure == NULL)
        return;
    strbuf_add(buf, STR("\n| Key figure | Value | 95 % interval | n | Against the baseline |\n"
                        "|---|--:|--:|--:|---|\n"));
    for (; figure != NULL; figure = json_next(figure)) {
        enum metric_unit unit = format_unit(json_get_text(figure, "unit"));
        struct interval interval = {json_get_number(figure, "low"),
                                    json_get_number(figure, "high")};
        bool synthetic = json_is_true(json_get(figure, "synthetic"));
        strbuf_add_char(buf, '|');
        add_cell(buf, arena_printf(arena, "%s%s", json_get_text(figure, "title"),
                                   synthetic ? " (synthetic data)" : ""));
        add_cell(buf, format_value(arena, unit, json_get_number(figure, "value")));
        add_cell(buf, format_interval(arena, unit, interval));
        add_cell(buf, format_count(arena, json_size(json_get(figure, "support"))));
        add_cell(buf, change_text(figure, arena));
        strbuf_add_char(buf, '\n');
    }
}

/* The cases of one kind of flip, by id and query; the first FLIPS_LISTED of them. */
static void add_flips(struct strbuf *buf, const struct json *summary, const char *flip,
                      const char *title, struct arena *arena)
{
    size_t count = 0;
    const struct json *row = json_first(json_get(json_get(summary, "cases"), "rows"));
    for (; row != NULL; row = json_next(row)) {
        if (strcmp(json_get_text(row, "flip"), flip) != 0 || ++count > FLIPS_LISTED)
            continue;
        if (count == 1)
            strbuf_addf(buf, "\n### %s\n\n| Case | Query |\n|---|---|\n", title);
        strbuf_add_char(buf, '|');
        add_cell(buf, json_get_text(row, "id"));
        add_cell(buf, json_get_text(row, "query"));
        strbuf_add_char(buf, '\n');
    }
    if (count > FLIPS_LISTED)
        strbuf_addf(buf, "\nand %s more\n", format_count(arena, count - FLIPS_LISTED));
}

static void add_item(struct strbuf *buf, const struct json *text)
{
    if (!json_is_string(text))
        return;
    strbuf_add(buf, STR("- "));
    add_escaped(buf, json_text(text));
    strbuf_add_char(buf, '\n');
}

/* How the interpreters do against each other and the baseline by case accuracy, where they differ.
 */
static void add_comparisons(struct strbuf *buf, const struct json *summary, struct arena *arena)
{
    static const char *const LISTS[] = {"interpreters", "baseline"};
    bool begun = false;
    for (size_t l = 0; l < sizeof LISTS / sizeof *LISTS; l++) {
        const struct json *pair = json_first(json_get(json_get(summary, "comparisons"), LISTS[l]));
        for (; pair != NULL; pair = json_next(pair)) {
            if (strcmp(json_get_text(pair, "metric"), "case_accuracy") != 0 ||
                json_get_number(pair, "difference") == 0)
                continue;
            if (!begun)
                strbuf_add(buf, STR("\n### On the same cases\n\n"));
            begun = true;
            strbuf_add(buf, STR("- "));
            add_escaped(buf, arena_printf(arena, "%s: %s; %s", json_get_text(pair, "first"),
                                          json_get_text(pair, "sentence"),
                                          json_get_text(pair, "power")));
            strbuf_add_char(buf, '\n');
        }
    }
}

/* Which model should serve, whether its stars mean what they say, what leaked, and the hybrid. */
static void add_recommender(struct strbuf *buf, const struct json *summary)
{
    const struct json *scoring = json_get(summary, "scoring");
    const struct json *serving = json_first(json_get(scoring, "serving"));
    if (!json_is_object(scoring))
        return;
    strbuf_add(buf, STR("\n### Recommender\n\n"));
    for (; serving != NULL; serving = json_next(serving))
        add_item(buf, json_get(serving, "sentence"));
    add_item(buf, json_get(json_first(json_get(scoring, "calibrations")), "sentence"));
    add_item(buf, json_get(json_get(scoring, "leakage"), "sentence"));
    const struct json *curve = json_first(json_get(json_get(summary, "hybrid"), "curves"));
    for (; curve != NULL; curve = json_next(curve))
        add_item(buf, json_get(json_get(curve, "figures"), "sentence"));
}

static void add_steps(struct strbuf *buf, const struct json *summary)
{
    strbuf_add(buf, STR("\n### What to do now\n\n"));
    const struct json *step = json_first(json_get(json_get(summary, "verdict"), "next"));
    for (; step != NULL; step = json_next(step))
        add_item(buf, json_get(step, "text"));
}

struct str markdown_render(const struct json *summary, const char *link, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, MARKDOWN_MAX);
    add_verdict(&buf, summary, link, arena);
    add_gates(&buf, summary, arena);
    add_figures(&buf, summary, arena);
    add_comparisons(&buf, summary, arena);
    add_recommender(&buf, summary);
    add_flips(&buf, summary, "broken", "Broken since the baseline", arena);
    add_flips(&buf, summary, "fixed", "Fixed since the baseline", arena);
    add_steps(&buf, summary);
    return strbuf_str(&buf);
}
