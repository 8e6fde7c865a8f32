/* summary_training.h - what the recommender was trained on, with what settings, and which models.
 */
#ifndef REPORT_SUMMARY_TRAINING_H
#define REPORT_SUMMARY_TRAINING_H

#include "base/arena.h"
#include "base/json.h"
#include "report/summary.h"

/* Puts `training`; null when the run did not train. */
void summary_training_put(const struct summary_input *input, struct json *root,
                          struct arena *scratch);

#endif
