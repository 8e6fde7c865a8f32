#include "load/gold_record.h"

#include "load/gold_expected.h"

/* What tools call the two halves of a case. The first that has both counts, or else the query. */
static const struct halves {
    const char *query;
    const char *expected;
} HALVES[] = {
    {"query", "expected"},        /* ours, and the default for what a reason names */
    {"vars", "assert"},           /* promptfoo */
    {"input", "expected_output"}, /* DeepEval */
    {"input", "expectedOutput"},  /* Langfuse */
    {"input", "ideal"},           /* OpenAI evals */
    {"input", "expected"},        /* Braintrust */
    {"inputs", "outputs"},        /* LangSmith */
    {"inputs", "expectations"},   /* MLflow */
};
#define HALVES_COUNT (sizeof HALVES / sizeof *HALVES)

/* What the query may be called among the variables or inputs of a case. */
static const char *const QUERIES[] = {
    "query", "input", "question", "text", "prompt", "message", "messages", "user_input",
};

static bool has(struct json_reader_value object, const char *name)
{
    enum json_reader_type type = json_reader_type(json_reader_field(object, name));
    return type != JSON_READER_MISSING && type != JSON_READER_NULL;
}

static struct halves halves_of(struct json_reader_value object)
{
    for (size_t i = 0; i < HALVES_COUNT; i++)
        if (has(object, HALVES[i].query) && has(object, HALVES[i].expected))
            return HALVES[i];
    for (size_t i = 0; i < HALVES_COUNT; i++)
        if (has(object, HALVES[i].query))
            return HALVES[i];
    return HALVES[0];
}

/* ── the query ── */

/* Of a conversation the last thing that the user says: a string, or a list of parts with "text". */
static bool query_of_messages(struct json_reader_value messages, struct str *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value message;
    bool found = false;
    while (json_reader_walk(messages, &cursor, NULL, &message)) {
        struct json_reader_value content = json_reader_field(message, "content");
        struct json_reader_cursor first = {0};
        struct json_reader_value part;
        struct str role;
        if (!json_reader_string(json_reader_field(message, "role"), &role) ||
            !str_equal(role, STR("user")))
            continue;
        if (json_reader_string(content, out) ||
            (json_reader_walk(content, &first, NULL, &part) &&
             json_reader_string(json_reader_field(part, "text"), out)))
            found = true;
    }
    return found;
}

/* The field of an object that is the query: by its name, or because it is alone. */
static bool query_field(struct json_reader_value object, struct json_reader_value *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value other;
    for (size_t i = 0; i < sizeof QUERIES / sizeof *QUERIES; i++) {
        *out = json_reader_field(object, QUERIES[i]);
        if (has(object, QUERIES[i]))
            return true;
    }
    return json_reader_walk(object, &cursor, NULL, out) &&
           !json_reader_walk(object, &cursor, NULL, &other);
}

/* A string, a conversation, or an object with either. */
static bool query_of(struct json_reader_value value, struct str *out)
{
    struct json_reader_value inner = value;
    if (json_reader_type(value) == JSON_READER_OBJECT && !query_field(value, &inner))
        return false;
    return json_reader_string(inner, out) || query_of_messages(inner, out);
}

static bool read_query(struct gold_collect *collect, const struct record *record, const char *name,
                       struct str *out)
{
    struct str path = collect->fields->query;
    struct arena *scratch = collect->loader->scratch;
    if (path.size == 0)
        path = str_from(name);
    struct json_reader_value value = gold_fields_at(record->object, path, scratch);
    if (json_reader_type(value) == JSON_READER_MISSING ||
        json_reader_type(value) == JSON_READER_NULL)
        return input_reject(record->input, record->at, "\"%.*s\" is missing", STR_ARG(path));
    if (!query_of(value, out))
        return input_reject(record->input, record->at, "\"%.*s\" is not a string", STR_ARG(path));
    return true;
}

/* ── the rest ── */

static bool read_expected(struct gold_collect *collect, const struct record *record,
                          const char *name, struct gold_case_draft *draft)
{
    struct arena *scratch = collect->loader->scratch;
    struct str path = collect->fields->expected;
    struct json_reader_value assertions = json_reader_field(record->object, "assert");
    if (path.size == 0 && str_equal(str_from(name), STR("assert")))
        return gold_expected_read_assertions(collect, record, assertions, draft);
    gold_expected_keep_assertions(assertions, scratch, draft);
    if (path.size == 0)
        path = str_from(name);
    return gold_expected_read(collect, record, gold_fields_at(record->object, path, scratch),
                              str_copy(scratch, path).data, draft);
}

static bool read_id(struct gold_collect *collect, const struct record *record, struct str *out)
{
    struct arena *scratch = collect->loader->scratch;
    struct str path = collect->fields->id;
    int64_t number;
    if (path.size == 0)
        return record_id(record, "id", false, scratch, out);
    struct json_reader_value value = gold_fields_at(record->object, path, scratch);
    if (json_reader_int64(value, &number))
        *out = str_from(arena_printf(scratch, "%lld", (long long)number));
    else if (!json_reader_string(value, out))
        return input_reject(record->input, record->at, "\"%.*s\" is not a string", STR_ARG(path));
    return true;
}

/* MLflow's tags are an object: {"team": "search"} is the tag "team=search". */
static bool read_pairs(struct json_reader_value object, struct arena *scratch,
                       struct gold_case_texts *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    struct str key;
    struct str text;
    while (json_reader_walk(object, &cursor, &key, &value))
        if (json_reader_string(value, &text))
            *ARENA_PUSH(scratch, out) =
                str_from(arena_printf(scratch, "%.*s=%.*s", STR_ARG(key), STR_ARG(text)));
    return true;
}

static bool read_tags(struct gold_collect *collect, const struct record *record,
                      struct gold_case_texts *out)
{
    struct arena *scratch = collect->loader->scratch;
    struct str path = collect->fields->tags;
    if (path.size == 0 && !has(record->object, "tags"))
        path = STR("metadata.tags");
    else if (path.size == 0)
        path = STR("tags");
    struct json_reader_value value = gold_fields_at(record->object, path, scratch);
    if (json_reader_type(value) == JSON_READER_OBJECT)
        return read_pairs(value, scratch, out);
    return gold_expected_texts(record, value, str_copy(scratch, path).data, scratch, out);
}

bool gold_record_has_query(const struct gold_collect *collect, struct json_reader_value object)
{
    struct arena *scratch = collect->loader->scratch;
    struct str path = collect->fields->query;
    if (path.size != 0)
        return json_reader_type(gold_fields_at(object, path, scratch)) != JSON_READER_MISSING;
    for (size_t i = 0; i < HALVES_COUNT; i++)
        if (has(object, HALVES[i].query))
            return true;
    return false;
}

void gold_record_add(struct gold_collect *collect, const struct record *record)
{
    struct gold_case_draft draft = {0};
    struct halves halves = halves_of(record->object);
    if (read_id(collect, record, &draft.id) &&
        read_query(collect, record, halves.query, &draft.query) &&
        read_expected(collect, record, halves.expected, &draft) &&
        read_tags(collect, record, &draft.tags))
        gold_collect_add(collect, record->input, record->at, &draft);
}
