#include <math.h>

#include "../reference/texts.h"
#include "base/unicode.h"
#include "eval/bleu.h"
#include "eval/edit_distance.h"
#include "eval/refusal.h"
#include "eval/rouge.h"
#include "eval/text_words.h"
#include "suite.h"

#define TEXT_COUNT (sizeof TEXTS / sizeof TEXTS[0])
#define TOLERANCE 1e-9 /* only the order of a few sums and logarithms differs */

static struct arena *arena;

static void open_all(void)
{
    arena = arena_open("test", 1 << 28);
}

static void close_all(void)
{
    arena_close(arena);
}

static struct ngrams_words words_of(const char *text)
{
    return ngrams_split(unicode_fold_case(arena, str_from(text)), arena);
}

START_TEST(bleu_is_that_of_nltk)
{
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        struct ngrams_words references[] = {words_of(TEXTS[i].reference),
                                            words_of(TEXTS[i].second)};
        struct bleu bleu = bleu_prepare(references, TEXTS[i].second[0] == '\0' ? 1 : 2, arena);
        struct ngrams_words words = words_of(TEXTS[i].answer);
        ck_assert_double_eq_tol(bleu_score(&bleu, &words, arena), TEXTS[i].bleu, TOLERANCE);
    }
}
END_TEST

static double rouge(const char *reference, const char *answer, size_t n)
{
    struct ngrams_words expected = ngrams_tokens(str_from(reference), arena);
    struct ngrams_words words = ngrams_tokens(str_from(answer), arena);
    struct ngrams_table table = ngrams_count(&expected, n, arena);
    return rouge_f1(&table, &words, arena);
}

START_TEST(rouge_n_is_that_of_rouge_score)
{
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        ck_assert_double_eq_tol(rouge(TEXTS[i].reference, TEXTS[i].answer, 1), TEXTS[i].rouge1,
                                TOLERANCE);
        ck_assert_double_eq_tol(rouge(TEXTS[i].reference, TEXTS[i].answer, 2), TEXTS[i].rouge2,
                                TOLERANCE);
    }
}
END_TEST

static size_t edits(const char *a, const char *b, size_t most)
{
    return edit_distance_to(edit_distance_prepare(str_from(a), arena), str_from(b), most, arena);
}

START_TEST(edits_are_those_of_rapidfuzz_up_to_any_bound)
{
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        const char *a = TEXTS[i].reference;
        const char *b = TEXTS[i].answer;
        size_t distance = TEXTS[i].distance;
        ck_assert_uint_eq(edits(a, b, 1000), distance);
        ck_assert_uint_eq(edits(b, a, 1000), distance);
        ck_assert_uint_eq(edits(a, b, distance), distance);
        if (distance > 0)
            ck_assert_uint_eq(edits(a, b, distance - 1), distance);
        if (distance > 3)
            ck_assert_uint_eq(edits(a, b, 2), 3);
    }
}
END_TEST

START_TEST(nothing_shares_nothing)
{
    struct ngrams_words none = words_of(" ");
    struct ngrams_words one = words_of("a");
    struct bleu bleu = bleu_prepare(&one, 1, arena);
    ck_assert_double_eq(bleu_score(&bleu, &none, arena), 0);
    bleu = bleu_prepare(&none, 1, arena);
    ck_assert_double_eq(bleu_score(&bleu, &one, arena), 0);
    ck_assert_double_eq(rouge("", "a", 1), 0);
    ck_assert_double_eq(rouge("a", "a", 2), 0);
    ck_assert_uint_eq(edits("", "", 5), 0);
    ck_assert_uint_eq(edits("", "abc", 5), 3);
    ck_assert_uint_eq(edits("abc", "", 2), 3);
}
END_TEST

START_TEST(ill_formed_bytes_are_characters_too)
{
    ck_assert_uint_eq(edits("a\xFFz", "a\xFEz", 9), 1);
    ck_assert_uint_eq(edits("\xC3", "\xC3\xA9", 9), 1);
}
END_TEST

START_TEST(words_stand_between_white_space)
{
    static const struct {
        const char *text;
        size_t words;
    } CASES[] = {
        {"", 0},
        {" \t\n", 0},
        {"one", 1},
        {" a film\n(1979)\r\n", 3},
        {"no\xC2\xA0"
         "break\xE3\x80\x80wide\xE2\x80\x83"
         "em",
         4},
        {"zero\xE2\x80\x8Bwidth", 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        ck_assert_msg(words_of(CASES[i].text).count == CASES[i].words, "%s", CASES[i].text);
}
END_TEST

START_TEST(sentences_end_with_a_mark_before_white_space)
{
    static const struct {
        const char *text;
        size_t sentences;
    } CASES[] = {
        {"", 0},
        {"No mark at all", 1},
        {"One. Two! Three?", 3},
        {"It costs 3.50 today.", 1},
        {"Really?! \"Yes.\" (Good.)", 3},
        {"One… and two", 2},
        {"Eins。 Zwei！", 2},
        {"One. and the rest", 2},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        ck_assert_msg(text_words_sentences(str_from(CASES[i].text)) == CASES[i].sentences, "%s",
                      CASES[i].text);
}
END_TEST

START_TEST(refusals_are_told_by_how_they_begin)
{
    static const struct {
        const char *text;
        bool refusal;
    } CASES[] = {
        {"", true},
        {" \n", true},
        {"I'm sorry, but I can't help with that.", true},
        {"i\xE2\x80\x99m unable to recommend films", true},
        {"As an AI language model, I have no taste.", true},
        {"{\"genres\":[\"Comedy\"]}", false},
        {"Sorry to Bother You (2018) is a comedy.", false},
        {"Hi! I can help with that", false},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        ck_assert_msg(refusal_found(unicode_fold_case(arena, str_from(CASES[i].text))) ==
                          CASES[i].refusal,
                      "%s", CASES[i].text);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "text_measures", bleu_is_that_of_nltk, rouge_n_is_that_of_rouge_score,
        edits_are_those_of_rapidfuzz_up_to_any_bound, nothing_shares_nothing,
        ill_formed_bytes_are_characters_too, words_stand_between_white_space,
        sentences_end_with_a_mark_before_white_space, refusals_are_told_by_how_they_begin);
}
