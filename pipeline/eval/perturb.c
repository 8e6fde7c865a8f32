#include "eval/perturb.h"

#include <string.h>

#include "base/hash.h"
#include "base/letters.h"
#include "base/rng.h"
#include "eval/perturb_foreign.h"
#include "eval/perturb_typo.h"
#include "eval/perturb_words.h"

#define MOVABLE_LETTERS_MIN 4 /* shorter words ("not", "or", "in") hold a sentence together */
#define GROWTH 4    /* a changed query is at most so many times as long, and a word more */
#define WORD_MAX 64 /* bytes */

/* ── words ── */

/* Only a space is between a word and the next one. */
static bool joined(struct str query, const struct perturb_word *word)
{
    return word[1].from == word->to + 1 && query.data[word->to] == ' ';
}

/* Longer English words that hold a sentence together, parts of numbers and of "science fiction". */
static bool is_bound(struct str word)
{
    static const char *const WORDS[] = {
        "about",    "after",    "anything", "before",  "between", "could",   "during", "earlier",
        "eighteen", "eighty",   "except",   "fiction", "fifty",   "forty",   "from",   "have",
        "into",     "later",    "least",    "less",    "like",    "more",    "most",   "must",
        "newer",    "nineteen", "ninety",   "nothing", "older",   "over",    "prior",  "science",
        "seventy",  "should",   "since",    "sixty",   "than",    "that",    "thirty", "this",
        "thousand", "through",  "till",     "twenty",  "under",   "until",   "what",   "when",
        "where",    "which",    "will",     "with",    "within",  "without", "would",  "years"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_equal_ascii_nocase(word, str_from(WORDS[i])))
            return true;
    return false;
}

static bool movable(struct str query, const struct perturb_word *word)
{
    return word->letters >= MOVABLE_LETTERS_MIN && !word->of_title &&
           !is_bound(str_slice(query, word->from, word->to));
}

static struct str swap_words(const struct gold_case *gold, const struct perturb_words *words,
                             struct rng *rng, struct arena *arena)
{
    struct str query = gold->query;
    size_t *places = ARENA_ARRAY(arena, size_t, words->count);
    size_t n = 0;
    for (size_t i = 0; i + 1 < words->count; i++)
        if (movable(query, &words->items[i]) && movable(query, &words->items[i + 1]) &&
            joined(query, &words->items[i]))
            places[n++] = i;
    if (n == 0 || gold->expected.exclude_genres != 0)
        return STR_NONE;
    const struct perturb_word *word = &words->items[places[rng_below(rng, (uint32_t)n)]];
    struct strbuf out = strbuf_init(arena, query.size);
    strbuf_add(&out, str_slice(query, 0, word[0].from));
    strbuf_add(&out, str_slice(query, word[1].from, word[1].to));
    strbuf_add_char(&out, ' ');
    strbuf_add(&out, str_slice(query, word[0].from, word[0].to));
    strbuf_add(&out, str_slice(query, word[1].to, query.size));
    return strbuf_str(&out);
}

/* Puts every genre word that is no part of a title into another language. */
static struct str translate(struct str query, const struct perturb_words *words, struct rng *rng,
                            struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, GROWTH * query.size + WORD_MAX);
    size_t copied = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct perturb_word *word = &words->items[i];
        struct str foreign = perturb_foreign(str_slice(query, word->from, word->to), rng);
        if (foreign.size == 0 || word->of_title)
            continue;
        strbuf_add(&out, str_slice(query, copied, word->from));
        strbuf_add(&out, foreign);
        copied = word->to;
    }
    strbuf_add(&out, str_slice(query, copied, query.size));
    return strbuf_str(&out);
}

/* ── letters ── */

static const char *accented(char vowel)
{
    static const char VOWELS[] = "aeiouAEIOU";
    static const char *const ACCENTED[] = {"á", "é", "í", "ó", "ú", "Á", "É", "Í", "Ó", "Ú"};
    const char *found = vowel == '\0' ? NULL : strchr(VOWELS, vowel);
    return found == NULL ? NULL : ACCENTED[found - VOWELS];
}

