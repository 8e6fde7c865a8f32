#include "llm/prompt_render.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>

#include "model/prompt_template.h"

#define NAMES_MAX 400 /* bytes of the list of names in a message */

/* What `name` stands for; NULL when nothing does. The first of two equal names counts. */
static const struct prompt_render_value *find(const struct prompt_render_value *values,
                                              size_t count, struct str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(values[i].name, name))
            return &values[i];
    return NULL;
}

/* ── checking ── */

static bool refuse(const struct prompt *prompt, struct str name,
                   const struct prompt_render_value *values, size_t count, struct error *err)
{
    char known[NAMES_MAX] = "";
    size_t used = 0;
    for (size_t i = 0; i < count && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%.*s", i == 0 ? "" : ", ",
                                 STR_ARG(values[i].name));
    return error_set(err, ERROR_USAGE, prompt->at,
                     "the prompt uses {{%.*s}}, and nothing here has that name; there is %s",
                     STR_ARG(name), known);
}

static bool check_template(const struct prompt *prompt, struct str text,
                           const struct prompt_render_value *values, size_t count,
                           struct error *err)
{
    struct prompt_template_part part;
    while ((part = prompt_template_next(&text)).kind != PROMPT_TEMPLATE_END) {
        assert(part.kind == PROMPT_TEMPLATE_TEXT || part.kind == PROMPT_TEMPLATE_VARIABLE);
        if (part.kind == PROMPT_TEMPLATE_VARIABLE && find(values, count, part.text) == NULL)
            return refuse(prompt, part.text, values, count, err);
    }
    return true;
}

bool prompt_render_check(const struct prompt *prompt, const struct prompt_render_value *values,
                         size_t count, struct error *err)
{
    return check_template(prompt, prompt->system, values, count, err) &&
           check_template(prompt, prompt->text, values, count, err);
}

/* ── rendering ── */

struct rendering {
    const struct prompt_render_value *values;
    size_t count;
    const struct prompt_example *example; /* whose query is `query`; NULL: none */
    struct arena *arena;
};

static struct str value_of(const struct rendering *rendering, struct str name)
{
    if (rendering->example != NULL && str_equal(name, STR("query")))
        return rendering->example->query;
    const struct prompt_render_value *value = find(rendering->values, rendering->count, name);
    assert(value != NULL);
    return value->value;
}

static struct str fill(const struct rendering *rendering, struct str text)
{
    struct strbuf out = strbuf_init(rendering->arena, SIZE_MAX);
    struct prompt_template_part part;
    while ((part = prompt_template_next(&text)).kind != PROMPT_TEMPLATE_END)
        strbuf_add(&out, part.kind == PROMPT_TEMPLATE_VARIABLE ? value_of(rendering, part.text)
                                                               : part.text);
    return strbuf_str(&out);
}

void prompt_render(const struct prompt *prompt, const struct prompt_render_value *values,
                   size_t count, struct arena *arena, struct chat_message **out,
                   size_t *message_count)
{
    struct rendering rendering = {values, count, NULL, arena};
    struct chat_message *messages =
        ARENA_ARRAY(arena, struct chat_message, 2 + 2 * prompt->example_count);
    size_t n = 0;
    if (prompt->system.size != 0)
        messages[n++] = (struct chat_message){"system", fill(&rendering, prompt->system)};
    for (size_t i = 0; i < prompt->example_count; i++) {
        rendering.example = &prompt->examples[i];
        messages[n++] = (struct chat_message){"user", fill(&rendering, prompt->text)};
        messages[n++] = (struct chat_message){"assistant", prompt->examples[i].answer};
    }
    rendering.example = NULL;
    messages[n++] = (struct chat_message){"user", fill(&rendering, prompt->text)};
    *out = messages;
    *message_count = n;
}
