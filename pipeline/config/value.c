#include "config/value.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"
#include "base/unicode.h"
#include "config/config.h"

#define WORDS_MAX 512 /* bytes of an expectation */

/* What one value is parsed with; it goes through all the functions below. */
struct parser {
    const struct keys_row *key;
    struct str text;
    const char *home;
    struct arena *arena;
    struct at at;
    struct error *err;
};

bool value_next_part(struct str *rest, struct str *part)
{
    while (str_next(rest, ',', part)) {
        *part = str_trim(*part);
        if (part->size != 0)
            return true;
    }
    return false;
}

struct str value_choice(const char *choices, size_t position)
{
    struct str rest = str_from(choices);
    struct str choice = STR_NONE;
    for (size_t i = 0; i <= position; i++)
        str_next(&rest, '|', &choice);
    return choice;
}

static struct str range_in_words(const struct keys_row *key, const char *what, struct arena *arena)
{
    struct strbuf words = strbuf_init(arena, WORDS_MAX);
    strbuf_addf(&words, "%s from %.15g ", what, key->min);
    if (key->max < KEYS_COUNT_MAX)
        strbuf_addf(&words, "to %.15g", key->max);
    else
        strbuf_add(&words, STR("on"));
    if (key->automatic)
        strbuf_add(&words, STR(", or auto"));
    return strbuf_str(&words);
}

static struct str choices_in_words(const struct keys_row *key, const char *before,
                                   struct arena *arena)
{
    struct strbuf words = strbuf_init(arena, WORDS_MAX);
    struct str rest = str_from(key->choices);
    struct str choice;
    while (str_next(&rest, '|', &choice)) {
        strbuf_addf(&words, "%s%.*s", before, STR_ARG(choice));
        before = ", ";
    }
    return strbuf_str(&words);
}

struct str value_expectation(const struct keys_row *key, struct arena *arena)
{
    switch (key->type) {
    case KEYS_COUNT:
        return range_in_words(key, "a whole number", arena);
    case KEYS_NUMBER:
        return range_in_words(key, "a number", arena);
    case KEYS_COUNTS:
        return range_in_words(key, "ascending whole numbers", arena);
    case KEYS_CHOICE:
        return choices_in_words(key, "one of ", arena);
    case KEYS_WORDS:
        return choices_in_words(key, "some of ", arena);
    case KEYS_TAGS:
        return STR("KEY=VALUE, the key of letters, digits and . _ / -");
    case KEYS_TEXT:
        return STR("text");
    case KEYS_TERMS:
        return STR("terms between commas");
    case KEYS_PATH:
        return STR("a path");
    case KEYS_PATHS:
        return STR("paths");
    case KEYS_NAMES:
        return STR("names");
    }
    return STR_NONE;
}

/* The error for a value that is not what the key takes. */
static bool refuse(const struct parser *parser, struct str given)
{
    struct str wanted = value_expectation(parser->key, parser->arena);
    return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` takes %.*s, not `%.*s`",
                     parser->key->name, STR_ARG(wanted), STR_ARG(given));
}

static bool in_range(const struct keys_row *key, double number)
{
    return number >= key->min && number <= key->max;
}

static bool is_automatic(const struct parser *parser, struct str text)
{
    return parser->key->automatic && str_equal(text, STR("auto"));
}

static bool read_count(const struct parser *parser, struct str text, size_t *out)
{
    int64_t number;
    if (is_automatic(parser, text)) {
        *out = KEYS_AUTO_COUNT;
        return true;
    }
    if (!str_to_int64(text, &number) || !in_range(parser->key, (double)number))
        return refuse(parser, text);
    *out = (size_t)number;
    return true;
}

static bool parse_number(const struct parser *parser, double *field)
{
    double number = NAN;
    if (!is_automatic(parser, parser->text) &&
        (!str_to_double(parser->text, &number) || !in_range(parser->key, number)))
        return refuse(parser, parser->text);
    *field = number;
    return true;
}

static bool parse_counts(const struct parser *parser, struct config_counts *field)
{
    struct config_counts list = {0};
    struct str rest = parser->text;
    struct str part;
    while (value_next_part(&rest, &part)) {
        size_t number;
        if (!read_count(parser, part, &number))
            return false;
        if (list.count == CONFIG_COUNTS_MAX)
            return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` takes %d numbers at most",
                             parser->key->name, CONFIG_COUNTS_MAX);
        if (list.count > 0 && number <= list.items[list.count - 1])
            return refuse(parser, parser->text);
        list.items[list.count++] = number;
    }
    if (list.count == 0)
        return refuse(parser, parser->text);
    *field = list;
    return true;
}

static bool find_choice(const struct parser *parser, struct str text, int *position)
{
    struct str rest = str_from(parser->key->choices);
    struct str choice;
    struct suggest near = suggest_for(text);
    for (*position = 0; str_next(&rest, '|', &choice); ++*position) {
        if (str_equal(choice, text))
            return true;
        suggest_consider(&near, choice);
    }
    if (near.best.size == 0)
        return refuse(parser, text);
    struct str wanted = value_expectation(parser->key, parser->arena);
    return error_set(parser->err, ERROR_USAGE, parser->at,
                     "`%s` takes %.*s, not `%.*s`; did you mean `%.*s`?", parser->key->name,
                     STR_ARG(wanted), STR_ARG(text), STR_ARG(near.best));
}

