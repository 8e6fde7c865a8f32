#include "load/assertion_text.h"

#include "model/assertion.h"

/* Prefixes that promptfoo knows and we do not. */
static const char *const FOREIGN[] = {
    "javascript", "fn",         "eval", "python",     "grade",  "llm-rubric",
    "similar",    "factuality", "ruby", "webhook",    "is-sql", "contains-sql",
    "is-xml",     "moderation", "pi",   "perplexity", "g-eval", "classifier",
};

/* A cell in its parts; views of it. */
struct parts {
    struct str type;
    struct str threshold; /* "" when there is none */
    struct str value;
    bool valued; /* there is a colon */
};

static struct parts take_apart(struct str cell)
{
    struct parts parts = {0};
    size_t end = 0;
    while (end < cell.size && cell.data[end] != ':' && cell.data[end] != '(')
        end++;
    parts.type = str_slice(cell, 0, end);
    if (end < cell.size && cell.data[end] == '(') {
        size_t close = str_find(str_slice(cell, end, cell.size), STR(")"));
        if (close == SIZE_MAX)
            return (struct parts){.type = cell};
        parts.threshold = str_slice(cell, end + 1, end + close);
        end += close + 1;
    }
    parts.valued = end < cell.size && cell.data[end] == ':';
    if (parts.valued)
        parts.value = str_trim(str_slice(cell, end + 1, cell.size));
    else if (end != cell.size)
        parts.type = cell;
    return parts;
}

static bool is_type(struct str type, bool valued)
{
    if (str_starts_with(type, STR("not-")))
        type = str_slice(type, 4, type.size);
    if (assertion_type_find(type) != ASSERTION_TYPES)
        return true;
    for (size_t i = 0; valued && i < sizeof FOREIGN / sizeof FOREIGN[0]; i++)
        if (str_equal(type, str_from(FOREIGN[i])))
            return true;
    return false;
}

static void add_string(struct strbuf *out, struct str text)
{
    strbuf_add_char(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ')
            strbuf_addf(out, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            strbuf_addf(out, "\\%c", c);
        else
            strbuf_add_char(out, (char)c);
    }
    strbuf_add_char(out, '"');
}

/* A schema is written as the JSON that it is. */
static bool holds_json(struct str type, struct str value)
{
    bool schema = str_ends_with(type, STR("-json"));
    return schema && value.size != 0 && value.data[0] == '{';
}

void assertion_text_write(struct str cell, struct strbuf *out)
{
    double threshold;
    struct parts parts = take_apart(cell);
    bool typed = is_type(parts.type, parts.valued) &&
                 (parts.threshold.size == 0 || str_to_double(parts.threshold, &threshold));
    strbuf_add(out, STR("{\"type\":"));
    add_string(out, typed ? parts.type : STR("equals"));
    if (typed && parts.threshold.size != 0)
        strbuf_addf(out, ",\"threshold\":%.17g", threshold);
    if (!typed || (parts.valued && parts.value.size != 0)) {
        strbuf_add(out, STR(",\"value\":"));
        if (typed && holds_json(parts.type, parts.value))
            strbuf_add(out, parts.value);
        else
            add_string(out, typed ? parts.value : cell);
    }
    strbuf_add_char(out, '}');
}
