#include "train/hybrid.h"

#include <math.h>

#include "base/stats.h"
#include "ratings_fixture.h"
#include "scores_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 26, USERS = 60, ITEMS = 120, GENRES = 8, PER_USER = 5 };

static struct arena *arena;

/* A world where what people like can hang on their taste, on what they asked for, and on luck. */
struct world {
    struct ratings ratings;
    unsigned char *part;
    struct ranking_fold fold;
    struct scores_fixture scores;
    struct predictor predictor;
    struct hybrid_film films[ITEMS];
    struct hybrid_wish wishes[GENRES];
    struct hybrid_request requests[USERS * PER_USER];
    size_t count;
    struct hybrid_curve curve;
};

static void open_arena(void)
{
    arena = arena_open("test", ARENA_BYTES);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* Every user rates one film, which the model learned; nobody rates the others. */
static void open_ratings(struct world *world, const float *scores)
{
    struct fixture_rating list[USERS + 1];
    for (uint32_t u = 0; u < USERS; u++)
        list[u] = (struct fixture_rating){u, 0, 3, 0};
    list[USERS] = (struct fixture_rating){0, ITEMS - 1, 3, 0};
    world->ratings = fixture_listed(list, USERS + 1, arena);
    world->part = ARENA_ARRAY(arena, unsigned char, world->ratings.count);
    world->fold = ranking_fold_make(&world->ratings, world->part, 4.0);
    world->scores = (struct scores_fixture){scores, ITEMS, 0};
    world->predictor = scores_fixture_predictor(&world->scores);
    for (uint32_t i = 0; i < ITEMS; i++)
        world->films[i] = (struct hybrid_film){genre_bit((int)(i % GENRES)), 2000, i};
    for (int g = 0; g < GENRES; g++)
        world->wishes[g] = (struct hybrid_wish){.genres = genre_bit(g), .levels = 1};
}

/*
 * Each user asks for random genres and likes the film that is best by taste, a bonus when it
 * matches, and luck. The model knows the taste.
 */
static void plant(struct world *world, double taste, double match, double luck)
{
    struct rng rng = rng_init(11, 3);
    float *scores = ARENA_ARRAY(arena, float, USERS *ITEMS);
    for (size_t n = 0; n < USERS * ITEMS; n++)
        scores[n] = (float)rng_normal(&rng);
    open_ratings(world, scores);
    for (uint32_t r = 0; r < USERS * PER_USER; r++) {
        const uint32_t user = r / PER_USER;
        const uint32_t wish = rng_below(&rng, GENRES);
        double best = -1e9;
        world->requests[r] = (struct hybrid_request){user, 0, wish, 1};
        for (uint32_t i = 1; i + 1 < ITEMS; i++) {
            const double value = taste * (double)scores[user * ITEMS + i] +
                                 (i % GENRES == wish ? match : 0) + luck * rng_normal(&rng);
            if (value > best)
                world->requests[r].item = i;
            best = fmax(best, value);
        }
    }
    world->count = USERS * PER_USER;
}

static void measure(struct world *world, size_t k, size_t steps, size_t resamples,
                    struct pool *pool)
{
    const struct hybrid_options options = {k, steps, {resamples, 42}};
    const struct hybrid_input input = {
        &world->fold, &world->predictor,       world->films, world->wishes, world->requests,
        world->count, world->ratings.user_keys};
    struct arena *scratch = arena_open("scratch", ARENA_BYTES);
    world->curve = (struct hybrid_curve){0};
    hybrid_measure(&options, &input, pool, arena, scratch, &world->curve);
    arena_close(scratch);
}

static void close_world(struct world *world)
{
    ranking_fold_free(&world->fold);
    ratings_free(&world->ratings);
}

static double ndcg(const struct world *world, size_t point)
{
    return world->curve.points[point].scores.ndcg.value;
}

START_TEST(where_taste_and_question_both_matter_the_best_weight_lies_between)
{
    static struct world world;
    plant(&world, 1.0, 1.5, 0.6);
    measure(&world, 10, 10, 200, NULL);
    const struct hybrid_curve *curve = &world.curve;
    ck_assert_uint_eq(curve->point_count, 11);
    ck_assert_uint_gt(curve->best, 0);
    ck_assert_uint_lt(curve->best, 10);
    ck_assert_double_gt(ndcg(&world, curve->best), 1.3 * ndcg(&world, 0));
    ck_assert_double_gt(ndcg(&world, curve->best), 1.3 * ndcg(&world, 10));
    for (size_t c = 0; c < HYBRID_COMPARISONS; c++) {
        const struct comparison *one = &curve->comparisons[c];
        ck_assert_int_eq(one->verdict, COMPARISON_FIRST_BETTER);
        ck_assert_double_gt(one->interval.low, 0.0);
        ck_assert_double_le(one->interval.low, one->difference);
        ck_assert_double_ge(one->interval.high, one->difference);
        ck_assert_double_ge(one->p_corrected, one->p);
        ck_assert_uint_eq(one->users, USERS);
    }
    ck_assert(str_equal(curve->comparisons[0].second, STR("fixture")));
    ck_assert(str_equal(curve->comparisons[1].second, STR("reading")));
    ck_assert(str_equal(curve->comparisons[3].metric, STR("hit_rate_at_10")));
    close_world(&world);
}
END_TEST

START_TEST(where_only_the_question_matters_mixing_claims_nothing)
{
    static struct world world;
    plant(&world, 0.0, 9.0, 1.0);
    measure(&world, 20, 4, 200, NULL);
    const struct comparison *against_reading = &world.curve.comparisons[1];
    ck_assert_double_gt(ndcg(&world, 4), 2 * ndcg(&world, 0));
    ck_assert_int_ne(against_reading->verdict, COMPARISON_FIRST_BETTER);
    ck_assert_int_eq(world.curve.comparisons[0].verdict, COMPARISON_FIRST_BETTER);
    close_world(&world);
}
END_TEST

START_TEST(where_only_taste_matters_the_best_weight_is_none)
{
    static struct world world;
    plant(&world, 1.0, 0.0, 0.2);
    measure(&world, 10, 4, 200, NULL);
    ck_assert_uint_eq(world.curve.best, 0);
    for (int half = 0; half < 2; half++)
        ck_assert_double_eq(world.curve.halves[half].weight, 0.0);
    ck_assert_double_eq(world.curve.comparisons[0].difference, 0.0);
    ck_assert_double_eq(world.curve.comparisons[0].p, 1.0);
    ck_assert_int_eq(world.curve.comparisons[0].verdict, COMPARISON_UNDECIDED);
    close_world(&world);
}
END_TEST

/*
 * The model lists films 1, 2, 3, …; the reading for genre 2 lists 2, 10, 18, … So users 0 to 2, who
 * like film 1, are right with the model, and users 3 and 4, who like film 10, with the reading.
 * User 3 also dislikes film 2, and user 5 film 9.
 */
static void plant_by_hand(struct world *world)
{
    static const struct hybrid_request REQUESTS[] = {
        {0, 1, 2, 1},  {1, 1, 2, 1}, {2, 1, 2, 1}, {3, 10, 2, 1},
        {4, 10, 2, 1}, {3, 2, 2, 0}, {5, 9, 2, 0},
    };
    float *scores = ARENA_ARRAY(arena, float, USERS *ITEMS);
    for (size_t n = 0; n < USERS * ITEMS; n++)
        scores[n] = -(float)(n % ITEMS);
    open_ratings(world, scores);
    world->count = sizeof REQUESTS / sizeof *REQUESTS;
    memcpy(world->requests, REQUESTS, sizeof REQUESTS);
}

START_TEST(averages_are_those_worked_out_by_hand)
{
    static struct world world;
    plant_by_hand(&world);
    measure(&world, 2, 1, 0, NULL);
    const struct hybrid_curve *curve = &world.curve;
    const struct hybrid_scores *model = &curve->points[0].scores;
    const struct hybrid_scores *reading = &curve->points[1].scores;
    ck_assert_uint_eq(curve->users, 5);
    ck_assert_uint_eq(curve->readings, 1);
    ck_assert_uint_eq(curve->unfiltered, 0);
    ck_assert_double_eq_tol(curve->matching, 15.0 / 119.0, 1e-3); /* user 0 knows one film more */
    ck_assert_double_eq(model->hit_rate.value, 3.0 / 5.0);
    ck_assert_double_eq(model->ndcg.value, 3.0 / 5.0);
    ck_assert_double_eq(model->unwanted.value, 1.0 / 2.0);
    ck_assert_double_eq(reading->hit_rate.value, 2.0 / 5.0);
    /* Their ids in order are i10, i106, …: film 10 comes first, film 2 last. */
    ck_assert_double_eq_tol(reading->ndcg.value, 2.0 / 5.0, 1e-15);
    ck_assert_double_eq(reading->unwanted.value, 0.0);
    /* The filter lists 2 and then 10. */
    ck_assert_double_eq(curve->filter.hit_rate.value, 2.0 / 5.0);
    ck_assert_double_eq_tol(curve->filter.ndcg.value, 2.0 / 5.0 / log2(3.0), 1e-15);
    ck_assert_double_eq(curve->filter.unwanted.value, 1.0 / 2.0);
    ck_assert(isnan(model->ndcg.interval.low));
    close_world(&world);
}
END_TEST

START_TEST(a_weight_is_never_measured_on_the_users_who_chose_it)
{
    static struct world world;
    plant(&world, 1.0, 1.5, 0.6);
    measure(&world, 10, 10, 0, NULL);
    const struct hybrid_half *halves = world.curve.halves;
    ck_assert_uint_eq(halves[0].users + halves[1].users, USERS);
    ck_assert_uint_eq(halves[0].users, USERS / 2);
    ck_assert_uint_eq(halves[0].requests + halves[1].requests, world.count);
    ck_assert_double_eq_tol(world.curve.chosen.ndcg.value,
                            (halves[0].other_ndcg + halves[1].other_ndcg) / 2, 1e-12);
    ck_assert_double_le(world.curve.chosen.ndcg.value, ndcg(&world, world.curve.best));
    close_world(&world);
}
END_TEST

/*
 * User 0 likes film 1, the others film 10, and user 7 both; as often as COUNTS[u]. Both halves
 * choose the reading, which misses what user 0 likes, and half of what user 7 does.
 */
START_TEST(users_count_alike_however_much_they_ask)
{
    static const uint32_t COUNTS[] = {1, 2, 3, 4, 1, 2, 3, 4};
    static const double DIFFERENCES[] = {-1, 1, 1, 1, 1, 1, 1, 0};
    static struct world world;
    plant_by_hand(&world);
    world.count = 0;
    for (uint32_t u = 0; u < 8; u++)
        for (uint32_t n = 0; n < COUNTS[u]; n++)
            world.requests[world.count++] =
                (struct hybrid_request){u, u == 0 || (u == 7 && n % 2 == 0) ? 1U : 10U, 2, 1};
    measure(&world, 1, 1, 0, NULL);
    const struct comparison *one = &world.curve.comparisons[0]; /* against the model */
    ck_assert_double_eq(world.curve.halves[0].weight, 1.0);
    ck_assert_double_eq(world.curve.halves[1].weight, 1.0);
    ck_assert_uint_eq(one->users, 8);
    ck_assert_double_eq(one->first_value, 6.5 / 8);
    ck_assert_double_eq(one->second_value, 1.5 / 8);
    ck_assert_double_eq(one->p, stats_student_test(DIFFERENCES, 8));
    close_world(&world);
}
END_TEST

START_TEST(one_user_alone_chooses_nothing)
{
    static struct world world;
    plant_by_hand(&world);
    world.count = 1;
    measure(&world, 2, 4, 100, NULL);
    ck_assert_uint_eq(world.curve.users, 1);
    ck_assert_double_eq(world.curve.points[0].scores.hit_rate.value, 1.0);
    ck_assert(isnan(world.curve.chosen.ndcg.value));
    ck_assert(isnan(world.curve.comparisons[0].p));
    ck_assert_int_eq(world.curve.comparisons[0].verdict, COMPARISON_UNDECIDED);
    ck_assert(isnan(world.curve.points[0].scores.unwanted.value));
    close_world(&world);
}
END_TEST

START_TEST(threads_change_nothing)
{
    static struct world world;
    static struct hybrid_curve alone;
    struct pool *pool;
    plant(&world, 1.0, 1.5, 0.6);
    measure(&world, 10, 10, 100, NULL);
    alone = world.curve;
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        ck_assert(pool_open(threads, &pool, NULL));
        measure(&world, 10, 10, 100, pool);
        pool_close(pool);
        ck_assert_mem_eq(alone.points, world.curve.points, sizeof alone.points);
        ck_assert_mem_eq(&alone.chosen, &world.curve.chosen, sizeof alone.chosen);
        for (size_t c = 0; c < HYBRID_COMPARISONS; c++)
            ck_assert_double_eq(alone.comparisons[c].p, world.curve.comparisons[c].p);
    }
    close_world(&world);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "hybrid",
                            where_taste_and_question_both_matter_the_best_weight_lies_between,
                            where_only_the_question_matters_mixing_claims_nothing,
                            where_only_taste_matters_the_best_weight_is_none,
                            averages_are_those_worked_out_by_hand,
                            a_weight_is_never_measured_on_the_users_who_chose_it,
                            users_count_alike_however_much_they_ask, one_user_alone_chooses_nothing,
                            threads_change_nothing);
}
