/* night_recommender.h - trains, scores and saves tonight's recommender. */
#ifndef COMMANDS_NIGHT_RECOMMENDER_H
#define COMMANDS_NIGHT_RECOMMENDER_H

#include "commands/night.h"

/*
 * Trains on the ratings as [svd], [split] and [ranking] say, appends the scores, and saves the
 * model as models/RUN.svd in the output folder. Errors: those of train_run() and
 * model_file_save(), and of the file behind --test-rows.
 */
bool night_recommender_train(struct night *night, struct error *err);

#endif
