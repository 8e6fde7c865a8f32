#include "train/hybrid_ranks.h"

#include <math.h>

#include "ratings_fixture.h"
#include "scores_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 24, COMEDY = 1, HORROR = 2 };

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
 * Five films; user 0 knows film 4, and film 3 is rated by two, film 1 by one. The scores of films
 * 0 … 3 are 4, 3, 2 and 1: standardised, ±1.342 and ±.447.
 */
static const struct hybrid_film FILMS[] = {{COMEDY, 1990, 0},
                                           {HORROR, 1990, 1},
                                           {COMEDY | HORROR, 1990, 2},
                                           {COMEDY, 1990, 3},
                                           {HORROR, 1990, 4}};
static const float SCORES[] = {4, 3, 2, 1, 9};

static void rank_small(const struct hybrid_wish *wish, uint32_t item, size_t k,
                       const double *weights, size_t weight_count, uint16_t *ranks)
{
    struct ratings ratings =
        FIXTURE_LISTED(arena, {0, 4, 5, 0}, {1, 3, 5, 0}, {2, 3, 5, 0}, {2, 1, 5, 0}, {2, 0, 5, 0});
    const unsigned char part[] = {SPLIT_TRAIN, SPLIT_VALIDATION, SPLIT_TRAIN, SPLIT_TRAIN,
                                  SPLIT_TEST};
    struct ranking_fold fold = ranking_fold_make(&ratings, part, 4.0);
    const struct scores_fixture scores = {SCORES, 5, 1};
    const struct predictor predictor = scores_fixture_predictor(&scores);
    const struct hybrid_request request = {0, item, 0, 1};
    const struct hybrid_ranks_input input = {&fold, &predictor, FILMS,   wish,        &request,
                                             1,     k,          weights, weight_count};
    float matching;
    hybrid_ranks_compute(&input, NULL, ranks, &matching);
    ranking_fold_free(&fold);
    ratings_free(&ratings);
}

/* Asked for: comedy and horror. Matches: 1/2, 1/2, 1, 1/2. */
START_TEST(places_are_those_worked_out_by_hand)
{
    static const double WEIGHTS[] = {0, 0.5, 0.9, 1};
    static const uint16_t EXPECTED[4][5] = {
        {1, 1, 2, 4, 1}, /* .5: .671 + .25;  .9: .134 + .45; never rated */
        {2, 2, 3, 3, 2}, /* .5: .224 + .25;  .9: .045 + .45; rated once */
        {3, 3, 1, 1, 3}, /* .5: −.224 + .5;  .9: −.045 + .9 */
        {4, 4, 4, 2, 4}, /* .5: −.671 + .25; .9: −.134 + .45; rated twice */
    };
    const struct hybrid_wish wish = {.genres = COMEDY | HORROR, .levels = 2};
    for (uint32_t item = 0; item < 4; item++) {
        uint16_t ranks[5];
        rank_small(&wish, item, 5, WEIGHTS, 4, ranks);
        ck_assert_mem_eq(ranks, EXPECTED[item], sizeof ranks);
    }
}
END_TEST

START_TEST(the_filter_lists_what_matches_and_nothing_else)
{
    static const double WEIGHTS[] = {0};
    static const uint16_t EXPECTED[4] = {1, 0, 2, 3};
    const struct hybrid_wish wish = {.genres = COMEDY, .levels = 1};
    for (uint32_t item = 0; item < 4; item++) {
        uint16_t ranks[2];
        rank_small(&wish, item, 5, WEIGHTS, 1, ranks);
        ck_assert_uint_eq(ranks[1], EXPECTED[item]);
    }
}
END_TEST

START_TEST(a_list_has_k_places)
{
    static const double WEIGHTS[] = {0, 1};
    static const uint16_t EXPECTED[4][3] = {{1, 0, 1}, {2, 0, 2}, {0, 1, 0}, {0, 2, 0}};
    const struct hybrid_wish wish = {.genres = COMEDY | HORROR, .levels = 2};
    for (uint32_t item = 0; item < 4; item++) {
        uint16_t ranks[3];
        rank_small(&wish, item, 2, WEIGHTS, 2, ranks);
        ck_assert_mem_eq(ranks, EXPECTED[item], sizeof ranks);
    }
}
END_TEST

