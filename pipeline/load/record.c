#include "load/record.h"

#include <stdlib.h>

#include "base/timestamp.h"

#define OBJECT_MAX (8 * LINES_MAX) /* bytes of an object as text: escapes and numbers grow */

bool record_parse(struct json_reader *reader, struct str line, struct record *record)
{
    const char *reason;
    if (!json_reader_parse(reader, line, &record->object, &reason))
        return input_reject(record->input, record->at, "not JSON: %s", reason);
    if (json_reader_type(record->object) != JSON_READER_OBJECT)
        return input_reject(record->input, record->at, "not a JSON object");
    return true;
}

/* True when there is a value to read; `*fine` says what the caller returns when there is none. */
static bool present(const struct record *record, const char *key, bool required,
                    struct json_reader_value *value, bool *fine)
{
    *value = json_reader_field(record->object, key);
    enum json_reader_type type = json_reader_type(*value);
    if (type != JSON_READER_MISSING && type != JSON_READER_NULL)
        return true;
    *fine = !required;
    if (required)
        input_reject(record->input, record->at, "\"%s\" is missing", key);
    return false;
}

bool record_text(const struct record *record, const char *key, bool required, struct str *out)
{
    struct json_reader_value value;
    bool fine;
    if (!present(record, key, required, &value, &fine))
        return fine;
    if (!json_reader_string(value, out))
        return input_reject(record->input, record->at, "\"%s\" is not a string", key);
    if (required && str_trim(*out).size == 0)
        return input_reject(record->input, record->at, "\"%s\" is empty", key);
    return true;
}

bool record_number(const struct record *record, const char *key, bool required, double *out)
{
    struct json_reader_value value;
    bool fine;
    if (!present(record, key, required, &value, &fine))
        return fine;
    if (!json_reader_number(value, out))
        return input_reject(record->input, record->at, "\"%s\" is not a number", key);
    return true;
}

bool record_integer(const struct record *record, const char *key, bool required, int64_t *out)
{
    struct json_reader_value value;
    bool fine;
    if (!present(record, key, required, &value, &fine))
        return fine;
    if (!json_reader_int64(value, out))
        return input_reject(record->input, record->at, "\"%s\" is not a whole number", key);
    return true;
}

bool record_time(const struct record *record, const char *key, int64_t *out)
{
    struct json_reader_value value;
    struct str text;
    double number;
    bool fine;
    if (!present(record, key, true, &value, &fine))
        return false;
    if (json_reader_string(value, &text) && timestamp_parse(text, out))
        return true;
    if (json_reader_number(value, &number) && timestamp_from_number(number, out))
        return true;
    return input_reject(record->input, record->at,
                        "\"%s\" is no time (RFC 3339, or seconds or milliseconds since 1970)", key);
}

bool record_id(const struct record *record, const char *key, bool required, struct arena *scratch,
               struct str *out)
{
    struct json_reader_value value;
    int64_t number;
    bool fine;
    if (!present(record, key, required, &value, &fine))
        return fine;
    if (json_reader_int64(value, &number)) {
        *out = str_from(arena_printf(scratch, "%lld", (long long)number));
        return true;
    }
    return record_text(record, key, required, out);
}

struct member {
    struct str key;
    struct json_reader_value value;
};

struct members {
    struct member *items;
    size_t count;
    size_t capacity;
};

/* By key, then by place in the text. */
static int compare_members(const void *a, const void *b)
{
    const struct member *left = a;
    const struct member *right = b;
    int order = str_compare(left->key, right->key);
    return order != 0 ? order
                      : (left->value.index > right->value.index) -
                            (left->value.index < right->value.index);
}

static struct members sorted_members(struct json_reader_value object, struct arena *scratch)
{
    struct members members = {0};
    struct json_reader_cursor cursor = {0};
    struct member member;
    while (json_reader_walk(object, &cursor, &member.key, &member.value))
        *ARENA_PUSH(scratch, &members) = member;
    if (members.count > 1)
        qsort(members.items, members.count, sizeof *members.items, compare_members);
    return members;
}

