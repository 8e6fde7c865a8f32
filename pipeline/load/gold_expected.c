#include "load/gold_expected.h"

#include "base/json_compact.h"
#include "load/quote.h"

#define DEPTH_MAX 4                    /* wrappings of one expectation */
#define ASSERTIONS_MAX (8 * LINES_MAX) /* bytes of a case's assertions as JSON */

/* What tools call the field of an answer. */
static const char *const ANSWERS[] = {
    "expected", "expected_output", "expected_response", "output", "answer", "interpretation",
};

/* ── the slots ── */

bool gold_expected_texts(const struct record *record, struct json_reader_value value,
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

static bool read_slots(struct loader *loader, const struct record *record,
                       struct json_reader_value expected, struct gold_case_draft *draft)
{
    struct arena *scratch = loader->scratch;
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    struct str name;
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
                   : !gold_expected_texts(record, value, slots_name(slot), scratch, texts))
            return false;
    }
    return true;
}

/* ── the wrappings ── */

static bool has_slots(struct json_reader_value object)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++)
        if (json_reader_type(json_reader_field(object, slots_name((enum slot)slot))) !=
            JSON_READER_MISSING)
            return true;
    return false;
}

/* The only element or field, otherwise the field of an object that is called like an answer. */
static bool unwrap(struct json_reader_value container, struct json_reader_value *inner)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value other;
    if (!json_reader_walk(container, &cursor, NULL, inner))
        return false;
    if (!json_reader_walk(container, &cursor, NULL, &other))
        return true;
    for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++) {
        *inner = json_reader_field(container, ANSWERS[i]);
        if (json_reader_type(*inner) != JSON_READER_MISSING)
            return true;
    }
    return false;
}

/* The object with slots inside all wrappings; false when there is none. */
static bool find_slots(struct gold_collect *collect, struct json_reader_value value,
                       struct json_reader_value *object)
{
    bool parsed = false; /* the second reader holds one document at a time */
    const char *reason;
    struct str text;
    for (size_t depth = 0; depth < DEPTH_MAX; depth++) {
        if (has_slots(value)) {
            *object = value;
            return true;
        }
        if (json_reader_string(value, &text)) {
            if (parsed || !json_reader_parse(collect->inner, str_trim(text), &value, &reason))
                return false;
            parsed = true;
        } else if (!unwrap(value, &value)) {
            return false;
        }
    }
    return false;
}

bool gold_expected_read(struct gold_collect *collect, const struct record *record,
                        struct json_reader_value value, const char *name,
                        struct gold_case_draft *draft)
{
    struct json_reader_value object;
    if (find_slots(collect, value, &object))
        return read_slots(collect->loader, record, object, draft);
    if (json_reader_type(value) == JSON_READER_MISSING && draft->assertions.size != 0)
        return true;
    switch (json_reader_type(value)) {
    case JSON_READER_OBJECT:
        return read_slots(collect->loader, record, value, draft);
    case JSON_READER_STRING:
        return input_reject(record->input, record->at,
                            "\"%s\" is a text without slots in it, which nothing can be held "
                            "against",
                            name);
    case JSON_READER_ARRAY:
        return input_reject(record->input, record->at,
                            "\"%s\" is a list; a case expects one object with slots", name);
    default:
        return input_reject(record->input, record->at, "\"%s\" is not an object", name);
    }
}

/* ── assertions ── */

void gold_expected_keep_assertions(struct json_reader_value value, struct arena *scratch,
                                   struct gold_case_draft *draft)
{
    enum json_reader_type type = json_reader_type(value);
    if (type == JSON_READER_MISSING || type == JSON_READER_NULL)
        return;
    draft->assertions = json_compact(value, ASSERTIONS_MAX, scratch);
    if (str_equal(draft->assertions, STR("[]")))
        draft->assertions = STR_NONE;
}

/* Whether it says what the answer is: an "equals" with slots. */
static bool states_slots(struct gold_collect *collect, struct json_reader_value assertion,
                         struct json_reader_value *object)
{
    struct str type;
    return json_reader_string(json_reader_field(assertion, "type"), &type) &&
           str_equal(type, STR("equals")) &&
           find_slots(collect, json_reader_field(assertion, "value"), object);
}

bool gold_expected_read_assertions(struct gold_collect *collect, const struct record *record,
                                   struct json_reader_value value, struct gold_case_draft *draft)
{
    struct arena *scratch = collect->loader->scratch;
    struct strbuf rest = strbuf_init(scratch, ASSERTIONS_MAX);
    struct json_reader_cursor cursor = {0};
    struct json_reader_value assertion;
    struct json_reader_value object;
    while (json_reader_walk(value, &cursor, NULL, &assertion)) {
        if (draft->named == 0 && states_slots(collect, assertion, &object)) {
            if (!read_slots(collect->loader, record, object, draft))
                return false;
            continue;
        }
        strbuf_add_char(&rest, rest.size == 0 ? '[' : ',');
        strbuf_add(&rest, json_compact(assertion, ASSERTIONS_MAX, scratch));
    }
    if (rest.size != 0)
        strbuf_add_char(&rest, ']');
    draft->assertions = strbuf_str(&rest);
    return true;
}

bool gold_expected_read_text(struct gold_collect *collect, struct input *input, struct at at,
                             struct str text, struct gold_case_draft *draft, bool *found)
{
    const struct record record = {.input = input, .at = at};
    struct json_reader_value value;
    const char *reason;
    text = str_trim(text);
    if (str_starts_with(text, STR("equals:")))
        text = str_trim(str_slice(text, sizeof "equals:" - 1, text.size));
    *found = json_reader_parse(collect->inner, text, &value, &reason) && has_slots(value);
    return !*found || read_slots(collect->loader, &record, value, draft);
}
