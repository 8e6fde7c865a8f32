/* perturb_words.h - a query cut into words, for changing some of them. */
#ifndef EVAL_PERTURB_WORDS_H
#define EVAL_PERTURB_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/gold.h"

/*
 * A run of letters of alphabets: ASCII letters and the characters of two bytes in UTF-8, among
 * them accented, Greek, Cyrillic, Hebrew and Arabic letters. Digits, signs and scripts
 * without spaces are between words.
 */
struct perturb_word {
    size_t from; /* bytes of the query */
    size_t to;
    size_t letters;
    bool of_title; /* the gold case names a film with this word in its title */
};

struct perturb_words {
    struct perturb_word *items;
    size_t count;
    size_t capacity;
};

struct perturb_words perturb_words_split(const struct gold_case *gold, struct arena *arena);

/* Where the character behind the one at `at` begins; `text` is valid UTF-8. */
size_t perturb_words_next(struct str text, size_t at);

#endif
