#include "eval/perturb.h"

#include <string.h>

#include "base/suggest.h"
#include "base/unicode.h"
#include "config/config.h"
#include "suite.h"

static struct arena *arena;
static struct perturb_options options = {.seed = 42, .typo_words = 4};

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct gold_case case_of(const char *query)
{
    return (struct gold_case){
        .id = STR("a-case"), .query = str_from(query), .expected = slots_empty()};
}

static const char *changed(enum perturb_kind kind, const struct gold_case *gold)
{
    return str_copy(arena, perturb_query(kind, gold, &options, arena)).data;
}

static const char *change(enum perturb_kind kind, const char *query)
{
    struct gold_case gold = case_of(query);
    return changed(kind, &gold);
}

START_TEST(case_and_accents_change_everywhere)
{
    ck_assert_str_eq(change(PERTURB_UPPER, "une comédie, please"), "UNE COMÉDIE, PLEASE");
    ck_assert_str_eq(change(PERTURB_LOWER, "Like ALIEN"), "like alien");
    ck_assert_str_eq(change(PERTURB_NO_DIACRITICS, "une comédie"), "une comedie");
}
END_TEST

START_TEST(what_a_kind_leaves_as_it_is_has_no_changed_query)
{
    ck_assert_str_eq(change(PERTURB_LOWER, "a quiet film"), "");
    ck_assert_str_eq(change(PERTURB_UPPER, "1984"), "");
    ck_assert_str_eq(change(PERTURB_NO_DIACRITICS, "a quiet film"), "");
    ck_assert_str_eq(change(PERTURB_PUNCTUATION, "a quiet film"), "");
    ck_assert_str_eq(change(PERTURB_FOREIGN_GENRE, "a quiet film"), "");
    ck_assert_str_eq(change(PERTURB_TYPO, "up it 80s"), "");
    ck_assert_str_eq(change(PERTURB_WORD_ORDER, "up in the air"), "");
    ck_assert_str_eq(change(PERTURB_DIACRITICS, "日本 up"), "");
    for (int kind = 0; kind < PERTURB_KINDS; kind++)
        ck_assert_str_eq(change((enum perturb_kind)kind, ""), "");
}
END_TEST

/* Every typo is one edit away from its word; which one, the seed decides. */
START_TEST(a_typo_is_one_mistake_in_one_word)
{
    static const char QUERY[] = "something like blade runner";
    bool seen[40] = {false};
    for (options.seed = 0; options.seed < 200; options.seed++) {
        struct str typo = str_from(change(PERTURB_TYPO, QUERY));
        ck_assert_uint_eq(suggest_distance(str_from(QUERY), typo), 1);
        seen[typo.size] = true;
    }
    options.seed = 42;
    ck_assert(seen[sizeof QUERY - 2] && seen[sizeof QUERY - 1] && seen[sizeof QUERY]);
}
END_TEST

START_TEST(there_is_a_typo_in_so_many_words)
{
    options.typo_words = 1;
    struct str all = str_from(change(PERTURB_TYPO, "good funny horror"));
    options.typo_words = 4;
    ck_assert_uint_eq(suggest_distance(STR("good funny horror"), all), 3);
}
END_TEST

START_TEST(typos_keep_characters_whole)
{
    for (options.seed = 0; options.seed < 100; options.seed++) {
        struct str typo = str_from(change(PERTURB_TYPO, "смешная комедия или komödie"));
        ck_assert_uint_eq(unicode_invalid_at(typo), typo.size);
        ck_assert_uint_ne(typo.size, 0);
    }
    options.seed = 42;
}
END_TEST

START_TEST(two_longer_words_change_places)
{
    ck_assert_str_eq(change(PERTURB_WORD_ORDER, "a funny space film in 1980"),
                     "a space funny film in 1980");
    ck_assert_str_eq(change(PERTURB_WORD_ORDER, "funny, scary"), "");
    ck_assert_str_eq(change(PERTURB_WORD_ORDER, "science fiction earlier than ninety"), "");
}
END_TEST

START_TEST(the_order_of_an_exclusion_is_left_alone)
{
    struct gold_case gold = case_of("something tense horror");
    ck_assert_str_ne(changed(PERTURB_WORD_ORDER, &gold), "");
    gold.expected.exclude_genres = 1;
    ck_assert_str_eq(changed(PERTURB_WORD_ORDER, &gold), "");
}
END_TEST

