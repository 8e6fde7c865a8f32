#include "monitor/query_swipes.h"

#include <stdio.h>
#include <string.h>

#include "suite.h"

static struct arena *arena;
static struct query_swipes swipes;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 24);
}

static void close_arena(void)
{
    query_swipes_close(&swipes);
    arena_close(arena);
}

static struct feedback_event event_at(int64_t ts_ms, const char *query)
{
    return (struct feedback_event){.ts_ms = ts_ms,
                                   .user = (uint64_t)ts_ms,
                                   .film = 3,
                                   .action = SWIPE_LIKE,
                                   .query = str_from(query)};
}

START_TEST(a_swipe_counts_when_it_says_what_was_asked_and_thought)
{
    struct feedback_event like = event_at(1, "a western");
    struct feedback_event dislike = event_at(2, "a western");
    struct feedback_event skip = event_at(3, "a western");
    struct feedback_event silent = event_at(4, "");
    struct feedback_event comment = event_at(5, "a western");
    dislike.action = SWIPE_DISLIKE;
    skip.action = SWIPE_SKIP;
    comment.kind = FEEDBACK_COMMENT;
    swipes = query_swipes_open(10, arena);
    query_swipes_add(&swipes, &like);
    query_swipes_add(&swipes, &dislike);
    query_swipes_add(&swipes, &skip);
    query_swipes_add(&swipes, &silent);
    query_swipes_add(&swipes, &comment);
    query_swipes_settle(&swipes);
    ck_assert_uint_eq(swipes.count, 2);
    ck_assert(swipes.items[0].liked);
    ck_assert(!swipes.items[1].liked);
    ck_assert(str_equal(swipes.items[1].query, STR("a western")));
    ck_assert_uint_eq(swipes.items[0].film, 3);
}
END_TEST

START_TEST(the_newest_stay_in_whatever_order_they_came)
{
    enum { EVENTS = 1000, KEPT = 7 };
    swipes = query_swipes_open(KEPT, arena);
    for (int64_t i = 0; i < EVENTS; i++) {
        char query[32];
        const int64_t ts_ms = i * 617 % EVENTS; /* every time once */
        snprintf(query, sizeof query, "query %d", (int)ts_ms);
        const struct feedback_event event = event_at(ts_ms, query);
        query_swipes_add(&swipes, &event);
    }
    query_swipes_settle(&swipes);
    ck_assert_uint_eq(swipes.count, KEPT);
    ck_assert_uint_eq(swipes.seen, EVENTS);
    for (int i = 0; i < KEPT; i++) {
        char query[32];
        snprintf(query, sizeof query, "query %d", EVENTS - KEPT + i);
        ck_assert_int_eq(swipes.items[i].ts_ms, EVENTS - KEPT + i);
        ck_assert(str_equal(swipes.items[i].query, str_from(query)));
    }
}
END_TEST

START_TEST(of_equal_times_the_later_event_is_the_newer)
{
    static const char *const QUERIES[] = {"first", "second", "third"};
    swipes = query_swipes_open(2, arena);
    for (size_t i = 0; i < 3; i++) {
        const struct feedback_event event = event_at(5, QUERIES[i]);
        query_swipes_add(&swipes, &event);
    }
    query_swipes_settle(&swipes);
    ck_assert_uint_eq(swipes.count, 2);
    ck_assert(str_equal(swipes.items[0].query, STR("second")));
    ck_assert(str_equal(swipes.items[1].query, STR("third")));
}
END_TEST

START_TEST(a_long_query_is_cut_between_two_characters)
{
    char query[QUERY_SWIPES_TEXT + 100];
    memset(query, 'x', sizeof query);
    memcpy(query + QUERY_SWIPES_TEXT - 1, "\xC3\xA9", 2); /* é */
    query[sizeof query - 1] = '\0';
    const struct feedback_event event = event_at(1, query);
    swipes = query_swipes_open(1, arena);
    for (int i = 0; i < 20; i++)
        query_swipes_add(&swipes, &event);
    query_swipes_settle(&swipes);
    ck_assert_uint_eq(swipes.items[0].query.size, QUERY_SWIPES_TEXT - 1);
}
END_TEST

START_TEST(none_is_kept_when_none_is_wanted)
{
    const struct feedback_event event = event_at(1, "a western");
    swipes = query_swipes_open(0, arena);
    query_swipes_add(&swipes, &event);
    query_swipes_settle(&swipes);
    ck_assert_uint_eq(swipes.count, 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "query_swipes",
        a_swipe_counts_when_it_says_what_was_asked_and_thought,
        the_newest_stay_in_whatever_order_they_came, of_equal_times_the_later_event_is_the_newer,
        a_long_query_is_cut_between_two_characters, none_is_kept_when_none_is_wanted);
}
