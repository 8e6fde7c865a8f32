/* prompt_render.h - a prompt and the values of its variables become the messages of a chat. */
#ifndef LLM_PROMPT_RENDER_H
#define LLM_PROMPT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "llm/chat.h"
#include "model/prompt.h"

struct prompt_render_value {
    struct str name;
    struct str value;
};

/*
 * Does `values` have every variable that the prompt uses, `query` included? Their texts are not
 * looked at. Error: ERROR_USAGE at the prompt's file, naming the variable and what there is.
 */
bool prompt_render_check(const struct prompt *prompt, const struct prompt_render_value *values,
                         size_t count, struct error *err);

/*
 * The messages in the order of sending: the system's, if there is one; for every example the
 * user's template with the example's query as `query`, and the assistant's answer; the user's
 * template with `values`. A value is put in as it is: "{{" in it is text. The prompt has passed
 * prompt_render_check() with these names. All lives in the arena.
 */
void prompt_render(const struct prompt *prompt, const struct prompt_render_value *values,
                   size_t count, struct arena *arena, struct chat_message **out,
                   size_t *message_count);

#endif
