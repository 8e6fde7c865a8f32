#include "commands/run_text.h"

#include <string.h>

#include "base/ratio.h"
#include "base/unicode.h"
#include "report/format.h"

#define DIGEST_SHOWN 12 /* hexadecimal digits: enough to tell two files apart */

/* Where a part goes, and how. */
struct printer {
    struct arena *arena;
    bool colour;
    FILE *out;
};

enum columns_colour run_text_colour(const char *outcome)
{
    if (strcmp(outcome, "success") == 0 || strcmp(outcome, "passed") == 0)
        return COLUMNS_GOOD;
    return strcmp(outcome, "skipped") == 0 ? COLUMNS_PLAIN : COLUMNS_BAD;
}

/* ── cells ── */

static void add(struct columns *columns, const char *text)
{
    columns_add(columns, text, COLUMNS_PLAIN);
}

static void add_titles(struct columns *columns, const char *const *titles)
{
    for (size_t i = 0; i < columns->width; i++)
        columns_add(columns, titles[i], COLUMNS_FAINT);
}

static void add_value(struct columns *columns, const struct json *node, const char *key,
                      enum metric_unit unit)
{
    add(columns, format_value(columns->arena, unit, json_get_number(node, key)));
}

static void add_size(struct columns *columns, const struct json *file)
{
    add(columns, format_bytes(columns->arena, json_size(json_get(file, "bytes"))));
}

static void add_digest(struct columns *columns, const struct json *file)
{
    add(columns, arena_printf(columns->arena, "%.*s", DIGEST_SHOWN, json_get_text(file, "digest")));
}

static enum metric_unit unit_of(const struct json *node)
{
    return format_unit(json_get_text(node, "unit"));
}

/* ── parts ── */

static struct columns begin(const struct printer *printer, const char *align)
{
    return columns_init(printer->arena, align, printer->colour);
}

static void end(const struct printer *printer, const char *title, const struct columns *columns)
{
    fprintf(printer->out, "\n%s\n", title);
    columns_print(columns, "  ", printer->out);
}

static void print_head(const struct printer *printer, const struct json *record)
{
    static const char *const texts[][2] = {
        {"started", "started"},
        {"experiment", "experiment"},
        {"baseline", "baseline"},
        {"version", "version"},
        {"host", "host"},
        {"seed", "seed"},
        {"config", "config_digest"},
        {"inputs", "input_digest"},
    };
    struct columns columns = begin(printer, "ll");
    const char *outcome = json_get_text(record, "outcome");
    bool lost = json_is_true(json_get(record, "folder_lost"));
    add(&columns, "run");
    add(&columns, json_get_text(record, "id"));
    add(&columns, "outcome");
    columns_add(&columns, lost ? "error: the folder of its report is gone" : outcome,
                run_text_colour(outcome));
    add(&columns, "stages");
    add(&columns, json_is_true(json_get(record, "full")) ? "all" : "some");
    const char *filter = json_get_text(json_get(record, "params"), "eval.filter");
    if (filter[0] != '\0') {
        add(&columns, "gold cases");
        add(&columns, arena_printf(columns.arena, "some: %s", filter));
    }
    add(&columns, "duration");
    add_value(&columns, record, "duration_ms", METRIC_MS);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (json_is_null(json_get(record, texts[i][1])))
            continue;
        add(&columns, texts[i][0]);
        add(&columns, json_get_text(record, texts[i][1]));
    }
    if (!json_is_null(json_get(record, "threads"))) {
        add(&columns, "threads");
        add_value(&columns, record, "threads", METRIC_COUNT);
    }
    columns_print(&columns, "", printer->out);
}

static void print_gates(const struct printer *printer, const struct json *gates)
{
    static const char *const titles[] = {"gate",  "status",    "rule",
                                         "value", "threshold", "baseline"};
    struct columns columns = begin(printer, "lllrrr");
    add_titles(&columns, titles);
    for (const struct json *gate = json_first(gates); gate; gate = json_next(gate)) {
        const char *status = json_get_text(gate, "status");
        add(&columns, json_get_text(gate, "name"));
        columns_add(&columns, status, run_text_colour(status));
        add(&columns, json_get_text(gate, "rule"));
        add_value(&columns, gate, "value", unit_of(gate));
        add_value(&columns, gate, "threshold", unit_of(gate));
        add_value(&columns, gate, "baseline", unit_of(gate));
    }
    if (json_count(gates) != 0)
        end(printer, "Gates", &columns);
}

static void print_metrics(const struct printer *printer, const struct json *metrics)
{
    static const char *const titles[] = {"metric", "value", "95 % interval", "from", ""};
    struct columns columns = begin(printer, "lrrrl");
    add_titles(&columns, titles);
    for (const struct json *metric = json_first(metrics); metric; metric = json_next(metric)) {
        struct interval interval = {json_get_number(metric, "low"),
                                    json_get_number(metric, "high")};
        add(&columns, json_get_text(metric, "name"));
        add_value(&columns, metric, "value", unit_of(metric));
        add(&columns, format_interval(printer->arena, unit_of(metric), interval));
        add_value(&columns, metric, "support", METRIC_COUNT);
        add(&columns, json_is_true(json_get(metric, "headline")) ? "headline" : "");
    }
    if (json_count(metrics) != 0)
        end(printer, "Metrics", &columns);
}

