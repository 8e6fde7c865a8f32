/* interpretation.h - an interpretation as the JSON that a model is asked for. */
#ifndef LLM_INTERPRETATION_H
#define LLM_INTERPRETATION_H

#include "base/arena.h"
#include "base/str.h"
#include "llm/vocabulary.h"
#include "model/slots.h"

/*
 * All seven slots on one line, in the order of enum slot: texts and lists of texts, years as
 * numbers, null for no intent and an open year. It is what the built-in interpreter says, which
 * writes no text of its own.
 */
struct str interpretation_json(const struct slots *slots, const struct vocabulary *vocabulary,
                               struct arena *arena);

#endif
