/* fuzz_judge.c - whatever a judge writes is a score on the scale with its reason, or says why not.
 */
#include "feed.h"
#include "llm/judge_verdict.h"

static void check(const struct rubric *rubric, struct json_reader *reader, struct str text)
{
    struct arena *arena = arena_open("fuzz", FEED_ARENA);
    struct judge_verdict verdict = judge_verdict_read(rubric, reader, text, arena, arena);
    if (verdict.found) {
        assert(verdict.score >= rubric->low && verdict.score <= rubric->high);
        assert(verdict.explanation.size != 0 && verdict.reason.size == 0);
        feed_text(verdict.explanation);
    } else {
        assert(verdict.reason.size != 0 && verdict.explanation.size == 0);
    }
    arena_close(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct rubric rubrics[] = {
        {.scale = RUBRIC_ORDINAL, .low = 1, .high = 5, .pass = 4},
        {.scale = RUBRIC_BINARY, .low = 0, .high = 1, .pass = 1},
        {.scale = RUBRIC_PAIR, .low = RUBRIC_WORSE, .high = RUBRIC_BETTER, .pass = RUBRIC_BETTER},
    };
    struct json_reader *reader = json_reader_open(JUDGE_VERDICT_MAX);
    for (size_t i = 0; i < sizeof rubrics / sizeof *rubrics; i++)
        check(&rubrics[i], reader, (struct str){(const char *)data, size});
    json_reader_close(reader);
    return 0;
}
