#include "report/html_trace.h"

#include <math.h>
#include <string.h>

#include "base/map.h"
#include "model/slots.h"
#include "report/format.h"
#include "report/html_answers.h"
#include "report/html_assertions.h"
#include "report/html_calls.h"
#include "report/html_diff.h"
#include "report/html_repeats.h"

#define TICK "\u2713"
#define CROSS "\u2717"
#define DASH "\u2013"
#define DOT " \u00b7 "

static bool is(const struct json *object, const char *key, const char *text)
{
    return strcmp(json_get_text(object, key), text) == 0;
}

static bool is_missing(const struct json *reading)
{
    return is(reading, "status", "missing");
}

static bool is_among(const struct json *texts, const char *text)
{
    for (const struct json *each = json_first(texts); each != NULL; each = json_next(each))
        if (strcmp(json_text(each), text) == 0)
            return true;
    return false;
}

static void put_mark(struct template_dict *cell, const char *class, const char *sign,
                     const char *word)
{
    template_text(cell, "CLASS", class);
    template_text(cell, "SIGN", sign);
    template_text(cell, "WORD", word);
}

/* ── one case ───────────────────────────────────────────────────────────────────────────────────
 */

/* Right, or how many slots are wrong, or why there is nothing to judge. */
static void put_result(const struct html_page *page, struct template_dict *cell,
                       const struct json *row, const struct json *reading)
{
    size_t wrong = json_count(json_get(reading, "wrong"));
    size_t judged = json_count(json_get(row, "expected"));
    const char *again = html_repeats_text(reading, page->arena);
    if (again != NULL)
        template_text(template_section(cell, "AGAIN"), "AGAIN_TEXT", again);
    if (is_missing(reading))
        put_mark(cell, "missing", DASH, "never asked");
    else if (is(reading, "status", "unparseable"))
        put_mark(cell, "unusable", CROSS, "unparseable answer");
    else if (is(reading, "status", "failed"))
        put_mark(cell, "unusable", CROSS, "the call failed");
    else if (json_is_true(json_get(reading, "pass")))
        put_mark(cell, "right", TICK, "right");
    else
        put_mark(cell, "wrong", CROSS,
                 arena_printf(page->arena, "%zu of %zu wrong", wrong, judged));
}

static void put_slot_of_reading(struct template_dict *cell, const struct json *row,
                                const struct json *reading, const char *slot)
{
    const char *value = json_get_text(json_get(reading, "answer"), slot);
    bool judged = json_get(json_get(row, "expected"), slot) != NULL;
    if (is_missing(reading)) {
        put_mark(cell, "missing", DASH, "");
        return;
    }
    if (!judged) {
        put_mark(cell, "aside", "", value[0] == '\0' ? DASH : "not judged:");
    } else if (!is_among(json_get(reading, "wrong"), slot)) {
        put_mark(cell, "right", TICK, "right");
        return;
    } else {
        bool usable = is(reading, "status", "ok");
        put_mark(cell, "wrong", CROSS,
                 !usable            ? "wrong"
                 : value[0] == '\0' ? "wrong: none"
                                    : "wrong:");
    }
    if (value[0] != '\0')
        template_text(template_section(cell, "VALUE"), "TEXT", value);
}

/* Some interpreter says something in a slot. */
static bool is_answered(const struct json *row, const char *slot)
{
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL; reading = json_next(reading))
        if (json_get(json_get(reading, "answer"), slot) != NULL)
            return true;
    return false;
}

/* None expected, and none read by anybody who was asked. */
static bool is_quiet(const struct json *row, const char *slot)
{
    const struct json *gold = json_get(json_get(row, "expected"), slot);
    const struct json *reading = json_first(json_get(row, "readings"));
    if (gold == NULL || json_text(gold)[0] != '\0')
        return false;
    for (; reading != NULL; reading = json_next(reading))
        if (is_among(json_get(reading, "wrong"), slot))
            return false;
    return true;
}

