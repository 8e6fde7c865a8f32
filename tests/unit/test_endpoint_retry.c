#include "llm/endpoint_retry.h"

#include "suite.h"

static const struct endpoint_options OPTIONS = {
    .retry_wait_ms = 100, .retry_wait_max_ms = 1000, .seed = 42};

START_TEST(pauses_double_up_to_their_maximum)
{
    static const double WHOLE[] = {100, 200, 400, 800, 1000, 1000};
    for (unsigned attempts = 1; attempts <= 6; attempts++) {
        for (uint64_t number = 0; number < 100; number++) {
            double pause = endpoint_retry_pause_ms(&OPTIONS, number, attempts, 0);
            ck_assert_double_ge(pause, WHOLE[attempts - 1] / 2);
            ck_assert_double_lt(pause, WHOLE[attempts - 1]);
        }
    }
}
END_TEST

START_TEST(what_the_server_asks_for_is_waited_and_a_little_more)
{
    for (uint64_t number = 0; number < 100; number++) {
        double pause = endpoint_retry_pause_ms(&OPTIONS, number, 1, 700);
        ck_assert_double_ge(pause, 700);
        ck_assert_double_lt(pause, 800);
    }
    ck_assert_double_eq(endpoint_retry_pause_ms(&OPTIONS, 0, 1, 3600e3), 1000);
}
END_TEST

START_TEST(those_that_failed_together_do_not_come_back_together)
{
    double first = endpoint_retry_pause_ms(&OPTIONS, 1, 1, 0);
    ck_assert_double_ne(first, endpoint_retry_pause_ms(&OPTIONS, 2, 1, 0));
    ck_assert_double_ne(2 * first, endpoint_retry_pause_ms(&OPTIONS, 1, 2, 0));
    ck_assert_double_eq(first, endpoint_retry_pause_ms(&OPTIONS, 1, 1, 0));
    struct endpoint_options other = OPTIONS;
    other.seed++;
    ck_assert_double_ne(first, endpoint_retry_pause_ms(&other, 1, 1, 0));
}
END_TEST

/* How many attempts begin in `ms` when one is tried every `step_ms`, the clock being at `from`. */
static int begun(struct endpoint_retry_pace *pace, double from, double ms, double step_ms)
{
    int count = 0;
    for (double now = from; now < from + ms; now += step_ms)
        count += endpoint_retry_pace_take(pace, now);
    return count;
}

START_TEST(no_more_attempts_begin_in_a_minute_than_are_allowed)
{
    struct endpoint_retry_pace pace = endpoint_retry_pace_init(600);
    ck_assert_int_eq(begun(&pace, 1e9, 60e3, 1), 600);
    ck_assert_int_eq(begun(&pace, 1e9 + 60e3, 60e3, 7), 600);
}
END_TEST

START_TEST(a_rest_earns_no_burst)
{
    struct endpoint_retry_pace pace = endpoint_retry_pace_init(60);
    ck_assert(endpoint_retry_pace_take(&pace, 1e6));
    ck_assert(endpoint_retry_pace_take(&pace, 2e6));
    ck_assert(!endpoint_retry_pace_take(&pace, 2e6));
    ck_assert(!endpoint_retry_pace_take(&pace, 2e6 + 999));
    ck_assert(endpoint_retry_pace_take(&pace, 2e6 + 1000));
}
END_TEST

START_TEST(without_a_limit_everything_may_begin)
{
    struct endpoint_retry_pace pace = endpoint_retry_pace_init(0);
    for (int i = 0; i < 1000; i++)
        ck_assert(endpoint_retry_pace_take(&pace, 5));
}
END_TEST

int main(void)
{
    return SUITE_RUN("endpoint_retry", pauses_double_up_to_their_maximum,
                     what_the_server_asks_for_is_waited_and_a_little_more,
                     those_that_failed_together_do_not_come_back_together,
                     no_more_attempts_begin_in_a_minute_than_are_allowed, a_rest_earns_no_burst,
                     without_a_limit_everything_may_begin);
}
