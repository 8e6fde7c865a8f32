/* recommend_query.h - what is asked for: a query, read by the built-in interpreter. */
#ifndef COMMANDS_RECOMMEND_QUERY_H
#define COMMANDS_RECOMMEND_QUERY_H

#include <stdbool.h>

#include "base/str.h"
#include "commands/recommend_films.h"
#include "commands/session.h"
#include "model/slots.h"
#include "train/advice.h"

struct recommend_query {
    bool asked;       /* there was a query */
    bool about_films; /* it was read as a wish for films */
    struct slots slots;
};

/* The request of who asks for nothing in particular: every film matches. */
void recommend_query_none(const struct session *session, const struct model_file *file,
                          struct advice_request *request);

/*
 * Reads the query, which is valid UTF-8, and narrows the request to the films that the reading
 * predicts (hybrid_match.h): those that match more of it come first. Films to look up are listed
 * whether the person has rated them or not.
 */
struct recommend_query recommend_query_read(const struct session *session,
                                            const struct model_file *file,
                                            const struct recommend_films *films, struct str query,
                                            struct advice_request *request);

/* "Comedy, Sci-Fi; not Horror; 1980–1989; like Alien (1979)", in the session's run arena. */
const char *recommend_query_text(const struct session *session, const struct recommend_films *films,
                                 const struct recommend_query *query);

#endif
