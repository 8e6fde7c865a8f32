#include "eval/bleu.h"

#include <math.h>

struct bleu bleu_prepare(const struct ngrams_words *references, size_t count, struct arena *arena)
{
    struct bleu bleu = {.lengths = ARENA_ARRAY(arena, size_t, count), .count = count};
    for (size_t n = 1; n <= BLEU_N; n++) {
        bleu.tables[n - 1] = ngrams_count(&references[0], n, arena);
        for (size_t i = 1; i < count; i++)
            ngrams_raise(&bleu.tables[n - 1], &references[i], arena);
    }
    for (size_t i = 0; i < count; i++)
        bleu.lengths[i] = references[i].count;
    return bleu;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static size_t nearest_length(const struct bleu *bleu, size_t words)
{
    size_t best = bleu->lengths[0];
    for (size_t i = 1; i < bleu->count; i++) {
        size_t near = distance(bleu->lengths[i], words);
        size_t so_far = distance(best, words);
        if (near < so_far || (near == so_far && bleu->lengths[i] < best))
            best = bleu->lengths[i];
    }
    return best;
}

double bleu_score(const struct bleu *bleu, const struct ngrams_words *words, struct arena *scratch)
{
    double logs = 0;
    if (words->count == 0)
        return 0;
    bool *shorter = ARENA_ARRAY(scratch, bool, words->count);
    for (size_t n = 1; n <= BLEU_N; n++) {
        size_t total = ngrams_total(words, n);
        size_t shared = ngrams_shared(&bleu->tables[n - 1], words, shorter, scratch);
        if (n == 1 && shared == 0)
            return 0;
        logs += log(shared == 0 ? BLEU_FLOOR : (double)shared / (double)total);
    }
    double c = (double)words->count;
    double r = (double)nearest_length(bleu, words->count);
    double penalty = c > r ? 1 : exp(1 - r / c);
    return penalty * exp(logs / BLEU_N);
}
