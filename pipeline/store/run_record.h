/* run_record.h - everything that the history keeps of one run, as a document. */
#ifndef STORE_RUN_RECORD_H
#define STORE_RUN_RECORD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"
#include "model/run.h"
#include "store/store.h"

/*
 * The run that a person means: its id, the beginning of one that no other id has, or "latest", the
 * one that was taken in last and has its folder. Errors: ERROR_USAGE when that is no run, or more
 * than one.
 */
bool run_record_find(struct store *store, struct str wanted, char run_id[RUN_ID_MAX],
                     struct error *err);

/*
 * Reads a run that exists; the document belongs to the caller (json_free):
 *
 *     {"id", "experiment", "started", "duration_ms", "outcome", "full", "folder_lost",
 *      "baseline", "version", "host", "threads", "seed", "config_digest", "input_digest",
 *      "stages": [{"name", "duration_ms"}],
 *      "tags": {KEY: VALUE}, "params": {KEY: VALUE},
 *      "metrics": [{"name", "title", "unit", "direction", "labels": {KEY: VALUE}, "value", "low",
 *                   "high", "support", "headline"}],
 *      "epochs": [{"name", "title", "unit", "values": []}],
 *      "gates": [{"name", "rule", "metric", "unit", "status", "value", "threshold", "baseline"}],
 *      "inputs": [{"kind", "path", "bytes", "read", "accepted", "rejected", "duplicate", "blank",
 *                  "synthetic", "digest"}],
 *      "interpreters": [{"name", "passed", "failed", "unscored",
 *                        "cases": [{"id", "digest", "pass"}]}],
 *      "artifacts": [{"path", "bytes", "digest"}]}
 *
 * What is unknown is null.
 */
bool run_record_read(struct store *store, const char *run_id, struct arena *scratch,
                     struct json **out, struct error *err);

#endif
