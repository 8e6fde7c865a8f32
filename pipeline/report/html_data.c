#include "report/html_data.h"

#include <math.h>
#include <string.h>

#include "report/format.h"
#include "report/html_gold.h"

static const char *count_of(const struct html_page *page, const struct json *object,
                            const char *key)
{
    return format_count(page->arena, json_size(json_get(object, key)));
}

static const char *share_of(const struct html_page *page, size_t part, size_t whole)
{
    double share = whole == 0 ? NAN : (double)part / (double)whole;
    return arena_printf(page->arena, "%s (%s)", format_count(page->arena, part),
                        format_value(page->arena, METRIC_SHARE, share));
}

/* ── live logs ──────────────────────────────────────────────────────────────────────────────────
 */

bool html_data_has_live(const struct json *summary)
{
    return json_is_object(json_get(summary, "feedback")) ||
           json_is_object(json_get(summary, "traces")) ||
           json_is_object(json_get(summary, "privacy"));
}

/* A part of the live section; NULL when the run has none. */
static struct template_dict *part_of(const struct html_page *page, struct template_dict *dict,
                                     const char *name, const char *key)
{
    const struct json *node = json_get(page->summary, key);
    if (!json_is_object(node))
        return NULL;
    struct template_dict *part = template_section(dict, name);
    if (json_is_true(json_get(node, "synthetic")))
        template_section(part, "SYNTHETIC");
    return part;
}

static void put_period(const struct html_page *page, struct template_dict *dict,
                       const struct json *node)
{
    const char *first = json_get_text(node, "first");
    const char *last = json_get_text(node, "last");
    if (first[0] != '\0')
        html_parts_fact(dict, "Period",
                        arena_printf(page->arena, "%.10s to %.10s (UTC)", first, last));
}

static void put_feedback(const struct html_page *page, struct template_dict *part)
{
    const struct json *feedback = json_get(page->summary, "feedback");
    size_t likes = json_size(json_get(feedback, "likes"));
    size_t dislikes = json_size(json_get(feedback, "dislikes"));
    size_t skips = json_size(json_get(feedback, "skips"));
    size_t swipes = likes + dislikes + skips;
    html_parts_fact(part, "Swipes", format_count(page->arena, swipes));
    html_parts_fact(part, "Likes", share_of(page, likes, swipes));
    html_parts_fact(part, "Dislikes", share_of(page, dislikes, swipes));
    html_parts_fact(part, "Skips", share_of(page, skips, swipes));
    html_parts_fact(part, "Comments", count_of(page, feedback, "comments"));
    html_parts_fact(part, "Users", count_of(page, feedback, "users"));
    html_parts_fact(part, "Swipes of unknown films", count_of(page, feedback, "unknown_movies"));
    put_period(page, part, feedback);
}

void html_data_fill_live(const struct html_page *page, struct template_dict *dict)
{
    struct template_dict *feedback = part_of(page, dict, "FEEDBACK", "feedback");
    if (feedback != NULL)
        put_feedback(page, feedback);

    struct template_dict *calls = part_of(page, dict, "CALLS", "traces");
    if (calls != NULL) {
        const struct json *traces = json_get(page->summary, "traces");
        size_t count = json_size(json_get(traces, "calls"));
        html_parts_fact(calls, "Calls", format_count(page->arena, count));
        html_parts_fact(calls, "Failed",
                        share_of(page, json_size(json_get(traces, "failed")), count));
        put_period(page, calls, traces);
    }

    struct template_dict *privacy = part_of(page, dict, "PRIVACY", "privacy");
    if (privacy != NULL) {
        const struct json *masked = json_get(page->summary, "privacy");
        html_parts_fact(privacy, "E-mail addresses", count_of(page, masked, "email"));
        html_parts_fact(privacy, "Phone numbers", count_of(page, masked, "phone"));
        html_parts_fact(privacy, "Unreadable texts, masked whole",
                        count_of(page, masked, "unreadable"));
    }
}

