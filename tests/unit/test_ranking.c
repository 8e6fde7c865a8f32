#include "train/ranking.h"

#include <math.h>

#include "reference_ratings.h"
#include "scores_fixture.h"
#include "suite.h"
#include "train/ranking_metrics.h"

enum { ARENA_BYTES = 1 << 24 };

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

static double value_of(const struct metric_list *list, const char *selector)
{
    const struct metric *metric = metric_find(list, str_from(selector));
    ck_assert_msg(metric != NULL, "%s", selector);
    return metric->value;
}

/* The metrics of one fold, ranked by `item_scores` alone: the same list for every user. */
static struct metric_list rank_by(const struct ratings *ratings, const unsigned char *part,
                                  const float *item_scores, const struct ranking_options *options,
                                  struct ranking *out)
{
    const struct scores_fixture scores = {item_scores, ratings->n_items, 1};
    const struct predictor predictor = scores_fixture_predictor(&scores);
    struct ranking_fold fold = ranking_fold_make(ratings, part, options->relevant_from);
    *out = ranking_init(options, ratings, arena);
    ranking_add(out, &fold, &predictor, NULL);
    ranking_fold_free(&fold);

    struct metric_list list = metric_list_init(arena);
    struct interval intervals[RANKING_AVERAGES_MAX];
    for (size_t i = 0; i < RANKING_AVERAGES_MAX; i++)
        intervals[i] = (struct interval){(double)i, (double)i + 1.0};
    ranking_metrics(out, STR("svd"), true, intervals, &list);
    return list;
}

/*
 * Scores fall from item 0 to item 5. User 0 knows item 0, and of items 2, 3 and 5 held out likes 2
 * and 5: the list is 1 2 3 4 5. User 1 likes item 0. User 2 likes nothing that is held out.
 */
START_TEST(lists_are_measured_as_by_hand)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 0, 5, 0}, {0, 2, 4, 0}, {0, 3, 3, 0}, {0, 5, 5, 0}, {1, 0, 4, 0},
                       {1, 1, 1, 0}, {2, 1, 2, 0}, {2, 4, 5, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_TEST,       SPLIT_TEST, SPLIT_TEST,
                                  SPLIT_TEST,  SPLIT_VALIDATION, SPLIT_TEST, SPLIT_TRAIN};
    const float scores[] = {6, 5, 4, 3, 2, 1};
    const struct ranking_options options = {.relevant_from = 4.0, .ks = {2, 5}, .k_count = 2};
    struct ranking ranking;
    struct metric_list list = rank_by(&ratings, part, scores, &options, &ranking);
    ck_assert_uint_eq(ranking.ranked_users, 2);
    ck_assert_uint_eq(ranking.unranked_users, 1);

    const double second = 1.0 / log2(3.0);
    const double fifth = 1.0 / log2(6.0);
    const double best = 1.0 + second;
    ck_assert_double_eq_tol(value_of(&list, "ndcg_at_2"), (second / best + 1.0) / 2.0, 1e-15);
    ck_assert_double_eq_tol(value_of(&list, "ndcg_at_5"), ((second + fifth) / best + 1.0) / 2.0,
                            1e-15);
    ck_assert_double_eq(value_of(&list, "recall_at_2"), (0.5 + 1.0) / 2.0);
    ck_assert_double_eq(value_of(&list, "recall_at_5"), 1.0);
    ck_assert_double_eq(value_of(&list, "precision_at_2"), (0.5 + 0.5) / 2.0);
    ck_assert_double_eq_tol(value_of(&list, "precision_at_5"), (0.4 + 0.2) / 2.0, 1e-15);
    ck_assert_double_eq(value_of(&list, "map_at_2"), (0.25 + 1.0) / 2.0);
    ck_assert_double_eq(value_of(&list, "map_at_5"), ((0.5 + 0.4) / 2.0 + 1.0) / 2.0);
    ck_assert_double_eq(value_of(&list, "mrr_at_5"), (0.5 + 1.0) / 2.0);
    ck_assert_double_eq(value_of(&list, "hit_rate_at_2"), 1.0);
    /* Lists of two: 1 2 and 0 2, since user 1 knows item 1. Of five: all items. */
    ck_assert_double_eq(value_of(&list, "coverage_at_2"), 3.0 / 6.0);
    ck_assert_double_eq(value_of(&list, "coverage_at_5"), 1.0);

    const struct metric *recall = metric_find(&list, STR("recall_at_5{model=svd}"));
    ck_assert_str_eq(recall->definition->title, "Recall@5");
    ck_assert_uint_eq(recall->support, 2);
    ck_assert(recall->headline);
    ck_assert_double_eq(recall->interval.low, (double)(RANKING_MEASURES + RANKING_RECALL));
    ratings_free(&ratings);
}
END_TEST

