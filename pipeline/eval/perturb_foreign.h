/* perturb_foreign.h - English words for genres, and what they are in other languages. */
#ifndef EVAL_PERTURB_FOREIGN_H
#define EVAL_PERTURB_FOREIGN_H

#include "base/rng.h"
#include "base/str.h"

/*
 * The word in German, French, Spanish, Italian, Portuguese or Dutch, as the random number wills;
 * STR_NONE for a word that is no English one for a genre. Case does not count.
 */
struct str perturb_foreign(struct str word, struct rng *rng);

#endif
