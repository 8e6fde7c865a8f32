/*
 * statement.h - private to store/: a prepared SQL statement, from opening to closing.
 *
 *     struct statement query = statement_open(store, "SELECT name FROM run WHERE id > ?1", err);
 *     statement_bind_count(&query, 1, 7);
 *     while (statement_row(&query))
 *         … statement_text(&query, 0) …
 *     return statement_close(&query);
 *
 * The first failure, that of opening included, is put into `err` and kept: nothing happens any more
 * until statement_close() returns false, so that nobody has to look in between. Errors: ERROR_INPUT
 * when the tables refuse the content, otherwise ERROR_SYSTEM.
 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "store/store.h"

struct statement {
    const struct store *store;
    sqlite3_stmt *handle;
    struct error *err;
    bool failed;
};

/* `sql` is one statement. */
struct statement statement_open(const struct store *store, const char *sql, struct error *err);

/* Frees it; true when all went well. */
bool statement_close(struct statement *statement);

/* Parameters count from 1 and keep their value until bound again. Text and blobs are copied. */
void statement_bind_count(struct statement *statement, int index, int64_t value);
void statement_bind_number(struct statement *statement, int index, double value); /* NAN: NULL */
void statement_bind_text(struct statement *statement, int index, struct str value);
void statement_bind_blob(struct statement *statement, int index, struct str bytes);
void statement_bind_digest(struct statement *statement, int index,
                           const struct hash_sha256 *digest);
void statement_bind_null(struct statement *statement, int index);

/* True: there is a row. False: there is no further one, or it failed; it starts anew next time. */
bool statement_row(struct statement *statement);

/* To its end, for what gives no rows. */
void statement_run(struct statement *statement);

/* Starts anew although there may be further rows. */
void statement_reset(struct statement *statement);

/* Columns of the present row, from 0. */
bool statement_is_null(const struct statement *statement, int column);
int64_t statement_count(const struct statement *statement, int column);
double statement_number(const struct statement *statement, int column);   /* NULL: NAN */
struct str statement_text(const struct statement *statement, int column); /* until the next step */
struct str statement_copy(const struct statement *statement, int column, struct arena *arena);
struct str statement_blob(const struct statement *statement, int column); /* until the next step */
/* All zeros when it is not of the right size. */
struct hash_sha256 statement_digest(const struct statement *statement, int column);

#endif
