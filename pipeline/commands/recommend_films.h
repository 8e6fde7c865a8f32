/*
 * recommend_films.h - the films of a model as a catalogue: what titles and queries are read with.
 *
 * A model carries titles and genres of the night it was made in; the aliases of genres and the
 * intents are those of today's tables. Building takes some milliseconds for thousands of films, so
 * that only those who name a title or ask a query do it.
 */
#ifndef COMMANDS_RECOMMEND_FILMS_H
#define COMMANDS_RECOMMEND_FILMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "commands/session.h"
#include "llm/vocabulary.h"
#include "train/hybrid_match.h"
#include "train/model_file.h"

struct recommend_films {
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct hybrid_film *films; /* (n_items) */
    uint32_t *items;           /* (catalogue.count) the number of each film in the model */
};

/* Builds it in the session's run arena. Errors: those of tables_load(). */
bool recommend_films_make(const struct session *session, const struct model_file *file,
                          struct recommend_films *out, struct error *err);

/*
 * The number in the model of a film named by its id, "Title (Year)" or a title alone.
 * Error: ERROR_USAGE for one that the model does not have, with the title that comes nearest.
 */
bool recommend_films_find(const struct session *session, const struct model_file *file,
                          const struct recommend_films *films, struct str name, uint32_t *out,
                          struct error *err);

#endif
