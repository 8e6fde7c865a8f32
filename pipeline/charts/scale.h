/* scale.h - from numbers to places on a chart, with ticks at round numbers (pure). */
#ifndef CHARTS_SCALE_H
#define CHARTS_SCALE_H

#include <stddef.h>

#define SCALE_TICKS_MAX 12

/* A linear scale from low … high to from … to (units of the drawing). */
struct scale {
    double low;
    double high;
    double from;
    double to;
    double ticks[SCALE_TICKS_MAX];
    size_t tick_count;
    int decimals; /* that the ticks need */
};

/*
 * Encloses low … high in round numbers, with about `wanted` ticks 1, 2 or 5 × 10^n apart (Heckbert,
 * "Nice numbers for graph labels", Graphics Gems 1990). Equal or unordered ends are widened.
 */
struct scale scale_nice(double low, double high, size_t wanted, double from, double to);

/* The same scale with exactly these ends; ticks are the round numbers between them. */
struct scale scale_exact(double low, double high, size_t wanted, double from, double to);

/* The place of a value, cut to the ends. */
double scale_place(const struct scale *scale, double value);

#endif
