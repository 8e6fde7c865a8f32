#include "base/ratio.h"

#include "suite.h"

START_TEST(a_ratio_counts_hits_among_all)
{
    struct ratio ratio = {0};
    ratio_count(&ratio, 1);
    ratio_count(&ratio, 0);
    ratio_count(&ratio, 4 & 6);
    ratio_count(&ratio, 0);
    ck_assert_uint_eq(ratio.hits, 2);
    ck_assert_uint_eq(ratio.total, 4);
    ck_assert_double_eq(ratio_value(ratio), 0.5);
}
END_TEST

START_TEST(a_mean_divides_its_sum_once)
{
    struct mean mean = {0};
    mean_add(&mean, 0.25);
    mean_add(&mean, 1);
    mean_add(&mean, -0.5);
    ck_assert_double_eq(mean_value(mean), 0.25);
}
END_TEST

START_TEST(nothing_counted_is_not_available_instead_of_zero)
{
    ck_assert_double_nan(ratio_value((struct ratio){0}));
    ck_assert_double_nan(mean_value((struct mean){0}));
    ck_assert_double_nan(INTERVAL_UNKNOWN.low);
    ck_assert_double_nan(INTERVAL_UNKNOWN.high);
}
END_TEST

int main(void)
{
    return SUITE_RUN("ratio", a_ratio_counts_hits_among_all, a_mean_divides_its_sum_once,
                     nothing_counted_is_not_available_instead_of_zero);
}