static void add_string(struct strbuf *out, struct str text)
{
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < ' ') {
            strbuf_addf(out, "\\u%04x", (unsigned)text.data[i]);
            continue;
        }
        if (text.data[i] == '"' || text.data[i] == '\\')
            strbuf_add_char(out, '\\');
        strbuf_add_char(out, text.data[i]);
    }
    strbuf_add_char(out, '"');
}

static void add_value(struct strbuf *out, struct json_reader_value value, struct arena *scratch);

static void add_members(struct strbuf *out, struct json_reader_value object, struct arena *scratch)
{
    struct members members = sorted_members(object, scratch);
    strbuf_add_char(out, '{');
    for (size_t i = 0; i < members.count; i++) {
        if (i != 0)
            strbuf_add_char(out, ',');
        add_string(out, members.items[i].key);
        strbuf_add_char(out, ':');
        add_value(out, members.items[i].value, scratch);
    }
    strbuf_add_char(out, '}');
}

static void add_elements(struct strbuf *out, struct json_reader_value array, struct arena *scratch)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    const char *before = "[";
    while (json_reader_walk(array, &cursor, NULL, &value)) {
        strbuf_add(out, str_from(before));
        add_value(out, value, scratch);
        before = ",";
    }
    strbuf_add(out, before[0] == '[' ? STR("[]") : STR("]"));
}

static void add_value(struct strbuf *out, struct json_reader_value value, struct arena *scratch)
{
    struct str text = STR_NONE;
    double number = 0;
    bool truth = false;
    switch (json_reader_type(value)) {
    case JSON_READER_MISSING:
    case JSON_READER_NULL:
        strbuf_add(out, STR("null"));
        break;
    case JSON_READER_BOOL:
        json_reader_bool(value, &truth);
        strbuf_add(out, truth ? STR("true") : STR("false"));
        break;
    case JSON_READER_NUMBER:
        json_reader_number(value, &number);
        strbuf_addf(out, "%.17g", number);
        break;
    case JSON_READER_STRING:
        json_reader_string(value, &text);
        add_string(out, text);
        break;
    case JSON_READER_ARRAY:
        add_elements(out, value, scratch);
        break;
    case JSON_READER_OBJECT:
        add_members(out, value, scratch);
        break;
    }
}

bool record_object(const struct record *record, const char *key, struct arena *scratch,
                   struct str *out)
{
    struct json_reader_value value;
    bool fine;
    if (!present(record, key, false, &value, &fine))
        return fine;
    if (json_reader_type(value) != JSON_READER_OBJECT)
        return input_reject(record->input, record->at, "\"%s\" is not an object", key);
    struct strbuf buf = strbuf_init(scratch, OBJECT_MAX);
    add_members(&buf, value, scratch);
    *out = strbuf_str(&buf);
    return true;
}

bool record_read_lines(struct loader *loader, struct lines *lines, struct input *input,
                       record_handler *handle, void *context, struct error *err)
{
    struct json_reader *json = json_reader_open(LINES_MAX);
    enum lines_result result = LINES_END;
    struct str line;
    bool handled = true;
    while (handled && (result = lines_next_record(lines, input, &line, err)) == LINES_LINE) {
        struct record record = {.input = input, .at = {input->path, lines_number(lines)}};
        if (record_parse(json, line, &record))
            handled = handle(context, &record, err);
        arena_reset(loader->scratch);
    }
    json_reader_close(json);
    return handled && result == LINES_END;
}

static bool read_file(struct loader *loader, const struct source *source, enum source_kind kind,
                      record_handler *handle, void *context, struct error *err)
{
    struct lines *lines;
    struct input *input = input_add(loader->inputs, source_kind_name(kind), source->path);
    input->synthetic = source->synthetic;
    if (!lines_open(input->path, &lines, err))
        return false;
    bool done = record_read_lines(loader, lines, input, handle, context, err);
    if (done)
        lines_account(lines, input);
    lines_close(lines);
    return done;
}

bool record_read_files(struct loader *loader, const struct source_list *sources,
                       record_handler *handle, void *context, struct error *err)
{
    for (size_t i = 0; i < sources->count; i++)
        if (!read_file(loader, &sources->items[i], sources->kind, handle, context, err))
            return false;
    return true;
}
