/*
 * take_in.h - a run enters the history from its summary document, in one transaction.
 *
 * That is so on the night itself and when a later start finds a published folder without its row:
 * there is one way in.
 */
#ifndef STORE_TAKE_IN_H
#define STORE_TAKE_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "store/store.h"

/* A file of the published set, as the history keeps it. */
struct take_in_artifact {
    const char *name; /* "index.html" */
    uint64_t bytes;
    struct hash_sha256 digest;
};

/*
 * Takes a run in: itself, its stages and trials, parameters, tags, metrics, the training's epochs
 * as steps, inputs with their accounting, gates, the verdict on each case, artifacts. A run that is
 * there already is left alone, and that is no error. Errors: ERROR_INPUT when the summary lacks
 * what it needs or contradicts itself; ERROR_SYSTEM from the database. Either leaves the history
 * unchanged.
 */
bool take_in_run(struct store *store, const struct json *summary,
                 const struct take_in_artifact *artifacts, size_t artifact_count,
                 struct error *err);

#endif
