/*
 * built_in.h - the interpreter that the program carries: a lexicon and rules, no model.
 *
 * It is the default where no LLM is configured, and the floor that an LLM has to beat. It
 * knows words and phrases of datasets/lexicon.txt in several languages, decades and years in
 * digits and words, what a negation reaches, cues for a named film, and the titles of the
 * catalogue with their misspellings. The same query always gives the same reading.
 */
#ifndef LLM_BUILT_IN_H
#define LLM_BUILT_IN_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"
#include "llm/vocabulary.h"
#include "model/gold.h"
#include "model/reading.h"

struct built_in;
struct titles;

/*
 * Reads the lexicon and indexes the titles (some 60,000 in a fraction of a second). What the
 * lexicon says about a genre or intent that the vocabulary lacks is left out. Lives in `arena`.
 */
struct built_in *built_in_open(const struct vocabulary *vocabulary, struct arena *arena,
                               struct arena *scratch);

/* The titles that it knows, as people write them. */
const struct titles *built_in_titles(const struct built_in *built_in);

/*
 * Always READING_OK, within some hundred microseconds; `reason` and `raw` are empty and latency and
 * tokens unknown. `query` is valid UTF-8; of a very long one the first 4 KiB are read. Changes
 * nothing in `built_in`, so that several threads may ask at once with arenas of their own.
 */
struct reading built_in_read(const struct built_in *built_in, struct str query, struct arena *arena,
                             struct arena *scratch);

/*
 * Reads every gold query and measures how long that took (NAN under a frozen clock). `kind`,
 * `readings` and `count` of the result are set, the rest is the caller's. `scratch` is reset after
 * each query.
 */
struct interpreter built_in_interpret(const struct built_in *built_in, const struct gold_set *gold,
                                      const struct clock *clock, struct arena *arena,
                                      struct arena *scratch);

#endif
