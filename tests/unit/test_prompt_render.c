#include "llm/prompt_render.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* The messages as "role: content" lines. */
static const char *render(const struct prompt *prompt, const struct prompt_render_value *values,
                          size_t count)
{
    struct strbuf out = strbuf_init(arena, 4096);
    struct chat_message *messages;
    struct error err = {0};
    size_t n;
    ck_assert_msg(prompt_render_check(prompt, values, count, &err), "%s", err.text);
    prompt_render(prompt, values, count, arena, &messages, &n);
    for (size_t i = 0; i < n; i++)
        strbuf_addf(&out, "%s: %.*s\n", messages[i].role, STR_ARG(messages[i].content));
    return out.data;
}

START_TEST(a_template_alone_is_the_user_s_message)
{
    const struct prompt prompt = {.text = STR("Read: {{query}}.")};
    const struct prompt_render_value values[] = {{STR("query"), STR("a film")}};
    ck_assert_str_eq(render(&prompt, values, 1), "user: Read: a film.\n");
}
END_TEST

START_TEST(system_examples_and_query_follow_each_other)
{
    struct prompt_example examples[] = {{STR("one"), STR("{\"n\":1}")},
                                        {STR("two"), STR("{\"n\":2}")}};
    const struct prompt prompt = {.system = STR("Know {{genres}}."),
                                  .text = STR("{{query}} ({{genres}})"),
                                  .examples = examples,
                                  .example_count = 2};
    const struct prompt_render_value values[] = {{STR("query"), STR("three")},
                                                 {STR("genres"), STR("War")}};
    ck_assert_str_eq(render(&prompt, values, 2), "system: Know War.\n"
                                                 "user: one (War)\n"
                                                 "assistant: {\"n\":1}\n"
                                                 "user: two (War)\n"
                                                 "assistant: {\"n\":2}\n"
                                                 "user: three (War)\n");
}
END_TEST

START_TEST(a_value_is_never_a_template)
{
    const struct prompt prompt = {.text = STR("{{query}}{{genres}}")};
    const struct prompt_render_value values[] = {{STR("query"), STR("{{genres}} \\{{query}}")},
                                                 {STR("genres"), STR("{{query}}")}};
    ck_assert_str_eq(render(&prompt, values, 2), "user: {{genres}} \\{{query}}{{query}}\n");
}
END_TEST

START_TEST(a_variable_without_a_value_is_refused_before_anything_is_asked)
{
    const struct prompt prompt = {
        .system = STR("{{tone}}"), .text = STR("{{query}}"), .at = {"p.yaml", 1}};
    const struct prompt_render_value values[] = {{STR("query"), STR("")}, {STR("genres"), STR("")}};
    struct error err = {0};
    ck_assert(!prompt_render_check(&prompt, values, 2, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text,
                     "p.yaml:1: the prompt uses {{tone}}, and nothing here has that name; "
                     "there is query, genres");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "prompt_render", a_template_alone_is_the_user_s_message,
        system_examples_and_query_follow_each_other, a_value_is_never_a_template,
        a_variable_without_a_value_is_refused_before_anything_is_asked);
}
