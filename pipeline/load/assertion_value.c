#include "load/assertion_value.h"

#include "base/json_compact.h"
#include "base/json_schema.h"
#include "base/pattern.h"

/* What `value` is, by type. */
enum need {
    NEED_NOTHING,
    NEED_TEXT,
    NEED_TEXTS,  /* a list, or one text with commas */
    NEED_HEADS,  /* a list, or one text */
    NEED_PREFIX, /* a text, or nothing */
    NEED_ANY,    /* a text, or any other JSON */
    NEED_PATTERN,
    NEED_SCHEMA, /* an object or a truth value, or nothing */
    NEED_COUNT,
};

static const enum need NEEDS[ASSERTION_TYPES] = {
    [ASSERTION_EQUALS] = NEED_ANY,
    [ASSERTION_CONTAINS] = NEED_TEXT,
    [ASSERTION_CONTAINS_ANY] = NEED_TEXTS,
    [ASSERTION_CONTAINS_ALL] = NEED_TEXTS,
    [ASSERTION_ICONTAINS] = NEED_TEXT,
    [ASSERTION_ICONTAINS_ANY] = NEED_TEXTS,
    [ASSERTION_ICONTAINS_ALL] = NEED_TEXTS,
    [ASSERTION_STARTS_WITH] = NEED_TEXT,
    [ASSERTION_REGEX] = NEED_PATTERN,
    [ASSERTION_IS_JSON] = NEED_SCHEMA,
    [ASSERTION_CONTAINS_JSON] = NEED_SCHEMA,
    [ASSERTION_LEVENSHTEIN] = NEED_TEXT,
    [ASSERTION_ROUGE_N] = NEED_TEXT,
    [ASSERTION_BLEU] = NEED_HEADS,
    [ASSERTION_WORD_COUNT] = NEED_COUNT,
    [ASSERTION_SENTENCE_COUNT] = NEED_COUNT,
    [ASSERTION_HAS_SECTION] = NEED_HEADS,
    [ASSERTION_STARTS_WITH_THEME] = NEED_PREFIX,
    [ASSERTION_LATENCY] = NEED_NOTHING,
    [ASSERTION_COST] = NEED_NOTHING,
    [ASSERTION_IS_REFUSAL] = NEED_NOTHING,
    [ASSERTION_SET] = NEED_NOTHING, /* its children are read elsewhere */
};

static struct str keep(const struct assertion_maker *maker, struct str text)
{
    return str_copy(maker->loader->arena, text);
}

static void add_text(const struct assertion_maker *maker, struct assertion *out, struct str text)
{
    out->texts[out->text_count++] = keep(maker, text);
}

/* "a, b" as its parts. */
static bool split_texts(const struct assertion_maker *maker, struct str text, struct assertion *out)
{
    size_t commas = 0;
    for (size_t i = 0; i < text.size; i++)
        commas += text.data[i] == ',';
    out->texts = ARENA_ARRAY(maker->loader->arena, struct str, commas + 1);
    struct str part;
    while (str_next(&text, ',', &part))
        if (str_trim(part).size != 0)
            add_text(maker, out, str_trim(part));
    return out->text_count != 0 || ASSERTION_REFUSE(maker, out->type, "\"%s\" is empty", "value");
}

static bool one_text(const struct assertion_maker *maker, struct str text, struct assertion *out)
{
    if (text.size == 0)
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is empty", "value");
    out->texts = ARENA_NEW(maker->loader->arena, struct str);
    add_text(maker, out, text);
    return true;
}

static bool read_text(const struct assertion_maker *maker, struct json_reader_value value,
                      struct assertion *out)
{
    struct str text;
    if (!json_reader_string(value, &text))
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is no text", "value");
    return one_text(maker, text, out);
}

static bool read_texts(const struct assertion_maker *maker, struct json_reader_value value,
                       bool commas, struct assertion *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct str text;
    size_t count = 0;
    if (json_reader_string(value, &text))
        return commas ? split_texts(maker, text, out) : one_text(maker, text, out);
    while (json_reader_walk(value, &cursor, NULL, &item))
        count++;
    if (json_reader_type(value) != JSON_READER_ARRAY || count == 0)
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is neither a text nor a list of texts",
                                "value");

    out->texts = ARENA_ARRAY(maker->loader->arena, struct str, count);
    cursor = (struct json_reader_cursor){0};
    while (json_reader_walk(value, &cursor, NULL, &item)) {
        if (!json_reader_string(item, &text) || text.size == 0)
            return ASSERTION_REFUSE(maker, out->type, "\"%s\" has something that is no text",
                                    "value");
        add_text(maker, out, text);
    }
    return true;
}

