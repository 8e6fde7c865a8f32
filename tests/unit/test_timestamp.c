#include "base/timestamp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

#define DAY_MS INT64_C(86400000)

static int64_t parsed(const char *text)
{
    int64_t ms = 0;
    ck_assert_msg(timestamp_parse(str_from(text), &ms), "refused: %s", text);
    return ms;
}

static const char *formatted(int64_t ms)
{
    static char text[TIMESTAMP_TEXT];
    timestamp_format(ms, text);
    return text;
}

/* The values are those of GNU date and of Python's datetime. */
START_TEST(known_days_have_their_known_numbers)
{
    static const struct {
        const char *day;
        int64_t seconds;
    } KNOWN[] = {
        {"0000-01-01", -62167219200},
        {"0001-01-01", -62135596800},
        {"1600-02-29", -11670998400},
        {"1900-02-28", -2203977600},
        {"1900-03-01", -2203891200},
        {"1969-12-31", -86400},
        {"1970-01-01", 0},
        {"2000-02-29", 951782400},
        {"2100-03-01", 4107542400},
        {"9999-12-31", 253402214400},
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        char text[TIMESTAMP_TEXT];
        ck_assert_int_eq(parsed(KNOWN[i].day), KNOWN[i].seconds * 1000);
        timestamp_format_date(KNOWN[i].seconds * 1000, text);
        ck_assert_str_eq(text, KNOWN[i].day);
    }
}
END_TEST

static void check_day(int64_t ms, int year, int month, int day)
{
    char expected[64];
    char text[TIMESTAMP_TEXT];
    snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, day);
    timestamp_format_date(ms, text);
    if (strcmp(text, expected) != 0 || parsed(expected) != ms)
        ck_abort_msg("%s is shown as %s", expected, text);
}

/* The calendar told naively, month after month, over all that the formats can write. */
START_TEST(every_month_of_ten_thousand_years_is_read_back)
{
    int64_t ms = parsed("0000-01-01");
    for (int year = 0; year <= 9999; year++) {
        bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1];
            check_day(ms, year, month, 1);
            ms += length * DAY_MS;
            check_day(ms - DAY_MS, year, month, length);
        }
    }
    ck_assert_str_eq(formatted(ms - 1), "9999-12-31T23:59:59.999Z");
}
END_TEST

