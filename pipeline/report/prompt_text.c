#include "report/prompt_text.h"

#include <string.h>

#define TEXT_MAX ((size_t)8 << 20) /* more than a file of 1 MiB can become */

/* What is compared line by line must end in a line end. */
static void add_block(struct strbuf *out, const char *text)
{
    size_t size = strlen(text);
    strbuf_add(out, str_from(text));
    if (size != 0 && text[size - 1] != '\n')
        strbuf_add_char(out, '\n');
}

/* A text as it is; a map as JSON. */
static const char *answer_of(const struct json *example, struct arena *arena)
{
    const struct json *answer = json_get(example, "answer");
    return json_is_string(answer) ? json_text(answer) : json_write_line(arena, answer).data;
}

static void add_variables(struct strbuf *out, const struct json *variables)
{
    if (json_count(variables) == 0)
        return;
    strbuf_add(out, STR("variables:"));
    for (const struct json *each = json_first(variables); each != NULL; each = json_next(each))
        strbuf_addf(out, " %s", json_text(each));
    strbuf_add_char(out, '\n');
}

/* In one order, whatever the file's is. */
static void add_settings(struct strbuf *out, const struct json *settings, struct arena *arena)
{
    static const char *const names[] = {"temperature", "top_p",  "max_tokens",
                                        "seed",        "format", "schema"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct json *value = json_get(settings, names[i]);
        if (!json_is_null(value))
            strbuf_addf(out, "%s: %s\n", names[i],
                        json_is_string(value) ? json_text(value)
                                              : json_write_line(arena, value).data);
    }
}

struct str prompt_text_write(const struct json *source, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, TEXT_MAX);
    const char *note = json_get_text(source, "note");
    const char *system = json_get_text(source, "system");
    strbuf_addf(&out, "name: %s\n", json_get_text(source, "name"));
    if (note[0] != '\0')
        strbuf_addf(&out, "note: %s%s", note, note[strlen(note) - 1] == '\n' ? "" : "\n");
    add_settings(&out, json_get(source, "settings"), arena);
    add_variables(&out, json_get(source, "variables"));
    if (system[0] != '\0') {
        strbuf_add(&out, STR("[system]\n"));
        add_block(&out, system);
    }
    size_t number = 0;
    const struct json *example = json_first(json_get(source, "examples"));
    for (; example != NULL; example = json_next(example)) {
        strbuf_addf(&out, "[example %zu]\n", ++number);
        add_block(&out, json_get_text(example, "query"));
        strbuf_addf(&out, "[answer %zu]\n", number);
        add_block(&out, answer_of(example, arena));
    }
    strbuf_add(&out, STR("[user]\n"));
    add_block(&out, json_get_text(source, "template"));
    return strbuf_str(&out);
}
