/* bleu.h - BLEU-4 (Papineni 2002) of one text against one or several references. */
#ifndef EVAL_BLEU_H
#define EVAL_BLEU_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "eval/ngrams.h"

#define BLEU_N 4
#define BLEU_FLOOR 1e-7 /* stands for a precision of 0, as in promptfoo */

/* References made ready; threads may share it. */
struct bleu {
    struct ngrams_table
        tables[BLEU_N]; /* runs of 1 … 4 words, at most as often as in one of them */
    size_t *lengths;    /* (count) words */
    size_t count;
};

/* `references` are at least one, each split into words. */
struct bleu bleu_prepare(const struct ngrams_words *references, size_t count, struct arena *arena);

/*
 *     BP · exp(¼ Σ ln p_n),  BP = 1 when c > r, otherwise exp(1 − r ÷ c)
 *
 * where p_n is the share of the text's runs of n words that are in a reference (clipped), c its
 * length in words and r that of the reference nearest in length, of equals the shorter. The
 * penalty is that of the paper; promptfoo's, exp(1 − c ÷ r), rewards what is too short. 0 when
 * no word is shared, as in nltk.
 */
double bleu_score(const struct bleu *bleu, const struct ngrams_words *words, struct arena *scratch);

#endif