static void put_slot(struct template_dict *dict, const struct json *row, const char *slot,
                     const char *name)
{
    const struct json *gold = json_get(json_get(row, "expected"), slot);
    struct template_dict *line = template_section(dict, "SLOT");
    template_text(line, "SLOT_NAME", name);
    template_text(line, "EXPECTED",
                  gold == NULL                 ? "not judged"
                  : json_text(gold)[0] == '\0' ? "none"
                                               : json_text(gold));
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL; reading = json_next(reading))
        put_slot_of_reading(template_section(line, "READ"), row, reading, slot);
}

/* A line per slot that says something; those that are rightly empty share the last one. */
static void put_slots(const struct html_page *page, struct template_dict *dict,
                      const struct json *row)
{
    struct strbuf quiet = strbuf_init(page->arena, 256);
    const char *any = NULL;
    for (int s = 0; s < SLOT_COUNT; s++) {
        const char *slot = slots_name((enum slot)s);
        if (is_quiet(row, slot)) {
            strbuf_addf(&quiet, "%s%s", any == NULL ? "" : ", ", slot);
            any = slot;
        } else if (json_get(json_get(row, "expected"), slot) != NULL || is_answered(row, slot)) {
            put_slot(dict, row, slot, slot);
        }
    }
    if (any != NULL)
        put_slot(dict, row, any, quiet.data);
}

/* Everybody who was asked is right, and nobody says more than the gold case names. */
static bool is_unanimous(const struct json *row)
{
    const struct json *expected = json_get(row, "expected");
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL; reading = json_next(reading)) {
        if (!is_missing(reading) && !json_is_true(json_get(reading, "pass")))
            return false;
        const struct json *slot = json_first(json_get(reading, "answer"));
        for (; slot != NULL; slot = json_next(slot))
            if (json_get(expected, json_key(slot)) == NULL)
                return false;
    }
    return true;
}

/* "intent search · genres Comedy, Sci-Fi · else none": what everybody read. */
static const char *gold_text(const struct json *row, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, (size_t)1 << 16);
    bool empty = false;
    const struct json *slot = json_first(json_get(row, "expected"));
    for (; slot != NULL; slot = json_next(slot)) {
        if (json_text(slot)[0] == '\0')
            empty = true;
        else
            strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : DOT, json_key(slot), json_text(slot));
    }
    if (empty)
        strbuf_addf(&buf, "%s", buf.size == 0 ? "none" : DOT "else none");
    return buf.size == 0 ? "" : buf.data;
}

/* "812 ms · 931 tokens in, 58 out · 0.002442 USD"; NULL when nothing is known. */
static const char *cost_text(const struct html_page *page, const struct json *reading)
{
    struct arena *arena = page->arena;
    double latency = json_get_number(reading, "latency_ms");
    const struct json *in = json_get(reading, "input_tokens");
    const struct json *out = json_get(reading, "output_tokens");
    const char *time = isfinite(latency) ? format_value(arena, METRIC_MS, latency) : "";
    if (json_is_null(in) && json_is_null(out))
        return time[0] == '\0' ? NULL : time;
    const char *cost = html_calls_cost(page, reading);
    return arena_printf(arena, "%s%s%s tokens in, %s out%s%s", time, time[0] == '\0' ? "" : DOT,
                        json_is_null(in) ? FORMAT_UNAVAILABLE : format_count(arena, json_size(in)),
                        json_is_null(out) ? FORMAT_UNAVAILABLE
                                          : format_count(arena, json_size(out)),
                        cost == NULL ? "" : DOT, cost == NULL ? "" : cost);
}

/* What is odd about an answer, and what does not hold of it; NULL for nothing. */
static const char *remarks_of(const struct json *reading, struct arena *arena)
{
    const char *odd = html_answers_remarks(reading, arena);
    const char *failing = html_assertions_remarks(reading, arena);
    if (odd == NULL || failing == NULL)
        return odd == NULL ? failing : odd;
    return arena_printf(arena, "%s; %s", odd, failing);
}

