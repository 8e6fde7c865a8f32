#include "store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/memory.h"
#include "base/str.h"
#include "store/statement.h"

#define BUSY_MS 5000 /* a writer holds the file for milliseconds; this is for a slow disk */

/* The header of every SQLite database (www.sqlite.org/fileformat2.html). */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3" /* and its NUL */
#define HEADER_APPLICATION_ID 68       /* offset of four bytes, big-endian */

/* ── errors ── */

bool database_fail(const struct store *store, int code, struct error *err)
{
    /* A code that no call on the connection gave, that of a bind for instance, has its own text. */
    bool current = sqlite3_errcode(store->db) == code;
    const char *reason = current ? sqlite3_errmsg(store->db) : sqlite3_errstr(code);
    if (code == SQLITE_CONSTRAINT)
        return error_set(err, ERROR_INPUT, AT_FILE(store->path), "the history refuses it: %s",
                         reason);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return error_set(err, ERROR_SYSTEM, AT_FILE(store->path), "the history is damaged: %s",
                         reason);
    return error_set(err, ERROR_SYSTEM, AT_FILE(store->path), "%s", reason);
}

/* ── opening ── */

/* A URI, since only there can a file be called immutable; so its path must not look like one. */
static char *uri_of(struct arena *arena, const char *path)
{
    struct strbuf uri = strbuf_init(arena, 3 * strlen(path) + sizeof "file:?immutable=1");
    strbuf_add(&uri, STR("file:"));
    for (const char *c = path; *c != '\0'; c++) {
        if (*c == '?' || *c == '#' || *c == '%')
            strbuf_addf(&uri, "%%%02x", (unsigned)(unsigned char)*c);
        else
            strbuf_add_char(&uri, *c);
    }
    strbuf_add(&uri, STR("?immutable=1"));
    return uri.data;
}

static int connect(const char *path, enum database_mode mode, sqlite3 **db)
{
    switch (mode) {
    case DATABASE_CREATE:
        return sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    case DATABASE_WRITE:
    case DATABASE_READ:
        /* A reader needs the right to write the index of the log that lies beside the file. */
        return sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE, NULL);
    case DATABASE_IMMUTABLE:
        break;
    }
    struct arena *arena = arena_open("path of the history", 64 << 10);
    int code =
        sqlite3_open_v2(uri_of(arena, path), db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    arena_close(arena);
    return code;
}

bool database_open(const char *path, enum database_mode mode, struct store **out, struct error *err)
{
    size_t size = strlen(path) + 1;
    struct store *store = memory_block(1, sizeof *store + size);
    store->path = (char *)(store + 1);
    memcpy(store->path, path, size);

    int code = connect(path, mode, &store->db);
    if (code != SQLITE_OK) {
        database_fail(store, code, err);
        database_close(store);
        return false;
    }
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!database_execute(store, "PRAGMA foreign_keys = ON", err) ||
        !database_execute(store, "PRAGMA trusted_schema = OFF", err) ||
        (mode == DATABASE_READ && !database_execute(store, "PRAGMA query_only = ON", err))) {
        database_close(store);
        return false;
    }
    *out = store;
    return true;
}

void database_close(struct store *store)
{
    if (store == NULL)
        return;
    sqlite3_close(store->db);
    memory_free(store);
}

/* ── looking at a file ── */

/* How much of a header there is; -1 and errno when it cannot be read. */
static ssize_t read_header(const char *path, unsigned char header[HEADER_SIZE])
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return -1;
    ssize_t size = read(file, header, HEADER_SIZE);
    int number = errno;
    close(file);
    errno = number;
    return size;
}

static uint32_t big_endian(const unsigned char bytes[4])
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

bool database_inspect(const char *path, struct error *err)
{
    unsigned char header[HEADER_SIZE];
    ssize_t size = read_header(path, header);
    if (size < 0)
        return error_errno(err, AT_FILE(path), "cannot read the history");
    if (size == 0)
        return error_set(err, ERROR_SYSTEM, AT_FILE(path),
                         "the file is empty, which no history is; remove it to begin a new one");
    if (size < HEADER_SIZE || memcmp(header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0)
        return error_set(err, ERROR_SYSTEM, AT_FILE(path),
                         "this is no history, not even a database");
    if (big_endian(header + HEADER_APPLICATION_ID) != DATABASE_APPLICATION_ID)
        return error_set(err, ERROR_SYSTEM, AT_FILE(path),
                         "this is the database of another program, not a history");
    return true;
}

bool database_check(const struct store *store, struct error *err)
{
    struct statement check = statement_open(store, "PRAGMA quick_check(1)", err);
    bool sound = true;
    if (statement_row(&check) && !str_equal(statement_text(&check, 0), STR("ok")))
        sound = error_set(err, ERROR_SYSTEM, AT_FILE(store->path), "the history is damaged: %.*s",
                          STR_ARG(statement_text(&check, 0)));
    return statement_close(&check) && sound;
}

/* ── using it ── */

bool database_execute(const struct store *store, const char *sql, struct error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || database_fail(store, code, err);
}

bool database_number(const struct store *store, const char *sql, int *out, struct error *err)
{
    struct statement query = statement_open(store, sql, err);
    if (statement_row(&query))
        *out = (int)statement_count(&query, 0);
    return statement_close(&query);
}

static bool copy_pages(const struct store *store, struct store *target, struct error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(target->db, "main", store->db, "main");
    if (backup == NULL)
        return database_fail(target, sqlite3_errcode(target->db), err);
    sqlite3_backup_step(backup, -1);
    int code = sqlite3_backup_finish(backup);
    return code == SQLITE_OK || database_fail(target, code, err);
}

bool database_copy(const struct store *store, const char *to, struct error *err)
{
    struct store *target;
    struct arena *arena = arena_open("path of a copy", 64 << 10);
    const char *beside = arena_printf(arena, "%s.partial", to);
    bool done = io_remove_tree(beside, err) && database_open(beside, DATABASE_CREATE, &target, err);
    if (done) {
        done = copy_pages(store, target, err);
        database_close(target);
        done = done && io_rename(beside, to, err);
    }
    if (!done)
        io_remove_tree(beside, NULL);
    arena_close(arena);
    return done;
}

bool database_begin(const struct store *store, struct error *err)
{
    return database_execute(store, "BEGIN IMMEDIATE", err);
}

bool database_end(const struct store *store, bool done, struct error *err)
{
    if (done && database_execute(store, "COMMIT", err))
        return true;
    /* A full disk may have ended the transaction already. */
    if (sqlite3_get_autocommit(store->db) == 0)
        database_execute(store, "ROLLBACK", NULL);
    return false;
}
