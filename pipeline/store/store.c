#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "store/database.h"
#include "store/migration.h"
#include "store/statement.h"

#define PATHS_MAX ((size_t)64 << 10)

/* ── opening ── */

static bool fill(struct store *store, struct error *err)
{
    char set_id[64];
    const char *steps[MIGRATION_STEPS];
    migration_steps(steps);
    snprintf(set_id, sizeof set_id, "PRAGMA application_id = %d", DATABASE_APPLICATION_ID);
    return database_execute(store, set_id, err) &&
           migration_run(store, steps, MIGRATION_STEPS, err) &&
           database_execute(store, "PRAGMA journal_mode = WAL", err);
}

/* A killed program leaves a history that is whole, or none: never an empty file. */
static bool make(const char *path, struct error *err)
{
    struct arena *arena = arena_open("path of the history", PATHS_MAX);
    const char *beside = arena_printf(arena, "%s.new", path);
    struct store *store;
    bool done = io_remove_tree(beside, err) &&
                io_remove_tree(arena_printf(arena, "%s-journal", beside), err) &&
                database_open(beside, DATABASE_CREATE, &store, err);
    if (done) {
        done = fill(store, err);
        database_close(store);
        done = done && io_rename(beside, path, err);
    }
    if (!done)
        io_remove_tree(beside, NULL);
    arena_close(arena);
    return done;
}

/* No file, not even a link that leads nowhere. */
static bool is_missing(const char *path)
{
    return access(path, F_OK) != 0 && errno == ENOENT;
}

bool store_open(const char *path, struct store **out, struct error *err)
{
    const char *steps[MIGRATION_STEPS];
    struct store *store;
    migration_steps(steps);
    if ((is_missing(path) && !make(path, err)) || !database_inspect(path, err) ||
        !database_open(path, DATABASE_WRITE, &store, err))
        return false;
    if (!database_check(store, err) || !migration_run(store, steps, MIGRATION_STEPS, err)) {
        database_close(store);
        return false;
    }
    *out = store;
    return true;
}

/*
 * SQLite reads with the help of a file beside the history, which it makes. Where it cannot, and no
 * log of a writer lies there either, nobody can be writing, so that it may do without.
 */
static bool nobody_writes(const char *path)
{
    struct arena *arena = arena_open("path of the history", PATHS_MAX);
    const char *slash = strrchr(path, '/');
    const char *folder = slash == NULL ? "." : arena_copy(arena, path, (size_t)(slash + 1 - path));
    bool alone = faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) != 0 &&
                 !io_exists(arena_printf(arena, "%s-wal", path));
    arena_close(arena);
    return alone;
}

bool store_open_reading(const char *path, struct store **out, struct error *err)
{
    struct store *store;
    *out = NULL;
    if (is_missing(path))
        return true;
    enum database_mode mode = nobody_writes(path) ? DATABASE_IMMUTABLE : DATABASE_READ;
    if (!database_inspect(path, err) || !database_open(path, mode, &store, err))
        return false;
    if (!migration_check(store, MIGRATION_STEPS, err)) {
        database_close(store);
        return false;
    }
    *out = store;
    return true;
}

void store_close(struct store *store)
{
    database_close(store);
}

/* ── which runs there are ── */

bool store_has_run(struct store *store, const char *run_id, bool *has, struct error *err)
{
    struct statement query =
        statement_open(store, "SELECT 1 FROM run WHERE name = ?1 AND parent_id IS NULL", err);
    statement_bind_text(&query, 1, str_from(run_id));
    *has = statement_row(&query);
    return statement_close(&query);
}

bool store_last_run(struct store *store, char run_id[RUN_ID_MAX], struct error *err)
{
    struct statement query = statement_open(store,
                                            "SELECT name FROM run WHERE parent_id IS NULL "
                                            "AND NOT folder_lost ORDER BY id DESC LIMIT 1",
                                            err);
    run_id[0] = '\0';
    if (statement_row(&query))
        snprintf(run_id, RUN_ID_MAX, "%.*s", STR_ARG(statement_text(&query, 0)));
    return statement_close(&query);
}

struct folder_check {
    bool (*exists)(void *context, const char *run_id);
    void *context;
};

/* Only a column that is no part of the query changes, so the rows to come stay what they are. */
static bool update_lost(struct store *store, struct folder_check check, size_t *lost,
                        struct error *err)
{
    struct statement query = statement_open(
        store, "SELECT id, name, folder_lost FROM run WHERE parent_id IS NULL ORDER BY id", err);
    struct statement update =
        statement_open(store, "UPDATE run SET folder_lost = ?2 WHERE id = ?1", err);
    while (statement_row(&query)) {
        bool was_lost = statement_count(&query, 2) != 0;
        bool is_lost = !check.exists(check.context, statement_text(&query, 1).data);
        if (is_lost == was_lost)
            continue;
        *lost += is_lost;
        statement_bind_count(&update, 1, statement_count(&query, 0));
        statement_bind_count(&update, 2, is_lost);
        statement_run(&update);
    }
    bool updated = statement_close(&update);
    return statement_close(&query) && updated;
}

bool store_mark_lost(struct store *store, bool (*folder_exists)(void *context, const char *run_id),
                     void *context, size_t *lost, struct error *err)
{
    *lost = 0;
    if (!database_begin(store, err))
        return false;
    bool done = update_lost(store, (struct folder_check){folder_exists, context}, lost, err);
    return database_end(store, done, err);
}
