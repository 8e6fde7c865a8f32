#include "load/json_list.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void pass(struct json_list *list, size_t to)
{
    for (; list->place < to; list->place++)
        list->line += list->text.data[list->place] == '\n';
}

static void pass_space(struct json_list *list)
{
    size_t to = list->place;
    while (to < list->text.size && is_space(list->text.data[to]))
        to++;
    pass(list, to);
}

/* The comma or bracket that ends the element which begins at `from`. */
static size_t end_of(struct str text, size_t from)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = from; i < text.size; i++) {
        char c = text.data[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        if (depth == 0 && (c == ',' || c == ']' || c == '}'))
            return i;
        depth += c == '[' || c == '{';
        depth -= c == ']' || c == '}';
    }
    return text.size;
}

bool json_list_next(struct json_list *list, struct str *element, size_t *line)
{
    pass_space(list);
    size_t end = end_of(list->text, list->place);
    *line = list->line;
    *element = str_trim(str_slice(list->text, list->place, end));
    pass(list, end < list->text.size ? end + 1 : end);
    return element->size != 0;
}

static bool is_one_of(struct str name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (str_equal(name, str_from(*names)))
            return true;
    return false;
}

/* Whether a member, `"name": [`, is a list of one of the names; then the place behind its bracket.
 */
static bool opens_list(struct str member, const char *const *names, size_t *inside)
{
    size_t quote = 1;
    while (quote < member.size && member.data[quote] != '"')
        quote += member.data[quote] == '\\' ? 2 : 1;
    size_t value = quote + 1;
    while (value < member.size && (is_space(member.data[value]) || member.data[value] == ':'))
        value++;
    *inside = value + 1;
    return value < member.size && member.data[value] == '[' &&
           is_one_of(str_slice(member, 1, quote), names);
}

bool json_list_open(struct str text, const char *const *names, struct json_list *out)
{
    struct json_list list = {.text = text, .line = 1};
    struct json_list before;
    struct str member;
    size_t line;
    size_t inside;
    pass_space(&list);
    bool is_list = list.place < text.size && text.data[list.place] == '[';
    if (list.place == text.size || (!is_list && text.data[list.place] != '{'))
        return false;
    pass(&list, list.place + 1);
    for (before = list; !is_list && json_list_next(&list, &member, &line); before = list) {
        if (!opens_list(member, names, &inside))
            continue;
        list = before;
        pass(&list, (size_t)(member.data - text.data) + inside);
        is_list = true;
        break;
    }
    *out = list;
    return is_list;
}
