#include "report/junit.h"

#include <math.h>
#include <string.h>

#define FILE_MAX ((size_t)1 << 30) /* bytes of one file */

/* ── XML ────────────────────────────────────────────────────────────────────────────────────────
 */

/* The bytes at `text` that XML 1.0 forbids: control characters, U+FFFE and U+FFFF. */
static size_t forbidden_size(const char *text)
{
    unsigned char c = (unsigned char)*text;
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    return strncmp(text, "\xEF\xBF\xBE", 3) == 0 || strncmp(text, "\xEF\xBF\xBF", 3) == 0 ? 3 : 0;
}

/* Escapes for both places; a line end survives in an attribute as a character reference only. */
static void add_escaped(struct strbuf *buf, const char *text, bool attribute)
{
    while (*text != '\0') {
        size_t forbidden = forbidden_size(text);
        char c = *text;
        if (forbidden != 0)
            strbuf_add(buf, STR("\uFFFD"));
        else if (c == '&')
            strbuf_add(buf, STR("&amp;"));
        else if (c == '<')
            strbuf_add(buf, STR("&lt;"));
        else if (c == '>')
            strbuf_add(buf, STR("&gt;"));
        else if (c == '"' && attribute)
            strbuf_add(buf, STR("&quot;"));
        else if (c == '\r' || (attribute && (c == '\n' || c == '\t')))
            strbuf_addf(buf, "&#%d;", c);
        else
            strbuf_add_char(buf, c);
        text += forbidden == 0 ? 1 : forbidden;
    }
}

static void add_attribute(struct strbuf *buf, const char *name, const char *value)
{
    strbuf_addf(buf, " %s=\"", name);
    add_escaped(buf, value, true);
    strbuf_add_char(buf, '"');
}

/* Seconds; nothing when unknown. */
static void add_time(struct strbuf *buf, double ms)
{
    if (isfinite(ms))
        strbuf_addf(buf, " time=\"%.3f\"", ms / 1000);
}

/* "datasets/gold.jsonl:12" as the attributes `file` and `line`. */
static void add_place(struct strbuf *buf, const char *at)
{
    const char *colon = strrchr(at, ':');
    if (at[0] == '\0')
        return;
    if (colon == NULL || strspn(colon + 1, "0123456789") != strlen(colon + 1)) {
        add_attribute(buf, "file", at);
        return;
    }
    add_attribute(buf, "file", arena_copy(buf->arena, at, (size_t)(colon - at)));
    add_attribute(buf, "line", colon + 1);
}

/* ── one test ───────────────────────────────────────────────────────────────────────────────────
 */

enum outcome { PASSED, FAILURE, ERROR, SKIPPED, OUTCOMES };

/* What a test ends with. `body` is NULL for one that passed. */
struct test {
    enum outcome outcome;
    const char *type;
    const char *message;
    const char *body;
};

static void add_test(struct strbuf *buf, const char *class, const char *name, const char *at,
                     double ms, const struct test *test)
{
    static const char *const ELEMENTS[OUTCOMES] = {NULL, "failure", "error", "skipped"};
    strbuf_add(buf, STR("    <testcase"));
    add_attribute(buf, "name", name);
    add_attribute(buf, "classname", class);
    add_place(buf, at);
    add_time(buf, ms);
    if (test->outcome == PASSED) {
        strbuf_add(buf, STR("/>\n"));
        return;
    }
    strbuf_addf(buf, ">\n      <%s", ELEMENTS[test->outcome]);
    if (test->outcome != SKIPPED)
        add_attribute(buf, "type", test->type);
    add_attribute(buf, "message", test->message);
    strbuf_add_char(buf, '>');
    add_escaped(buf, test->body, false);
    strbuf_addf(buf, "</%s>\n    </testcase>\n", ELEMENTS[test->outcome]);
}

/* ── gold cases ─────────────────────────────────────────────────────────────────────────────────
 */

