/* gold_inspection.h - all that is looked for in gold cases, for the night and for `gold check`. */
#ifndef COMMANDS_GOLD_INSPECTION_H
#define COMMANDS_GOLD_INSPECTION_H

#include "base/arena.h"
#include "config/config.h"
#include "model/catalogue.h"
#include "model/genre.h"
#include "model/gold.h"
#include "model/gold_classes.h"
#include "model/gold_finding.h"
#include "model/input.h"
#include "model/intent.h"
#include "model/prompt.h"

/* What was read, all of it. */
struct gold_inspection_of {
    const struct gold_set *gold;
    const struct input_list *inputs;
    const struct genre_table *genres;
    const struct intent_table *intents;
    const struct catalogue *catalogue;
    const struct prompt_list *prompts;
};

struct gold_inspection {
    struct gold_finding_list findings; /* the loader's, and then all: by file, line and kind */
    struct gold_classes classes;
};

/*
 * Adds to the findings of the loader (loader->gold_findings) those of the set, and those rejected
 * records that have no kind of their own: of these only the first of a file are listed, but all
 * are counted.
 */
void gold_inspection_finish(const struct config *config, const struct gold_inspection_of *of,
                            struct arena *arena, struct arena *scratch,
                            struct gold_inspection *out);

#endif