/* One row per epoch, one column per number of it. */
static void print_epochs(const struct printer *printer, const struct json *courses)
{
    size_t count = json_count(courses);
    if (count == 0)
        return;
    char *align = ARENA_ARRAY(printer->arena, char, count + 2);
    memset(align, 'r', count + 1);
    struct columns columns = begin(printer, align);
    const struct json **next = ARENA_ARRAY(printer->arena, const struct json *, count);
    const struct json *course = json_first(courses);
    columns_add(&columns, "epoch", COLUMNS_FAINT);
    for (size_t i = 0; i < count; i++, course = json_next(course)) {
        columns_add(&columns, json_get_text(course, "name"), COLUMNS_FAINT);
        next[i] = json_first(json_get(course, "values"));
    }
    for (size_t epoch = 1; next[0] != NULL; epoch++) {
        add(&columns, format_count(printer->arena, epoch));
        for (size_t i = 0; i < count; i++, next[i - 1] = json_next(next[i - 1]))
            add(&columns, format_value(printer->arena, METRIC_SCORE, json_number(next[i])));
    }
    end(printer, "Epochs", &columns);
}

static void print_stages(const struct printer *printer, const struct json *stages)
{
    struct columns columns = begin(printer, "lr");
    for (const struct json *stage = json_first(stages); stage; stage = json_next(stage)) {
        add(&columns, json_get_text(stage, "name"));
        add_value(&columns, stage, "duration_ms", METRIC_MS);
    }
    if (json_count(stages) != 0)
        end(printer, "Stages", &columns);
}

static void print_pairs(const struct printer *printer, const char *title, const struct json *pairs)
{
    struct columns columns = begin(printer, "ll");
    for (const struct json *pair = json_first(pairs); pair; pair = json_next(pair)) {
        add(&columns, json_key(pair));
        add(&columns, json_text(pair));
    }
    if (json_count(pairs) != 0)
        end(printer, title, &columns);
}

static void print_inputs(const struct printer *printer, const struct json *inputs)
{
    static const char *const titles[] = {"input",     "file",  "read", "accepted", "rejected",
                                         "duplicate", "blank", "size", "digest",   ""};
    static const char *const counts[] = {"read", "accepted", "rejected", "duplicate", "blank"};
    struct columns columns = begin(printer, "llrrrrrrll");
    add_titles(&columns, titles);
    for (const struct json *input = json_first(inputs); input; input = json_next(input)) {
        add(&columns, json_get_text(input, "kind"));
        add(&columns, json_get_text(input, "path"));
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
            add_value(&columns, input, counts[i], METRIC_COUNT);
        add_size(&columns, input);
        add_digest(&columns, input);
        add(&columns, json_is_true(json_get(input, "synthetic")) ? "synthetic" : "");
    }
    if (json_count(inputs) != 0)
        end(printer, "Inputs", &columns);
}

static void print_artifacts(const struct printer *printer, const struct json *artifacts)
{
    struct columns columns = begin(printer, "lrl");
    for (const struct json *file = json_first(artifacts); file; file = json_next(file)) {
        add(&columns, json_get_text(file, "path"));
        add_size(&columns, file);
        add_digest(&columns, file);
    }
    if (json_count(artifacts) != 0)
        end(printer, "Files", &columns);
}

/* The counts of each interpreter, and which cases failed. */
static void print_cases(const struct printer *printer, const struct json *interpreters)
{
    for (const struct json *node = json_first(interpreters); node; node = json_next(node)) {
        const char *name = json_get_text(node, "name");
        const struct json *cases = json_get(node, "cases");
        struct columns columns = begin(printer, "l");
        for (const struct json *entry = json_first(cases); entry; entry = json_next(entry)) {
            const struct json *pass = json_get(entry, "pass");
            if (!json_is_null(pass) && !json_is_true(pass))
                add(&columns, json_get_text(entry, "id"));
        }
        end(printer,
            arena_printf(printer->arena, "Cases of %s: %zu passed, %zu failed, %zu not scored%s",
                         unicode_displayable(printer->arena, str_from(name)).data,
                         json_size(json_get(node, "passed")), json_size(json_get(node, "failed")),
                         json_size(json_get(node, "unscored")),
                         columns.count == 0 ? "" : "; these failed"),
            &columns);
    }
}

void run_text_print(const struct json *record, struct arena *scratch, bool colour, FILE *out)
{
    const struct printer printer = {scratch, colour, out};
    print_head(&printer, record);
    print_gates(&printer, json_get(record, "gates"));
    print_metrics(&printer, json_get(record, "metrics"));
    print_cases(&printer, json_get(record, "interpreters"));
    print_epochs(&printer, json_get(record, "epochs"));
    print_inputs(&printer, json_get(record, "inputs"));
    print_artifacts(&printer, json_get(record, "artifacts"));
    print_stages(&printer, json_get(record, "stages"));
    print_pairs(&printer, "Tags", json_get(record, "tags"));
    print_pairs(&printer, "Parameters", json_get(record, "params"));
}
