#include "store/statement.h"

#include <math.h>
#include <string.h>

#include "store/database.h"

/* Keeps the first failure. */
static void check(struct statement *statement, int code)
{
    if (code == SQLITE_OK || statement->failed)
        return;
    statement->failed = true;
    database_fail(statement->store, code, statement->err);
}

struct statement statement_open(const struct store *store, const char *sql, struct error *err)
{
    struct statement statement = {.store = store, .err = err};
    check(&statement, sqlite3_prepare_v2(store->db, sql, -1, &statement.handle, NULL));
    return statement;
}

bool statement_close(struct statement *statement)
{
    sqlite3_finalize(statement->handle);
    statement->handle = NULL;
    return !statement->failed;
}

/* ── binding: a statement that could not be opened has no handle, and its failure is kept ── */

void statement_bind_count(struct statement *statement, int index, int64_t value)
{
    check(statement, sqlite3_bind_int64(statement->handle, index, value));
}

void statement_bind_number(struct statement *statement, int index, double value)
{
    if (isnan(value))
        statement_bind_null(statement, index);
    else
        check(statement, sqlite3_bind_double(statement->handle, index, value));
}

/* SQLite takes a NULL pointer for a NULL value, but the empty text is a text. */
void statement_bind_text(struct statement *statement, int index, struct str value)
{
    const char *data = value.data == NULL ? "" : value.data;
    check(statement, sqlite3_bind_text64(statement->handle, index, data, value.size,
                                         SQLITE_TRANSIENT, SQLITE_UTF8));
}

void statement_bind_blob(struct statement *statement, int index, struct str bytes)
{
    const char *data = bytes.data == NULL ? "" : bytes.data;
    check(statement,
          sqlite3_bind_blob64(statement->handle, index, data, bytes.size, SQLITE_TRANSIENT));
}

void statement_bind_digest(struct statement *statement, int index, const struct hash_sha256 *digest)
{
    statement_bind_blob(statement, index,
                        (struct str){(const char *)digest->bytes, sizeof digest->bytes});
}

void statement_bind_null(struct statement *statement, int index)
{
    check(statement, sqlite3_bind_null(statement->handle, index));
}

/* ── stepping ── */

bool statement_row(struct statement *statement)
{
    if (statement->failed)
        return false;
    int code = sqlite3_step(statement->handle);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        check(statement, code);
    statement_reset(statement);
    return false;
}

void statement_run(struct statement *statement)
{
    while (statement_row(statement))
        continue;
}

void statement_reset(struct statement *statement)
{
    sqlite3_reset(statement->handle);
}

/* ── columns ── */

bool statement_is_null(const struct statement *statement, int column)
{
    return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

int64_t statement_count(const struct statement *statement, int column)
{
    return sqlite3_column_int64(statement->handle, column);
}

double statement_number(const struct statement *statement, int column)
{
    return statement_is_null(statement, column) ? NAN
                                                : sqlite3_column_double(statement->handle, column);
}

struct str statement_text(const struct statement *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement->handle, column);
    int size = sqlite3_column_bytes(statement->handle, column);
    return (struct str){(const char *)text, (size_t)size};
}

struct str statement_copy(const struct statement *statement, int column, struct arena *arena)
{
    return str_copy(arena, statement_text(statement, column));
}

struct str statement_blob(const struct statement *statement, int column)
{
    const void *data = sqlite3_column_blob(statement->handle, column);
    int size = sqlite3_column_bytes(statement->handle, column);
    return (struct str){data, (size_t)size};
}

struct hash_sha256 statement_digest(const struct statement *statement, int column)
{
    struct hash_sha256 digest = {0};
    struct str blob = statement_blob(statement, column);
    if (blob.size == sizeof digest.bytes)
        memcpy(digest.bytes, blob.data, blob.size);
    return digest;
}