/* Three items of equal score; their ids in order are "i0", "i1", "i10", …, "i2". */
START_TEST(items_of_equal_score_are_in_the_order_of_their_ids)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 2, 5, 0}, {1, 10, 5, 0}, {2, 11, 5, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST, SPLIT_TEST};
    float scores[12] = {0};
    scores[2] = scores[10] = scores[11] = 1.0F;
    const struct ranking_options options = {.relevant_from = 4.0, .ks = {3}, .k_count = 1};
    struct ranking ranking;
    rank_by(&ratings, part, scores, &options, &ranking);
    const double *reciprocal_rank = ranking.sums + RANKING_MRR * ranking.n_users;
    ck_assert_double_eq(reciprocal_rank[1], 1.0);       /* i10 */
    ck_assert_double_eq(reciprocal_rank[2], 1.0 / 2.0); /* i11 */
    ck_assert_double_eq(reciprocal_rank[0], 1.0 / 3.0); /* i2 */
    ratings_free(&ratings);
}
END_TEST

/* Five items tie for the last two places of a list of three; the order of ids goes on beyond it. */
START_TEST(ties_at_the_end_of_a_list_go_by_id_too)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 2, 5, 0}, {1, 10, 5, 0}, {2, 11, 5, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST, SPLIT_TEST};
    float scores[12] = {0};
    scores[7] = 2.0F;
    scores[2] = scores[3] = scores[9] = scores[10] = scores[11] = 1.0F;
    const struct ranking_options options = {.relevant_from = 4.0, .ks = {3}, .k_count = 1};
    struct ranking ranking;
    rank_by(&ratings, part, scores, &options, &ranking);
    const double *reciprocal_rank = ranking.sums + RANKING_MRR * ranking.n_users;
    ck_assert_double_eq(reciprocal_rank[0], 0.0);       /* i2 is fourth */
    ck_assert_double_eq(reciprocal_rank[1], 1.0 / 2.0); /* i10 */
    ck_assert_double_eq(reciprocal_rank[2], 1.0 / 3.0); /* i11 */
    ratings_free(&ratings);
}
END_TEST

START_TEST(no_list_is_asked_for_and_nothing_is_ranked)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 5, 0}, {1, 1, 5, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TEST};
    const float scores[] = {2, 1};
    const struct ranking_options options = {.relevant_from = 4.0};
    struct ranking ranking;
    struct metric_list list = rank_by(&ratings, part, scores, &options, &ranking);
    ck_assert_uint_eq(list.count, 0);
    ratings_free(&ratings);
}
END_TEST

START_TEST(without_a_relevant_item_nothing_is_available)
{
    struct ratings ratings = FIXTURE_LISTED(arena, {0, 0, 2, 0}, {1, 1, 5, 0});
    const unsigned char part[] = {SPLIT_TEST, SPLIT_TRAIN};
    const float scores[] = {2, 1};
    const struct ranking_options options = {.relevant_from = 4.0, .ks = {5}, .k_count = 1};
    struct ranking ranking;
    struct metric_list list = rank_by(&ratings, part, scores, &options, &ranking);
    ck_assert(isnan(value_of(&list, "ndcg_at_5")));
    ck_assert(isnan(value_of(&list, "coverage_at_5")));
    ck_assert_uint_eq(ranking.unranked_users, 1);
    ratings_free(&ratings);
}
END_TEST

