#include "train/clustered.h"

#include "base/stats.h"

void clustered_add(struct clustered *mean, double sum, double count)
{
    if (count == 0.0)
        return;
    mean->users++;
    mean->sum += sum;
    mean->count += count;
    mean->squared_sum += sum * sum;
    mean->product += sum * count;
    mean->squared_counts += count * count;
}

double clustered_value(const struct clustered *mean)
{
    return mean->users == 0 ? NAN : mean->sum / mean->count;
}

struct interval clustered_interval(const struct clustered *mean)
{
    if (mean->users < 2)
        return INTERVAL_UNKNOWN;
    const double m = mean->sum / mean->count;
    const double freedom = (double)mean->users - 1.0;
    const double squares =
        mean->squared_sum - 2.0 * m * mean->product + m * m * mean->squared_counts;
    /* Equal values leave rounding, perhaps below 0. */
    const double variance =
        fmax(squares, 0.0) * ((double)mean->users / freedom) / (mean->count * mean->count);
    const double half = stats_student_quantile(0.975, freedom) * sqrt(variance);
    return (struct interval){m - half, m + half};
}
