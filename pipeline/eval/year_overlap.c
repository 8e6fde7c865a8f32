#include "eval/year_overlap.h"

#include <math.h>

struct year_overlap_span year_overlap_bounds(const struct catalogue *catalogue)
{
    struct year_overlap_span bounds = {0, 0};
    for (size_t i = 0; i < catalogue->count; i++) {
        int year = catalogue->items[i].year;
        if (year != 0 && (bounds.first == 0 || year < bounds.first))
            bounds.first = year;
        if (year > bounds.last)
            bounds.last = year;
    }
    return bounds;
}

/* Widens the span to a year that is named. */
static void reach(struct year_overlap_span *span, int year)
{
    if (year == 0)
        return;
    if (span->first == 0 || year < span->first)
        span->first = year;
    if (span->last == 0 || year > span->last)
        span->last = year;
}

static struct year_overlap_span close_ends(const struct slots *slots,
                                           struct year_overlap_span bounds)
{
    return (struct year_overlap_span){slots->year_min == 0 ? bounds.first : slots->year_min,
                                      slots->year_max == 0 ? bounds.last : slots->year_max};
}

/* In double, for an answer may name the years -999999 and 999999. */
static double years_in(struct year_overlap_span span)
{
    return span.last < span.first ? 0 : (double)span.last - span.first + 1;
}

double year_overlap(const struct slots *expected, const struct slots *answered,
                    struct year_overlap_span bounds)
{
    if (expected->year_min == 0 && expected->year_max == 0 && answered->year_min == 0 &&
        answered->year_max == 0)
        return NAN;
    reach(&bounds, expected->year_min);
    reach(&bounds, expected->year_max);
    reach(&bounds, answered->year_min);
    reach(&bounds, answered->year_max);
    struct year_overlap_span a = close_ends(expected, bounds);
    struct year_overlap_span b = close_ends(answered, bounds);
    struct year_overlap_span both = {a.first > b.first ? a.first : b.first,
                                     a.last < b.last ? a.last : b.last};
    double shared = years_in(a) == 0 || years_in(b) == 0 ? 0 : years_in(both);
    double either = years_in(a) + years_in(b) - shared;
    return either == 0 ? 0 : shared / either;
}