/* ── accounting ─────────────────────────────────────────────────────────────────────────────────
 */

static void put_input(const struct html_page *page, struct template_dict *dict,
                      const struct json *input)
{
    static const char *const COLUMNS[][2] = {{"READ", "read"},
                                             {"ACCEPTED", "accepted"},
                                             {"REJECTED", "rejected"},
                                             {"DUPLICATE", "duplicate"},
                                             {"BLANK", "blank"}};
    struct template_dict *row = template_section(dict, "INPUT");
    template_text(row, "PATH", json_get_text(input, "path"));
    template_text(row, "KIND", json_get_text(input, "kind"));
    template_text(row, "SIZE", format_bytes(page->arena, json_size(json_get(input, "bytes"))));
    for (size_t c = 0; c < sizeof COLUMNS / sizeof *COLUMNS; c++)
        html_parts_count(page, row, COLUMNS[c][0], json_get(input, COLUMNS[c][1]));
    if (json_size(json_get(input, "rejected")) != 0)
        template_section(row, "BAD");
    if (json_is_true(json_get(input, "synthetic")))
        template_section(row, "SYNTHETIC");
}

/* The first findings of one kind over all inputs. */
static void put_findings(const struct html_page *page, struct template_dict *dict, const char *key,
                         const char *title, const char *what)
{
    struct template_dict *list = NULL;
    size_t total = 0;
    size_t listed = 0;
    const struct json *input = json_first(json_get(page->summary, "inputs"));
    for (; input != NULL; input = json_next(input)) {
        const struct json *findings = json_get(input, key);
        const struct json *finding = json_first(json_get(findings, "first"));
        total += json_size(json_get(findings, "count"));
        if (finding != NULL && list == NULL)
            list = template_section(dict, "FINDINGS");
        for (; finding != NULL; finding = json_next(finding), listed++) {
            struct template_dict *item = template_section(list, "FINDING");
            template_text(item, "AT", json_get_text(finding, "at"));
            template_text(item, "REASON", json_get_text(finding, "reason"));
        }
    }
    if (list == NULL)
        return;
    template_text(list, "TITLE", title);
    const char *count = format_count(page->arena, total);
    template_text(list, "INTRODUCTION",
                  listed == total
                      ? arena_printf(page->arena, "%s %s:", count, what)
                      : arena_printf(page->arena, "%s %s, of each file the first:", count, what));
}

void html_data_fill_accounting(const struct html_page *page, struct template_dict *dict)
{
    const struct json *inputs = json_get(page->summary, "inputs");
    size_t read = 0;
    size_t rejected = 0;
    for (const struct json *input = json_first(inputs); input != NULL; input = json_next(input)) {
        put_input(page, dict, input);
        read += json_size(json_get(input, "read"));
        rejected += json_size(json_get(input, "rejected"));
    }
    template_text(dict, "SENTENCE",
                  arena_printf(page->arena, "%s of %s read, %s rejected",
                               format_plural(page->arena, read, "record", "records"),
                               format_plural(page->arena, json_count(inputs), "file", "files"),
                               rejected == 0 ? "none" : format_count(page->arena, rejected)));
    put_findings(page, dict, "rejects", "Rejected records", "rejected");
    put_findings(page, dict, "notes", "Worth a look", "accepted with a note");
    html_gold_fill(page, dict);
}

/* ── provenance ─────────────────────────────────────────────────────────────────────────────────
 */

/* "load 200 ms, eval 12 ms". */
static const char *stages_text(const struct html_page *page, const struct json *run)
{
    struct strbuf buf = strbuf_init(page->arena, 4096);
    const struct json *stage = json_first(json_get(run, "children"));
    for (; stage != NULL; stage = json_next(stage))
        strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : ", ", json_get_text(stage, "name"),
                    format_value(page->arena, METRIC_MS, json_get_number(stage, "duration_ms")));
    return buf.size == 0 ? FORMAT_UNAVAILABLE : buf.data;
}