START_TEST(a_wish_for_nothing_leaves_the_order_of_the_model)
{
    static const double WEIGHTS[] = {0, 0.9, 1};
    static const uint16_t EXPECTED[4][4] = {{1, 1, 3, 1}, {2, 2, 2, 2}, {3, 3, 4, 3}, {4, 4, 1, 4}};
    const struct hybrid_wish wish = {.levels = 1};
    for (uint32_t item = 0; item < 4; item++) {
        uint16_t ranks[4];
        rank_small(&wish, item, 5, WEIGHTS, 3, ranks);
        ck_assert_mem_eq(ranks, EXPECTED[item], sizeof ranks);
    }
}
END_TEST

/* ── a larger world, and the definition taken literally ── */

enum { USERS = 40, ITEMS = 150, REQUESTS = 400, WISHES = 7, POINTS = 5, K = 30 };
static const double WEIGHTS[POINTS] = {0, 0.2, 0.5, 0.9, 1};

struct world {
    struct ratings ratings;
    unsigned char *part;
    struct ranking_fold fold;
    float *scores; /* (USERS, ITEMS), few different values: many ties */
    struct hybrid_film films[ITEMS];
    struct hybrid_wish wishes[WISHES];
    struct hybrid_request requests[REQUESTS];
};

static bool is_known(const struct world *world, uint32_t user, uint32_t item)
{
    const struct interactions *known = &world->fold.known;
    for (uint32_t n = known->first[user]; n < known->first[user + 1]; n++)
        if (known->columns[n] == item)
            return true;
    return false;
}

static void open_world(struct world *world)
{
    struct rng rng = rng_init(7, 7);
    world->ratings = fixture_planted(USERS, ITEMS, 30, 0.3, arena);
    world->part = ARENA_ARRAY(arena, unsigned char, world->ratings.count);
    for (size_t i = 0; i < world->ratings.count; i++)
        world->part[i] = i % 5 == 0 ? SPLIT_TEST : SPLIT_TRAIN;
    world->fold = ranking_fold_make(&world->ratings, world->part, 4.0);
    world->scores = ARENA_ARRAY(arena, float, USERS *ITEMS);
    for (size_t n = 0; n < USERS * ITEMS; n++)
        world->scores[n] = (float)rng_below(&rng, 20) / 4.0F;
    for (uint32_t i = 0; i < ITEMS; i++)
        world->films[i] = (struct hybrid_film){rng_below(&rng, 32), 1980 + (int)(i % 40), i};
    for (uint32_t w = 1; w < WISHES; w++) {
        world->wishes[w].genres = w;
        world->wishes[w].year_max = w % 2 == 0 ? 2010 : 0;
    }
    for (uint32_t w = 0; w < WISHES; w++)
        world->wishes[w].levels = w == 0 ? 1 : (unsigned)genre_count(world->wishes[w].genres);
    for (size_t r = 0; r < REQUESTS; r++) {
        struct hybrid_request *request = &world->requests[r];
        do {
            *request = (struct hybrid_request){rng_below(&rng, USERS), rng_below(&rng, ITEMS),
                                               rng_below(&rng, WISHES), 1};
        } while (is_known(world, request->user, request->item));
    }
    qsort(world->requests, REQUESTS, sizeof *world->requests, hybrid_ranks_compare);
}

static void close_world(struct world *world)
{
    ranking_fold_free(&world->fold);
    ratings_free(&world->ratings);
}

static void rank_world(const struct world *world, struct pool *pool, uint16_t *ranks,
                       float *matching)
{
    const struct scores_fixture scores = {world->scores, ITEMS, 0};
    const struct predictor predictor = scores_fixture_predictor(&scores);
    const struct hybrid_ranks_input input = {
        &world->fold, &predictor, world->films, world->wishes, world->requests,
        REQUESTS,     K,          WEIGHTS,      POINTS};
    hybrid_ranks_compute(&input, pool, ranks, matching);
}

