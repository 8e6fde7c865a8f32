/*
 * ngrams.h - runs of words that two texts share: what ROUGE-N and BLEU count.
 *
 * Words are kept as 64-bit hashes, and a run of n words as a hash of theirs: two that differ are
 * taken for equal once in some billion billion comparisons.
 */
#ifndef EVAL_NGRAMS_H
#define EVAL_NGRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* The words of a text, in their order. */
struct ngrams_words {
    uint64_t *items;
    size_t count;
    size_t capacity;
};

/* What stands between white space, whatever it is. */
struct ngrams_words ngrams_split(struct str text, struct arena *arena);

/*
 * Runs of ASCII letters, digits and characters beyond ASCII; every other visible character is a
 * word of its own ("don't" is three words, {"a": 1} has seven).
 */
struct ngrams_words ngrams_tokens(struct str text, struct arena *arena);

/* How often each run of `n` words occurs in a text, or at most in several. */
struct ngrams_table {
    size_t n;
    uint64_t *keys;   /* (capacity) 0: free */
    uint32_t *counts; /* (capacity) */
    size_t capacity;  /* a power of two, or 0 */
    size_t total;     /* runs of the first text */
};

struct ngrams_table ngrams_count(const struct ngrams_words *words, size_t n, struct arena *arena);

/* Raises every count to that in another text, where it is more often; `total` stays. */
void ngrams_raise(struct ngrams_table *table, const struct ngrams_words *words,
                  struct arena *arena);

/* How many runs of `n` words there are. */
static inline size_t ngrams_total(const struct ngrams_words *words, size_t n)
{
    return words->count < n ? 0 : words->count - n + 1;
}

/*
 * How many runs of `words` are in the table, none counted more often than it is there.
 *
 * A run can only be in a text when the runs of one word less are. Whoever asks for n = 1, 2, … of
 * the same texts in turn hands on `shorter` (words->count): where the runs of the last n are, which
 * becomes where those of this n are. NULL: only this n is asked for.
 */
size_t ngrams_shared(const struct ngrams_table *table, const struct ngrams_words *words,
                     bool *shorter, struct arena *scratch);

#endif