START_TEST(titles_keep_their_order_and_their_language)
{
    struct gold_case gold = case_of("horror like Rocky Horror Picture Show");
    gold.expected.named = SLOT_BIT(SLOT_SIMILAR_TO);
    slots_add_film(arena, &gold.expected.similar_to, 1,
                   STR("The Rocky Horror Picture Show (1975)"));
    ck_assert_str_eq(changed(PERTURB_WORD_ORDER, &gold), "");
    ck_assert_str_eq(changed(PERTURB_FOREIGN_GENRE, &gold), "");

    gold.query = STR("funny like shaun-of-the-dead-2004");
    gold.expected.similar_to.texts[0] = STR("shaun-of-the-dead-2004");
    ck_assert_str_ne(changed(PERTURB_FOREIGN_GENRE, &gold), "");
}
END_TEST

START_TEST(a_genre_word_is_said_in_another_language)
{
    static const char *const COMEDIES[] = {"a Komödie!",  "a comédie!", "a comedia!",
                                           "a commedia!", "a comédia!", "a komedie!"};
    size_t seen = 0;
    for (options.seed = 0; options.seed < 100; options.seed++) {
        const char *query = change(PERTURB_FOREIGN_GENRE, "a Comedy!");
        size_t found = 0;
        while (found < 6 && strcmp(query, COMEDIES[found]) != 0)
            found++;
        ck_assert_uint_lt(found, 6);
        seen |= (size_t)1 << found;
    }
    options.seed = 42;
    ck_assert_uint_eq(seen, 63);
}
END_TEST

START_TEST(signs_go_but_not_in_front_of_a_digit)
{
    ck_assert_str_eq(change(PERTURB_PUNCTUATION, "Don't you have “Alien”, from '79 (or 7.5)?"),
                     "Dont you have Alien from '79 or 7.5");
}
END_TEST

START_TEST(an_accent_sits_on_one_vowel_of_every_longer_word)
{
    struct str accented = str_from(change(PERTURB_DIACRITICS, "good films in Chicago"));
    ck_assert_uint_eq(accented.size, sizeof "good films in Chicago" - 1 + 3);
    ck_assert_uint_eq(unicode_invalid_at(accented), accented.size);
    ck_assert_str_eq(str_copy(arena, unicode_search_key(arena, accented)).data,
                     "good films in chicago");
}
END_TEST

START_TEST(a_case_is_changed_by_its_id_and_the_seed_alone)
{
    struct gold_case gold = case_of("some funny films about space travel");
    const char *once = changed(PERTURB_TYPO, &gold);
    ck_assert_str_eq(changed(PERTURB_TYPO, &gold), once);
    bool differs = false;
    for (options.seed = 0; options.seed < 10; options.seed++)
        differs = differs || strcmp(changed(PERTURB_TYPO, &gold), once) != 0;
    options.seed = 42;
    ck_assert(differs);
}
END_TEST

START_TEST(the_configuration_names_the_kinds_in_their_order)
{
    struct str rest = STR(CONFIG_PERTURBATIONS);
    struct str name;
    int kind = 0;
    for (; str_next(&rest, '|', &name); kind++) {
        ck_assert_int_lt(kind, PERTURB_KINDS);
        ck_assert_str_eq(str_copy(arena, name).data, perturb_name((enum perturb_kind)kind));
    }
    ck_assert_int_eq(kind, PERTURB_KINDS);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "perturb", case_and_accents_change_everywhere,
        what_a_kind_leaves_as_it_is_has_no_changed_query, a_typo_is_one_mistake_in_one_word,
        there_is_a_typo_in_so_many_words, typos_keep_characters_whole,
        two_longer_words_change_places, the_order_of_an_exclusion_is_left_alone,
        titles_keep_their_order_and_their_language, a_genre_word_is_said_in_another_language,
        signs_go_but_not_in_front_of_a_digit, an_accent_sits_on_one_vowel_of_every_longer_word,
        a_case_is_changed_by_its_id_and_the_seed_alone,
        the_configuration_names_the_kinds_in_their_order);
}
