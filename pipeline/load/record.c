#include "load/record.h"

#include "base/json_compact.h"
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

bool record_object(const struct record *record, const char *key, struct arena *scratch,
                   struct str *out)
{
    struct json_reader_value value;
    bool fine;
    if (!present(record, key, false, &value, &fine))
        return fine;
    if (json_reader_type(value) != JSON_READER_OBJECT)
        return input_reject(record->input, record->at, "\"%s\" is not an object", key);
    *out = json_compact(value, OBJECT_MAX, scratch);
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