/* The address of an enum is not that of an int for the compiler, but its bytes are. */
static bool parse_choice(const struct parser *parser, void *field)
{
    _Static_assert(sizeof(enum config_protocol) == sizeof(int), "an enum is as wide as an int");
    int position;
    if (!find_choice(parser, parser->text, &position))
        return false;
    memcpy(field, &position, sizeof position);
    return true;
}

static bool parse_words(const struct parser *parser, struct config_words *field)
{
    struct config_words words = {0};
    struct str rest = parser->text;
    struct str part;
    while (value_next_part(&rest, &part)) {
        int position;
        if (!find_choice(parser, part, &position))
            return false;
        if (words.set >> position & 1U)
            return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` names `%.*s` twice",
                             parser->key->name, STR_ARG(part));
        words.set |= 1U << position;
    }
    *field = words;
    return true;
}

static const char *path_of(const struct parser *parser, struct str text)
{
    if (parser->home != NULL && str_starts_with(text, STR("~/")))
        return arena_printf(parser->arena, "%s%.*s", parser->home, (int)text.size - 1,
                            text.data + 1);
    return arena_copy(parser->arena, text.data, text.size);
}

static bool parse_paths(const struct parser *parser, struct config_paths *field)
{
    struct config_paths list = {0};
    struct str rest = parser->text;
    struct str part;
    bool none = false;
    size_t capacity = 0;
    while (value_next_part(&rest, &part)) {
        none = none || str_equal(part, STR("none"));
        list.items =
            arena_grow(parser->arena, list.items, list.count, &capacity, sizeof *list.items);
        list.items[list.count++] = str_from(path_of(parser, part));
    }
    if (none && list.count > 1)
        return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` takes paths, or `none` alone",
                         parser->key->name);
    if (none)
        list.count = 0;
    *field = list;
    return true;
}

static bool parse_names(const struct parser *parser, struct config_names *field)
{
    struct config_names list = {0};
    struct str rest = parser->text;
    struct str part;
    size_t capacity = 0;
    while (value_next_part(&rest, &part)) {
        for (size_t i = 0; i < list.count; i++)
            if (str_equal(list.items[i], part))
                return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` names `%.*s` twice",
                                 parser->key->name, STR_ARG(part));
        list.items =
            arena_grow(parser->arena, list.items, list.count, &capacity, sizeof *list.items);
        list.items[list.count++] = str_copy(parser->arena, part);
    }
    *field = list;
    return true;
}

/* A tag's key ends up as a metric system's label and in queries. */
static bool is_tag_key(struct str key)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._/-";
    for (size_t i = 0; i < key.size; i++)
        if (memchr(allowed, key.data[i], sizeof allowed - 1) == NULL)
            return false;
    return key.size != 0;
}

static bool parse_tags(const struct parser *parser, struct config_tags *field)
{
    struct config_tags list = {0};
    struct str rest = parser->text;
    struct str part;
    size_t capacity = 0;
    while (value_next_part(&rest, &part)) {
        struct str key;
        struct str value = part;
        str_next(&value, '=', &key);
        key = str_trim(key);
        if (value.data == NULL || !is_tag_key(key))
            return refuse(parser, part);
        for (size_t i = 0; i < list.count; i++)
            if (str_equal(list.items[i].key, key))
                return error_set(parser->err, ERROR_USAGE, parser->at,
                                 "the tag `%.*s` is given twice", STR_ARG(key));
        list.items =
            arena_grow(parser->arena, list.items, list.count, &capacity, sizeof *list.items);
        list.items[list.count++] = (struct run_tag){
            .key = str_copy(parser->arena, key),
            .value = str_copy(parser->arena, str_trim(value)),
        };
    }
    *field = list;
    return true;
}

/* Nothing that --print-config could not write as a line that reads back the same. */
static bool check_text(const struct parser *parser)
{
    struct str text = parser->text;
    bool may_be_empty = parser->key->initial != NULL && parser->key->initial[0] == '\0';
    if (text.size == 0 && !may_be_empty && !keys_is_list(parser->key))
        return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` is empty", parser->key->name);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ' || c == 0x7F)
            return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` holds a control character",
                             parser->key->name);
        if (c == ';' && (i == 0 || text.data[i - 1] == ' '))
            return error_set(parser->err, ERROR_USAGE, parser->at,
                             "`%s` holds a ` ;`, which begins a comment", parser->key->name);
    }
    if (unicode_invalid_at(text) != text.size)
        return error_set(parser->err, ERROR_USAGE, parser->at, "`%s` is not UTF-8",
                         parser->key->name);
    return true;
}

bool value_parse(const struct keys_row *key, struct str text, const char *home, struct arena *arena,
                 void *field, struct at at, struct error *err)
{
    struct parser parser = {key, text, home, arena, at, err};
    if (!check_text(&parser))
        return false;
    switch (key->type) {
    case KEYS_COUNT:
        return read_count(&parser, text, field);
    case KEYS_NUMBER:
        return parse_number(&parser, field);
    case KEYS_TEXT:
    case KEYS_TERMS:
        *(struct str *)field = str_copy(arena, text);
        return true;
    case KEYS_PATH:
        *(const char **)field = path_of(&parser, text);
        return true;
    case KEYS_CHOICE:
        return parse_choice(&parser, field);
    case KEYS_PATHS:
        return parse_paths(&parser, field);
    case KEYS_NAMES:
        return parse_names(&parser, field);
    case KEYS_COUNTS:
        return parse_counts(&parser, field);
    case KEYS_TAGS:
        return parse_tags(&parser, field);
    case KEYS_WORDS:
        return parse_words(&parser, field);
    }
    return false;
}
