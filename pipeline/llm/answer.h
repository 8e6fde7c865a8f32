/*
 * answer.h - what an LLM wrote, read as an interpretation.
 *
 * Models rarely answer with JSON and nothing else. What they really do is mended: a code
 * fence, prose or a <think> block around the JSON, an array of one object or a wrapper object
 * around it, smart quotes, comments, trailing commas, Python's None, True and single quotes, a list
 * written as one string, a year as a string or as a decade ("1980s"), null, "none" or "" for an
 * empty slot. Whatever was mended is said in the reading's `reason`; nothing is guessed beyond
 * that.
 */
#ifndef LLM_ANSWER_H
#define LLM_ANSWER_H

#include "base/arena.h"
#include "base/json_reader.h"
#include "base/str.h"
#include "llm/vocabulary.h"
#include "model/reading.h"

#define ANSWER_MAX ((size_t)1 << 20) /* bytes: a longer answer is unparseable */

/*
 * The answer's slots as READING_OK with what was mended in `reason` ("code fence; trailing comma"),
 * or READING_UNPARSEABLE with why and where ("line 2: unclosed string"). The interpretation
 * is the first JSON object of the text that has at least one slot as a key.
 *
 * A genre that the table does not know is no member of the set: it is named in `reason`. An
 * unknown intent is INTENT_NONE and named likewise. Films are those of catalogue_resolve().
 * `raw` of the reading is `text` itself; latency and tokens are unknown. The texts of films and the
 * reason are copied into `arena`. Calls on several threads need a reader and arenas each; a reader
 * opened with ANSWER_MAX takes every answer.
 */
struct reading answer_read(const struct vocabulary *vocabulary, struct json_reader *reader,
                           struct str text, struct arena *arena, struct arena *scratch);

#endif