/* Some slot is; a case that names none, and so has no verdict, is not. */
static bool is_wrong(const struct json *reading)
{
    const struct json *pass = json_get(reading, "pass");
    return !json_is_null(pass) && !json_is_true(pass);
}

static size_t failed_assertions(const struct json *reading)
{
    return json_size(json_get(json_get(reading, "assertions"), "failed"));
}

static enum outcome outcome_of(const struct json *reading)
{
    const char *status = json_get_text(reading, "status");
    if (strcmp(status, "missing") == 0)
        return SKIPPED;
    if (strcmp(status, "ok") != 0)
        return ERROR;
    return is_wrong(reading) || failed_assertions(reading) != 0 ? FAILURE : PASSED;
}

static const char *or_none(const char *text)
{
    return text[0] == '\0' ? "none" : text;
}

/* "1 of 3 slots wrong, 2 of 4 assertions fail" */
static const char *message_of(const struct json *row, const struct json *reading,
                              struct arena *arena)
{
    const char *wrong = "";
    size_t failed = failed_assertions(reading);
    if (is_wrong(reading))
        wrong =
            arena_printf(arena, "%zu of %zu slots wrong", json_count(json_get(reading, "wrong")),
                         json_count(json_get(row, "expected")));
    if (failed == 0)
        return wrong;
    return arena_printf(arena, "%s%s%zu of %zu assertions fail", wrong,
                        wrong[0] == '\0' ? "" : ", ", failed,
                        json_size(json_get(json_get(reading, "assertions"), "judged")));
}

/* The query, what was expected and what came, and where the gold case stands. */
static const char *body_of(const struct json *row, const struct json *reading, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, FILE_MAX);
    strbuf_addf(&buf, "query: %s\n", json_get_text(row, "query"));
    const struct json *slot = json_first(json_get(reading, "wrong"));
    for (; slot != NULL && outcome_of(reading) == FAILURE; slot = json_next(slot))
        strbuf_addf(&buf, "%s: expected %s, got %s\n", json_text(slot),
                    or_none(json_get_text(json_get(row, "expected"), json_text(slot))),
                    or_none(json_get_text(json_get(reading, "answer"), json_text(slot))));
    const struct json *failure = json_first(json_get(json_get(reading, "assertions"), "failures"));
    for (; failure != NULL; failure = json_next(failure))
        strbuf_addf(&buf, "assertion %s: %s\n", json_get_text(failure, "title"),
                    json_get_text(failure, "reason"));
    if (json_is_string(json_get(reading, "reason")))
        strbuf_addf(&buf, "note: %s\n", json_get_text(reading, "reason"));
    if (json_is_string(json_get(reading, "raw")))
        strbuf_addf(&buf, "answer: %s\n", json_get_text(reading, "raw"));
    strbuf_addf(&buf, "gold: %s\n", json_get_text(row, "at"));
    return buf.data;
}

static struct test test_of_case(const struct json *row, const struct json *reading,
                                struct arena *arena)
{
    struct test test = {.outcome = outcome_of(reading)};
    if (test.outcome == PASSED)
        return test;
    test.body = body_of(row, reading, arena);
    test.type = json_get_text(reading, "status");
    if (test.outcome == FAILURE) {
        test.type = is_wrong(reading) ? "wrong" : "assertion";
        test.message = message_of(row, reading, arena);
    } else if (test.outcome == ERROR) {
        test.message = json_get_text(reading, "reason");
    } else {
        test.message = "never asked";
    }
    return test;
}

static const struct json *nth(const struct json *list, size_t n)
{
    const struct json *node = json_first(list);
    while (node != NULL && n-- > 0)
        node = json_next(node);
    return node;
}

/* ── suites ─────────────────────────────────────────────────────────────────────────────────────
 */

/* Tests are written first, for a suite begins with their counts. */
struct suite {
    struct strbuf tests;
    size_t counts[OUTCOMES];
};

static struct suite suite_init(struct arena *arena)
{
    return (struct suite){.tests = strbuf_init(arena, FILE_MAX)};
}

