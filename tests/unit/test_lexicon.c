#include "llm/lexicon.h"

#include "base/embedded.h"
#include "suite.h"
#include "vocabulary_fixture.h"

static struct vocabulary_fixture *fixture;

static const char TABLE[] = "# a comment\n"
                            "[idiom]\n"
                            "en: nothing but, western union\n"
                            "\n"
                            "[genre Comedy Romance]\n"
                            "en: rom com\n"
                            "[genre Western]\n"
                            "en: western, cowboy hat\n"
                            "[genre Romance]\n"
                            "en: romantic\n"
                            "ru: романти*\n"
                            "de: liebe\n"
                            "[genre Musical]\n"
                            "en: musical\n"
                            "[genre Kabuki]\n"
                            "ja: kabuki\n"
                            "[not]\n"
                            "en: nothing, not a\n"
                            "[decade 1980]\n"
                            "en: eighties\n"
                            "[suffix]\n"
                            "film, movies\n"
                            "[ordinary]\n"
                            "en: musician\n"
                            "[titles]\n"
                            "Il padrino, Le Parrain = The Godfather (1972)\n";

/* The signs of a query as "genre(Western) not", in its order. */
static const char *signs(const char *table, const char *text)
{
    static const char *const NAMES[LEXICON_KINDS] = {[LEXICON_GENRE] = "genre",
                                                     [LEXICON_IDIOM] = "idiom",
                                                     [LEXICON_NOT] = "not",
                                                     [LEXICON_DECADE] = "decade",
                                                     [LEXICON_SUFFIX] = "suffix"};
    const struct lexicon *lexicon =
        lexicon_open(str_from(table), &fixture->genres, fixture->arena, fixture->scratch);
    struct tokens tokens = tokens_split(str_from(text), fixture->arena);
    struct signs found = lexicon_find(lexicon, &tokens, fixture->arena);
    struct strbuf said = strbuf_init(fixture->arena, 4096);
    for (size_t i = 0; i < found.count; i++) {
        const struct sign *sign = &found.items[i];
        struct slots slots = slots_empty();
        slots.genres = sign->genres;
        struct str genres = slots_text(SLOT_GENRES, &slots, &fixture->genres, &fixture->intents,
                                       &fixture->catalogue, fixture->arena);
        strbuf_addf(&said, "%s%s", i == 0 ? "" : " ", NAMES[sign->kind]);
        if (genres.size != 0)
            strbuf_addf(&said, "(%.*s)", STR_ARG(genres));
        if (sign->number != 0)
            strbuf_addf(&said, "(%d)", sign->number);
    }
    return said.size == 0 ? "" : said.data;
}

START_TEST(the_longest_phrase_wins)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs(TABLE, "nothing western"), "not genre(Western)");
    ck_assert_str_eq(signs(TABLE, "nothing but western union"), "idiom idiom");
    ck_assert_str_eq(signs(TABLE, "a rom-com of the Eighties"),
                     "genre(Comedy, Romance) decade(1980)");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_phrase_never_spans_a_comma)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs(TABLE, "nothing, but western"), "not genre(Western)");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(words_are_found_in_their_plural_compounds_and_inflections)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs(TABLE, "westerns"), "genre(Western)");
    ck_assert_str_eq(signs(TABLE, "Westernfilm"), "genre(Western)");
    ck_assert_str_eq(signs(TABLE, "романтическая"), "genre(Romance)");
    ck_assert_str_eq(signs(TABLE, "film"), "");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(misspelled_english_words_are_found_but_known_words_are_left_alone)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs(TABLE, "westren"), "genre(Western)");
    ck_assert_str_eq(signs(TABLE, "musicla"), "genre(Musical)");
    ck_assert_str_eq(signs(TABLE, "ightees eigthies"), "decade(1980)");
    ck_assert_str_eq(signs(TABLE, "musician liebee"), "");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(genres_of_the_table_and_their_aliases_are_known_by_themselves)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs("", "Film-Noir, a whodunit"), "genre(Film-Noir) genre(Mystery)");
    ck_assert_str_eq(signs("[idiom]\nen: whodunit\n", "a whodunit"), "idiom");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(what_the_table_says_of_an_unknown_genre_is_left_out)
{
    fixture = vocabulary_fixture_open();
    ck_assert_str_eq(signs(TABLE, "kabuki"), "");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(other_names_of_films_are_listed)
{
    fixture = vocabulary_fixture_open();
    const struct lexicon *lexicon =
        lexicon_open(str_from(TABLE), &fixture->genres, fixture->arena, fixture->scratch);
    size_t count;
    const struct lexicon_title *titles = lexicon_titles(lexicon, &count);
    ck_assert_uint_eq(count, 2);
    ck_assert(str_equal(titles[1].alias, STR("Le Parrain")));
    ck_assert(str_equal(titles[1].title, STR("The Godfather (1972)")));
    ck_assert(lexicon_knows(lexicon, STR("musician")));
    ck_assert(!lexicon_knows(lexicon, STR("padrino")));
    vocabulary_fixture_close(fixture);
}
END_TEST

/* A phrase that stands twice means what its upper section says, so that the lower one is a slip. */
START_TEST(the_table_that_ships_is_well_formed)
{
    fixture = vocabulary_fixture_open();
    const struct embedded_file *file = embedded_find("datasets/lexicon.txt");
    ck_assert_ptr_nonnull(file);
    const char *table = (const char *)file->data;
    ck_assert_str_eq(signs(table, "romcom"), "genre(Comedy, Romance)");

    struct str text = {table, file->size};
    struct str line;
    bool titles = false;
    while (str_next(&text, '\n', &line)) {
        if (str_starts_with(line, STR("[")))
            titles = str_equal(line, STR("[titles]"));
        if (line.size == 0 || line.data[0] == '#' || line.data[0] == '[')
            continue;
        ck_assert_msg((str_find(line, STR(" = ")) != SIZE_MAX) == titles, "%.*s", STR_ARG(line));
        ck_assert_msg(str_find(line, STR(",,")) == SIZE_MAX && !str_ends_with(line, STR(",")) &&
                          !str_ends_with(line, STR(" ")),
                      "%.*s", STR_ARG(line));
    }
    vocabulary_fixture_close(fixture);
}
END_TEST

int main(void)
{
    return SUITE_RUN("lexicon", the_longest_phrase_wins, a_phrase_never_spans_a_comma,
                     words_are_found_in_their_plural_compounds_and_inflections,
                     misspelled_english_words_are_found_but_known_words_are_left_alone,
                     genres_of_the_table_and_their_aliases_are_known_by_themselves,
                     what_the_table_says_of_an_unknown_genre_is_left_out,
                     other_names_of_films_are_listed, the_table_that_ships_is_well_formed);
}
