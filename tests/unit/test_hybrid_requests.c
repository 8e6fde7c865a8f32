#include "train/hybrid_requests.h"

#include "ratings_fixture.h"
#include "suite.h"

enum { NOBODY = HYBRID_REQUESTS_UNKNOWN };

static struct arena *arena;
static struct ratings ratings;
static struct hybrid_requests requests[HYBRID_SOURCES];
static uint32_t *held_out;
static size_t held_out_count;

/* User 0 rated films 0 to 2 at the seconds 10 to 30, user 1 only film 1; film 3 is user 2's. */
static void open_ratings(void)
{
    arena = arena_open("test", 1 << 20);
    ratings = FIXTURE_LISTED(arena, {0, 0, 5, 10}, {0, 1, 3, 20}, {0, 2, 4, 30}, {1, 1, 5, 40},
                             {2, 3, 1, 50});
}

static void close_ratings(void)
{
    ratings_free(&ratings);
    arena_close(arena);
}

static struct hybrid_event swipe(uint32_t user, uint32_t item, bool liked)
{
    return (struct hybrid_event){HYBRID_SWIPES, user, item, 6, liked, 25000};
}

static struct hybrid_event tag(uint32_t user, uint32_t item)
{
    return (struct hybrid_event){HYBRID_TAGS, user, item, 7, true, 25000};
}

static void make(const struct hybrid_event *events, size_t count)
{
    hybrid_requests_make(events, count, &ratings, 4.0, arena, requests, &held_out, &held_out_count);
}

#define MAKE(...)                                                                                  \
    make((const struct hybrid_event[]){__VA_ARGS__},                                               \
         sizeof((const struct hybrid_event[]){__VA_ARGS__}) / sizeof(struct hybrid_event))

START_TEST(a_rating_of_a_tested_pair_is_held_out)
{
    MAKE(swipe(0, 1, true), swipe(0, 3, false), swipe(0, 1, true));
    ck_assert_uint_eq(held_out_count, 1);
    ck_assert_uint_eq(held_out[0], 1);
    const struct hybrid_requests *found = &requests[HYBRID_SWIPES];
    ck_assert_uint_eq(found->count, 3);
    ck_assert_uint_eq(found->liked.used, 2);
    ck_assert_uint_eq(found->liked.held_out, 2);
    ck_assert_uint_eq(found->disliked.used, 1);
    ck_assert_uint_eq(found->disliked.held_out, 0);
    ck_assert_uint_eq(found->items[1].user, 0);
    ck_assert_uint_eq(found->items[1].item, 3);
    ck_assert_uint_eq(found->items[1].wish, 6);
    ck_assert(!found->items[1].liked);
}
END_TEST

START_TEST(a_tag_needs_a_rating_that_says_it_was_liked)
{
    MAKE(tag(0, 0), tag(0, 1), tag(0, 3), tag(0, 2));
    const struct hybrid_account *account = &requests[HYBRID_TAGS].liked;
    ck_assert_uint_eq(account->events, 4);
    ck_assert_uint_eq(account->unconfirmed, 2); /* film 1 has three stars, film 3 none */
    ck_assert_uint_eq(account->used, 2);
    ck_assert_uint_eq(held_out_count, 2);
    ck_assert_uint_eq(held_out[0], 0);
    ck_assert_uint_eq(held_out[1], 2);
}
END_TEST

START_TEST(a_swipe_of_the_same_pair_confirms_no_tag)
{
    MAKE(swipe(0, 1, true), tag(0, 1));
    ck_assert_uint_eq(requests[HYBRID_SWIPES].count, 1);
    ck_assert_uint_eq(requests[HYBRID_TAGS].count, 0);
    ck_assert_uint_eq(requests[HYBRID_TAGS].liked.unconfirmed, 1);
}
END_TEST

START_TEST(without_a_rating_left_a_user_is_unknown)
{
    MAKE(swipe(1, 1, true), swipe(1, 0, true), swipe(NOBODY, 0, true), swipe(2, 0, true));
    const struct hybrid_account *account = &requests[HYBRID_SWIPES].liked;
    ck_assert_uint_eq(account->events, 4);
    ck_assert_uint_eq(account->unknown_users, 3);
    ck_assert_uint_eq(account->used, 1);
    ck_assert_uint_eq(requests[HYBRID_SWIPES].items[0].user, 2);
}
END_TEST

START_TEST(a_film_without_a_rating_is_unknown)
{
    MAKE(swipe(0, NOBODY, true), swipe(2, NOBODY, false));
    ck_assert_uint_eq(requests[HYBRID_SWIPES].liked.unknown_films, 1);
    ck_assert_uint_eq(requests[HYBRID_SWIPES].disliked.unknown_films, 1);
    ck_assert_uint_eq(requests[HYBRID_SWIPES].count, 0);
    ck_assert_uint_eq(held_out_count, 0);
}
END_TEST

START_TEST(an_event_before_a_learned_rating_of_the_user_is_early)
{
    MAKE(swipe(0, 3, true), swipe(0, 2, true));
    ck_assert_uint_eq(requests[HYBRID_SWIPES].liked.early,
                      0); /* the one of second 30 is held out */
    MAKE(swipe(0, 3, true), swipe(0, 0, true));
    ck_assert_uint_eq(requests[HYBRID_SWIPES].liked.early, 2);
}
END_TEST

START_TEST(no_event_makes_no_request)
{
    make(NULL, 0);
    ck_assert_uint_eq(requests[HYBRID_SWIPES].count, 0);
    ck_assert_uint_eq(held_out_count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_ratings, close_ratings, "hybrid_requests", a_rating_of_a_tested_pair_is_held_out,
        a_tag_needs_a_rating_that_says_it_was_liked, a_swipe_of_the_same_pair_confirms_no_tag,
        without_a_rating_left_a_user_is_unknown, a_film_without_a_rating_is_unknown,
        an_event_before_a_learned_rating_of_the_user_is_early, no_event_makes_no_request);
}
