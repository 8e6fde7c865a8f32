/* label.h - what a person said of an answer, to hold a judge against. */
#ifndef MODEL_LABEL_H
#define MODEL_LABEL_H

#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "model/rubric.h"

struct label {
    const struct rubric *rubric;
    struct str case_id;
    struct str interpreter; /* whose answer; "" when `answer` says which */
    struct str against;     /* of a pair the other one */
    struct str answer;      /* the beginning of the digest of the text that was labelled; or "" */
    int score;              /* on the rubric's scale; of a pair for `interpreter` */
    struct str by;
    struct at at;
};

struct label_list {
    struct label *items;
    size_t count;
    size_t capacity;
};

#endif
