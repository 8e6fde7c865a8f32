#include "llm/judge_question.h"

#include "llm/prompt_render.h"

#define VALUES_MAX 5

struct str judge_question_format(const struct rubric *rubric, struct arena *arena)
{
    const char *score = NULL;
    switch (rubric->scale) {
    case RUBRIC_ORDINAL:
        score = arena_printf(arena, "\"score\": a whole number from %d to %d", rubric->low,
                             rubric->high);
        break;
    case RUBRIC_BINARY:
        score = "\"score\": \"pass\" or \"fail\"";
        break;
    case RUBRIC_PAIR:
        score = "\"winner\": \"A\", \"B\" or \"tie\"";
        break;
    }
    return str_from(arena_printf(arena,
                                 "Answer with one JSON object and nothing else: "
                                 "{\"explanation\": one or two sentences, %s}",
                                 score));
}

static size_t values_of(const struct rubric *rubric, const struct judge_question *question,
                        struct arena *arena, struct prompt_render_value values[VALUES_MAX])
{
    size_t count = 0;
    bool pair = rubric->scale == RUBRIC_PAIR;
    values[count++] = (struct prompt_render_value){STR("query"), question->query};
    values[count++] = (struct prompt_render_value){STR("expected"), question->expected};
    values[count++] =
        (struct prompt_render_value){pair ? STR("answer_a") : STR("answer"), question->first};
    if (pair)
        values[count++] = (struct prompt_render_value){STR("answer_b"), question->second};
    values[count++] =
        (struct prompt_render_value){STR("answer_format"), judge_question_format(rubric, arena)};
    return count;
}

bool judge_question_check(const struct rubric *rubric, struct arena *scratch, struct error *err)
{
    const struct judge_question nothing = {0};
    struct prompt_render_value values[VALUES_MAX];
    size_t count = values_of(rubric, &nothing, scratch, values);
    return prompt_render_check(&rubric->prompt, values, count, err);
}

void judge_question_render(const struct rubric *rubric, const struct judge_question *question,
                           struct arena *arena, struct chat_message **out, size_t *count)
{
    struct prompt_render_value values[VALUES_MAX];
    size_t value_count = values_of(rubric, question, arena, values);
    prompt_render(&rubric->prompt, values, value_count, arena, out, count);
}
