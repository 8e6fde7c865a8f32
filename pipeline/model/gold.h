/* gold.h - gold cases: queries with the interpretation that a person agreed is right. */
#ifndef MODEL_GOLD_H
#define MODEL_GOLD_H

#include <stddef.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "model/assertion.h"
#include "model/slots.h"

struct gold_case {
    struct str id;         /* unique in the set */
    struct str query;      /* personal data masked */
    struct str canonical;  /* unicode_canonical(query): what recordings are joined by */
    struct slots expected; /* `named` says what is judged */
    struct str *tags;      /* in the file's order, distinct */
    size_t tag_count;
    struct assertion_list assertions; /* of this case alone; without slots it may have only these */
    struct hash_sha256 digest; /* of query, expectation and assertions: equal in two runs means
                                  comparable */
    struct at at;
};

/* In the order of the files. */
struct gold_set {
    struct gold_case *items;
    size_t count;
    size_t capacity;
};

#endif
