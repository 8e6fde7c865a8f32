#include "load/prices_file.h"

#include <math.h>

#include "base/timestamp.h"
#include "loading.h"
#include "suite.h"

static struct price_list prices;

static void open_all(void)
{
    loading_open();
    prices = (struct price_list){0};
}

static bool load(const char *text, struct error *err)
{
    ck_assert(io_write_file("p.csv", str_from(text), 0644, NULL));
    return prices_file_load(&loading.loader, "p.csv", &prices, err);
}

static const struct price *price_on(const char *model, const char *day)
{
    int64_t ms;
    ck_assert(timestamp_parse(str_from(day), &ms));
    return price_find(&prices, str_from(model), ms);
}

#define HEADER "model,input_per_million,output_per_million,currency,valid_from\n"

START_TEST(a_call_costs_what_the_latest_row_of_its_day_says)
{
    ck_assert(
        load(HEADER "m,2.5,10,USD,2025-01-01\nn,1,1,USD,2025-01-01\nm,2,8,USD,2026-07-01\n", NULL));
    ck_assert_uint_eq(loading_account()->accepted, 3);
    ck_assert(str_equal(prices.currency, STR("USD")));
    ck_assert_double_eq(price_cost(price_on("m", "2026-06-30"), 1000000, 500000), 7.5);
    ck_assert_double_eq(price_cost(price_on("m", "2026-07-01"), 1000000, 500000), 6);
    ck_assert_double_eq(price_cost(price_on("m", "2030-01-01"), 0, 0), 0);
}
END_TEST

START_TEST(what_has_no_price_has_an_unknown_cost_and_never_none)
{
    ck_assert(load(HEADER "m,2.5,10,USD,2025-01-01\n", NULL));
    ck_assert_ptr_null(price_on("m", "2024-12-31"));
    ck_assert_ptr_null(price_on("other", "2026-01-01"));
    ck_assert(isnan(price_cost(NULL, 1, 1)));
    ck_assert(isnan(price_cost(price_on("m", "2026-01-01"), -1, 5)));
    ck_assert(isnan(price_cost(price_on("m", "2026-01-01"), 5, -1)));
}
END_TEST

START_TEST(a_row_that_is_no_price_is_rejected_with_its_reason)
{
    static const char *const reasons[] = {
        "p.csv:3: the model has no name",
        "p.csv:4: \"input_per_million\" is no number from 0 on",
        "p.csv:5: \"output_per_million\" is no number from 0 on",
        "p.csv:6: \"currency\" is missing",
        "p.csv:7: \"valid_from\" is no day such as 2026-07-01",
        "p.csv:8: the currency is not USD as in the first row",
    };
    ck_assert(load(HEADER "m,1,1,USD,2025-01-01\n,1,1,USD,2025-01-01\nm,-1,1,USD,2025-01-01\n"
                          "m,1,x,USD,2025-01-01\nm,1,1,,2025-01-01\nm,1,1,USD,soon\n"
                          "m,1,1,EUR,2025-01-01\n",
                   NULL));
    ck_assert_uint_eq(prices.count, 1);
    ck_assert_uint_eq(loading_account()->rejected, sizeof reasons / sizeof reasons[0]);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        ck_assert_str_eq(loading_finding(&loading_account()->rejects, i), reasons[i]);
}
END_TEST

START_TEST(a_table_without_one_of_the_columns_is_an_error)
{
    struct error err = {0};
    ck_assert(!load("model,input_per_million,currency,valid_from\n", &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "p.csv:1: the header has no column \"output_per_million\"");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_all, loading_close, "prices",
                            a_call_costs_what_the_latest_row_of_its_day_says,
                            what_has_no_price_has_an_unknown_cost_and_never_none,
                            a_row_that_is_no_price_is_rejected_with_its_reason,
                            a_table_without_one_of_the_columns_is_an_error);
}
