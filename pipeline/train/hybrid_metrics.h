/* hybrid_metrics.h - the ends and the middle of the hybrid's curve as metrics. */
#ifndef TRAIN_HYBRID_METRICS_H
#define TRAIN_HYBRID_METRICS_H

#include <stddef.h>

#include "model/hybrid.h"
#include "model/metric.h"

/*
 * Appends hybrid_ndcg_at_K and hybrid_hit_rate_at_K with the labels source (swipes, tags) and
 * order: model (weight 0), reading (weight 1), filter, and mixed (the weight chosen on the other
 * half of the users). The headline is mixed, of swipes. A curve without figures has no metrics.
 */
void hybrid_metrics_add(const struct hybrid_curve *curve, size_t k, struct metric_list *out);

#endif
