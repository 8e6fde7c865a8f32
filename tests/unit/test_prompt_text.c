#include "report/prompt_text.h"

#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    arena_close(arena);
}

static const char *written(const char *source)
{
    struct json *prompt;
    struct error err = {0};
    ck_assert_msg(json_parse(str_from(source), "source", &prompt, &err), "%s", err.text);
    struct str text = prompt_text_write(prompt, arena);
    json_free(prompt);
    return text.data;
}

START_TEST(everything_that_is_sent_is_in_the_text)
{
    ck_assert_str_eq(
        written(
            "{\"template\":\"{{query}}\",\"name\":\"p\",\"note\":\"n\",\"settings\":{\"seed\":7,"
            "\"format\":\"schema\",\"schema\":{\"type\":\"object\"},\"temperature\":0.5},"
            "\"variables\":[\"genres\",\"intents\"],\"system\":\"a\\nb\\n\",\"examples\":["
            "{\"query\":\"q\",\"answer\":\"a\"},{\"answer\":{\"n\":[1]},\"query\":\"r\"}]}"),
        "name: p\n"
        "note: n\n"
        "temperature: 0.5\n"
        "seed: 7\n"
        "format: schema\n"
        "schema: {\"type\":\"object\"}\n"
        "variables: genres intents\n"
        "[system]\na\nb\n"
        "[example 1]\nq\n[answer 1]\na\n"
        "[example 2]\nr\n[answer 2]\n{\"n\":[1]}\n"
        "[user]\n{{query}}\n");
}
END_TEST

START_TEST(what_a_prompt_does_not_have_is_left_out)
{
    ck_assert_str_eq(written("{\"name\":\"p\",\"template\":\"x\\n\",\"system\":null}"),
                     "name: p\n[user]\nx\n");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "prompt_text",
                            everything_that_is_sent_is_in_the_text,
                            what_a_prompt_does_not_have_is_left_out);
}
