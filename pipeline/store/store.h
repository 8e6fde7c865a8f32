/*
 * store.h - the history of all runs: one SQLite file, reports/history.db.
 *
 * This header opens the file and answers which runs it knows. What goes in is take_in.h; what
 * comes out is baseline.h, series.h, run_list.h and run_record.h. The tables are schema_1.sql.
 *
 * The file is in WAL mode with foreign keys; `application_id` says that it is ours and
 * `user_version` which schema it has. A new history is made beside its place and renamed, an older
 * one is migrated after a backup of it was written to PATH.vN. What is not ours, newer, damaged or
 * empty is refused and left unchanged. One writer at a time: the lock of the run guards it; readers
 * need none.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "model/run.h"

struct store;

/*
 * Opens the history to write, or makes it. All of it is checked for damage. Errors: ERROR_SYSTEM
 * when the file is damaged, is no history of ours, is of a newer version or cannot be made.
 */
bool store_open(const char *path, struct store **out, struct error *err);

/*
 * Opens the history to read, also while a run writes to it or where nothing may be written. `*out`
 * is NULL when there is no file. Errors: as above, and a version that a run has to migrate first.
 */
bool store_open_reading(const char *path, struct store **out, struct error *err);

/* NULL is nothing. */
void store_close(struct store *store);

/* Does the run have a row? One whose folder is lost has. */
bool store_has_run(struct store *store, const char *run_id, bool *has, struct error *err);

/* The id of the run that was taken in last and has its folder; "" when there is none. */
bool store_last_run(struct store *store, char run_id[RUN_ID_MAX], struct error *err);

/*
 * Looks for every run's folder, of which `folder_exists` knows, and keeps in the history which
 * are gone: such a run counts as an error and serves as no baseline until its folder is back.
 * `lost` is the number of those that were not known to be gone.
 */
bool store_mark_lost(struct store *store, bool (*folder_exists)(void *context, const char *run_id),
                     void *context, size_t *lost, struct error *err);

#endif
