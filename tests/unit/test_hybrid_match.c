#include "train/hybrid_match.h"

#include "suite.h"

enum { ARENA_BYTES = 1 << 20, COMEDY = 1, HORROR = 2, SCIFI = 4 };

static struct arena *arena;
static struct catalogue catalogue;

static void open_catalogue(void)
{
    arena = arena_open("test", ARENA_BYTES);
    catalogue = catalogue_init(arena);
    catalogue_add(&catalogue, STR("alien"), STR("Alien (1979)"), HORROR | SCIFI);
    catalogue_add(&catalogue, STR("airplane"), STR("Airplane! (1980)"), COMEDY);
    catalogue_add(&catalogue, STR("lost"), STR("Lost"), COMEDY | SCIFI);
}

static void close_catalogue(void)
{
    arena_close(arena);
}

static struct hybrid_film film(uint32_t index)
{
    const struct movie *movie = &catalogue.items[index];
    return (struct hybrid_film){movie->genres, movie->year, index};
}

static unsigned level(const struct hybrid_wish *wish, uint32_t index)
{
    const struct hybrid_film one = film(index);
    return hybrid_match_level(wish, &one);
}

static struct hybrid_wish wish_of(const struct slots *slots)
{
    return hybrid_match_wish(slots, &catalogue);
}

enum { ALIEN, AIRPLANE, LOST };

START_TEST(a_match_is_the_share_of_the_asked_genres)
{
    struct slots slots = slots_empty();
    slots.genres = COMEDY | SCIFI;
    const struct hybrid_wish wish = wish_of(&slots);
    ck_assert_uint_eq(wish.levels, 2);
    ck_assert_uint_eq(level(&wish, ALIEN), 1);
    ck_assert_uint_eq(level(&wish, AIRPLANE), 1);
    ck_assert_uint_eq(level(&wish, LOST), 2);
}
END_TEST

START_TEST(an_excluded_genre_is_no_match_however_much_else_fits)
{
    struct slots slots = slots_empty();
    slots.genres = SCIFI;
    slots.exclude_genres = HORROR;
    const struct hybrid_wish wish = wish_of(&slots);
    ck_assert_uint_eq(level(&wish, ALIEN), 0);
    ck_assert_uint_eq(level(&wish, LOST), 1);
}
END_TEST

START_TEST(a_film_is_in_the_years_or_it_is_no_match)
{
    static const struct {
        int min;
        int max;
        unsigned level[3];
    } CASES[] = {
        {1979, 1979, {1, 0, 0}}, {1980, 1989, {0, 1, 0}}, {1980, 0, {0, 1, 0}},
        {0, 1979, {1, 0, 0}},    {0, 0, {1, 1, 1}},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct slots slots = slots_empty();
        slots.year_min = CASES[i].min;
        slots.year_max = CASES[i].max;
        const struct hybrid_wish wish = wish_of(&slots);
        ck_assert_int_eq(hybrid_match_is_open(&wish), CASES[i].min == 0 && CASES[i].max == 0);
        for (uint32_t f = 0; f < 3; f++)
            ck_assert_uint_eq(level(&wish, f), CASES[i].level[f]);
    }
}
END_TEST

START_TEST(a_film_to_look_up_is_the_only_match)
{
    struct slots slots = slots_empty();
    slots_add_film(arena, &slots.movies, AIRPLANE, STR("Airplane!"));
    const struct hybrid_wish wish = wish_of(&slots);
    ck_assert(!hybrid_match_is_open(&wish));
    ck_assert_uint_eq(level(&wish, AIRPLANE), wish.levels);
    ck_assert_uint_eq(level(&wish, ALIEN), 0);
}
END_TEST

START_TEST(a_film_to_compare_with_stands_for_its_genres)
{
    struct slots slots = slots_empty();
    slots_add_film(arena, &slots.similar_to, ALIEN, STR("Alien"));
    struct hybrid_wish wish = wish_of(&slots);
    ck_assert_uint_eq(wish.levels, 2);
    ck_assert_uint_eq(level(&wish, ALIEN), 2);
    ck_assert_uint_eq(level(&wish, LOST), 1);
    ck_assert_uint_eq(level(&wish, AIRPLANE), 0);

    slots.genres = COMEDY; /* "like Alien, but funny" */
    wish = wish_of(&slots);
    ck_assert_uint_eq(wish.levels, 1);
    ck_assert_uint_eq(level(&wish, ALIEN), 1);
    ck_assert_uint_eq(level(&wish, AIRPLANE), 1);
}
END_TEST

START_TEST(a_title_that_nobody_lists_matches_nothing)
{
    struct slots slots = slots_empty();
    slots_add_film(arena, &slots.similar_to, FILM_UNLISTED | 7, STR("Home Video"));
    const struct hybrid_wish wish = wish_of(&slots);
    const struct hybrid_film unlisted = {0, 0, FILM_NONE};
    ck_assert(!hybrid_match_is_open(&wish));
    for (uint32_t f = 0; f < 3; f++)
        ck_assert_uint_eq(level(&wish, f), 0);
    ck_assert_uint_eq(hybrid_match_level(&wish, &unlisted), 0);
}
END_TEST

START_TEST(wishes_are_equal_when_every_part_is)
{
    struct slots slots = slots_empty();
    slots.genres = COMEDY;
    const struct hybrid_wish plain = wish_of(&slots);
    ck_assert(hybrid_match_equal(&plain, &plain));
    slots.year_max = 1990;
    const struct hybrid_wish early = wish_of(&slots);
    ck_assert(!hybrid_match_equal(&plain, &early));
    slots_add_film(arena, &slots.movies, AIRPLANE, STR("Airplane!"));
    const struct hybrid_wish named = wish_of(&slots);
    ck_assert(!hybrid_match_equal(&early, &named));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_catalogue, close_catalogue, "hybrid_match", a_match_is_the_share_of_the_asked_genres,
        an_excluded_genre_is_no_match_however_much_else_fits,
        a_film_is_in_the_years_or_it_is_no_match, a_film_to_look_up_is_the_only_match,
        a_film_to_compare_with_stands_for_its_genres, a_title_that_nobody_lists_matches_nothing,
        wishes_are_equal_when_every_part_is);
}
