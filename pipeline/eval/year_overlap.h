/* year_overlap.h - how much of two spans of years is the same? */
#ifndef EVAL_YEAR_OVERLAP_H
#define EVAL_YEAR_OVERLAP_H

#include "model/catalogue.h"
#include "model/slots.h"

/* Whole years, both ends inclusive; `last` < `first`: no year at all. */
struct year_overlap_span {
    int first;
    int last;
};

/* The years of the catalogue's films; 0 and 0 when it knows none. */
struct year_overlap_span year_overlap_bounds(const struct catalogue *catalogue);

/*
 * The years in both spans over the years in either:
 *
 *     overlap = |expected AND answered| / |expected OR answered|
 *
 * 1980–1989 and 1985–1994 share 5 of 15 years. An open end reaches as far as `bounds` and as the
 * years that either side names, so that "since 2030" is a span even where no film is that
 * new. A span that ends before it begins shares nothing. NAN when neither side names a year.
 */
double year_overlap(const struct slots *expected, const struct slots *answered,
                    struct year_overlap_span bounds);

#endif