static void put_details(const struct html_page *page, struct template_dict *dict,
                        const struct json *row)
{
    const struct json *interpreter = json_first(json_get(page->summary, "interpreters"));
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL && interpreter != NULL;
         reading = json_next(reading), interpreter = json_next(interpreter)) {
        const struct json *raw = json_get(reading, "raw");
        const struct json *reason = json_get(reading, "reason");
        const char *cost = cost_text(page, reading);
        const char *remarks = remarks_of(reading, page->arena);
        if (json_is_null(raw) && json_is_null(reason) && cost == NULL && remarks == NULL)
            continue;
        struct template_dict *answer = template_section(dict, "ANSWER");
        template_text(answer, "NAME", json_get_text(interpreter, "name"));
        if (!json_is_null(reason))
            template_text(template_section(answer, "REASON"), "REASON_TEXT", json_text(reason));
        if (remarks != NULL)
            template_text(template_section(answer, "REMARKS"), "REMARKS_TEXT", remarks);
        if (!json_is_null(raw))
            template_text(template_section(answer, "RAW"), "RAW_TEXT", json_text(raw));
        if (cost != NULL)
            template_text(template_section(answer, "COST"), "COST_TEXT", cost);
        html_calls_fill(page, answer, interpreter, reading);
    }
}

static void put_case(const struct html_page *page, struct template_dict *dict,
                     const struct json *row)
{
    const char *flip = json_get_text(row, "flip");
    template_text(dict, "ANCHOR", json_get_text(row, "anchor"));
    template_text(dict, "ID", json_get_text(row, "id"));
    template_text(dict, "QUERY", json_get_text(row, "query"));
    template_text(dict, "AT", json_get_text(row, "at"));
    if (flip[0] != '\0') {
        struct template_dict *mark = template_section(dict, "FLIP");
        template_text(mark, "FLIP_NAME", flip);
        template_text(mark, "FLIP_SIGN", strcmp(flip, "broken") == 0 ? "\u25bc" : "\u25b2");
    }
    const struct json *tag = json_first(json_get(row, "tags"));
    for (; tag != NULL; tag = json_next(tag))
        template_text(template_section(dict, "TAG"), "TAG_NAME", json_text(tag));
    const struct json *reading = json_first(json_get(row, "readings"));
    for (; reading != NULL; reading = json_next(reading))
        put_result(page, template_section(dict, "RESULT"), row, reading);
    if (is_unanimous(row))
        template_text(template_section(dict, "GOLD"), "GOLD_TEXT", gold_text(row, page->arena));
    else
        put_slots(page, dict, row);
    html_diff_put(page, dict, row);
    put_details(page, dict, row);
}

/* ── the table ──────────────────────────────────────────────────────────────────────────────────
 */

/* The choices of the filter. */
static void put_choices(const struct html_page *page, struct template_dict *dict,
                        const struct json *rows, size_t shown)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        template_text(template_section(dict, "SLOT"), "SLOT_NAME", slots_name((enum slot)slot));
    struct map tags = map_init(page->arena);
    const struct json *row = json_first(rows);
    for (size_t i = 0; i < shown && row != NULL; i++, row = json_next(row)) {
        const struct json *tag = json_first(json_get(row, "tags"));
        for (; tag != NULL; tag = json_next(tag))
            if (map_add(&tags, str_from(json_text(tag)), 0))
                template_text(template_section(dict, "TAG"), "TAG_NAME", json_text(tag));
    }
}

void html_trace_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *cases = json_get(page->summary, "cases");
    const struct json *rows = json_get(cases, "rows");
    size_t total = json_size(json_get(cases, "total"));
    size_t shown = json_size(json_get(cases, "shown"));
    size_t interpreters = json_count(json_get(page->summary, "interpreters"));

    template_text(dict, "TOTAL", format_count(page->arena, total));
    template_text(dict, "SHOWN", format_count(page->arena, shown));
    template_text(dict, "WIDTH", arena_printf(page->arena, "%zu", interpreters + 2));
    if (shown < total)
        template_text(template_section(dict, "LEFT_OUT"), "LEFT_OUT_COUNT",
                      format_count(page->arena, total - shown));
    html_parts_columns(page, dict);
    put_choices(page, dict, rows, shown);
    const struct json *row = json_first(rows);
    for (size_t i = 0; i < shown && row != NULL; i++, row = json_next(row))
        put_case(page, template_section(dict, "CASE"), row);
}
