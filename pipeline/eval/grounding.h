/* grounding.h - are the films that an answer names films of the catalogue? */
#ifndef EVAL_GROUNDING_H
#define EVAL_GROUNDING_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "eval/sampling.h"
#include "model/evaluation.h"
#include "model/metric.h"

/*
 * Appends, as shares of all titles in the usable answers' similar_to and movies, how many are
 * listed, listed with another year, only nearly a title (fuzzy), or not listed, from
 * evaluation->doubts. The intervals are bootstrapped over cases, for titles of one answer go
 * together; where all titles are alike a bootstrap says nothing, and Wilson's over the cases that
 * name a film stands in.
 */
void grounding_score(const struct evaluation *evaluation, const struct sampling *sampling,
                     struct arena *scratch, struct metric_list *out);

#endif
