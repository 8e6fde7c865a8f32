#include "model/catalogue.h"

#include "suite.h"

static struct arena *arena;
static struct catalogue films;

static void open_films(void)
{
    arena = arena_open("test", 1 << 20);
    films = catalogue_init(arena);
    catalogue_add(&films, STR("1"), STR("Matrix, The (1999)"), 0);
    catalogue_add(&films, STR("2"), STR("Thing, The (1982)"), 0);
    catalogue_add(&films, STR("3"), STR("Thing, The (2011)"), 0);
    catalogue_add(&films, STR("4"), STR("Seven (a.k.a. Se7en) (1995)"), 0);
    catalogue_add(&films, STR("5"),
                  STR("Amelie (Fabuleux destin d'Am\xC3\xA9lie Poulain, Le) (2001)"), 0);
    catalogue_add(&films, STR("6"), STR("L\xC3\xA9on"), 0);
}

static void close_films(void)
{
    arena_close(arena);
}

static uint32_t found(const char *text)
{
    return catalogue_resolve(&films, arena, str_from(text));
}

START_TEST(a_film_is_found_by_id_title_and_year)
{
    ck_assert_uint_eq(found("1"), 0);
    ck_assert_uint_eq(found("The Matrix (1999)"), 0);
    ck_assert_uint_eq(found(" Matrix, The "), 0);
    ck_assert_uint_eq(found("leon"), 5);
}
END_TEST

START_TEST(a_title_alone_is_the_newest_film_of_that_title)
{
    ck_assert_uint_eq(found("The Thing"), 2);
    ck_assert_uint_eq(found("The Thing (1982)"), 1);
}
END_TEST

START_TEST(titles_in_parentheses_name_the_film_too)
{
    ck_assert_uint_eq(found("Se7en (1995)"), 3);
    ck_assert_uint_eq(found("Seven"), 3);
    ck_assert_uint_eq(found("Am\xC3\xA9lie (2001)"), 4);
    ck_assert_uint_eq(found("Le fabuleux destin d'Am\xC3\xA9lie Poulain"), 4);
}
END_TEST

START_TEST(a_parenthesis_that_nothing_opens_belongs_to_the_title)
{
    ck_assert(catalogue_add(&films, STR("7"), STR("\xC3\xA9t\xC3\xA9)"), 0));
    ck_assert_uint_eq(found("\xC3\xA9t\xC3\xA9)"), 6);
    ck_assert_uint_eq(catalogue_find_id(&films, STR("7")), 6);
}
END_TEST

START_TEST(a_year_has_to_agree)
{
    ck_assert_uint_ge(found("The Matrix (2003)"), FILM_UNLISTED);
    ck_assert_uint_ne(found("The Matrix (2003)"), FILM_NONE);
}
END_TEST

START_TEST(two_mentions_of_an_unlisted_title_are_equal)
{
    ck_assert_uint_eq(found("Nowhere Land (1950)"), found("nowhere land  (1950)"));
    ck_assert_uint_ne(found("Nowhere Land (1950)"), found("Nowhere Land (1951)"));
    ck_assert_uint_eq(found("  "), FILM_NONE);
}
END_TEST

START_TEST(an_id_is_taken_once)
{
    ck_assert(!catalogue_add(&films, STR("1"), STR("Other (2000)"), 0));
    ck_assert_uint_eq(films.count, 6);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_films, close_films, "catalogue", a_film_is_found_by_id_title_and_year,
        a_title_alone_is_the_newest_film_of_that_title, titles_in_parentheses_name_the_film_too,
        a_parenthesis_that_nothing_opens_belongs_to_the_title, a_year_has_to_agree,
        two_mentions_of_an_unlisted_title_are_equal, an_id_is_taken_once);
}
