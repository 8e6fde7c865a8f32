#include "report/format.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define NO_BREAK "\u00a0"
#define NARROW_NO_BREAK "\u202f"
#define MINUS "\u2212"
#define EN_DASH "\u2013"
#define PLUS_MINUS "\u00b1"

const char *format_count(struct arena *arena, uint64_t count)
{
    if (count < 1000)
        return arena_printf(arena, "%" PRIu64, count);
    return arena_printf(arena, "%s" NARROW_NO_BREAK "%03" PRIu64, format_count(arena, count / 1000),
                        count % 1000);
}

/* How a unit is written: the factor, the decimals and what stands behind. */
struct layout {
    double factor;
    int decimals;
    const char *suffix;
};

static struct layout layout_of(enum metric_unit unit, double size)
{
    switch (unit) {
    case METRIC_SHARE:
        return (struct layout){100, 1, NO_BREAK "%"};
    case METRIC_COUNT:
        return (struct layout){1, 0, ""};
    case METRIC_MS:
        if (size >= 1000)
            return (struct layout){.001, 2, NO_BREAK "s"};
        if (size != 0 && size < .0995)
            return (struct layout){1000, size < .00995 ? 1 : 0, NO_BREAK "\u00b5s"};
        return (struct layout){1, size < 10 ? 1 : 0, NO_BREAK "ms"};
    case METRIC_STARS:
    case METRIC_SCORE:
        break;
    }
    return (struct layout){1, 3, ""};
}

static bool rounds_to_zero(const char *digits)
{
    return strspn(digits, "0.") == strlen(digits);
}

/* A finite number without its unit; a minus is U+2212, and what rounds to 0 has none. */
static const char *number(struct arena *arena, double value, int decimals)
{
    const char *digits = arena_printf(arena, "%.*f", decimals, fabs(value));
    const char *sign = value < 0 && !rounds_to_zero(digits) ? MINUS : "";
    if (decimals == 0 && fabs(value) < 1e15)
        digits = format_count(arena, (uint64_t)nearbyint(fabs(value)));
    return arena_printf(arena, "%s%s", sign, digits);
}

const char *format_value(struct arena *arena, enum metric_unit unit, double value)
{
    if (!isfinite(value))
        return FORMAT_UNAVAILABLE;
    struct layout layout = layout_of(unit, fabs(value));
    return arena_printf(arena, "%s%s", number(arena, value * layout.factor, layout.decimals),
                        layout.suffix);
}

/* A dash between numbers, but no second one beside a minus. */
static const char *ends(struct arena *arena, struct layout layout, struct interval interval)
{
    return arena_printf(arena, "%s%s%s",
                        number(arena, interval.low * layout.factor, layout.decimals),
                        interval.low < 0 ? " to " : EN_DASH,
                        number(arena, interval.high * layout.factor, layout.decimals));
}

const char *format_interval(struct arena *arena, enum metric_unit unit, struct interval interval)
{
    if (!isfinite(interval.low) || !isfinite(interval.high))
        return "";
    struct layout layout = layout_of(unit, fabs(interval.high));
    return arena_printf(arena, "%s%s", ends(arena, layout, interval), layout.suffix);
}

const char *format_interval_inline(struct arena *arena, enum metric_unit unit,
                                   struct interval interval)
{
    if (unit != METRIC_SHARE || !isfinite(interval.low) || !isfinite(interval.high))
        return format_interval(arena, unit, interval);
    return ends(arena, layout_of(unit, 0), interval);
}

const char *format_difference(struct arena *arena, enum metric_unit unit, double difference)
{
    if (!isfinite(difference))
        return FORMAT_UNAVAILABLE;
    struct layout layout = layout_of(unit, fabs(difference));
    const char *size = number(arena, fabs(difference) * layout.factor, layout.decimals);
    if (unit == METRIC_SHARE)
        layout.suffix = strcmp(size, "1.0") == 0 ? " point" : " points";
    return arena_printf(arena, "%s%s", rounds_to_zero(size) ? "0" : size, layout.suffix);
}

const char *format_change(struct arena *arena, enum metric_unit unit, double change)
{
    const char *size = format_difference(arena, unit, change);
    if (!isfinite(change))
        return size;
    bool zero = size[0] == '0' && size[1] != '.';
    return arena_printf(arena, "%s%s", zero ? PLUS_MINUS : change < 0 ? MINUS : "+", size);
}

const char *format_p_value(struct arena *arena, double p)
{
    if (!isfinite(p))
        return "";
    if (p < .001)
        return "p < .001";
    if (p >= .9995)
        return "p = 1";
    /* Without the zero before the point, which p cannot exceed. */
    return arena_printf(arena, "p = %s", arena_printf(arena, "%.3f", p) + 1);
}

const char *format_plural(struct arena *arena, uint64_t count, const char *one, const char *many)
{
    return arena_printf(arena, "%s %s", format_count(arena, count), count == 1 ? one : many);
}

const char *format_bytes(struct arena *arena, uint64_t bytes)
{
    static const char *const UNITS[] = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000)
        return format_plural(arena, bytes, "byte", "bytes");
    double size = (double)bytes / 1000;
    size_t unit = 0;
    while (size >= 999.5 && unit + 1 < sizeof UNITS / sizeof *UNITS) {
        size /= 1000;
        unit++;
    }
    return arena_printf(arena, "%.*f" NO_BREAK "%s", size < 9.95 ? 1 : 0, size, UNITS[unit]);
}

const char *format_operator(const char *text)
{
    if (strcmp(text, ">=") == 0)
        return "\u2265";
    return strcmp(text, "<=") == 0 ? "\u2264" : text;
}

enum metric_unit format_unit(const char *name)
{
    for (int unit = METRIC_SHARE; unit <= METRIC_MS; unit++)
        if (strcmp(metric_unit_name((enum metric_unit)unit), name) == 0)
            return (enum metric_unit)unit;
    return METRIC_SCORE;
}
