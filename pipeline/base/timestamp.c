#include "base/timestamp.h"

#include <math.h>
#include <string.h>

#define DAY_MS INT64_C(86400000)
#define MINUTE_MS INT64_C(60000)
#define DAYS_TO_1970 719528                          /* from 0000-01-01 */
#define FIRST (-DAYS_TO_1970 * DAY_MS)               /* 0000-01-01T00:00:00.000Z */
#define LAST ((3652425 - DAYS_TO_1970) * DAY_MS - 1) /* 9999-12-31T23:59:59.999Z */
#define MS_FROM 1e11                                 /* numbers this large count milliseconds */

/* A UTC day of the Gregorian calendar, extended back to year 0. */
struct civil {
    int year;  /* 0 … 9999 */
    int month; /* 1 … 12 */
    int day;   /* 1 … 31 */
};

/* Days before each month of a year that is no leap year. */
static const int DAYS_BEFORE_MONTH[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from 0000-01-01 to the first day of `year`; year 0 is a leap year. */
static int days_before_year(int year)
{
    return 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
}

static int days_before_month(int year, int month)
{
    return DAYS_BEFORE_MONTH[month - 1] + (month > 2 && is_leap(year));
}

static int month_length(int year, int month)
{
    return DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (month == 2 && is_leap(year));
}

static int64_t day_number(struct civil date)
{
    return days_before_year(date.year) + days_before_month(date.year, date.month) + date.day - 1 -
           DAYS_TO_1970;
}

static struct civil civil_of_day(int64_t day)
{
    int left = (int)(day + DAYS_TO_1970);
    struct civil date = {.year = (int)((int64_t)left * 400 / 146097), .month = 12};
    /* The mean year is at most one year off. */
    if (days_before_year(date.year + 1) <= left)
        date.year++;
    else if (days_before_year(date.year) > left)
        date.year--;
    left -= days_before_year(date.year);
    while (days_before_month(date.year, date.month) > left)
        date.month--;
    date.day = left - days_before_month(date.year, date.month) + 1;
    return date;
}

/* Cuts a number of exactly `width` digits off the front of `*text`. */
static bool take_digits(struct str *text, size_t width, int *out)
{
    int value = 0;
    if (text->size < width)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (text->data[i] < '0' || text->data[i] > '9')
            return false;
        value = value * 10 + (text->data[i] - '0');
    }
    *out = value;
    *text = str_slice(*text, width, text->size);
    return true;
}

/* Cuts the character off the front of `*text` when it is there. */
static bool take_char(struct str *text, char c)
{
    if (text->size == 0 || text->data[0] != c)
        return false;
    *text = str_slice(*text, 1, text->size);
    return true;
}

static bool take_date(struct str *text, struct civil *date)
{
    return take_digits(text, 4, &date->year) && take_char(text, '-') &&
           take_digits(text, 2, &date->month) && take_char(text, '-') &&
           take_digits(text, 2, &date->day) && date->month >= 1 && date->month <= 12 &&
           date->day >= 1 && date->day <= month_length(date->year, date->month);
}

/* ".5", ".250", ".123456789": what is finer than a millisecond is cut. */
static bool take_fraction(struct str *text, int *ms)
{
    int digit;
    int unit = 100;
    *ms = 0;
    if (!take_char(text, '.'))
        return true;
    if (!take_digits(text, 1, &digit))
        return false;
    do {
        *ms += digit * unit;
        unit /= 10;
    } while (take_digits(text, 1, &digit));
    return true;
}

/* "Z", "+01:00": minutes that the local time is ahead of UTC. */
static bool take_offset(struct str *text, int *minutes)
{
    int sign = 1;
    int hour;
    int minute;
    *minutes = 0;
    if (take_char(text, 'Z') || take_char(text, 'z'))
        return true;
    if (take_char(text, '-'))
        sign = -1;
    else if (!take_char(text, '+'))
        return false;
    if (!take_digits(text, 2, &hour) || !take_char(text, ':') || !take_digits(text, 2, &minute) ||
        hour > 23 || minute > 59)
        return false;
    *minutes = sign * (hour * 60 + minute);
    return true;
}

