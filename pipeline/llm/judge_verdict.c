#include "llm/judge_verdict.h"

#include <math.h>

#include "llm/answer_text.h"

#define BRACES_MAX 64 /* objects that are tried */
#define EXPLANATION_MAX 1000
#define SHOWN 40 /* bytes of a score in a reason */

static struct judge_verdict none(struct str reason)
{
    return (struct judge_verdict){.reason = reason};
}

static bool parse(struct json_reader *reader, struct str object, struct arena *scratch,
                  struct json_reader_value *out)
{
    const char *reason;
    unsigned mends = 0;
    return json_reader_parse(reader, object, out, &reason) ||
           json_reader_parse(reader, answer_text_mend(object, scratch, &mends), out, &reason);
}

/* "A", "Answer B", "tie", "equal": for the answer that was shown first. */
static bool read_winner(struct str text, int *score)
{
    static const struct {
        struct str word;
        int score;
    } words[] = {
        {STR("A"), RUBRIC_BETTER},       {STR("answer A"), RUBRIC_BETTER}, {STR("B"), RUBRIC_WORSE},
        {STR("answer B"), RUBRIC_WORSE}, {STR("tie"), RUBRIC_TIE},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_ascii_nocase(text, words[i].word)) {
            *score = words[i].score;
            return true;
        }
    return false;
}

/* The score of the field, or why it is none. */
static bool read_score(const struct rubric *rubric, struct json_reader_value value,
                       struct arena *arena, int *score, struct str *reason)
{
    double number;
    bool truth;
    struct str text = STR("something else than a number or text");
    if (json_reader_string(value, &text)) {
        text = str_trim(text);
        if (rubric->scale == RUBRIC_PAIR ? read_winner(text, score)
                                         : rubric_score_read(rubric, text, score))
            return true;
    } else if (rubric->scale != RUBRIC_PAIR && json_reader_number(value, &number)) {
        text = str_from(arena_printf(arena, "%.15g", number));
        if (number == floor(number) && number >= rubric->low && number <= rubric->high) {
            *score = (int)number;
            return true;
        }
    } else if (rubric->scale == RUBRIC_BINARY && json_reader_bool(value, &truth)) {
        *score = truth;
        return true;
    }
    *reason = str_from(arena_printf(
        arena, "\"%.*s\" is not on the scale %s", STR_ARG(str_cut(text, SHOWN)),
        rubric->scale == RUBRIC_PAIR ? "A, B or tie" : rubric_scale_text(rubric, arena)));
    return false;
}

static struct judge_verdict read_object(const struct rubric *rubric,
                                        struct json_reader_value object,
                                        struct json_reader_value score, struct arena *arena)
{
    struct judge_verdict verdict = {.found = true};
    if (!read_score(rubric, score, arena, &verdict.score, &verdict.reason))
        return none(verdict.reason);
    struct str explanation = STR_NONE;
    if (!json_reader_string(json_reader_field(object, "explanation"), &explanation) ||
        str_trim(explanation).size == 0)
        return none(STR("there is a score, but no explanation of it"));
    verdict.explanation = str_copy(arena, str_cut(str_trim(explanation), EXPLANATION_MAX));
    return verdict;
}

struct judge_verdict judge_verdict_read(const struct rubric *rubric, struct json_reader *reader,
                                        struct str text, struct arena *arena, struct arena *scratch)
{
    const char *key = rubric->scale == RUBRIC_PAIR ? "winner" : "score";
    struct str said = answer_text_without_reasoning(text);
    struct json_reader_value object;
    struct str part;
    size_t at = 0;
    if (text.size > JUDGE_VERDICT_MAX)
        return none(STR("the reply is longer than 1 MiB"));
    for (size_t tried = 0; tried < BRACES_MAX; tried++) {
        enum answer_text_found found = answer_text_next(said, &at, &part);
        if (found == ANSWER_TEXT_END)
            break;
        if (found == ANSWER_TEXT_UNCLOSED || !parse(reader, part, scratch, &object))
            continue;
        struct json_reader_value score = json_reader_field(object, key);
        if (json_reader_type(score) != JSON_READER_MISSING)
            return read_object(rubric, object, score, arena);
    }
    return none(str_from(arena_printf(arena, "there is no JSON object with a \"%s\"", key)));
}
