#include "load/gold_file.h"

#include "base/json.h"
#include "load/gold_collect.h"
#include "load/gold_csv.h"
#include "load/gold_record.h"
#include "load/gold_yaml.h"
#include "load/json_list.h"
#include "load/record.h"

#define DOCUMENT_MAX ((size_t)16 << 20) /* bytes of a JSON document, which is held as a whole */

/* What tools call the list of cases in a document that is an object. */
static const char *const LISTS[] = {"tests",      "goldens", "examples", "items",
                                    "test_cases", "cases",   "data",     NULL};

static bool read_object(void *context, const struct record *record, struct error *err)
{
    (void)err;
    gold_record_add(context, record);
    return true;
}

/* ── documents ── */

static bool read_whole(struct lines *lines, struct arena *arena, struct str *out, struct error *err)
{
    struct strbuf buf = strbuf_init(arena, DOCUMENT_MAX);
    struct str chunk;
    do {
        if (!lines_chunk(lines, &chunk, err))
            return false;
        strbuf_add(&buf, chunk);
    } while (chunk.size != 0);
    *out = strbuf_str(&buf);
    if (buf.cut)
        return error_set(err, ERROR_INPUT, AT_FILE(lines_path(lines)),
                         "is a document of more than %zu MiB; cases that many go into JSON lines",
                         DOCUMENT_MAX >> 20);
    return true;
}

static void read_list(struct gold_collect *collect, struct json_list *list, struct input *input)
{
    struct json_reader *json = json_reader_open(LINES_MAX);
    struct record record = {.input = input, .at = {.file = input->path}};
    struct str element;
    while (json_list_next(list, &element, &record.at.line)) {
        input->read++;
        if (element.size > LINES_MAX)
            input_reject(input, record.at, "the case is longer than %zu MiB", LINES_MAX >> 20);
        else if (record_parse(json, element, &record))
            gold_record_add(collect, &record);
        arena_reset(collect->loader->scratch);
    }
    json_reader_close(json);
}

/* A JSON document is checked as a whole and then read element by element, each with its line. */
static bool read_document(struct gold_collect *collect, struct lines *lines, struct input *input,
                          struct error *err)
{
    struct json *document;
    struct json_list list;
    struct str text;
    if (!read_whole(lines, collect->loader->arena, &text, err))
        return false;
    if (text.size != 0 && gold_yaml_begins(text))
        return gold_yaml_read(collect, text, LISTS, input, err);
    if (!json_parse(text, input->path, &document, err))
        return false;
    json_free(document);
    if (!json_list_open(text, LISTS, &list))
        return error_set(
            err, ERROR_INPUT, (struct at){input->path, 1},
            "the document has no list of cases (\"tests\", \"examples\", \"items\", …)");
    read_list(collect, &list, input);
    return true;
}

/* ── which format ── */

/* A line that a printer broke, not one that was cut off. */
static bool is_open(struct str line)
{
    char last = line.size == 0 ? '\0' : line.data[line.size - 1];
    return last == '{' || last == '[' || last == ',';
}

/*
 * An object that begins here is a document, not the first of many lines, when it goes on behind its
 * line or the next line begins no other, or when it is alone and has cases but no query.
 */
static bool is_document(const struct gold_collect *collect, struct str text)
{
    struct json_reader_value value;
    const char *reason;
    struct str line;
    str_next(&text, '\n', &line);
    text = str_trim(text);
    if (!json_reader_parse(collect->inner, str_trim(line), &value, &reason))
        return text.size != 0 && (text.data[0] != '{' || is_open(str_trim(line)));
    bool has_list = false;
    for (const char *const *name = LISTS; *name != NULL; name++)
        if (json_reader_type(json_reader_field(value, *name)) == JSON_READER_ARRAY)
            has_list = true;
    return has_list && text.size == 0 && !gold_record_has_query(collect, value);
}

static bool read_content(struct gold_collect *collect, struct lines *lines, struct input *input,
                         struct error *err)
{
    struct str beginning;
    if (!lines_peek(lines, &beginning, err))
        return false;
    struct str text = str_trim(beginning);
    if (text.size != 0 &&
        (text.data[0] == '[' || (text.data[0] == '{' && is_document(collect, text)) ||
         gold_yaml_begins(text)))
        return read_document(collect, lines, input, err);
    if (text.size == 0 || text.data[0] == '{')
        return record_read_lines(collect->loader, lines, input, read_object, collect, err);
    return gold_csv_read(collect, lines, input, err);
}

static bool read_file(struct gold_collect *collect, const struct source *source, struct error *err)
{
    struct lines *lines;
    struct input *input = input_add(collect->loader->inputs, "gold", source->path);
    input->synthetic = source->synthetic;
    if (!lines_open(input->path, &lines, err))
        return false;
    bool done = read_content(collect, lines, input, err);
    if (done)
        lines_account(lines, input);
    lines_close(lines);
    return done;
}

bool gold_file_load(struct loader *loader, const struct source_list *sources,
                    const struct gold_fields *fields, struct gold_set *out, struct error *err)
{
    struct gold_collect collect = gold_collect_open(loader, fields, out);
    bool done = true;
    for (size_t i = 0; done && i < sources->count; i++)
        done = read_file(&collect, &sources->items[i], err);
    gold_collect_close(&collect);
    if (done)
        *out = collect.gold;
    return done;
}
