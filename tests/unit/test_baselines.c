#include "train/baselines.h"

#include "reference_ratings.h"
#include "suite.h"

enum { ARENA_BYTES = 1 << 22 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

/*
 * Around the mean of 3, item 0 is rated 2 and 0, item 1 is rated 0 and −2: b_i = ±2 ÷ (10 + 2).
 * The users stand against each other in the same way: b_u = ±2 ÷ (15 + 2), and since
 * those add up to 0, a further round changes nothing.
 */
START_TEST(biases_are_damped_means_of_what_is_left)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0}, {1, 1, 1, 0}, {0, 1, 3, 0});
    const unsigned char part[4] = {0};
    struct baselines found = baselines_fit(&ratings, part, SPLIT_BIT(SPLIT_TRAIN), arena);
    ck_assert_double_eq(found.mean, 3.0);
    ck_assert_double_eq_tol(found.item_bias[0], 2.0 / 12.0, 1e-15);
    ck_assert_double_eq_tol(found.item_bias[1], -2.0 / 12.0, 1e-15);
    ck_assert_double_eq_tol(found.user_bias[0], 2.0 / 17.0, 1e-15);
    ck_assert_double_eq_tol(found.user_bias[1], -2.0 / 17.0, 1e-15);
    ck_assert_double_eq(found.item_counts[0], 2.0);
    ck_assert_double_eq(found.item_counts[1], 2.0);
    ratings_free(&ratings);
}
END_TEST

/* Both sum in double precision, in another order: 1e-9 leaves room for nothing else. */
START_TEST(predictions_are_those_of_surprise)
{
    unsigned char part[REFERENCE_COUNT];
    struct ratings ratings = reference_ratings(arena, part);
    struct baselines found = baselines_fit(&ratings, part, SPLIT_BIT(SPLIT_TRAIN), arena);
    for (size_t i = 0; i < REFERENCE_COUNT; i++) {
        if (part[i] != SPLIT_TEST)
            continue;
        double predicted =
            found.mean + found.user_bias[ratings.users[i]] + found.item_bias[ratings.items[i]];
        ck_assert_double_eq_tol(predicted, REFERENCE_RATINGS[i].biases, 1e-9);
    }
    ratings_free(&ratings);
}
END_TEST

START_TEST(only_the_given_parts_are_learned)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 0, 3, 0}, {1, 1, 1, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_VALIDATION, SPLIT_TEST};
    struct baselines found =
        baselines_fit(&ratings, part, SPLIT_BIT(SPLIT_TRAIN) | SPLIT_BIT(SPLIT_VALIDATION), arena);
    ck_assert_double_eq(found.mean, 4.0);
    ck_assert_double_eq(found.item_counts[0], 2.0);
    ck_assert_double_eq(found.item_bias[1], 0.0);

    found = baselines_fit(&ratings, part, 0, arena);
    ck_assert_double_eq(found.mean, 0.0);
    ck_assert_double_eq(found.user_bias[0], 0.0);
    ratings_free(&ratings);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "baselines",
                            biases_are_damped_means_of_what_is_left,
                            predictions_are_those_of_surprise, only_the_given_parts_are_learned);
}
