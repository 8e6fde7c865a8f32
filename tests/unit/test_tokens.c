#include "llm/tokens.h"

#include <string.h>

#include "suite.h"

static struct arena *arena;

/* The keys of the text, each behind a sign for its gap: "|" stop, "," comma, "/" slash, "-" dash,
 * " " space and "+" joined. */
static const char *keys(const char *text)
{
    static const char SIGNS[] = {[TOKENS_JOINED] = '+', [TOKENS_SPACE] = ' ', [TOKENS_DASH] = '-',
                                 [TOKENS_SLASH] = '/',  [TOKENS_COMMA] = ',', [TOKENS_STOP] = '|'};
    struct tokens tokens = tokens_split(str_from(text), arena);
    struct strbuf said = strbuf_init(arena, 4096);
    for (size_t i = 0; i < tokens.count; i++) {
        strbuf_add_char(&said, SIGNS[tokens.items[i].gap]);
        strbuf_add(&said, tokens.items[i].key);
    }
    return said.size == 0 ? "" : said.data;
}

static void open_arena(void)
{
    arena = arena_open("test", (size_t)1 << 24);
}

START_TEST(words_are_folded_and_gaps_kept)
{
    open_arena();
    ck_assert_str_eq(keys("A Café, please! Sci-fi/drama"), "|a cafe,please|sci-fi/drama");
    ck_assert_str_eq(keys("horror...no?  Yes"), "|horror|no|yes");
    ck_assert_str_eq(keys("one\ntwo"), "|one|two");
    ck_assert_str_eq(keys("  "), "");
    arena_close(arena);
}
END_TEST

START_TEST(apostrophes_belong_to_their_word_except_behind_an_elided_article)
{
    open_arena();
    ck_assert_str_eq(keys("don't 80's O'Brother"), "|dont 80s obrother");
    ck_assert_str_eq(keys("d'amour dell'arte qu'elle"), "|d+amour dell+arte qu+elle");
    ck_assert_str_eq(keys("90'lardan"), "|90+lardan");
    ck_assert_str_eq(keys("rock \xE2\x80\x98n\xE2\x80\x99 roll"), "|rock n roll");
    struct tokens tokens = tokens_split(STR("from '98"), arena);
    ck_assert(!tokens.items[0].apostrophe);
    ck_assert(tokens.items[1].apostrophe);
    arena_close(arena);
}
END_TEST

START_TEST(a_full_stop_inside_a_name_ends_no_sentence)
{
    open_arena();
    ck_assert_str_eq(keys("E.T. is Dr. Who. Yes. No"), "|e t is dr who|yes|no");
    arena_close(arena);
}
END_TEST

START_TEST(scripts_without_spaces_and_emoji_give_one_token_each)
{
    open_arena();
    ck_assert_str_eq(keys("80年代のSF"), "|80+年+代+の+sf");
    ck_assert_str_eq(keys("\xF0\x9F\x91\xBB\xE2\x9D\xA4\xEF\xB8\x8F x"),
                     "|\xF0\x9F\x91\xBB+\xE2\x9D\xA4 x");
    arena_close(arena);
}
END_TEST

START_TEST(quotation_marks_pair_up_within_a_line)
{
    open_arena();
    struct tokens tokens =
        tokens_split(STR("the \"It\" or \xC2\xABUp\xC2\xBB, \"open\nand on\""), arena);
    ck_assert_uint_eq(tokens.count, 7);
    ck_assert_uint_eq(tokens.items[0].quote, 0);
    ck_assert_uint_eq(tokens.items[1].quote, 1);
    ck_assert_uint_eq(tokens.items[2].quote, 0);
    ck_assert_uint_eq(tokens.items[3].quote, 2);
    ck_assert_uint_eq(tokens.items[4].quote, 0);
    ck_assert_uint_eq(tokens.quotes, 2);
    arena_close(arena);
}
END_TEST

START_TEST(capitals_count_unless_everything_is_shouted)
{
    open_arena();
    struct tokens tokens = tokens_split(STR("see Élite \xD0\xA7\xD1\x83\xD0\xB6"), arena);
    ck_assert(!tokens.items[0].capital);
    ck_assert(tokens.items[1].capital);
    ck_assert(tokens.items[2].capital);
    ck_assert(!tokens.shouted);
    ck_assert(tokens_split(STR("NO HORROR"), arena).shouted);
    arena_close(arena);
}
END_TEST

START_TEST(a_minus_is_a_hyphen_behind_white_space)
{
    open_arena();
    struct tokens tokens = tokens_split(STR("romance -war sci-fi - drama"), arena);
    ck_assert(tokens.items[1].minus);
    ck_assert(!tokens.items[3].minus);
    ck_assert(!tokens.items[4].minus);
    arena_close(arena);
}
END_TEST

START_TEST(the_text_of_tokens_is_the_query_s_own)
{
    open_arena();
    struct tokens tokens = tokens_split(STR("like Schindler's List!"), arena);
    ck_assert(str_equal(tokens_text(&tokens, 1, 3), STR("Schindler's List")));
    ck_assert_uint_eq(tokens_text(&tokens, 2, 2).size, 0);
    ck_assert(tokens_starts(&tokens, 0));
    ck_assert(!tokens_starts(&tokens, 1));
    ck_assert(tokens_starts(&tokens, 3));
    arena_close(arena);
}
END_TEST

START_TEST(a_long_text_is_cut_between_characters)
{
    open_arena();
    char *text = arena_array(arena, TOKENS_TEXT_MAX + 2, 1);
    memset(text, 'a', TOKENS_TEXT_MAX + 1);
    memcpy(text + TOKENS_TEXT_MAX - 1, "\xC3\xA9", 2);
    struct tokens tokens = tokens_split((struct str){text, TOKENS_TEXT_MAX + 1}, arena);
    ck_assert_uint_eq(tokens.count, 1);
    ck_assert_uint_eq(tokens.items[0].to, TOKENS_TEXT_MAX - 1);
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "tokens", words_are_folded_and_gaps_kept,
        apostrophes_belong_to_their_word_except_behind_an_elided_article,
        a_full_stop_inside_a_name_ends_no_sentence,
        scripts_without_spaces_and_emoji_give_one_token_each, quotation_marks_pair_up_within_a_line,
        capitals_count_unless_everything_is_shouted, a_minus_is_a_hyphen_behind_white_space,
        the_text_of_tokens_is_the_query_s_own, a_long_text_is_cut_between_characters);
}
