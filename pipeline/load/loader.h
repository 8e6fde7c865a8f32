/* loader.h - what every loader works with: memory, accounts, the tables known so far, privacy. */
#ifndef LOAD_LOADER_H
#define LOAD_LOADER_H

#include "base/arena.h"
#include "base/pool.h"
#include "base/pseudonym.h"
#include "base/redact.h"
#include "model/catalogue.h"
#include "model/genre.h"
#include "model/gold_finding.h"
#include "model/input.h"
#include "model/intent.h"

/*
 * Filled by the caller as far as a loader needs it; each loader says what it needs beyond the
 * first four, which all of them need.
 */
struct loader {
    struct arena *arena;       /* results, and the texts of findings */
    struct arena *scratch;     /* reset after every record: nothing of the caller's is in it */
    struct input_list *inputs; /* an account is appended for every file */
    struct redactor *redactor; /* texts are masked by it before anything else is done with them */
    struct redact_counts *masked; /* grows by what was masked; may be NULL */
    struct genre_table *genres;
    const struct intent_table *intents;
    const struct catalogue *catalogue;
    const struct pseudonym_key *key;
    struct gold_finding_list *gold_findings; /* what is wrong with gold cases; NULL: not wanted */
    struct pool *pool; /* for what can be read side by side; NULL: the caller alone */
};

#endif
