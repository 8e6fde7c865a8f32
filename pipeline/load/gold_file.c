#include "load/gold_file.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/json_compact.h"
#include "base/map.h"
#include "load/assertion_text.h"
#include "load/csv_rows.h"
#include "load/gold_case.h"
#include "load/quote.h"
#include "load/record.h"

#define ARRAY_MAX ((size_t)16 << 20) /* bytes of a JSON array, which is held as a whole */

/* What one reading of all files keeps. */
struct reading {
    struct loader *loader;
    struct gold_set gold;
    struct map ids; /* id → index in `gold` */
};

/* Adds the case of a draft, unless it is rejected or its id is taken. */
static void add_case(struct reading *reading, struct input *input, struct at at,
                     const struct gold_case_draft *draft)
{
    struct gold_case one;
    uint32_t first;
    if (!gold_case_make(reading->loader, input, at, draft, &one))
        return;
    if (map_find(&reading->ids, one.id, &first)) {
        const struct at *place = &reading->gold.items[first].at;
        input->duplicate++;
        findings_add(&input->notes, at, "the id \"%.*s\" is taken by %s:%zu",
                     STR_ARG(quote_text(reading->loader, one.id)), place->file, place->line);
        return;
    }
    map_add(&reading->ids, one.id, (uint32_t)reading->gold.count);
    *ARENA_PUSH(reading->loader->arena, &reading->gold) = one;
    input->accepted++;
}

/* ── JSON ── */

static bool read_texts(const struct record *record, struct json_reader_value value,
                       const char *name, struct arena *scratch, struct gold_case_texts *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct str text;
    enum json_reader_type type = json_reader_type(value);
    if (type == JSON_READER_NULL || type == JSON_READER_MISSING)
        return true;
    if (type != JSON_READER_ARRAY)
        return input_reject(record->input, record->at, "\"%s\" is not a list of strings", name);
    while (json_reader_walk(value, &cursor, NULL, &item)) {
        if (!json_reader_string(item, &text))
            return input_reject(record->input, record->at, "\"%s\" is not a list of strings", name);
        *ARENA_PUSH(scratch, out) = text;
    }
    return true;
}

/* A single text or whole number, or null for none. */
static bool read_single(const struct record *record, struct json_reader_value value, enum slot slot,
                        struct arena *scratch, struct gold_case_texts *out)
{
    struct str text;
    int64_t number;
    if (json_reader_type(value) == JSON_READER_NULL)
        return true;
    if (slot == SLOT_INTENT) {
        if (!json_reader_string(value, &text))
            return input_reject(record->input, record->at, "\"intent\" is not a string");
    } else {
        if (!json_reader_int64(value, &number))
            return input_reject(record->input, record->at, "\"%s\" is not a year or null",
                                slots_name(slot));
        text = str_from(arena_printf(scratch, "%lld", (long long)number));
    }
    *ARENA_PUSH(scratch, out) = text;
    return true;
}

static int slot_named(struct str name)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if (str_equal(name, str_from(slots_name((enum slot)slot))))
            return slot;
    return -1;
}

static bool read_expected(struct loader *loader, const struct record *record,
                          struct gold_case_draft *draft)
{
    struct arena *scratch = loader->scratch;
    struct json_reader_value expected = json_reader_field(record->object, "expected");
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    struct str name;
    if (json_reader_type(expected) == JSON_READER_MISSING && draft->assertions.size != 0)
        return true;
    if (json_reader_type(expected) != JSON_READER_OBJECT)
        return input_reject(record->input, record->at, "\"expected\" is not an object");
    while (json_reader_walk(expected, &cursor, &name, &value)) {
        int number = slot_named(name);
        if (number < 0) {
            findings_add(&record->input->notes, record->at,
                         "\"expected\" has \"%.*s\", which is no slot",
                         STR_ARG(quote_text(loader, name)));
            continue;
        }
        enum slot slot = (enum slot)number;
        struct gold_case_texts *texts = &draft->slots[slot];
        bool single = slot == SLOT_INTENT || slot == SLOT_YEAR_MIN || slot == SLOT_YEAR_MAX;
        draft->named |= SLOT_BIT(slot);
        if (single ? !read_single(record, value, slot, scratch, texts)
                   : !read_texts(record, value, slots_name(slot), scratch, texts))
            return false;
    }
    return true;
}

