#include "report/summary_tuning.h"

#include "report/fields.h"

static void put_trial(const struct tuning *tuning, size_t number, struct json *trials)
{
    const struct tuning_trial *trial = &tuning->trials[number];
    struct json *node = json_append_object(trials);
    json_put_count(node, "number", number + 1);
    struct json *values = json_put_object(node, "values");
    for (size_t d = 0; d < tuning->dimension_count; d++)
        json_put_number(values, tuning->dimensions[d].key, trial->values[d]);
    struct json *rmse = json_put_array(node, "rmse");
    for (size_t r = 0; r < trial->rungs; r++)
        json_append_number(rmse, trial->rmse[r]);
    json_put_number(node, "duration_ms", trial->duration_ms);
}

void summary_tuning_put(const struct tuning *tuning, struct json *root, struct arena *scratch)
{
    if (tuning == NULL || tuning->dimension_count == 0)
        return;
    struct json *node = json_put_object(root, "tuning");
    struct json *space = json_put_object(node, "space");
    for (size_t d = 0; d < tuning->dimension_count; d++)
        fields_text(space, tuning->dimensions[d].key, tuning->dimensions[d].declared, scratch);
    struct json *rungs = json_put_array(node, "rungs");
    for (size_t r = 0; r < tuning->rung_count; r++)
        json_append_number(rungs, (double)tuning->epochs[r]);
    json_put_count(node, "train", tuning->n_train);
    json_put_count(node, "validation", tuning->n_validation);
    json_put_count(node, "fits", tuning->fits);
    json_put_count(node, "best", tuning->best + 1);
    struct json *trials = json_put_array(node, "trials");
    for (size_t t = 0; t < tuning->trial_count; t++)
        put_trial(tuning, t, trials);
}
