/* slots_json.h - an interpretation as the JSON object that interpreters answer with. */
#ifndef MODEL_SLOTS_JSON_H
#define MODEL_SLOTS_JSON_H

#include "base/arena.h"
#include "base/str.h"
#include "model/genre.h"
#include "model/intent.h"
#include "model/slots.h"

/* The slots in `which` (SLOT_BITs) on one line: names of genres and intents, films as they were
 * written, years, and null or [] where there is nothing. */
struct str slots_json(const struct slots *slots, unsigned which, const struct genre_table *genres,
                      const struct intent_table *intents, struct arena *arena);

#endif
