/* synth_recordings.h - invented answers of an LLM to the gold queries, wrong at known rates. */
#ifndef SYNTH_SYNTH_RECORDINGS_H
#define SYNTH_SYNTH_RECORDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/gold.h"

/* What was planted among the answers; the rest is right, though not always plain JSON. */
struct synth_recordings_planted {
    size_t answers;
    size_t wrong_genres;
    size_t wrong_years;
    size_t wrong_intents;
    size_t unparseable;
    size_t failed;
};

/*
 * Writes one recorded call per gold case for `model`. About one answer in ten is wrong on purpose;
 * the shapes vary as those of real models do: bare JSON, code fences, prose around it,
 * aliases of genres.
 */
bool synth_recordings_write(const struct gold_set *gold, const struct genre_table *genres,
                            const struct intent_table *intents, const struct catalogue *films,
                            const char *model, int64_t ts_ms, uint64_t seed, const char *path,
                            struct arena *scratch, struct synth_recordings_planted *planted,
                            struct error *err);

#endif
