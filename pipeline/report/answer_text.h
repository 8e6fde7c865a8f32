/* answer_text.h - what an interpreter answered, as one text. */
#ifndef REPORT_ANSWER_TEXT_H
#define REPORT_ANSWER_TEXT_H

#include "base/arena.h"
#include "base/json.h"

/*
 * Of a reading of the summary: the model's own text, or for an interpreter that has none its
 * slots, "intent search, genres Comedy"; "" when it was never asked.
 */
const char *answer_text(const struct json *reading, struct arena *arena);

#endif
