/* perturb_typo.h - what fingers do to words. */
#ifndef EVAL_PERTURB_TYPO_H
#define EVAL_PERTURB_TYPO_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rng.h"
#include "base/str.h"
#include "eval/perturb_words.h"

/*
 * Misspells one in every `every` words, one at least. A typo is as likely two letters swapped, one
 * dropped, one doubled, or one taken from the next key of a keyboard (QWERTY); where equal
 * letters would be swapped or the keyboard lacks the letter, it is doubled. Words of fewer than
 * four letters and first letters are spared, for they are rarely mistyped and hardly to be
 * understood then. STR_NONE when no word is long enough.
 */
struct str perturb_typo(struct str query, const struct perturb_words *words, size_t every,
                        struct rng *rng, struct arena *arena);

#endif
