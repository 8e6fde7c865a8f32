#include "charts/scale.h"

#include <math.h>

/* The largest of 1, 2, 5 × 10^n that is not above `step`, or the next one: which is nearer. */
static double round_step(double step)
{
    double power = pow(10, floor(log10(step)));
    double lead = step / power;
    if (lead < 1.5)
        return power;
    if (lead < 3.5)
        return 2 * power;
    return lead < 7.5 ? 5 * power : 10 * power;
}

/* Room for a value that stands alone: a tenth of it to both sides. */
static void widen(double *low, double *high)
{
    if (*low < *high)
        return;
    double middle = *low;
    double half = middle == 0 ? 1 : fabs(middle) / 10;
    *low = middle - half;
    *high = middle + half;
}

static void add_ticks(struct scale *scale, double step)
{
    /* A hair more than the ends, so that rounding loses no tick. */
    double first = ceil(scale->low / step - 1e-9);
    double last = floor(scale->high / step + 1e-9);
    for (size_t i = 0; first + (double)i <= last && scale->tick_count < SCALE_TICKS_MAX; i++)
        scale->ticks[scale->tick_count++] = (first + (double)i) * step + 0.0; /* never "-0" */
    double digits = ceil(-log10(step) - 1e-9);
    scale->decimals = digits > 0 ? (int)digits : 0;
}

struct scale scale_exact(double low, double high, size_t wanted, double from, double to)
{
    widen(&low, &high);
    struct scale scale = {.low = low, .high = high, .from = from, .to = to};
    add_ticks(&scale, round_step((high - low) / (double)wanted));
    return scale;
}

struct scale scale_nice(double low, double high, size_t wanted, double from, double to)
{
    widen(&low, &high);
    double step = round_step((high - low) / (double)wanted);
    struct scale scale = {.low = floor(low / step + 1e-9) * step,
                          .high = ceil(high / step - 1e-9) * step,
                          .from = from,
                          .to = to};
    add_ticks(&scale, step);
    return scale;
}

double scale_place(const struct scale *scale, double value)
{
    double share = (value - scale->low) / (scale->high - scale->low);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return scale->from + share * (scale->to - scale->from);
}
