/* vocabulary.h - the names an interpretation is written in: films, genres, intents. */
#ifndef LLM_VOCABULARY_H
#define LLM_VOCABULARY_H

#include "model/catalogue.h"
#include "model/genre.h"
#include "model/intent.h"

/* The tables outlive whoever is handed them and do not change meanwhile. */
struct vocabulary {
    const struct catalogue *catalogue;
    const struct genre_table *genres;
    const struct intent_table *intents;
};

#endif
