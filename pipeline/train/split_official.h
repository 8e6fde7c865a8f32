/*
 * split_official.h - the test part as somebody published it: a second file of ratings.
 *
 * MovieLens 100K comes with u1.test … u5.test, ua.test and ub.test, which repeat a part of u.data.
 * Their ratings are looked up in the whole data by user and film, so that whatever is not in
 * the file is train.
 */
#ifndef TRAIN_SPLIT_OFFICIAL_H
#define TRAIN_SPLIT_OFFICIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/ratings.h"

struct split_official {
    uint32_t *rows;   /* (count) data rows of the ratings, ascending, as split_options wants them */
    size_t count;     /* ratings of the file that are among the ratings */
    size_t missing;   /* ratings of the file that are not */
    size_t differing; /* of `count`: with other stars than in the ratings */
};

/*
 * Looks the ratings of `file` up in `ratings`; both have the keys of their users and items. `path`
 * is what errors and split texts call the file. Error: ERROR_INPUT when none is found, which is
 * what happens when only the train file was given as ratings. The rows live in `arena`.
 */
bool split_official_match(const struct ratings *ratings, const struct ratings *file,
                          const char *path, struct arena *arena, struct split_official *out,
                          struct error *err);

#endif
