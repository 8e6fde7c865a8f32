#include "train/list_quality.h"

#include <math.h>

#include "../reference/lists.h"
#include "ratings_fixture.h"
#include "scores_fixture.h"
#include "suite.h"
#include "train/split.h"
#include "train/top_items.h"

enum { ARENA_BYTES = 1 << 24, COUNT = sizeof LISTS_RATINGS / sizeof LISTS_RATINGS[0] };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Scores are exact in single precision, ties are many, and item 23 is in the test part only. */
START_TEST(measures_are_those_of_scikit_learn_and_scipy)
{
    struct ratings ratings = fixture_empty(COUNT, LISTS_USERS, LISTS_ITEMS);
    unsigned char part[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        ratings.users[i] = LISTS_RATINGS[i].user;
        ratings.items[i] = LISTS_RATINGS[i].item;
        ratings.values[i] = LISTS_RATINGS[i].value;
        part[i] = LISTS_RATINGS[i].tested ? SPLIT_TEST : SPLIT_TRAIN;
    }
    fixture_name(&ratings, arena);
    const struct ranking_options options = {.relevant_from = LISTS_RELEVANT_FROM,
                                            .ks = {5, LISTS_K},
                                            .k_count = 2,
                                            .genres = LISTS_GENRES};
    const struct scores_fixture scores = {&LISTS_SCORES[0][0], LISTS_ITEMS, 0};
    const struct predictor predictor = scores_fixture_predictor(&scores);
    struct ranking_fold fold = ranking_fold_make(&ratings, part, options.relevant_from);
    struct ranking ranking = ranking_init(&options, &ratings, arena);
    ranking_add(&ranking, &fold, &predictor, NULL);
    struct user_average averages[RANKING_AVERAGES_MAX];
    const size_t count = ranking_averages(&ranking, averages);
    ck_assert_uint_eq(count, 2 * RANKING_MEASURES + RANKING_BEYOND);
    for (size_t b = 0; b < RANKING_BEYOND; b++) {
        size_t users = 0;
        ck_assert_double_eq_tol(
            user_bootstrap_value(averages[count - RANKING_BEYOND + b], LISTS_USERS, &users),
            LISTS_BEYOND[b], 1e-9);
    }
    ck_assert_double_eq_tol(mean_value(ranking.gini), LISTS_GINI, 1e-9);
    ck_assert_double_eq_tol(mean_value(ranking.entropy), LISTS_ENTROPY, 1e-9);
    ranking_fold_free(&fold);
    ratings_free(&ratings);
}
END_TEST

/* Candidates 3 1 1 0 with the relevant ones at 3 and 1: pairs 3>1, 3>0, 1=1, 1>0: 3.5 of 4. */
START_TEST(ties_count_a_half_and_excluded_items_nothing)
{
    const float scores[] = {3, 1, TOP_ITEMS_EXCLUDED, 1, 0};
    const unsigned char marks[] = {1, 1, 0, 0, 0};
    const uint32_t relevant[] = {0, 1};
    const struct list_quality_scores user = {scores, 5, marks};
    ck_assert_double_eq(list_quality_auc(&user, relevant, 2), 3.5 / 4.0);
    const struct list_quality_scores first = {scores, 3, marks};
    ck_assert(isnan(list_quality_auc(&first, relevant, 2)));
    ck_assert(isnan(list_quality_auc(&user, relevant, 0)));
}
END_TEST

START_TEST(the_same_genres_are_calibrated_and_not_diverse)
{
    const genre_set genres[] = {1, 1, 2, 3, 0};
    const uint32_t same[] = {0, 1};
    const uint32_t apart[] = {0, 2, 4};
    const uint32_t without[] = {4};
    ck_assert_double_eq(list_quality_diversity(genres, same, 2), 0.0);
    ck_assert_double_eq(list_quality_diversity(genres, apart, 3), 1.0);
    ck_assert(isnan(list_quality_diversity(genres, without, 1)));
    ck_assert_double_eq(list_quality_miscalibration(genres, same, 2, same, 1), 0.0);
    ck_assert_double_eq_tol(list_quality_miscalibration(genres, same, 2, apart + 1, 1),
                            log(1.0 / LIST_QUALITY_SMOOTHING), 1e-12);
    ck_assert(isnan(list_quality_miscalibration(genres, without, 1, same, 2)));
}
END_TEST

START_TEST(an_empty_list_has_no_quality)
{
    const struct item_facts facts = {.n_items = 0};
    const struct list_quality_scores user = {0};
    ck_assert(isnan(list_quality_novelty(&facts, NULL, 0)));
    ck_assert(isnan(list_quality_popularity(&facts, NULL, 0)));
    ck_assert(isnan(list_quality_tail_share(&facts, NULL, 0)));
    ck_assert(isnan(list_quality_serendipity(&facts, &user, NULL, 0)));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "list_quality", measures_are_those_of_scikit_learn_and_scipy,
        ties_count_a_half_and_excluded_items_nothing,
        the_same_genres_are_calibrated_and_not_diverse, an_empty_list_has_no_quality);
}
