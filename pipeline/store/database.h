/* database.h - private to store/: the connection behind a struct store. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "base/error.h"
#include "store/store.h"

#define DATABASE_APPLICATION_ID 0x52676175 /* "Rgau", in the header of the file */

struct store {
    sqlite3 *db;
    char *path; /* as the caller named it, for messages */
};

enum database_mode {
    DATABASE_CREATE,    /* made when it is not there */
    DATABASE_WRITE,     /* to write to one that exists */
    DATABASE_READ,      /* to read one that exists */
    DATABASE_IMMUTABLE, /* the same where nothing can be written, not even beside it */
};

/* Connects, with foreign keys, a busy timeout and no trust in what the file says. */
bool database_open(const char *path, enum database_mode mode, struct store **out,
                   struct error *err);
void database_close(struct store *store); /* NULL is nothing */

/*
 * Looks at the first bytes of a file without SQLite, which would repair and so change it: is
 * this a history of ours? Error: ERROR_SYSTEM when it is a folder, empty, no database, or
 * another program's.
 */
bool database_inspect(const char *path, struct error *err);

/* Sets the error that a result code of SQLite stands for, and returns false: ERROR_INPUT for
 * content that the tables refuse, otherwise ERROR_SYSTEM. */
bool database_fail(const struct store *store, int code, struct error *err);

/* Executes statements without parameters and rows. */
bool database_execute(const struct store *store, const char *sql, struct error *err);

/* The first number of a query that gives one, PRAGMA user_version for instance. */
bool database_number(const struct store *store, const char *sql, int *out, struct error *err);

/* ERROR_SYSTEM when a page of the file is not what it has to be. */
bool database_check(const struct store *store, struct error *err);

/* Copies all of it to the file `to`, which appears whole or not at all. */
bool database_copy(const struct store *store, const char *to, struct error *err);

/* One transaction; the second function commits it when `done`, otherwise undoes all of it, and
 * returns whether all is well. */
bool database_begin(const struct store *store, struct error *err);
bool database_end(const struct store *store, bool done, struct error *err);

#endif
