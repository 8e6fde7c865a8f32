/* shares.h - a share of an interpreter's cases as a metric. */
#ifndef EVAL_SHARES_H
#define EVAL_SHARES_H

#include "base/ratio.h"
#include "model/metric.h"
#include "model/reading.h"

/*
 * Appends the share with the label `interpreter`, and with its Wilson interval when the
 * definition says that it has one. More labels are the caller's; see metric_add().
 */
struct metric *shares_add(struct metric_list *out, const struct metric_definition *definition,
                          const struct interpreter *interpreter, struct ratio ratio);

#endif
