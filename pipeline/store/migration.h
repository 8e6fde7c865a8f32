/* migration.h - private to store/: brings a history forward, schema by schema. */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "store/store.h"

/* How many steps there are, which is the version of a history that has seen all of them. */
#define MIGRATION_STEPS 2

/* The steps: `steps[i]` is the SQL that makes version i + 1 out of version i; schema_1.sql and
 * those that follow it. */
void migration_steps(const char *steps[MIGRATION_STEPS]);

/*
 * Makes version `count` of what the history is, in one transaction; a history of that version
 * is left alone, and of an older one a copy is written to PATH.vN first. Errors: ERROR_SYSTEM when
 * it is newer, or a step fails; then it is unchanged.
 */
bool migration_run(struct store *store, const char *const *steps, size_t count, struct error *err);

/* The error of a history that is not of version `count`, which only a writer can bring forward. */
bool migration_check(const struct store *store, size_t count, struct error *err);

#endif
