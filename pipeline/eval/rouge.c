#include "eval/rouge.h"

double rouge_f1(const struct ngrams_table *reference, const struct ngrams_words *words,
                struct arena *scratch)
{
    size_t shared = ngrams_shared(reference, words, NULL, scratch);
    if (shared == 0)
        return 0;
    double precision = (double)shared / (double)ngrams_total(words, reference->n);
    double recall = (double)shared / (double)reference->total;
    return 2 * precision * recall / (precision + recall);
}
