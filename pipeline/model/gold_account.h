/* gold_account.h - what the gold cases of a run are: which, how many, and what changed in them. */
#ifndef MODEL_GOLD_ACCOUNT_H
#define MODEL_GOLD_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "model/gold_classes.h"
#include "model/gold_finding.h"
#include "model/run.h"

enum gold_change_kind {
    GOLD_CHANGE_ADDED,
    GOLD_CHANGE_REMOVED,
    GOLD_CHANGE_EDITED, /* the id is the same, and query, expectation or assertions are not */
    GOLD_CHANGE_KINDS,
};

struct gold_change {
    enum gold_change_kind kind;
    struct str id;
    struct at at; /* nowhere when it was removed */
};

/* Against the last earlier run of the experiment that read all its gold cases. */
struct gold_changes {
    bool known; /* there is such a run */
    char run_id[RUN_ID_MAX];
    int64_t started_ms;
    size_t counts[GOLD_CHANGE_KINDS];
    struct gold_change
        *items; /* added and edited ones in the order of the files, then removed ones */
    size_t count;
};

struct gold_account {
    struct hash_sha256 digest; /* of what all cases say, in whatever order they stand */
    size_t total;              /* cases read */
    size_t selected;           /* those that the filter leaves */
    struct gold_changes changes;
    const struct gold_finding_list *findings; /* NULL: not looked for */
    unsigned fail_on;                         /* kinds that count as mistakes, bit n the n-th */
    const struct gold_classes *classes;       /* with `findings` */
};

const char *gold_account_change_name(enum gold_change_kind kind); /* "added", "removed", "edited" */

#endif