/* Ranks the reference set twice, as two equal folds: sums double, averages stay. */
static struct ranking rank_reference(struct pool *pool)
{
    unsigned char part[REFERENCE_COUNT];
    struct ratings ratings = reference_ratings(arena, part);
    struct ranking_options options = {.relevant_from = REFERENCE_RELEVANT_FROM};
    for (size_t n = 0; n < sizeof REFERENCE_LISTS / sizeof REFERENCE_LISTS[0]; n++)
        options.ks[options.k_count++] = REFERENCE_LISTS[n].k;
    float products[REFERENCE_USERS][REFERENCE_ITEMS] = {0};
    for (size_t u = 0; u < REFERENCE_USERS; u++)
        for (size_t i = 0; i < REFERENCE_ITEMS; i++)
            for (size_t lane = 0; lane < REFERENCE_LANES; lane++)
                products[u][i] +=
                    (float)(REFERENCE_USER_FACTORS[u][lane] * REFERENCE_ITEM_FACTORS[i][lane]);
    const struct scores_fixture scores = {&products[0][0], REFERENCE_ITEMS, 0};
    const struct predictor predictor = scores_fixture_predictor(&scores);
    struct ranking_fold fold = ranking_fold_make(&ratings, part, options.relevant_from);
    struct ranking ranking = ranking_init(&options, &ratings, arena);
    ranking_add(&ranking, &fold, &predictor, pool);
    ranking_add(&ranking, &fold, &predictor, pool);
    ranking_fold_free(&fold);
    ratings_free(&ratings);
    return ranking;
}

/* The scores are exact in single precision, everything after is double: 1e-9 is generous. */
START_TEST(measures_are_those_of_scikit_learn)
{
    struct ranking ranking = rank_reference(NULL);
    struct user_average averages[RANKING_AVERAGES_MAX];
    size_t count = ranking_averages(&ranking, averages);
    ck_assert_uint_eq(count, ranking.options.k_count * RANKING_MEASURES + RANKING_BEYOND);
    for (size_t n = 0; n < ranking.options.k_count; n++) {
        for (size_t m = 0; m < RANKING_MEASURES; m++) {
            size_t users = 0;
            double value =
                user_bootstrap_value(averages[n * RANKING_MEASURES + m], ranking.n_users, &users);
            ck_assert_double_eq_tol(value, REFERENCE_LISTS[n].measures[m], 1e-9);
            ck_assert_uint_eq(users, REFERENCE_LISTS[n].users);
        }
        ck_assert_double_eq_tol(mean_value(ranking.coverage[n]), REFERENCE_LISTS[n].coverage,
                                1e-12);
    }
}
END_TEST

START_TEST(threads_change_nothing)
{
    struct pool *pool;
    ck_assert(pool_open(3, &pool, NULL));
    struct ranking alone = rank_reference(NULL);
    struct ranking shared = rank_reference(pool);
    const size_t sums = alone.options.k_count * RANKING_MEASURES * alone.n_users;
    ck_assert_mem_eq(alone.sums, shared.sums, sums * sizeof *alone.sums);
    ck_assert_mem_eq(alone.counts, shared.counts, alone.n_users * sizeof *alone.counts);
    ck_assert_mem_eq(alone.coverage, shared.coverage, sizeof alone.coverage);
    const size_t beyond = RANKING_BEYOND * alone.n_users;
    ck_assert_mem_eq(alone.beyond_sums, shared.beyond_sums, beyond * sizeof *alone.beyond_sums);
    ck_assert_mem_eq(&alone.gini, &shared.gini, sizeof alone.gini);
    ck_assert_mem_eq(&alone.entropy, &shared.entropy, sizeof alone.entropy);
    ck_assert_uint_eq(alone.ranked_users, shared.ranked_users);
    pool_close(pool);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "ranking", lists_are_measured_as_by_hand,
        items_of_equal_score_are_in_the_order_of_their_ids, ties_at_the_end_of_a_list_go_by_id_too,
        no_list_is_asked_for_and_nothing_is_ranked, without_a_relevant_item_nothing_is_available,
        measures_are_those_of_scikit_learn, threads_change_nothing);
}