/* An empty list is as good as none. */
static void read_assertions(const struct record *record, struct arena *scratch,
                            struct gold_case_draft *draft)
{
    struct json_reader_value value = json_reader_field(record->object, "assert");
    enum json_reader_type type = json_reader_type(value);
    if (type == JSON_READER_MISSING || type == JSON_READER_NULL)
        return;
    draft->assertions = json_compact(value, 8 * LINES_MAX, scratch);
    if (str_equal(draft->assertions, STR("[]")))
        draft->assertions = STR_NONE;
}

static bool read_object(void *context, const struct record *record, struct error *err)
{
    struct reading *reading = context;
    struct gold_case_draft draft = {0};
    struct arena *scratch = reading->loader->scratch;
    read_assertions(record, scratch, &draft);
    if (record_id(record, "id", false, scratch, &draft.id) &&
        record_text(record, "query", true, &draft.query) &&
        read_expected(reading->loader, record, &draft) &&
        read_texts(record, json_reader_field(record->object, "tags"), "tags", scratch, &draft.tags))
        add_case(reading, record->input, record->at, &draft);
    (void)err;
    return true;
}

/*
 * The next element of a valid array's text from byte `*place` on, and the line it begins on. False
 * at the end.
 */
static bool next_element(struct str text, size_t *place, size_t *line, struct str *element)
{
    size_t depth = 0;
    size_t begin = *place;
    bool quoted = false;
    bool begun = false;
    for (size_t i = *place; i < text.size; i++) {
        char c = text.data[i];
        bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        if (depth == 0 && (c == ',' || c == ']')) {
            *element = str_trim(str_slice(text, begin, i));
            *place = i + 1;
            return begun;
        }
        if (!begun && !space) {
            begun = true;
            begin = i;
        } else if (!begun) {
            *line += c == '\n';
        }
        quoted = c == '"';
        depth += c == '[' || c == '{';
        depth -= c == ']' || c == '}';
    }
    return false;
}

static size_t count_newlines(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\n';
    return count;
}

static bool read_whole(struct lines *lines, struct arena *arena, struct str *out, struct error *err)
{
    struct strbuf buf = strbuf_init(arena, ARRAY_MAX);
    struct str chunk;
    do {
        if (!lines_chunk(lines, &chunk, err))
            return false;
        strbuf_add(&buf, chunk);
    } while (chunk.size != 0);
    *out = strbuf_str(&buf);
    if (buf.cut)
        return error_set(err, ERROR_INPUT, AT_FILE(lines_path(lines)),
                         "is an array of more than %zu MiB; cases that many go into JSON lines",
                         ARRAY_MAX >> 20);
    return true;
}

/* The array is checked as a whole and then read element by element, each with its line. */
static bool read_json_array(struct reading *reading, struct lines *lines, struct input *input,
                            struct error *err)
{
    struct arena *arena = reading->loader->arena;
    struct json *document;
    struct str text;
    if (!read_whole(lines, arena, &text, err) || !json_parse(text, input->path, &document, err))
        return false;
    json_free(document);

    struct json_reader *json = json_reader_open(LINES_MAX);
    size_t place = str_find(text, STR("[")) + 1;
    size_t line = 1 + count_newlines(str_slice(text, 0, place));
    struct str element;
    while (next_element(text, &place, &line, &element)) {
        struct record record = {.input = input, .at = {input->path, line}};
        input->read++;
        if (element.size > LINES_MAX)
            input_reject(input, record.at, "the case is longer than %zu MiB", LINES_MAX >> 20);
        else if (record_parse(json, element, &record))
            read_object(reading, &record, err);
        line += count_newlines(str_slice(text, (size_t)(element.data - text.data), place));
        arena_reset(reading->loader->scratch);
    }
    json_reader_close(json);
    return true;
}

/* ── CSV ── */

/* "" is not judged, "-" expects none, otherwise values between bars. */
static bool read_cell(struct str cell, struct arena *scratch, struct gold_case_texts *out)
{
    struct str part;
    if (cell.size == 0)
        return false;
    if (str_equal(cell, STR("-")))
        return true;
    while (str_next(&cell, '|', &part))
        *ARENA_PUSH(scratch, out) = str_trim(part);
    return true;
}

#define EXPECTED_MAX 20 /* columns of assertions: "__expected", "__expected1" … */

struct expected_columns {
    size_t items[EXPECTED_MAX];
    size_t count;
};

