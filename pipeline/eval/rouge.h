/* rouge.h - ROUGE-N (Lin 2004): how many runs of n words an answer shares with a reference. */
#ifndef EVAL_ROUGE_H
#define EVAL_ROUGE_H

#include "base/arena.h"
#include "base/str.h"
#include "eval/ngrams.h"

/*
 * ROUGE-N of `words` against a reference counted by ngrams_count(), as promptfoo has it: the F1
 *
 *     P = shared ÷ runs of the answer,  R = shared ÷ runs of the reference,  2·P·R ÷ (P + R)
 *
 * where no run is shared more often than it is in both. 0 when nothing is shared, and when either
 * has fewer words than n.
 */
double rouge_f1(const struct ngrams_table *reference, const struct ngrams_words *words,
                struct arena *scratch);

#endif