/* The value that the header gives candidate `item`; for the reading alone, match and popularity. */
static double value_of(const struct world *world, const struct hybrid_request *request,
                       double weight, uint32_t item)
{
    const struct hybrid_wish *wish = &world->wishes[request->wish];
    const float *scores = world->scores + request->user * ITEMS;
    const double match =
        (double)hybrid_match_level(wish, &world->films[item]) / (double)wish->levels;
    double sum = 0;
    double squares = 0;
    double n = 0;
    if (weight == 1) {
        double popularity = 0;
        for (size_t i = 0; i < world->ratings.count; i++)
            popularity += world->part[i] != SPLIT_TEST && world->ratings.items[i] == item;
        return match * 1e6 + popularity;
    }
    for (uint32_t i = 0; i < ITEMS; i++) {
        if (is_known(world, request->user, i))
            continue;
        sum += (double)scores[i];
        squares += (double)scores[i] * (double)scores[i];
        n += 1;
    }
    const double mean = sum / n;
    return (1 - weight) * ((double)scores[item] - mean) / sqrt(squares / n - mean * mean) +
           weight * match;
}

static uint16_t literal_rank(const struct world *world, const struct hybrid_request *request,
                             double weight, bool filtered)
{
    const double own = value_of(world, request, weight, request->item);
    uint16_t rank = 1;
    for (uint32_t item = 0; item < ITEMS; item++) {
        if (item == request->item || is_known(world, request->user, item))
            continue;
        if (filtered && hybrid_match_level(&world->wishes[request->wish], &world->films[item]) == 0)
            continue;
        const double other = value_of(world, request, weight, item);
        const bool equal = fabs(other - own) < 1e-9;
        if (equal ? world->fold.place[item] < world->fold.place[request->item] : other > own)
            rank++;
    }
    return rank <= K ? rank : 0;
}

START_TEST(ranks_are_those_of_the_definition_at_every_weight)
{
    static struct world world;
    static uint16_t ranks[REQUESTS][POINTS + 1];
    static float matching[REQUESTS];
    size_t listed = 0;
    open_world(&world);
    rank_world(&world, NULL, ranks[0], matching);
    for (size_t r = 0; r < REQUESTS; r += 3) {
        const struct hybrid_request *request = &world.requests[r];
        const bool matches =
            hybrid_match_level(&world.wishes[request->wish], &world.films[request->item]) != 0;
        for (size_t w = 0; w < POINTS; w++)
            ck_assert_uint_eq(ranks[r][w], literal_rank(&world, request, WEIGHTS[w], false));
        ck_assert_uint_eq(ranks[r][POINTS], matches ? literal_rank(&world, request, 0, true) : 0);
        listed += ranks[r][1] != 0;
    }
    ck_assert_uint_gt(listed, 20);
    close_world(&world);
}
END_TEST

START_TEST(threads_change_nothing)
{
    static struct world world;
    static uint16_t ranks[2][REQUESTS * (POINTS + 1)];
    static float matching[2][REQUESTS];
    struct pool *pool;
    open_world(&world);
    rank_world(&world, NULL, ranks[0], matching[0]);
    for (size_t threads = 2; threads <= 8; threads *= 4) {
        ck_assert(pool_open(threads, &pool, NULL));
        rank_world(&world, pool, ranks[1], matching[1]);
        pool_close(pool);
        ck_assert_mem_eq(ranks[0], ranks[1], sizeof ranks[0]);
        ck_assert_mem_eq(matching[0], matching[1], sizeof matching[0]);
    }
    close_world(&world);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "hybrid_ranks", places_are_those_worked_out_by_hand,
        the_filter_lists_what_matches_and_nothing_else, a_list_has_k_places,
        a_wish_for_nothing_leaves_the_order_of_the_model,
        ranks_are_those_of_the_definition_at_every_weight, threads_change_nothing);
}