static struct expected_columns expected_columns(const struct csv_rows *rows)
{
    struct expected_columns found = {0};
    for (int i = 0; i < EXPECTED_MAX; i++) {
        char name[sizeof "__expected19"] = "__expected";
        if (i != 0)
            snprintf(name, sizeof name, "__expected%d", i);
        size_t column = csv_rows_column(rows, name);
        if (column != CSV_ROWS_NONE)
            found.items[found.count++] = column;
    }
    return found;
}

/* The row's assertions as JSON; "" for none. */
static struct str read_asserted(const struct csv_rows *rows, const struct expected_columns *columns,
                                struct arena *scratch)
{
    struct strbuf json = strbuf_init(scratch, 2 * LINES_MAX);
    for (size_t i = 0; i < columns->count; i++) {
        struct str cell = csv_rows_cell(rows, columns->items[i]);
        if (str_trim(cell).size == 0)
            continue;
        strbuf_add_char(&json, json.size == 0 ? '[' : ',');
        assertion_text_write(str_trim(cell), &json);
    }
    if (json.size != 0)
        strbuf_add_char(&json, ']');
    return strbuf_str(&json);
}

static bool read_rows(struct reading *reading, struct csv_rows *rows, struct input *input,
                      struct error *err)
{
    struct arena *scratch = reading->loader->scratch;
    size_t columns[SLOT_COUNT];
    size_t id = csv_rows_column(rows, "id");
    size_t query = csv_rows_column(rows, "query");
    size_t tags = csv_rows_column(rows, "tags");
    struct expected_columns asserted = expected_columns(rows);
    enum lines_result result;
    if (query == CSV_ROWS_NONE)
        return error_set(err, ERROR_INPUT, (struct at){input->path, 1},
                         "the header has no column \"query\"");
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        columns[slot] = csv_rows_column(rows, slots_name((enum slot)slot));

    while ((result = csv_rows_next(rows, input, err)) == LINES_LINE) {
        struct gold_case_draft draft = {.id = csv_rows_cell(rows, id),
                                        .query = csv_rows_cell(rows, query)};
        for (int slot = 0; slot < SLOT_COUNT; slot++)
            if (read_cell(csv_rows_cell(rows, columns[slot]), scratch, &draft.slots[slot]))
                draft.named |= SLOT_BIT(slot);
        read_cell(csv_rows_cell(rows, tags), scratch, &draft.tags);
        draft.assertions = read_asserted(rows, &asserted, scratch);
        struct at at = {input->path, csv_rows_at(rows).line};
        add_case(reading, input, at, &draft);
        arena_reset(scratch);
    }
    return result == LINES_END;
}

static bool read_csv(struct reading *reading, struct lines *lines, struct input *input,
                     struct error *err)
{
    struct csv_rows *rows;
    if (!csv_rows_open(lines, reading->loader->arena, &rows, err))
        return false;
    bool done = read_rows(reading, rows, input, err);
    csv_rows_close(rows);
    return done;
}

/* ── any of them ── */

static bool read_lines(struct reading *reading, struct lines *lines, struct input *input,
                       struct error *err)
{
    struct str beginning;
    if (!lines_peek(lines, &beginning, err))
        return false;
    struct str text = str_trim(beginning);
    if (text.size == 0 || text.data[0] == '{')
        return record_read_lines(reading->loader, lines, input, read_object, reading, err);
    if (text.data[0] == '[')
        return read_json_array(reading, lines, input, err);
    return read_csv(reading, lines, input, err);
}

static bool read_file(struct reading *reading, const struct source *source, struct error *err)
{
    struct lines *lines;
    struct input *input = input_add(reading->loader->inputs, "gold", source->path);
    input->synthetic = source->synthetic;
    if (!lines_open(input->path, &lines, err))
        return false;
    bool done = read_lines(reading, lines, input, err);
    if (done)
        lines_account(lines, input);
    lines_close(lines);
    return done;
}

bool gold_file_load(struct loader *loader, const struct source_list *sources, struct gold_set *out,
                    struct error *err)
{
    struct reading reading = {.loader = loader, .gold = *out, .ids = map_init(loader->arena)};
    for (size_t i = 0; i < out->count; i++)
        map_add(&reading.ids, out->items[i].id, (uint32_t)i);
    for (size_t i = 0; i < sources->count; i++)
        if (!read_file(&reading, &sources->items[i], err))
            return false;
    *out = reading.gold;
    return true;
}
