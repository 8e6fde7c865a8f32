#include "store/migration.h"

#include <assert.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "store/database.h"

#define TEXT_MAX ((size_t)64 << 10) /* of a path or a short statement */

void migration_steps(const char *steps[MIGRATION_STEPS])
{
    static const char *const names[MIGRATION_STEPS] = {"pipeline/store/schema_1.sql",
                                                       "pipeline/store/schema_2.sql"};
    for (size_t i = 0; i < MIGRATION_STEPS; i++) {
        const struct embedded_file *file = embedded_find(names[i]);
        assert(file != NULL);
        steps[i] = (const char *)file->data;
    }
}

static bool read_version(const struct store *store, size_t count, size_t *version,
                         struct error *err)
{
    int number = 0;
    if (!database_number(store, "PRAGMA user_version", &number, err))
        return false;
    if (number < 0 || (size_t)number > count)
        return error_set(err, ERROR_SYSTEM, AT_FILE(store->path),
                         "the history is of version %d, and this program knows versions up to %zu; "
                         "use a newer program",
                         number, count);
    *version = (size_t)number;
    return true;
}

bool migration_check(const struct store *store, size_t count, struct error *err)
{
    size_t version;
    if (!read_version(store, count, &version, err))
        return false;
    if (version == count)
        return true;
    return error_set(err, ERROR_SYSTEM, AT_FILE(store->path),
                     "the history is of version %zu; the next run brings it to version %zu",
                     version, count);
}

static bool take_steps(const struct store *store, const char *const *steps, size_t from, size_t to,
                       struct error *err)
{
    char set_version[64];
    if (!database_begin(store, err))
        return false;
    bool done = true;
    for (size_t i = from; done && i < to; i++)
        done = database_execute(store, steps[i], err);
    snprintf(set_version, sizeof set_version, "PRAGMA user_version = %zu", to);
    return database_end(store, done && database_execute(store, set_version, err), err);
}

bool migration_run(struct store *store, const char *const *steps, size_t count, struct error *err)
{
    size_t version;
    if (!read_version(store, count, &version, err))
        return false;
    if (version == count)
        return true;
    if (version != 0) {
        struct arena *arena = arena_open("path of a copy", TEXT_MAX);
        bool copied =
            database_copy(store, arena_printf(arena, "%s.v%zu", store->path, version), err);
        arena_close(arena);
        if (!copied)
            return false;
    }
    return take_steps(store, steps, version, count, err);
}
