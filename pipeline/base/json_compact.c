#include "base/json_compact.h"

#include <stdio.h>
#include <stdlib.h>

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

static struct members sorted_members(struct json_reader_value object, struct arena *arena)
{
    struct members members = {0};
    struct json_reader_cursor cursor = {0};
    struct member member;
    while (json_reader_walk(object, &cursor, &member.key, &member.value))
        *ARENA_PUSH(arena, &members) = member;
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

/* The shortest decimal that reads back as the same double. */
static void add_number(struct strbuf *out, double number)
{
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    strbuf_add(out, str_from(text));
}

static void add_value(struct strbuf *out, struct json_reader_value value, struct arena *arena);

static void add_members(struct strbuf *out, struct json_reader_value object, struct arena *arena)
{
    struct members members = sorted_members(object, arena);
    strbuf_add_char(out, '{');
    for (size_t i = 0; i < members.count; i++) {
        if (i != 0)
            strbuf_add_char(out, ',');
        add_string(out, members.items[i].key);
        strbuf_add_char(out, ':');
        add_value(out, members.items[i].value, arena);
    }
    strbuf_add_char(out, '}');
}

static void add_elements(struct strbuf *out, struct json_reader_value array, struct arena *arena)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    const char *before = "[";
    while (json_reader_walk(array, &cursor, NULL, &value)) {
        strbuf_add(out, str_from(before));
        add_value(out, value, arena);
        before = ",";
    }
    strbuf_add(out, before[0] == '[' ? STR("[]") : STR("]"));
}

static void add_value(struct strbuf *out, struct json_reader_value value, struct arena *arena)
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
        add_number(out, number);
        break;
    case JSON_READER_STRING:
        json_reader_string(value, &text);
        add_string(out, text);
        break;
    case JSON_READER_ARRAY:
        add_elements(out, value, arena);
        break;
    case JSON_READER_OBJECT:
        add_members(out, value, arena);
        break;
    }
}

struct str json_compact(struct json_reader_value value, size_t max, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, max);
    add_value(&buf, value, arena);
    return strbuf_str(&buf);
}
