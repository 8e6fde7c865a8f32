#include "synth/world.h"

#include <math.h>

#include "suite.h"

static struct arena *arena;
static struct genre_table genres;
static struct catalogue films;

static void open_world(void)
{
    arena = arena_open("test", 1 << 26);
    genres = genre_table_init(arena);
    genre_add(&genres, STR("Comedy"));
    genre_add(&genres, STR("Horror"));
    genre_add(&genres, STR("Romance"));
    films = catalogue_init(arena);
    world_invent_films(300, 1, &genres, arena, &films);
}

static void close_world(void)
{
    arena_close(arena);
}

static struct world make(uint64_t seed)
{
    const struct world_options options = {.seed = seed, .people = 500, .days = 10};
    return world_make(&options, &films, &genres, arena);
}

START_TEST(the_seed_decides_everything)
{
    struct world a = make(7);
    struct world b = make(7);
    struct world c = make(8);
    ck_assert_double_eq(world_liking(&a, 3, 17, 0), world_liking(&b, 3, 17, 0));
    ck_assert_double_ne(world_liking(&a, 3, 17, 0), world_liking(&c, 3, 17, 0));
}
END_TEST

START_TEST(a_lottery_draws_by_weight)
{
    struct world world = make(7);
    size_t drawn[300] = {0};
    struct rng rng = rng_init(1, 1);
    for (size_t i = 0; i < 300000; i++)
        drawn[world_draw(&world.by_popularity, &rng)]++;

    size_t most = 0;
    size_t least = SIZE_MAX;
    for (size_t f = 0; f < 300; f++) {
        most = drawn[f] > most ? drawn[f] : most;
        least = drawn[f] < least ? drawn[f] : least;
    }
    /* Weights fall from 8^-0.9 to 307^-0.9: a ratio of 26.7. */
    double ratio = (double)most / (double)least;
    ck_assert_double_gt(ratio, 22);
    ck_assert_double_lt(ratio, 36);
}
END_TEST

START_TEST(liking_has_about_the_spread_that_is_promised)
{
    struct world world = make(7);
    double sum = 0;
    double squares = 0;
    size_t n = 0;
    for (size_t person = 0; person < 500; person++) {
        for (size_t film = 0; film < 300; film++, n++) {
            double liking = world_liking(&world, person, film, 0);
            sum += liking;
            squares += liking * liking;
        }
    }
    double mean = sum / (double)n;
    double deviation = sqrt(squares / (double)n - mean * mean);
    ck_assert_double_lt(fabs(mean), 0.5);
    ck_assert_double_gt(deviation, 1);
    ck_assert_double_lt(deviation, 2);
}
END_TEST

START_TEST(from_its_day_on_the_shift_moves_two_genres)
{
    struct world world = make(7);
    ck_assert_uint_eq(world.shift_day, 6);
    for (size_t film = 0; film < films.count; film++) {
        double before = world_liking(&world, 0, film, 5);
        double after = world_liking(&world, 0, film, 6);
        genre_set set = films.items[film].genres;
        bool loved = (set & genre_bit(world.loved)) != 0;
        bool tired = (set & genre_bit(world.tired)) != 0;
        if (loved == tired)
            ck_assert_double_eq_tol(after, before, 1e-9);
        else if (loved)
            ck_assert_double_gt(after, before);
        else
            ck_assert_double_lt(after, before);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_world, close_world, "world", the_seed_decides_everything,
                            a_lottery_draws_by_weight, liking_has_about_the_spread_that_is_promised,
                            from_its_day_on_the_shift_moves_two_genres);
}
