#include "eval/shares.h"

#include "base/stats.h"

struct metric *shares_add(struct metric_list *out, const struct metric_definition *definition,
                          const struct interpreter *interpreter, struct ratio ratio)
{
    struct metric *metric = metric_add(out, definition, ratio_value(ratio), ratio.total);
    metric_label(metric, "interpreter", interpreter->name);
    if (definition->interval != NULL)
        metric->interval = stats_wilson(ratio, 0.95);
    return metric;
}

void shares_intervals(const struct resampling *table, const struct sampling *sampling,
                      const struct interpreter *interpreter, uint64_t stream, struct arena *scratch,
                      struct interval *out)
{
    if (!sampling_is_independent(sampling, interpreter)) {
        resampling_shares(table, sampling, stream, scratch, out);
        return;
    }
    for (size_t c = 0; c < table->columns; c++)
        out[c] = stats_wilson(resampling_ratio(table, c), 0.95);
}

struct metric *shares_add_column(struct metric_list *out,
                                 const struct metric_definition *definition,
                                 const struct interpreter *interpreter,
                                 const struct resampling *table, size_t column,
                                 const struct interval *intervals)
{
    const struct ratio ratio = resampling_ratio(table, column);
    struct metric *metric = metric_add(out, definition, ratio_value(ratio), ratio.total);
    metric_label(metric, "interpreter", interpreter->name);
    metric->interval = intervals[column];
    return metric;
}
