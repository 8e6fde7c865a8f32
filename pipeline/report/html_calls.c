#include "report/html_calls.h"

#include <math.h>

#include "report/format.h"

#define DOT " \u00b7 "
#define TEXT_MAX ((size_t)64 << 10)

const char *html_calls_cost(const struct html_page *page, const struct json *reading)
{
    double cost = json_get_number(reading, "cost");
    if (!isfinite(cost))
        return NULL;
    return arena_printf(page->arena, "%.6f %s", cost, json_get_text(page->summary, "currency"));
}

static void add(struct strbuf *buf, const char *text)
{
    if (text[0] != '\0')
        strbuf_addf(buf, "%s%s", buf->size == 0 ? "" : DOT, text);
}

/* "qwen2.5:7b · interpret@5f14ec36bacc · {…} · 2026-11-21T10:35:51Z · 2 attempts · …" */
static const char *call_text(const struct html_page *page, const struct json *interpreter,
                             const struct json *call)
{
    struct strbuf buf = strbuf_init(page->arena, TEXT_MAX);
    size_t attempts = json_size(json_get(call, "attempts"));
    add(&buf, json_get_text(interpreter, "model"));
    add(&buf, json_get_text(interpreter, "prompt"));
    add(&buf, json_get_text(interpreter, "params"));
    add(&buf, json_get_text(call, "ts"));
    if (attempts != 0)
        add(&buf, format_plural(page->arena, attempts, "attempt", "attempts"));
    if (json_is_true(json_get(call, "cached")))
        add(&buf, "answered from the recording");
    if (json_is_true(json_get(call, "tokens_estimated")))
        add(&buf, "tokens estimated");
    if (json_get_text(call, "trace_id")[0] != '\0')
        add(&buf, arena_printf(page->arena, "trace %s", json_get_text(call, "trace_id")));
    return buf.size == 0 ? "" : buf.data;
}

static const char *span_text(const struct html_page *page, const struct json *span)
{
    struct strbuf buf = strbuf_init(page->arena, TEXT_MAX);
    double duration = json_get_number(span, "duration_ms");
    const char *parent = json_get_text(span, "parent");
    if (parent[0] != '\0')
        add(&buf, arena_printf(page->arena, "in %s", parent));
    if (isfinite(duration))
        add(&buf, format_value(page->arena, METRIC_MS, duration));
    add(&buf, json_get_text(span, "attributes"));
    return buf.size == 0 ? "" : buf.data;
}

void html_calls_fill(const struct html_page *page, struct template_dict *dict,
                     const struct json *interpreter, const struct json *reading)
{
    const struct json *call = json_get(reading, "call");
    if (!json_is_object(call))
        return;
    struct template_dict *section = template_section(dict, "CALL");
    template_text(section, "CALL_TEXT", call_text(page, interpreter, call));
    const struct json *span = json_first(json_get(call, "spans"));
    for (; span != NULL; span = json_next(span)) {
        struct template_dict *item = template_section(section, "SPAN");
        template_text(item, "SPAN_NAME", json_get_text(span, "name"));
        template_text(item, "SPAN_TEXT", span_text(page, span));
    }
}
