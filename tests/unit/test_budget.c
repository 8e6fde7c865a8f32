#include "llm/budget.h"

#include <math.h>

#include "suite.h"

static const struct budget_need call = {100, 50, 0.5};

START_TEST(without_limits_everything_is_paid)
{
    struct budget budget = {0};
    for (int i = 0; i < 1000; i++)
        ck_assert(budget_take(&budget, &call));
    ck_assert_ptr_null(budget.stopped_by);
}
END_TEST

START_TEST(each_limit_is_reached_and_never_passed)
{
    static const struct {
        struct budget_limits limits;
        size_t calls;
        const char *name;
    } rows[] = {
        {{.max_calls = 3}, 3, "max_calls"},
        {{.max_tokens = 300}, 2, "max_tokens"},
        {{.max_tokens = 299}, 1, "max_tokens"},
        {{.max_cost = 1.4}, 2, "max_cost"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct budget budget = {.limits = rows[i].limits};
        size_t paid = 0;
        while (budget_take(&budget, &call))
            paid++;
        ck_assert_uint_eq(paid, rows[i].calls);
        ck_assert_str_eq(budget.stopped_by, rows[i].name);
    }
}
END_TEST

START_TEST(what_a_call_did_not_need_comes_back)
{
    struct budget budget = {.limits = {.max_tokens = 300}};
    const struct budget_need used = {90, 10, 0.1};
    ck_assert(budget_take(&budget, &call));
    budget_settle(&budget, &call, &used);
    ck_assert_double_eq(budget.tokens, 100);
    ck_assert(budget_take(&budget, &call));
    ck_assert(!budget_take(&budget, &call));
}
END_TEST

START_TEST(once_something_was_refused_nothing_smaller_is_paid_either)
{
    struct budget budget = {.limits = {.max_tokens = 160}};
    const struct budget_need small = {1, 1, NAN};
    ck_assert(budget_take(&budget, &call));
    ck_assert(!budget_take(&budget, &call));
    ck_assert(!budget_take(&budget, &small));
}
END_TEST

START_TEST(an_unknown_need_counts_as_nothing)
{
    struct budget budget = {.limits = {.max_tokens = 200, .max_cost = 1}};
    const struct budget_need open = {100, NAN, NAN};
    ck_assert(budget_take(&budget, &open));
    ck_assert(budget_take(&budget, &open));
    ck_assert(!budget_take(&budget, &open));
}
END_TEST

int main(void)
{
    return SUITE_RUN("budget", without_limits_everything_is_paid,
                     each_limit_is_reached_and_never_passed, what_a_call_did_not_need_comes_back,
                     once_something_was_refused_nothing_smaller_is_paid_either,
                     an_unknown_need_counts_as_nothing);
}
