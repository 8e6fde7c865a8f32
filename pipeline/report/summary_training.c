#include "report/summary_training.h"

#include "report/fields.h"

static void put_epochs(const struct training *training, struct json *node)
{
    struct json *epochs = json_put_array(node, "epochs");
    for (size_t i = 0; i < training->epoch_count; i++) {
        struct json *epoch = json_append_object(epochs);
        json_put_number(epoch, "train_rmse", training->epochs[i].train_rmse);
        json_put_number(epoch, "validation_rmse", training->epochs[i].validation_rmse);
        json_put_number(epoch, "learning_rate", training->epochs[i].learning_rate);
    }
    json_put_count(node, "best_epoch", training->best_epoch);
    json_put_bool(node, "stopped_early", training->stopped_early);
    json_put_number(node, "training_ms", training->training_ms);
}

static void put_data(const struct training *training, struct json *node, struct arena *scratch)
{
    json_put_count(node, "users", training->n_users);
    json_put_count(node, "items", training->n_items);
    json_put_count(node, "train", training->n_train);
    json_put_count(node, "validation", training->n_validation);
    json_put_count(node, "test", training->n_test);
    fields_text(node, "protocol", training->protocol, scratch);
    fields_text(node, "protocol_text", training->protocol_text, scratch);
    json_put_count(node, "folds", training->folds);
}

static void put_models(const struct training *training, struct json *node, struct arena *scratch)
{
    struct json *list = json_put_array(node, "models");
    for (size_t i = 0; i < training->model_count; i++) {
        const struct training_model *model = &training->models[i];
        struct json *item = json_append_object(list);
        fields_text(item, "name", model->name, scratch);
        fields_text(item, "text", model->text, scratch);
        json_put_bool(item, "rates", model->rates);
        json_put_bool(item, "ranks", model->ranks);
        json_put_number(item, "fit_ms", model->fit_ms);
    }
}

static void put_model_file(const struct training *training, struct json *node,
                           struct arena *scratch)
{
    if (training->model_path.size == 0) {
        json_put_null(node, "model");
        return;
    }
    struct json *model = json_put_object(node, "model");
    fields_text(model, "path", training->model_path, scratch);
    fields_digest(model, "digest", training->model_digest);
    json_put_count(model, "bytes", training->model_bytes);
}

void summary_training_put(const struct summary_input *input, struct json *root,
                          struct arena *scratch)
{
    static const char *const STATUS[] = {
        [TRAINING_SKIPPED] = "skipped", [TRAINING_DONE] = "done", [TRAINING_NO_TEST] = "no_test"};
    const struct training *training = input->training;
    if (training == NULL) {
        json_put_null(root, "training");
        return;
    }
    struct json *node = json_put_object(root, "training");
    json_put_text(node, "status", STATUS[training->status]);
    fields_text_or_null(node, "reason", training->reason, scratch);
    json_put_bool(node, "synthetic", input_synthetic(input->inputs, "ratings"));
    put_data(training, node, scratch);
    json_put_count(node, "factors", training->factors);
    json_put_count(node, "epochs_max", training->epochs_max);
    json_put_number(node, "learning_rate", training->learning_rate);
    json_put_number(node, "regularization", training->regularization);
    json_put_number(node, "init_stddev", training->init_stddev);
    fields_u64(node, "seed", training->seed);
    put_epochs(training, node);
    json_put_count(node, "ranked_users", training->ranked_users);
    json_put_count(node, "unranked_users", training->unranked_users);
    fields_digest(node, "data_digest", training->data_digest);
    put_models(training, node, scratch);
    put_model_file(training, node, scratch);
}
