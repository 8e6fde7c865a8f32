/* gold_balance.h - how many gold cases there are of every intent, genre, slot, decade and tag. */
#ifndef EVAL_GOLD_BALANCE_H
#define EVAL_GOLD_BALANCE_H

#include "base/arena.h"
#include "model/genre.h"
#include "model/gold.h"
#include "model/gold_classes.h"
#include "model/gold_finding.h"
#include "model/intent.h"

/*
 * Counts. A case is of every genre that it expects, of every slot in which it expects something, of
 * every decade between the years that it gives. Intents and genres are all of the tables, in their
 * order; decades ascend; of tags the most frequent comes first. Names are borrowed.
 */
struct gold_classes gold_balance_count(const struct gold_set *gold,
                                       const struct genre_table *genres,
                                       const struct intent_table *intents, struct arena *arena);

/* Appends missing_class and rare_class for intents, genres and slots with fewer than `least`. */
void gold_balance_judge(const struct gold_classes *classes, size_t least, struct arena *arena,
                        struct gold_finding_list *out);

#endif