static bool read_pattern(const struct assertion_maker *maker, struct json_reader_value value,
                         struct assertion *out)
{
    struct pattern *pattern;
    struct error err;
    if (!read_text(maker, value, out))
        return false;
    if (!pattern_open(out->texts[0], PATTERN_UTF, AT_NOWHERE, &pattern, &err))
        return ASSERTION_REFUSE(maker, out->type, "%s", err.text);
    pattern_close(pattern);
    return true;
}

static bool read_schema(const struct assertion_maker *maker, struct json_reader_value value,
                        struct assertion *out)
{
    enum json_reader_type type = json_reader_type(value);
    if (type == JSON_READER_MISSING || type == JSON_READER_NULL)
        return true;
    if (type != JSON_READER_OBJECT && type != JSON_READER_BOOL)
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is no JSON Schema", "value");
    out->json = keep(maker, json_compact(value, ASSERTION_VALUE_MAX, maker->loader->scratch));

    struct json_schema *schema;
    struct error err;
    if (!json_schema_open(out->json, AT_NOWHERE, &schema, &err))
        return ASSERTION_REFUSE(maker, out->type, "%s", err.text);
    struct str unchecked = json_schema_unchecked(schema);
    if (unchecked.size != 0)
        findings_add(&maker->input->notes, maker->at,
                     "assertion %s: the schema's \"%.*s\" is not checked",
                     assertion_type_name(out->type), STR_ARG(unchecked));
    json_schema_close(schema);
    return true;
}

static bool read_any(const struct assertion_maker *maker, struct json_reader_value value,
                     struct assertion *out)
{
    enum json_reader_type type = json_reader_type(value);
    if (type == JSON_READER_MISSING)
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is missing", "value");
    if (type == JSON_READER_OBJECT || type == JSON_READER_ARRAY) {
        out->json = keep(maker, json_compact(value, ASSERTION_VALUE_MAX, maker->loader->scratch));
        return true;
    }
    struct str text;
    if (!json_reader_string(value, &text))
        text = json_compact(value, ASSERTION_VALUE_MAX, maker->loader->scratch);
    out->texts = ARENA_NEW(maker->loader->arena, struct str);
    add_text(maker, out, text);
    return true;
}

static bool read_bound(const struct assertion_maker *maker, struct json_reader_value value,
                       const char *name, double *bound, struct assertion *out)
{
    if (json_reader_type(value) == JSON_READER_MISSING || json_reader_number(value, bound))
        return true;
    return ASSERTION_REFUSE(maker, out->type, "\"%s\" is no number", name);
}

/* A number, or a number as text (as a table has it), or {"min": …, "max": …}. */
static bool read_count(const struct assertion_maker *maker, struct json_reader_value value,
                       struct assertion *out)
{
    struct str text;
    if (json_reader_number(value, &out->min) ||
        (json_reader_string(value, &text) && str_to_double(str_trim(text), &out->min))) {
        out->max = out->min;
        return true;
    }
    struct json_reader_value min = json_reader_field(value, "min");
    struct json_reader_value max = json_reader_field(value, "max");
    if (json_reader_type(min) == JSON_READER_MISSING &&
        json_reader_type(max) == JSON_READER_MISSING)
        return ASSERTION_REFUSE(maker, out->type,
                                "\"%s\" is neither a number nor {\"min\", \"max\"}", "value");
    if (!read_bound(maker, min, "min", &out->min, out) ||
        !read_bound(maker, max, "max", &out->max, out))
        return false;
    return out->min <= out->max ||
           ASSERTION_REFUSE(maker, out->type, "\"min\" %g is above \"max\" %g", out->min, out->max);
}

bool assertion_value_read(const struct assertion_maker *maker, struct json_reader_value value,
                          struct assertion *out)
{
    bool given = json_reader_type(value) != JSON_READER_MISSING;
    switch (NEEDS[out->type]) {
    case NEED_NOTHING:
        return true;
    case NEED_TEXT:
        return read_text(maker, value, out);
    case NEED_TEXTS:
        return read_texts(maker, value, true, out);
    case NEED_HEADS:
        return read_texts(maker, value, false, out);
    case NEED_PREFIX:
        return given ? read_text(maker, value, out) : one_text(maker, STR("Theme:"), out);
    case NEED_ANY:
        return read_any(maker, value, out);
    case NEED_PATTERN:
        return read_pattern(maker, value, out);
    case NEED_SCHEMA:
        return read_schema(maker, value, out);
    case NEED_COUNT:
        return read_count(maker, value, out);
    }
    return false;
}
