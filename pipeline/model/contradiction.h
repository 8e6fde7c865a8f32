/* contradiction.h - the ways in which one answer can contradict itself. */
#ifndef MODEL_CONTRADICTION_H
#define MODEL_CONTRADICTION_H

enum contradiction {
    CONTRADICTION_GENRE,   /* a genre is wanted and excluded */
    CONTRADICTION_YEARS,   /* the first year is later than the last one */
    CONTRADICTION_FILM,    /* a film is meant and one to compare with */
    CONTRADICTION_LOOKUP,  /* the intent is "lookup", and no film is named */
    CONTRADICTION_SIMILAR, /* the intent is "similar", and no film to compare with is named */
    CONTRADICTION_SCOPE,   /* "surprise" or "out_of_scope", and yet a slot narrows the choice */
    CONTRADICTION_KINDS,
};

/* "genre_excluded", "years_reversed", …: the label `contradiction`. */
const char *contradiction_name(enum contradiction kind);

/* The same for people: "a genre is wanted and excluded". */
const char *contradiction_text(enum contradiction kind);

#endif
