/* recommend_person.h - who is asking: --user and --rating, looked up in a model. */
#ifndef COMMANDS_RECOMMEND_PERSON_H
#define COMMANDS_RECOMMEND_PERSON_H

#include <stdbool.h>

#include "base/error.h"
#include "base/pseudonym.h"
#include "commands/recommend_films.h"
#include "commands/session.h"
#include "train/advice.h"
#include "train/model_file.h"

/* It does not move: the advice points into it. */
struct recommend_person {
    char pseudonym[PSEUDONYM_TEXT];
    struct advice_person advice;
    size_t given; /* ratings that came with --rating */
};

/*
 * Looks up the pseudonym of --user, made with the key of the pseudonyms as the loaders do, or given
 * as such; adds the films of --rating. `films` is made when a rating names a film by its title, and
 * `*films_made` tells. Errors, ERROR_USAGE: no --user; a key that is missing, or another than that
 * of the model; a rating that is none, lies outside of the scale, or is of an unknown film.
 */
bool recommend_person_find(const struct session *session, const struct model_file *file,
                           struct recommend_films *films, bool *films_made,
                           struct recommend_person *out, struct error *err);

#endif
