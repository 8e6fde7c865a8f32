/* asking_question.h - one question to a model, and what names it in a recording. */
#ifndef LLM_ASKING_QUESTION_H
#define LLM_ASKING_QUESTION_H

#include <stddef.h>

#include "base/arena.h"
#include "base/hash.h"
#include "llm/chat.h"

struct asking_question {
    struct chat_request request;
    struct str case_id;
    struct str query;                 /* what the record says was asked; masked already */
    struct str prompt;                /* "interpret@1a2b3c4d5e6f" */
    struct hash_sha256 prompt_digest; /* of that prompt's content */
    struct str variant;               /* how the query was changed, "" when it was not */
    size_t repeat;                    /* from 0 on */
};

/* Digest of model, prompt, messages, settings, variant and repeat: of all that the reply depends on
 * but the server. */
struct hash_sha256 asking_question_key(const struct asking_question *question);

/* The settings that are sent with it as a JSON object on one line, keys sorted. */
struct str asking_question_params(const struct asking_question *question, struct arena *arena);

/* About how many tokens its messages have. */
int64_t asking_question_tokens(const struct asking_question *question);

#endif
