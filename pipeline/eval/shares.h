/* shares.h - a share of an interpreter's answers as a metric. */
#ifndef EVAL_SHARES_H
#define EVAL_SHARES_H

#include "base/ratio.h"
#include "eval/resampling.h"
#include "eval/sampling.h"
#include "model/metric.h"
#include "model/reading.h"

/* How the interval of a share is made, for its definition. */
#define SHARES_INTERVAL                                                                            \
    "Wilson score interval; a percentile bootstrap over cases or tags where answers hang together"

/*
 * Appends the share with the label `interpreter`, and with its Wilson interval when the
 * definition says that it has one. More labels are the caller's; see metric_add().
 */
struct metric *shares_add(struct metric_list *out, const struct metric_definition *definition,
                          const struct interpreter *interpreter, struct ratio ratio);

/*
 * The 95 % intervals of columns that add up answers, 1 for one that counts and 0 for another: that
 * of Wilson where all answers are independent, otherwise resampling_shares(). `out` (columns).
 */
void shares_intervals(const struct resampling *table, const struct sampling *sampling,
                      const struct interpreter *interpreter, uint64_t stream, struct arena *scratch,
                      struct interval *out);

/* Appends a column as a share of the answers with the label `interpreter` and its interval. */
struct metric *shares_add_column(struct metric_list *out,
                                 const struct metric_definition *definition,
                                 const struct interpreter *interpreter,
                                 const struct resampling *table, size_t column,
                                 const struct interval *intervals);

#endif
