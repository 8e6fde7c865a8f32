/*
 * format.h - the one place where numbers become text for people.
 *
 * A narrow no-break space groups thousands, a no-break space stands before "%", a minus is U+2212
 * and an interval has an en dash, or "to" behind a minus. NAN is "n/a". Results live in the arena
 * and are NUL-terminated.
 */
#ifndef REPORT_FORMAT_H
#define REPORT_FORMAT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/ratio.h"
#include "model/metric.h"

#define FORMAT_UNAVAILABLE "n/a"

/* 12345 is "12 345". */
const char *format_count(struct arena *arena, uint64_t count);

/* A value in its unit: 0.875 is "87.5 %" as a share, "0.875" as a score; 0.91234 stars "0.912";
 * a count without decimals; milliseconds "812 ms", "1.35 s", "45 µs". */
const char *format_value(struct arena *arena, enum metric_unit unit, double value);

/* "87.0–94.2 %", "0.841–0.853", "−0.149 to −0.104"; "" when an end is unknown. */
const char *format_interval(struct arena *arena, enum metric_unit unit, struct interval interval);

/* The same inside a sentence, behind its value, whose "%" it does not repeat: "87.0–94.2". */
const char *format_interval_inline(struct arena *arena, enum metric_unit unit,
                                   struct interval interval);

/* The size of a difference: "3.1 points" for shares, "0.004" otherwise. */
const char *format_difference(struct arena *arena, enum metric_unit unit, double difference);

/* A difference with its sign: "+3.1 points", "−0.004"; "±0" for what rounds to 0. */
const char *format_change(struct arena *arena, enum metric_unit unit, double change);

/* "p = .004", "p < .001", "p = 1"; "" when unknown. */
const char *format_p_value(struct arena *arena, double p);

/* "4 queries", "1 query". */
const char *format_plural(struct arena *arena, uint64_t count, const char *one, const char *many);

/* "1.2 MB", "340 bytes": decimal units. */
const char *format_bytes(struct arena *arena, uint64_t bytes);

/* An operator of a gate as a person writes it: "≥" for ">=". */
const char *format_operator(const char *text);

/* The unit of a summary document ("share", "count", …); METRIC_SCORE for an unknown name. */
enum metric_unit format_unit(const char *name);

#endif
