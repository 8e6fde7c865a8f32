/* judge_question.h - a rubric, a case and an answer, or two, become the messages to a judge. */
#ifndef LLM_JUDGE_QUESTION_H
#define LLM_JUDGE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "llm/chat.h"
#include "model/rubric.h"

/* What the judge is shown. */
struct judge_question {
    struct str query;
    struct str expected; /* the gold case's slots as JSON */
    struct str first;    /* {{answer}}, of a pair {{answer_a}} */
    struct str second;   /* of a pair {{answer_b}} */
};

/* How the judge has to answer: JSON with the explanation before the score, so that the score
 * follows from it. */
struct str judge_question_format(const struct rubric *rubric, struct arena *arena);

/* Error: ERROR_USAGE for a variable that nothing here fills. */
bool judge_question_check(const struct rubric *rubric, struct arena *scratch, struct error *err);

/* All lives in the arena. The rubric has passed the check. */
void judge_question_render(const struct rubric *rubric, const struct judge_question *question,
                           struct arena *arena, struct chat_message **out, size_t *count);

#endif
