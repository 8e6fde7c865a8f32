/* prompt_text.h - a prompt as a person reads it, and as two versions are compared. */
#ifndef REPORT_PROMPT_TEXT_H
#define REPORT_PROMPT_TEXT_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

/*
 * The text of a prompt's `source` (model/prompt.h), the same for equal prompts in whatever order
 * their files have it: name, note, settings and variables a line each, then the templates and
 * examples as they are, each below a line that says what it is: "[system]", "[example 1]",
 * "[answer 1]", "[user]". Ends with a line end.
 */
struct str prompt_text_write(const struct json *source, struct arena *arena);

#endif
