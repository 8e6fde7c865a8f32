/* judge_verdict.h - what a judge wrote, read as a score with its explanation. */
#ifndef LLM_JUDGE_VERDICT_H
#define LLM_JUDGE_VERDICT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "model/rubric.h"

#define JUDGE_VERDICT_MAX ((size_t)1 << 20) /* bytes: a longer reply has no verdict */

struct judge_verdict {
    bool found;
    int score;              /* on the scale; of a pair for the answer that was shown first */
    struct str explanation; /* the judge's words, at most 1,000 bytes; "" unless found */
    struct str reason;      /* why there is none; "" when found */
};

/*
 * The verdict is the first JSON object with a "score", of a pair a "winner" (A, B or tie), mended
 * as far as an interpreter's answer is (answer_text.h). It counts when the score is on the scale, a
 * number or a text, and there is an "explanation": a score without one is not believed. The texts
 * are in `arena`; the reader was opened with JUDGE_VERDICT_MAX.
 */
struct judge_verdict judge_verdict_read(const struct rubric *rubric, struct json_reader *reader,
                                        struct str text, struct arena *arena,
                                        struct arena *scratch);

#endif
