/*
 * history.c - history FILE prints the name and status of every run in a history, after SQLite found
 * the file whole and every reference in it answered; otherwise it says what is wrong and ends
 * with 1.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int bad;

static int expect_ok(void *context, int columns, char **values, char **names)
{
    (void)context, (void)columns, (void)names;
    if (strcmp(values[0], "ok") != 0) {
        printf("damaged: %s\n", values[0]);
        bad = 1;
    }
    return 0;
}

static int dangling(void *context, int columns, char **values, char **names)
{
    (void)context, (void)columns, (void)names;
    printf("a row of %s refers to nothing in %s\n", values[0], values[2]);
    bad = 1;
    return 0;
}

static int print_run(void *context, int columns, char **values, char **names)
{
    (void)context, (void)columns, (void)names;
    printf("%s %s\n", values[0], values[1]);
    return 0;
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    if (argc != 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return EXIT_FAILURE;
    if (sqlite3_exec(db, "PRAGMA integrity_check", expect_ok, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "PRAGMA foreign_key_check", dangling, NULL, NULL) != SQLITE_OK ||
        sqlite3_exec(db, "SELECT name, status FROM run WHERE parent_id IS NULL ORDER BY name",
                     print_run, NULL, NULL) != SQLITE_OK) {
        printf("%s\n", sqlite3_errmsg(db));
        bad = 1;
    }
    sqlite3_close(db);
    return bad;
}
