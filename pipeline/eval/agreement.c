#include "eval/agreement.h"

#include <math.h>

#include "base/stats.h"

static size_t total_of(const struct agreement_table *table)
{
    size_t total = 0;
    for (size_t i = 0; i < table->scores * table->scores; i++)
        total += table->counts[i];
    return total;
}

static double weight(enum agreement_weights weights, size_t i, size_t j, size_t scores)
{
    double distance = fabs((double)i - (double)j) / ((double)scores - 1);
    if (weights == AGREEMENT_LINEAR)
        return 1 - distance;
    if (weights == AGREEMENT_QUADRATIC)
        return 1 - distance * distance;
    return i == j ? 1 : 0;
}

/* Shares of each score by row and by column. */
struct margins {
    double row[RUBRIC_SCORES_MAX];
    double column[RUBRIC_SCORES_MAX];
};

static struct margins margins_of(const struct agreement_table *table, double total)
{
    struct margins margins = {{0}, {0}};
    for (size_t i = 0; i < table->scores; i++)
        for (size_t j = 0; j < table->scores; j++) {
            double share = (double)table->counts[i * table->scores + j] / total;
            margins.row[i] += share;
            margins.column[j] += share;
        }
    return margins;
}

/* Σ p_ij (w_ij − (w̄_i. + w̄_.j)(1 − κ))² − (κ − e(1 − κ))², over n (1 − e)². */
static double variance(const struct agreement_table *table, enum agreement_weights weights,
                       const struct margins *margins, double kappa, double expected)
{
    const size_t k = table->scores;
    double total = (double)total_of(table);
    struct margins mean = {{0}, {0}};
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double w = weight(weights, i, j, k);
            mean.row[i] += w * margins->column[j];
            mean.column[j] += w * margins->row[i];
        }
    double sum = 0;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double part = weight(weights, i, j, k) - (mean.row[i] + mean.column[j]) * (1 - kappa);
            sum += (double)table->counts[i * k + j] / total * part * part;
        }
    double shift = kappa - expected * (1 - kappa);
    return fmax(sum - shift * shift, 0) / (total * (1 - expected) * (1 - expected));
}

double agreement_kappa(const struct agreement_table *table, enum agreement_weights weights,
                       struct interval *interval)
{
    const size_t k = table->scores;
    const size_t total = total_of(table);
    *interval = INTERVAL_UNKNOWN;
    if (total == 0)
        return NAN;
    const struct margins margins = margins_of(table, (double)total);
    double observed = 0;
    double expected = 0;
    bool varied = false;
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double w = weight(weights, i, j, k);
            observed += w * (double)table->counts[i * k + j] / (double)total;
            expected += w * margins.row[i] * margins.column[j];
            varied |= i != j && margins.row[i] > 0 && margins.column[j] > 0;
        }
    if (!varied)
        return NAN;
    double kappa = (observed - expected) / (1 - expected);
    double reach =
        stats_normal_quantile(.975) * sqrt(variance(table, weights, &margins, kappa, expected));
    *interval = (struct interval){fmax(kappa - reach, -1), fmin(kappa + reach, 1)};
    return kappa;
}

struct agreement agreement_of(const struct agreement_table *table, bool ordinal)
{
    struct agreement out = {.count = total_of(table),
                            .observed = NAN,
                            .weighted = NAN,
                            .weighted_interval = INTERVAL_UNKNOWN,
                            .linear = NAN,
                            .linear_interval = INTERVAL_UNKNOWN};
    size_t same = 0;
    for (size_t i = 0; i < table->scores; i++)
        same += table->counts[i * table->scores + i];
    if (out.count != 0)
        out.observed = (double)same / (double)out.count;
    out.kappa = agreement_kappa(table, AGREEMENT_UNWEIGHTED, &out.interval);
    if (ordinal) {
        out.linear = agreement_kappa(table, AGREEMENT_LINEAR, &out.linear_interval);
        out.weighted = agreement_kappa(table, AGREEMENT_QUADRATIC, &out.weighted_interval);
    }
    return out;
}
