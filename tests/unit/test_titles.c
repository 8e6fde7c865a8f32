#include "llm/titles.h"

#include "suite.h"
#include "vocabulary_fixture.h"

static struct vocabulary_fixture *fixture;
static const struct titles *titles;

static void open_titles(void)
{
    fixture = vocabulary_fixture_open();
    const struct lexicon *lexicon =
        lexicon_open(STR("[titles]\nIl padrino, 2001 = The Godfather (1972)\nGone = Gone (1999)\n"),
                     &fixture->genres, fixture->arena, fixture->scratch);
    titles = titles_open(&fixture->catalogue, lexicon, fixture->arena, fixture->scratch);
}

static const char *show(uint32_t film)
{
    if (film == FILM_NONE)
        return "none";
    const struct movie *movie = &fixture->catalogue.items[film];
    return arena_printf(fixture->arena, "%.*s %d", STR_ARG(movie->title), movie->year);
}

/* The film whose title is all of the text, as "Alien 1979", or "none". */
static const char *exactly(const char *text)
{
    struct tokens tokens = tokens_split(str_from(text), fixture->arena);
    struct titles_match match;
    size_t end = titles_longest(titles, &tokens, 0, tokens.count, &match);
    return end == 0 || end < tokens.count ? "none" : show(match.film);
}

static const char *nearly(const char *text)
{
    struct tokens tokens = tokens_split(str_from(text), fixture->arena);
    struct titles_search search = titles_search_init(titles, fixture->scratch);
    struct titles_match match;
    return titles_nearest(titles, &search, &tokens, 0, tokens.count, &match) ? show(match.film)
                                                                             : "none";
}

START_TEST(a_title_is_found_without_spaces_accents_and_punctuation)
{
    open_titles();
    ck_assert_str_eq(exactly("bladerunner"), "Blade Runner 1982");
    ck_assert_str_eq(exactly("AIRPLANE"), "Airplane! 1980");
    ck_assert_str_eq(exactly("no country for old men"), "No Country for Old Men 2007");
    ck_assert_str_eq(exactly("country for old men"), "none");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_title_is_found_without_its_article_by_its_parts_and_other_names)
{
    open_titles();
    ck_assert_str_eq(exactly("the matrix"), "The Matrix 1999");
    ck_assert_str_eq(exactly("matrix"), "The Matrix 1999");
    ck_assert_str_eq(exactly("cidade de deus"), "City of God (Cidade de Deus) 2002");
    ck_assert_str_eq(exactly("se7en"), "Seven (a.k.a. Se7en) 1995");
    ck_assert_str_eq(exactly("empire strikes back"),
                     "Star Wars: Episode V - The Empire Strikes Back 1980");
    ck_assert_str_eq(exactly("il padrino"), "The Godfather 1972");
    ck_assert_str_eq(exactly("gone"), "none");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(numbers_and_words_for_them_are_the_same)
{
    open_titles();
    ck_assert_str_eq(exactly("12 monkeys"), "Twelve Monkeys (a.k.a. 12 Monkeys) 1995");
    ck_assert_str_eq(exactly("seven"), "Seven (a.k.a. Se7en) 1995");
    ck_assert_str_eq(exactly("7"), "Seven (a.k.a. Se7en) 1995");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(of_a_shared_title_the_newest_film_and_of_a_shared_part_the_oldest_is_meant)
{
    open_titles();
    ck_assert_str_eq(exactly("dune"), "Dune 2021");
    ck_assert_str_eq(exactly("star wars"), "Star Wars: Episode IV - A New Hope 1977");
    ck_assert_str_eq(exactly("2001"), "The Godfather 1972"); /* a whole title before a part */
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_version_is_chosen_by_its_year)
{
    open_titles();
    struct tokens tokens = tokens_split(STR("dune"), fixture->arena);
    struct titles_match match;
    ck_assert_uint_eq(titles_longest(titles, &tokens, 0, 1, &match), 1);
    ck_assert_str_eq(show(titles_version(titles, &match, 1980, 1989, false)), "Dune 1984");
    ck_assert_str_eq(show(titles_version(titles, &match, 0, 0, true)), "Dune 1984");
    ck_assert_str_eq(show(titles_version(titles, &match, 0, 0, false)), "Dune 2021");
    ck_assert_uint_eq(titles_version(titles, &match, 1990, 1999, false), FILM_NONE);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_misspelled_title_is_found_as_far_as_its_length_allows)
{
    open_titles();
    ck_assert_str_eq(nearly("the matirx"), "The Matrix 1999");
    ck_assert_str_eq(nearly("casabalnca"), "Casablanca 1942");
    ck_assert_str_eq(nearly("shawshenk redemtion"), "The Shawshank Redemption 1994");
    ck_assert_str_eq(nearly("casablxyca"), "Casablanca 1942");
    ck_assert_str_eq(nearly("caxyblanza"), "none");
    ck_assert_str_eq(nearly("heet"), "none");
    ck_assert_str_eq(nearly("alain"), "none");
    ck_assert_str_eq(nearly("alein"), "Alien 1979");
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(a_search_ends_after_so_many_tries)
{
    open_titles();
    struct tokens tokens = tokens_split(STR("casabalnca"), fixture->arena);
    struct titles_search search = titles_search_init(titles, fixture->scratch);
    struct titles_match match;
    size_t found = 0;
    while (titles_nearest(titles, &search, &tokens, 0, 1, &match))
        found++;
    ck_assert_uint_gt(found, 1);
    ck_assert_uint_eq(search.tries, 0);
    vocabulary_fixture_close(fixture);
}
END_TEST

START_TEST(an_empty_catalogue_knows_no_title)
{
    fixture = vocabulary_fixture_open();
    struct catalogue empty = catalogue_init(fixture->arena);
    const struct lexicon *lexicon =
        lexicon_open(STR(""), &fixture->genres, fixture->arena, fixture->scratch);
    titles = titles_open(&empty, lexicon, fixture->arena, fixture->scratch);
    ck_assert_str_eq(exactly("alien"), "none");
    ck_assert_str_eq(nearly("casablanca"), "none");
    vocabulary_fixture_close(fixture);
}
END_TEST

int main(void)
{
    return SUITE_RUN("titles", a_title_is_found_without_spaces_accents_and_punctuation,
                     a_title_is_found_without_its_article_by_its_parts_and_other_names,
                     numbers_and_words_for_them_are_the_same,
                     of_a_shared_title_the_newest_film_and_of_a_shared_part_the_oldest_is_meant,
                     a_version_is_chosen_by_its_year,
                     a_misspelled_title_is_found_as_far_as_its_length_allows,
                     a_search_ends_after_so_many_tries, an_empty_catalogue_knows_no_title);
}
