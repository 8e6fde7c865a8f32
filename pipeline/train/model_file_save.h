/*
 * model_file_save.h - writes a trained model with all it takes to answer from it (model_format.h).
 */
#ifndef TRAIN_MODEL_FILE_SAVE_H
#define TRAIN_MODEL_FILE_SAVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "model/catalogue.h"
#include "model/genre.h"
#include "model/ratings.h"
#include "train/svd.h"

/* What goes into the file; all of it is only read. */
struct model_file_save {
    const struct svd_model *model;
    const struct ratings *ratings;     /* all of them, held-out ones too: nobody is to be told to
                                          watch what he has seen */
    const struct catalogue *catalogue; /* titles, years and genres of the films */
    const struct genre_table *genres;
    struct str settings;   /* lines KEY=VALUE */
    size_t n_train;        /* ratings that the model was trained on */
    double regularization; /* per rating: what folding in takes */
    double liked_from;     /* stars */
    uint64_t key_check;    /* the same number for the same key of pseudonyms, for those who look a
                              user up: model_file.h gives it back */
};

/*
 * Writes `path` atomically, piece by piece, readable by its owner only: pseudonyms are personal
 * data. `digest` and `bytes` (NULL: not wanted) describe the whole file, as sha256sum would.
 * `scratch` takes some bytes per user and film; 4 bytes per rating are held beside it meanwhile.
 * Errors: ERROR_SYSTEM of writer.h; the target is what it was.
 */
bool model_file_save(const char *path, const struct model_file_save *content, struct arena *scratch,
                     struct hash_sha256 *digest, uint64_t *bytes, struct error *err);

#endif
