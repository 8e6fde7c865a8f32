#include "model/prompt_template.h"

#include <stdint.h>

#define OPENING STR("{{")
#define CLOSING STR("}}")

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool prompt_template_is_name(struct str text)
{
    if (text.size == 0 || !is_letter(text.data[0]))
        return false;
    for (size_t i = 1; i < text.size; i++) {
        char c = text.data[i];
        if (!is_letter(c) && (c < '0' || c > '9') && c != '_')
            return false;
    }
    return true;
}

static struct prompt_template_part read_variable(struct str *rest)
{
    struct str line = str_slice(*rest, 0, str_find(*rest, STR("\n")));
    size_t end = str_find(str_slice(line, OPENING.size, line.size), CLOSING);
    if (end == SIZE_MAX)
        return (struct prompt_template_part){PROMPT_TEMPLATE_UNCLOSED, line};
    struct str name = str_trim(str_slice(line, OPENING.size, OPENING.size + end));
    if (!prompt_template_is_name(name))
        return (struct prompt_template_part){PROMPT_TEMPLATE_NO_NAME, name};
    *rest = str_slice(*rest, OPENING.size + end + CLOSING.size, rest->size);
    return (struct prompt_template_part){PROMPT_TEMPLATE_VARIABLE, name};
}

/* The text up to the next "{{", or that itself when a backslash stands before it. */
static struct prompt_template_part read_text(struct str *rest)
{
    size_t skip = str_starts_with(*rest, STR("\\{{")) ? 1 : 0;
    size_t from = skip == 0 ? 0 : skip + OPENING.size;
    size_t found = str_find(str_slice(*rest, from, rest->size), OPENING);
    size_t end = found == SIZE_MAX ? rest->size : from + found;
    if (end > from && end < rest->size && rest->data[end - 1] == '\\')
        end--;
    struct str text = str_slice(*rest, skip, end);
    *rest = str_slice(*rest, end, rest->size);
    return (struct prompt_template_part){PROMPT_TEMPLATE_TEXT, text};
}

struct prompt_template_part prompt_template_next(struct str *rest)
{
    if (rest->size == 0)
        return (struct prompt_template_part){PROMPT_TEMPLATE_END, STR_NONE};
    return str_starts_with(*rest, OPENING) ? read_variable(rest) : read_text(rest);
}
