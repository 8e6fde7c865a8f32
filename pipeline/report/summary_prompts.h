/* summary_prompts.h - the prompts that the results name, with their texts. */
#ifndef REPORT_SUMMARY_PROMPTS_H
#define REPORT_SUMMARY_PROMPTS_H

#include "base/arena.h"
#include "base/json.h"
#include "model/prompt.h"

/* Puts `prompts`. */
void summary_prompts_put(const struct prompt_use *uses, size_t count, struct json *root,
                         struct arena *scratch);

#endif