/* An accent on one vowel, which one is random, of every word of four letters or more. */
static struct str add_accents(struct str query, const struct perturb_words *words, struct rng *rng,
                              struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, 2 * query.size);
    size_t copied = 0;
    for (size_t i = 0; i < words->count; i++) {
        const struct perturb_word *word = &words->items[i];
        size_t vowels = 0;
        for (size_t at = word->from; at < word->to; at++)
            vowels += accented(query.data[at]) != NULL;
        if (vowels == 0 || word->letters < MOVABLE_LETTERS_MIN)
            continue;
        size_t left = rng_below(rng, (uint32_t)vowels);
        size_t at = word->from;
        while (accented(query.data[at]) == NULL || left-- > 0)
            at++;
        strbuf_add(&out, str_slice(query, copied, at));
        strbuf_add(&out, str_from(accented(query.data[at])));
        copied = at + 1;
    }
    strbuf_add(&out, str_slice(query, copied, query.size));
    return strbuf_str(&out);
}

/* ── signs ── */

static bool is_digit(struct str query, size_t at)
{
    return at < query.size && query.data[at] >= '0' && query.data[at] <= '9';
}

/* A sign that people leave out. */
static bool is_sign(struct str character)
{
    static const char *const SIGNS[] = {".",      ",",      "!",      "?",      ";",      ":",
                                        "\"",     "'",      "(",      ")",      "\u201C", "\u201D",
                                        "\u2018", "\u2019", "\u2026", "\u00BF", "\u00A1"};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (str_equal(character, str_from(SIGNS[i])))
            return true;
    return false;
}

/* Signs in front of a digit stay: "7.5", "'98". Between two letters one leaves no gap: "dont". */
static struct str drop_signs(struct str query, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, query.size);
    for (size_t at = 0; at < query.size;) {
        size_t next = perturb_words_next(query, at);
        struct str character = str_slice(query, at, next);
        if (!is_sign(character) || is_digit(query, next))
            strbuf_add(&out, character);
        at = next;
    }
    return str_trim(strbuf_str(&out));
}

/* ── kinds ── */

static const char *const NAMES[PERTURB_KINDS] = {
    [PERTURB_TYPO] = "typo",
    [PERTURB_UPPER] = "upper",
    [PERTURB_LOWER] = "lower",
    [PERTURB_WORD_ORDER] = "word_order",
    [PERTURB_NO_DIACRITICS] = "no_diacritics",
    [PERTURB_DIACRITICS] = "diacritics",
    [PERTURB_FOREIGN_GENRE] = "foreign_genre",
    [PERTURB_PUNCTUATION] = "punctuation",
};

const char *perturb_name(enum perturb_kind kind)
{
    return NAMES[kind];
}

static struct str change(enum perturb_kind kind, const struct gold_case *gold,
                         const struct perturb_options *options, struct arena *arena)
{
    struct rng rng = rng_init(options->seed, hash_fast(gold->id, 1 + (uint64_t)kind));
    struct perturb_words words = {0};
    switch (kind) {
    case PERTURB_UPPER:
        return letters_upper(arena, gold->query);
    case PERTURB_LOWER:
        return letters_lower(arena, gold->query);
    case PERTURB_NO_DIACRITICS:
        return letters_plain(arena, gold->query);
    case PERTURB_PUNCTUATION:
        return drop_signs(gold->query, arena);
    case PERTURB_TYPO:
        words = perturb_words_split(gold, arena);
        return perturb_typo(gold->query, &words, options->typo_words, &rng, arena);
    case PERTURB_WORD_ORDER:
        words = perturb_words_split(gold, arena);
        return swap_words(gold, &words, &rng, arena);
    case PERTURB_DIACRITICS:
        words = perturb_words_split(gold, arena);
        return add_accents(gold->query, &words, &rng, arena);
    case PERTURB_FOREIGN_GENRE:
        words = perturb_words_split(gold, arena);
        return translate(gold->query, &words, &rng, arena);
    case PERTURB_KINDS:
        break;
    }
    return STR_NONE;
}

struct str perturb_query(enum perturb_kind kind, const struct gold_case *gold,
                         const struct perturb_options *options, struct arena *arena)
{
    struct str changed = change(kind, gold, options, arena);
    return str_equal(changed, gold->query) ? STR_NONE : changed;
}
