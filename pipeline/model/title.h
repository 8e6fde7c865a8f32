/* title.h - what the titles in answers have to do with the films of the catalogue. */
#ifndef MODEL_TITLE_H
#define MODEL_TITLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/slots.h"

/* From good to bad. */
enum title_kind {
    TITLE_LISTED,     /* a film of the catalogue: of that year, where one is given */
    TITLE_OTHER_YEAR, /* a film of that title, but not of that year */
    TITLE_FUZZY,      /* nearly a film's title: misspelled, without its article, a part of it */
    TITLE_UNLISTED,   /* no film of the catalogue is called so: invented, as far as we know */
    TITLE_KINDS,
};

/* A title in an answer that is not TITLE_LISTED. */
struct title_doubt {
    size_t reading; /* in the interpreter's readings */
    enum slot slot; /* SLOT_SIMILAR_TO or SLOT_MOVIES */
    struct str text;
    enum title_kind kind;
    uint32_t film; /* that is probably meant; FILM_NONE for TITLE_UNLISTED */
};

/* In the order of the readings. */
struct title_doubts {
    struct title_doubt *items;
    size_t count;
    size_t capacity;
};

/* "listed", "other_year", "fuzzy", "unlisted". */
const char *title_kind_name(enum title_kind kind);

#endif
