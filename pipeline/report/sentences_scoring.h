/*
 * sentences_scoring.h - what scoring says of the recommender, as sentences.
 *
 * Pure functions, as in sentences.h: no full stop at the end, everything in the arena.
 */
#ifndef REPORT_SENTENCES_SCORING_H
#define REPORT_SENTENCES_SCORING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/metric.h"
#include "model/scoring.h"

/* The model that should serve, judged by one metric. */
struct sentences_serving {
    struct str model;
    bool beyond_chance; /* it is better than the headline or, being it, than every other model */
    const char *sentence;
};

/*
 * Of the models that are better than the headline beyond chance the one furthest ahead of it; the
 * headline itself when there is none. What decides are the corrected p-values of the
 * comparisons of `definition->key`:
 *
 *     "By nDCG@10, ease should serve: 0.480 against 0.390 of svd, 0.090 better (0.071–0.110),
 *     beyond chance (p < .001, corrected for 12 comparisons)"
 *
 * False, and nothing written, when the metric has no comparison with a value.
 */
bool sentences_scoring_serving(struct arena *arena, const struct scoring *scoring,
                               const struct metric_definition *definition,
                               struct sentences_serving *out);

/*
 * "Predicted stars of svd are 0.041 off on average; its 90 % intervals hold 85.1 % of the held-out
 * ratings (84.0–86.2), so it is surer than it should be". "off" is the mean distance between
 * predicted and observed means, weighted by the ratings of the buckets.
 */
const char *sentences_scoring_calibration(struct arena *arena,
                                          const struct calibration *calibration);

#endif