static struct suite suite_of_interpreter(const struct json *summary, size_t index, const char *name,
                                         struct arena *arena)
{
    struct suite suite = suite_init(arena);
    const struct json *row = json_first(json_get(json_get(summary, "cases"), "rows"));
    for (; row != NULL; row = json_next(row)) {
        const struct json *reading = nth(json_get(row, "readings"), index);
        struct test test = test_of_case(row, reading, arena);
        suite.counts[test.outcome]++;
        add_test(&suite.tests, name, json_get_text(row, "id"), json_get_text(row, "at"),
                 json_get_number(reading, "latency_ms"), &test);
    }
    return suite;
}

static struct suite suite_of_gates(const struct json *summary, struct arena *arena)
{
    struct suite suite = suite_init(arena);
    const struct json *gate = json_first(json_get(summary, "gates"));
    for (; gate != NULL; gate = json_next(gate)) {
        const char *status = json_get_text(gate, "status");
        struct test test = {.outcome = PASSED,
                            .type = "gate",
                            .message = json_get_text(gate, "sentence"),
                            .body = arena_printf(arena, "%s\nrule: %s\n",
                                                 json_get_text(gate, "sentence"),
                                                 json_get_text(gate, "rule"))};
        if (strcmp(status, "failed") == 0)
            test.outcome = FAILURE;
        else if (strcmp(status, "skipped") == 0)
            test.outcome = SKIPPED;
        suite.counts[test.outcome]++;
        add_test(&suite.tests, "gates", json_get_text(gate, "name"), "", NAN, &test);
    }
    return suite;
}

static size_t suite_total(const struct suite *suite)
{
    return suite->counts[PASSED] + suite->counts[FAILURE] + suite->counts[ERROR] +
           suite->counts[SKIPPED];
}

static void add_suite(struct strbuf *buf, const char *name, const struct json *summary,
                      const struct suite *suite)
{
    const char *started = json_get_text(json_get(summary, "run"), "started");
    strbuf_add(buf, STR("  <testsuite"));
    add_attribute(buf, "name", name);
    strbuf_addf(buf, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
                suite_total(suite), suite->counts[FAILURE], suite->counts[ERROR],
                suite->counts[SKIPPED]);
    /* The schemas of Ant and Jenkins know a time without its zone only. */
    strbuf_addf(buf, " timestamp=\"%.19s\">\n", started);
    strbuf_add(buf, strbuf_str(&suite->tests));
    strbuf_add(buf, STR("  </testsuite>\n"));
}

struct str junit_render(const struct json *summary, struct arena *arena)
{
    struct strbuf suites = strbuf_init(arena, FILE_MAX);
    struct suite gates = suite_of_gates(summary, arena);
    size_t counts[OUTCOMES] = {0};
    size_t total = suite_total(&gates);
    counts[FAILURE] = gates.counts[FAILURE];

    const struct json *interpreter = json_first(json_get(summary, "interpreters"));
    for (size_t i = 0; interpreter != NULL; i++, interpreter = json_next(interpreter)) {
        const char *name = json_get_text(interpreter, "name");
        struct suite suite = suite_of_interpreter(summary, i, name, arena);
        total += suite_total(&suite);
        counts[FAILURE] += suite.counts[FAILURE];
        counts[ERROR] += suite.counts[ERROR];
        add_suite(&suites, name, summary, &suite);
    }
    add_suite(&suites, "gates", summary, &gates);

    struct strbuf buf = strbuf_init(arena, FILE_MAX);
    strbuf_add(&buf, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"));
    add_attribute(&buf, "name", json_get_text(summary, "title"));
    strbuf_addf(&buf, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", total, counts[FAILURE],
                counts[ERROR]);
    add_time(&buf, json_get_number(json_get(summary, "run"), "duration_ms"));
    strbuf_add(&buf, STR(">\n"));
    strbuf_add(&buf, strbuf_str(&suites));
    strbuf_add(&buf, STR("</testsuites>\n"));
    return strbuf_str(&buf);
}