/* The time behind a date, as milliseconds since that day's midnight in UTC. */
static bool take_time(struct str *text, int64_t *out)
{
    int hour;
    int minute;
    int second;
    int ms;
    int offset;
    if (!take_digits(text, 2, &hour) || !take_char(text, ':') || !take_digits(text, 2, &minute) ||
        !take_char(text, ':') || !take_digits(text, 2, &second) || !take_fraction(text, &ms) ||
        !take_offset(text, &offset) || hour > 23 || minute > 59 || second > 60)
        return false;

    int utc_minute = hour * 60 + minute - offset;
    if (second == 60) {
        /* A leap second ends a day in UTC, wherever it is told. */
        if ((utc_minute + 1) % (24 * 60) != 0)
            return false;
        second = 59;
    }
    *out = utc_minute * MINUTE_MS + (int64_t)second * 1000 + ms;
    return true;
}

bool timestamp_parse(struct str text, int64_t *out)
{
    double number;
    if (str_to_double(text, &number))
        return timestamp_from_number(number, out);

    struct civil date;
    int64_t time = 0;
    if (!take_date(&text, &date))
        return false;
    if (text.size != 0) {
        if (!take_char(&text, 'T') && !take_char(&text, 't') && !take_char(&text, ' '))
            return false;
        if (!take_time(&text, &time) || text.size != 0)
            return false;
    }
    int64_t ms = day_number(date) * DAY_MS + time;
    if (ms < FIRST || ms > LAST)
        return false;
    *out = ms;
    return true;
}

bool timestamp_from_number(double number, int64_t *out)
{
    double ms = round(fabs(number) < MS_FROM ? number * 1000.0 : number);
    if (!(ms >= (double)FIRST && ms <= (double)LAST))
        return false;
    *out = (int64_t)ms;
    return true;
}

/* Writes `value` with leading zeros and returns the place behind it. */
static char *put_digits(char *out, int value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + width;
}

/* Writes the parts of a date with `separator` between them, none for '\0'. */
static char *put_parts(char *out, const int parts[3], int first_width, char separator)
{
    for (int i = 0; i < 3; i++) {
        if (i != 0 && separator != '\0')
            *out++ = separator;
        out = put_digits(out, parts[i], i == 0 ? first_width : 2);
    }
    return out;
}

static char *put_date(char *out, int64_t ms, char separator)
{
    struct civil date = civil_of_day(timestamp_day(ms));
    return put_parts(out, (int[]){date.year, date.month, date.day}, 4, separator);
}

static char *put_time(char *out, int64_t ms, char separator)
{
    int second = (int)((ms - timestamp_day(ms) * DAY_MS) / 1000);
    return put_parts(out, (int[]){second / 3600, second / 60 % 60, second % 60}, 2, separator);
}

/* The formats below know four-digit years only: all that the parsers let in. */
static bool is_shown(int64_t ms, char out[TIMESTAMP_TEXT])
{
    if (ms >= FIRST && ms <= LAST)
        return true;
    memcpy(out, "n/a", sizeof "n/a");
    return false;
}

void timestamp_format(int64_t ms, char out[TIMESTAMP_TEXT])
{
    if (!is_shown(ms, out))
        return;
    out = put_date(out, ms, '-');
    *out++ = 'T';
    out = put_time(out, ms, ':');
    int fraction = (int)(ms - timestamp_day(ms) * DAY_MS) % 1000;
    if (fraction != 0) {
        *out++ = '.';
        out = put_digits(out, fraction, 3);
    }
    *out++ = 'Z';
    *out = '\0';
}

void timestamp_format_compact(int64_t ms, char out[TIMESTAMP_TEXT])
{
    if (!is_shown(ms, out))
        return;
    out = put_date(out, ms, '\0');
    *out++ = 'T';
    out = put_time(out, ms, '\0');
    *out++ = 'Z';
    *out = '\0';
}

void timestamp_format_date(int64_t ms, char out[TIMESTAMP_TEXT])
{
    if (is_shown(ms, out))
        *put_date(out, ms, '-') = '\0';
}

int64_t timestamp_day(int64_t ms)
{
    return ms / DAY_MS - (ms % DAY_MS < 0);
}
