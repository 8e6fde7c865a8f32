#include "llm/judge_verdict.h"

#include <string.h>

#include "llm/judge_question.h"
#include "suite.h"

static struct arena *arena;
static struct json_reader *reader;
static const struct rubric ORDINAL = {.scale = RUBRIC_ORDINAL, .low = 1, .high = 5, .pass = 4};
static const struct rubric BINARY = {.scale = RUBRIC_BINARY, .low = 0, .high = 1, .pass = 1};
static const struct rubric PAIR = {.scale = RUBRIC_PAIR, .low = 0, .high = 2, .pass = 2};

static void open_all(void)
{
    arena = arena_open("test", 1 << 24);
    reader = json_reader_open(JUDGE_VERDICT_MAX);
}

static void close_all(void)
{
    json_reader_close(reader);
    arena_close(arena);
}

static struct judge_verdict read_as(const struct rubric *rubric, const char *text)
{
    return judge_verdict_read(rubric, reader, str_from(text), arena, arena);
}

static int score_of(const struct rubric *rubric, const char *text)
{
    struct judge_verdict verdict = read_as(rubric, text);
    ck_assert_msg(verdict.found, "%s: %.*s", text, STR_ARG(verdict.reason));
    return verdict.score;
}

START_TEST(a_score_with_its_explanation_is_a_verdict)
{
    struct judge_verdict verdict = read_as(&ORDINAL, "{\"explanation\":\" it fits \",\"score\":4}");
    ck_assert(verdict.found);
    ck_assert_int_eq(verdict.score, 4);
    ck_assert(str_equal(verdict.explanation, STR("it fits")));
}
END_TEST

START_TEST(what_models_write_around_it_is_passed_over)
{
    ck_assert_int_eq(score_of(&ORDINAL, "<think>{\"score\":1,\"explanation\":\"no\"}</think>\n"
                                        "```json\n{'explanation': 'fits', 'score': '5',}\n```"),
                     5);
    ck_assert_int_eq(score_of(&ORDINAL, "Given {the rules}: {\"score\":3,\"explanation\":\"x\"}"),
                     3);
}
END_TEST

START_TEST(words_stand_for_scores_where_the_scale_has_words)
{
    ck_assert_int_eq(score_of(&BINARY, "{\"score\":\"Pass\",\"explanation\":\"x\"}"), 1);
    ck_assert_int_eq(score_of(&BINARY, "{\"score\":false,\"explanation\":\"x\"}"), 0);
    ck_assert_int_eq(score_of(&BINARY, "{\"score\":1,\"explanation\":\"x\"}"), 1);
    ck_assert_int_eq(score_of(&PAIR, "{\"winner\":\"A\",\"explanation\":\"x\"}"), RUBRIC_BETTER);
    ck_assert_int_eq(score_of(&PAIR, "{\"winner\":\"answer b\",\"explanation\":\"x\"}"),
                     RUBRIC_WORSE);
    ck_assert_int_eq(score_of(&PAIR, "{\"winner\":\"TIE\",\"explanation\":\"x\"}"), RUBRIC_TIE);
}
END_TEST

START_TEST(what_is_no_verdict_says_why)
{
    static const struct {
        const struct rubric *rubric;
        const char *text;
        const char *reason;
    } cases[] = {
        {&ORDINAL, "", "there is no JSON object with a \"score\""},
        {&ORDINAL, "I give it a 4", "there is no JSON object with a \"score\""},
        {&ORDINAL, "{\"score\":4", "there is no JSON object with a \"score\""},
        {&ORDINAL, "{\"score\":4}", "there is a score, but no explanation of it"},
        {&ORDINAL, "{\"score\":4,\"explanation\":\" \"}",
         "there is a score, but no explanation of it"},
        {&ORDINAL, "{\"score\":6,\"explanation\":\"x\"}", "\"6\" is not on the scale 1 to 5"},
        {&ORDINAL, "{\"score\":3.5,\"explanation\":\"x\"}", "\"3.5\" is not on the scale 1 to 5"},
        {&ORDINAL, "{\"score\":1e300,\"explanation\":\"x\"}",
         "\"1e+300\" is not on the scale 1 to 5"},
        {&ORDINAL, "{\"score\":[4],\"explanation\":\"x\"}",
         "\"something else than a number or text\" is not on the scale 1 to 5"},
        {&BINARY, "{\"score\":\"maybe\",\"explanation\":\"x\"}",
         "\"maybe\" is not on the scale pass or fail"},
        {&PAIR, "{\"winner\":\"C\",\"explanation\":\"x\"}",
         "\"C\" is not on the scale A, B or tie"},
        {&PAIR, "{\"winner\":2,\"explanation\":\"x\"}",
         "\"something else than a number or text\" is not on the scale A, B or tie"},
        {&PAIR, "{\"score\":2,\"explanation\":\"x\"}", "there is no JSON object with a \"winner\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct judge_verdict verdict = read_as(cases[i].rubric, cases[i].text);
        ck_assert_msg(!verdict.found, "%s", cases[i].text);
        ck_assert_str_eq(arena_copy(arena, verdict.reason.data, verdict.reason.size),
                         cases[i].reason);
    }
}
END_TEST

START_TEST(the_judge_is_told_how_to_answer_and_shown_what_it_judges)
{
    struct rubric rubric = PAIR;
    rubric.prompt = (struct prompt){
        .text = STR("{{query}}|{{expected}}|{{answer_a}}|{{answer_b}}|{{answer_format}}")};
    const struct judge_question question = {STR("q"), STR("{}"), STR("{{query}}"), STR("two")};
    struct chat_message *messages;
    size_t count;
    ck_assert(judge_question_check(&rubric, arena, NULL));
    judge_question_render(&rubric, &question, arena, &messages, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert(str_starts_with(messages[0].content, STR("q|{}|{{query}}|two|Answer with one JSON")));
    ck_assert(str_ends_with(messages[0].content, STR("\"winner\": \"A\", \"B\" or \"tie\"}")));
    rubric.scale = RUBRIC_ORDINAL;
    ck_assert(!judge_question_check(&rubric, arena, NULL));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "judge_verdict", a_score_with_its_explanation_is_a_verdict,
        what_models_write_around_it_is_passed_over,
        words_stand_for_scores_where_the_scale_has_words, what_is_no_verdict_says_why,
        the_judge_is_told_how_to_answer_and_shown_what_it_judges);
}
