/*
 * ranking_metrics.h - what ranking.h measures, as rows of the metric list.
 *
 * ndcg_at_K, recall_at_K, precision_at_K, map_at_K, mrr_at_K, hit_rate_at_K and coverage_at_K for
 * every k; auc; and for one k, ranking.beyond_k, so that the list stays readable: novelty_at_K,
 * popularity_at_K, tail_share_at_K, serendipity_at_K, gini_at_K, entropy_at_K, and where genres are
 * known diversity_at_K and miscalibration_at_K. All with the label model.
 */
#ifndef TRAIN_RANKING_METRICS_H
#define TRAIN_RANKING_METRICS_H

#include <stdbool.h>

#include "base/ratio.h"
#include "base/str.h"
#include "model/metric.h"
#include "train/ranking.h"

/* `intervals` (ranking_average_count()) are those of ranking_averages(). */
void ranking_metrics(const struct ranking *ranking, struct str model, bool headline,
                     const struct interval *intervals, struct metric_list *out);

#endif
