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
