/*
 * perturb.h - a gold query once more, changed in a way that should not change what it means.
 *
 * Pure functions of the case, the kind and the seed: the same case is changed in the same way,
 * whatever else is in the gold set and on any number of threads.
 */
#ifndef EVAL_PERTURB_H
#define EVAL_PERTURB_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/gold.h"

enum perturb_kind {
    PERTURB_TYPO,          /* one in every so many words is misspelled (perturb_typo.h) */
    PERTURB_UPPER,         /* all in capitals */
    PERTURB_LOWER,         /* none */
    PERTURB_WORD_ORDER,    /* two words beside each other change places */
    PERTURB_NO_DIACRITICS, /* "comédie" is "comedie" */
    PERTURB_DIACRITICS,    /* an accent on a vowel of every longer word */
    PERTURB_FOREIGN_GENRE, /* an English genre word in another language (perturb_foreign.h) */
    PERTURB_PUNCTUATION,   /* no signs between words and no apostrophes */
    PERTURB_KINDS,
};

struct perturb_options {
    uint64_t seed;
    size_t typo_words; /* one typo in so many words, at least one in all; from 1 on */
};

/*
 * The changed query, or STR_NONE when the kind leaves it as it is. Words of the titles that the
 * gold case names stay in their place and language; of the other words, only longer ones that
 * hold no sentence together change places. Who excludes a genre ("no horror") says so by
 * the order of the words, which is left alone then.
 */
struct str perturb_query(enum perturb_kind kind, const struct gold_case *gold,
                         const struct perturb_options *options, struct arena *arena);

/* "typo", "upper", …: the label `perturbation` and the `variant` of a recorded call. */
const char *perturb_name(enum perturb_kind kind);

#endif
