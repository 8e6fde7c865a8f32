/* recommend_print.h - recommendations for a person at a terminal, and as JSON. */
#ifndef COMMANDS_RECOMMEND_PRINT_H
#define COMMANDS_RECOMMEND_PRINT_H

#include "commands/recommend_films.h"
#include "commands/recommend_person.h"
#include "commands/recommend_query.h"
#include "commands/session.h"
#include "train/advice.h"
#include "train/model_file.h"

/* All there is to say; borrowed. */
struct recommend_print {
    const struct model_file *file;
    const struct recommend_films *films; /* NULL: nobody asked a query */
    const struct recommend_person *person;
    const struct recommend_query *query;
    const struct advice *list; /* (count) */
    size_t count;
};

void recommend_print_text(const struct session *session, const struct recommend_print *all);
void recommend_print_json(const struct session *session, const struct recommend_print *all);

#endif
