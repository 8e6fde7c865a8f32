/* fuzz_prompt.c - prompts and rubrics: refused at a line of the file, or read, versioned, rendered,
 * read again.
 */
#include <string.h>

#include "base/json.h"
#include "feed.h"
#include "llm/prompt_render.h"
#include "load/prompt_file.h"
#include "load/rubric_file.h"

static void check_rendering(const struct feed *feed, const struct prompt *prompt)
{
    size_t count = prompt->variable_count + 1;
    struct prompt_render_value *values =
        ARENA_ARRAY(feed->arena, struct prompt_render_value, count);
    struct chat_message *messages;
    values[0] = (struct prompt_render_value){STR("query"), STR("{{query}}")};
    for (size_t i = 1; i < count; i++)
        values[i] = (struct prompt_render_value){prompt->variables[i - 1], STR("")};
    assert(prompt_render_check(prompt, values, count, NULL));
    prompt_render(prompt, values, count, feed->arena, &messages, &count);
    assert(count == (prompt->system.size == 0 ? 1U : 2U) + 2 * prompt->example_count);
    for (size_t i = 0; i < count; i++)
        feed_text(messages[i].content);
}

static void check_prompt(const struct feed *feed, const struct prompt *prompt)
{
    struct json *source;
    assert(prompt->name.size != 0 && prompt->version.size == PROMPT_VERSION_DIGITS);
    check_rendering(feed, prompt);
    assert(json_parse(prompt->source, "source", &source, NULL));
    assert(str_equal(str_from(json_get_text(source, "name")), prompt->name));
    json_free(source);
}

static void check_rubric(const uint8_t *data, size_t size)
{
    struct rubric_list rubrics = {0};
    struct error err = {0};
    struct feed feed;
    feed_open(&feed, SOURCE_RUBRICS, data, size);
    if (rubric_file_load(&feed.loader, &feed.sources, &rubrics, &err)) {
        const struct rubric *rubric = &rubrics.items[0];
        int score;
        assert(rubrics.count == 1 && rubric->low < rubric->pass && rubric->pass <= rubric->high);
        assert(rubric_scores(rubric) <= RUBRIC_SCORES_MAX);
        for (int i = rubric->low; i <= rubric->high; i++)
            assert(rubric_score_read(rubric, str_from(rubric_score_text(rubric, i, feed.arena)),
                                     &score) &&
                   score == i);
    } else {
        assert(err.kind == ERROR_INPUT && err.text[0] != '\0');
    }
    feed_close(&feed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct prompt_list prompts = {0};
    struct error err = {0};
    struct feed feed;
    feed_open(&feed, SOURCE_PROMPTS, data, size);
    if (prompt_file_load(&feed.loader, &feed.sources, &prompts, &err)) {
        assert(prompts.count == 1);
        feed_check(&feed, true, &err);
        check_prompt(&feed, &prompts.items[0]);
    } else {
        assert(err.kind == ERROR_INPUT && err.text[0] != '\0');
    }
    feed_close(&feed);
    check_rubric(data, size);
    return 0;
}
