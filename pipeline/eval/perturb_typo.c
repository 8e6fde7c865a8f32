#include "eval/perturb_typo.h"

#include <string.h>

#define LETTERS_MIN 4

enum typo { TYPO_SWAP, TYPO_DROP, TYPO_DOUBLE, TYPO_NEIGHBOUR, TYPO_KINDS };

/* The keys to the right of each; the last one of a row has that to its left. */
static char key_beside(char letter)
{
    static const char *const ROWS[] = {"qwertyuiopo", "asdfghjklk", "zxcvbnmn"};
    char lower = (char)(letter | 0x20);
    if (lower < 'a' || lower > 'z')
        return 0;
    for (size_t row = 0; row < sizeof ROWS / sizeof *ROWS; row++) {
        const char *key = strchr(ROWS[row], lower);
        if (key != NULL)
            return (char)(key[1] - lower + letter);
    }
    return 0;
}

/* The letter number `index` of a word, from 0. */
static struct str letter_at(struct str query, const struct perturb_word *word, size_t index)
{
    size_t at = word->from;
    while (index-- > 0)
        at = perturb_words_next(query, at);
    return str_slice(query, at, perturb_words_next(query, at));
}

/* Writes the word with one mistake behind its first letter. */
static void misspell(struct strbuf *out, struct str query, const struct perturb_word *word,
                     struct rng *rng)
{
    enum typo typo = (enum typo)rng_below(rng, TYPO_KINDS);
    size_t index = 1 + rng_below(rng, (uint32_t)word->letters - 2); /* neither first nor last */
    struct str letter = letter_at(query, word, index);
    size_t at = (size_t)(letter.data - query.data);
    struct str next = letter_at(query, word, index + 1);
    char beside = typo == TYPO_NEIGHBOUR ? key_beside(letter.data[0]) : 0;
    size_t rest = at + letter.size;

    strbuf_add(out, str_slice(query, word->from, at));
    if (typo == TYPO_SWAP && !str_equal(letter, next)) {
        strbuf_add(out, next);
        strbuf_add(out, letter);
        rest += next.size;
    } else if (beside != 0) {
        strbuf_add_char(out, beside);
    } else if (typo != TYPO_DROP) {
        strbuf_add(out, letter);
        strbuf_add(out, letter);
    }
    strbuf_add(out, str_slice(query, rest, word->to));
}

struct str perturb_typo(struct str query, const struct perturb_words *words, size_t every,
                        struct rng *rng, struct arena *arena)
{
    size_t *long_words = ARENA_ARRAY(arena, size_t, words->count);
    size_t n = 0;
    for (size_t i = 0; i < words->count; i++)
        if (words->items[i].letters >= LETTERS_MIN)
            long_words[n++] = i;
    if (n == 0)
        return STR_NONE;
    uint32_t *order = ARENA_ARRAY(arena, uint32_t, n);
    rng_permutation(rng, order, n);
    size_t typos = (words->count + every - 1) / every;
    bool *wrong = ARENA_ARRAY(arena, bool, words->count);
    for (size_t i = 0; i < n && i < typos; i++)
        wrong[long_words[order[i]]] = true;

    struct strbuf out = strbuf_init(arena, 2 * query.size + 8);
    size_t copied = 0;
    for (size_t i = 0; i < words->count; i++) {
        if (!wrong[i])
            continue;
        strbuf_add(&out, str_slice(query, copied, words->items[i].from));
        misspell(&out, query, &words->items[i], rng);
        copied = words->items[i].to;
    }
    strbuf_add(&out, str_slice(query, copied, query.size));
    return strbuf_str(&out);
}