static const char *text_or_unavailable(const struct json *text)
{
    return json_is_string(text) ? json_text(text) : FORMAT_UNAVAILABLE;
}

static void put_facts(const struct html_page *page, struct template_dict *dict)
{
    const struct json *run = json_get(page->summary, "run");
    const struct json *threads = json_get(run, "threads");
    html_parts_fact(dict, "Run", json_get_text(run, "id"));
    html_parts_fact(dict, "Started", json_get_text(run, "started"));
    html_parts_fact(dict, "Duration",
                    format_value(page->arena, METRIC_MS, json_get_number(run, "duration_ms")));
    html_parts_fact(dict, "Stages", stages_text(page, run));
    html_parts_fact(dict, "Program",
                    arena_printf(page->arena, "reelgauge %s",
                                 json_get_text(json_get(page->summary, "generator"), "version")));
    html_parts_fact(dict, "Host", text_or_unavailable(json_get(run, "host")));
    html_parts_fact(dict, "Threads",
                    json_is_null(threads) ? FORMAT_UNAVAILABLE : count_of(page, run, "threads"));
    html_parts_fact(dict, "Seed", json_get_text(run, "seed"));
    const struct json *tag = json_first(json_get(run, "tags"));
    for (; tag != NULL; tag = json_next(tag))
        html_parts_fact(dict, arena_printf(page->arena, "Tag %s", json_get_text(tag, "key")),
                        json_get_text(tag, "value"));
    html_parts_fact_code(dict, "Digest of the configuration", json_get_text(run, "config_digest"));
    html_parts_fact_code(dict, "Digest of the inputs", json_get_text(run, "input_digest"));
}

/* The same number of lists of another length is no new definition. */
static bool is_same_definition(const struct json *a, const struct json *b)
{
    return strcmp(json_get_text(a, "formula"), json_get_text(b, "formula")) == 0 &&
           strcmp(json_get_text(a, "interval"), json_get_text(b, "interval")) == 0;
}

static void put_definitions(const struct html_page *page, struct template_dict *dict)
{
    const struct json *definitions = json_get(page->summary, "definitions");
    for (const struct json *one = json_first(definitions); one != NULL; one = json_next(one)) {
        const struct json *interval = json_get(one, "interval");
        const struct json *same = json_first(definitions);
        while (same != one && !is_same_definition(same, one))
            same = json_next(same);
        if (same != one)
            continue;
        struct template_dict *row = template_section(dict, "DEFINITION");
        template_text(row, "FORMULA", json_get_text(one, "formula"));
        template_text(row, "INTERVAL", json_is_null(interval) ? "none" : json_text(interval));
        for (; same != NULL; same = json_next(same)) {
            if (!is_same_definition(same, one))
                continue;
            struct template_dict *name = template_section(row, "NAME");
            template_text(name, "TITLE", json_get_text(same, "title"));
            template_text(name, "KEY", json_get_text(same, "key"));
        }
    }
}

void html_data_fill_provenance(const struct html_page *page, struct template_dict *dict)
{
    put_facts(page, dict);
    const struct json *param = json_first(json_get(json_get(page->summary, "run"), "params"));
    for (; param != NULL; param = json_next(param)) {
        struct template_dict *row = template_section(dict, "PARAM");
        template_text(row, "KEY", json_get_text(param, "key"));
        template_text(row, "VALUE", json_get_text(param, "value"));
    }
    const struct json *input = json_first(json_get(page->summary, "inputs"));
    for (; input != NULL; input = json_next(input)) {
        struct template_dict *row = template_section(dict, "DIGEST");
        template_text(row, "PATH", json_get_text(input, "path"));
        template_text(row, "HEX", json_get_text(input, "digest"));
    }
    put_definitions(page, dict);
}