START_TEST(times_fractions_and_offsets_are_read)
{
    static const struct {
        const char *text;
        const char *utc;
    } KNOWN[] = {
        {"2026-11-20T03:00:00Z", "2026-11-20T03:00:00Z"},
        {"2026-11-20t03:00:00z", "2026-11-20T03:00:00Z"},
        {"2026-11-20 03:00:00Z", "2026-11-20T03:00:00Z"},
        {"2026-11-20", "2026-11-20T00:00:00Z"},
        {"2026-11-20T03:00:00.250+01:00", "2026-11-20T02:00:00.250Z"},
        {"2026-11-20T03:00:00.5-05:30", "2026-11-20T08:30:00.500Z"},
        {"2026-11-20T03:00:00.123999999Z", "2026-11-20T03:00:00.123Z"},
        {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"},
        {"2024-02-29T23:00:00-02:00", "2024-03-01T01:00:00Z"},
        {"2026-11-20T03:00:00-00:00", "2026-11-20T03:00:00Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"1990-12-31T23:59:60Z", "1990-12-31T23:59:59Z"},
        {"1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"},
        {"2017-01-01T08:59:60+09:00", "2016-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        ck_assert_str_eq(formatted(parsed(KNOWN[i].text)), KNOWN[i].utc);
}
END_TEST

START_TEST(what_is_no_time_is_refused_and_leaves_the_output_alone)
{
    static const char *const REFUSED[] = {
        "",
        " ",
        "yesterday",
        "2026-11",
        "2026-11-2",
        "2026-11-20T",
        "2026-11-20T03:00Z",
        "2026-11-20T03:00:00",      /* no offset */
        "2026-11-20T03:00:00.250",  /* no offset */
        "2026-11-20T03:00:00.Z",    /* a point without digits */
        "2026-11-20T03:00:00,5Z",   /* RFC 3339 knows no comma */
        "2026-11-20T03:00:00+0100", /* no colon */
        "2026-11-20T03:00:00+24:00",
        "2026-11-20T03:00:00+01:60",
        "2026-11-20T03:00:00Z ",
        " 2026-11-20T03:00:00Z",
        "2026-11-20T03:00:00ZZ",
        "2026-11-20X03:00:00Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T23:60:00Z",
        "2026-11-20T23:59:61Z",
        "2026-11-20T12:00:60Z", /* a leap second ends a day */
        "2026-00-10",
        "2026-13-10",
        "2026-11-00",
        "2026-11-31",
        "2026-02-29",
        "1900-02-29",
        "+2026-11-20",
        "12026-11-20",
        "-001-11-20",
        "0000-01-01T00:00:00+00:01", /* before year 0 */
        "9999-12-31T23:59:59-00:01", /* after year 9999 */
        "-62167219201",
        "253402300800000",
        "nan",
        "1e400",
        "1763607600 ",
    };
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        int64_t ms = 17;
        ck_assert_msg(!timestamp_parse(str_from(REFUSED[i]), &ms), "accepted: %s", REFUSED[i]);
        ck_assert_int_eq(ms, 17);
    }
}
END_TEST

START_TEST(a_text_is_read_to_its_length_not_to_a_nul)
{
    int64_t ms;
    ck_assert(timestamp_parse(str_slice(STR("2026-11-20T03:00:00Z"), 0, 10), &ms));
    ck_assert_str_eq(formatted(ms), "2026-11-20T00:00:00Z");
    ck_assert(!timestamp_parse(STR("2026-11-20\0"), &ms));
    ck_assert(!timestamp_parse(STR_NONE, &ms));
}
END_TEST

START_TEST(numbers_are_seconds_below_1e11_and_milliseconds_from_there)
{
    ck_assert_int_eq(parsed("0"), 0);
    ck_assert_int_eq(parsed("881250949"), INT64_C(881250949000));
    ck_assert_int_eq(parsed("1763607600.25"), INT64_C(1763607600250));
    ck_assert_int_eq(parsed("1763607600123"), INT64_C(1763607600123));
    ck_assert_int_eq(parsed("1.7636076e9"), INT64_C(1763607600000));
    ck_assert_int_eq(parsed("-1"), -1000);
    ck_assert_int_eq(parsed("99999999999"), INT64_C(99999999999000));
    ck_assert_int_eq(parsed("100000000000"), INT64_C(100000000000));
}
END_TEST

START_TEST(numbers_round_to_the_millisecond_and_must_be_finite)
{
    int64_t ms = 17;
    ck_assert(!timestamp_from_number(NAN, &ms));
    ck_assert(!timestamp_from_number(INFINITY, &ms));
    ck_assert(!timestamp_from_number(-INFINITY, &ms));
    ck_assert_int_eq(ms, 17);
    /* The double next to 1763607600.123 is a little less than it. */
    ck_assert(timestamp_from_number(1763607600.123, &ms));
    ck_assert_int_eq(ms, INT64_C(1763607600123));
}
END_TEST

START_TEST(the_compact_form_is_that_of_run_ids)
{
    char text[TIMESTAMP_TEXT];
    timestamp_format_compact(parsed("2026-11-20T03:04:05.678Z"), text);
    ck_assert_str_eq(text, "20261120T030405Z");
}
END_TEST

START_TEST(what_has_no_form_is_shown_as_not_available)
{
    static const int64_t OUTSIDE[] = {TIMESTAMP_UNKNOWN, INT64_C(-62167219200001),
                                      INT64_C(253402300800000), INT64_MAX};
    for (size_t i = 0; i < sizeof OUTSIDE / sizeof *OUTSIDE; i++) {
        char text[TIMESTAMP_TEXT];
        timestamp_format(OUTSIDE[i], text);
        ck_assert_str_eq(text, "n/a");
        timestamp_format_compact(OUTSIDE[i], text);
        ck_assert_str_eq(text, "n/a");
        timestamp_format_date(OUTSIDE[i], text);
        ck_assert_str_eq(text, "n/a");
    }
}
END_TEST

START_TEST(a_day_starts_at_midnight_on_both_sides_of_1970)
{
    ck_assert_int_eq(timestamp_day(0), 0);
    ck_assert_int_eq(timestamp_day(DAY_MS - 1), 0);
    ck_assert_int_eq(timestamp_day(DAY_MS), 1);
    ck_assert_int_eq(timestamp_day(-1), -1);
    ck_assert_int_eq(timestamp_day(-DAY_MS), -1);
    ck_assert_int_eq(timestamp_day(-DAY_MS - 1), -2);
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "timestamp", known_days_have_their_known_numbers,
        every_month_of_ten_thousand_years_is_read_back, times_fractions_and_offsets_are_read,
        what_is_no_time_is_refused_and_leaves_the_output_alone,
        a_text_is_read_to_its_length_not_to_a_nul,
        numbers_are_seconds_below_1e11_and_milliseconds_from_there,
        numbers_round_to_the_millisecond_and_must_be_finite, the_compact_form_is_that_of_run_ids,
        what_has_no_form_is_shown_as_not_available, a_day_starts_at_midnight_on_both_sides_of_1970);
}
