#include "base/clock.h"

#include <math.h>

#include "suite.h"

START_TEST(a_running_clock_goes_on_from_where_it_was_set)
{
    struct clock clock = clock_start(INT64_C(1763607600000), false);
    double before = clock_ms(&clock);
    int64_t wall = clock_wall_ms(&clock);
    while (clock_ms(&clock) < before + 3)
        continue;
    ck_assert_int_ge(wall, INT64_C(1763607600000));
    ck_assert_int_ge(clock_wall_ms(&clock), wall + 2);
    /* Two seconds are long for this test even on a busy machine; a wrong unit is longer. */
    ck_assert_int_lt(clock_wall_ms(&clock), INT64_C(1763607602000));
}
END_TEST

START_TEST(a_frozen_clock_stands_still_and_measures_nothing)
{
    struct clock clock = clock_start(INT64_C(1763607600000), true);
    ck_assert_double_nan(clock_ms(&clock));
    ck_assert_int_eq(clock_wall_ms(&clock), INT64_C(1763607600000));
}
END_TEST

int main(void)
{
    return SUITE_RUN("clock", a_running_clock_goes_on_from_where_it_was_set,
                     a_frozen_clock_stands_still_and_measures_nothing);
}
