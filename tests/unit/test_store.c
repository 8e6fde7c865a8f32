#include "store/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include "io_case.h"
#include "store/migration.h"
#include "store_case.h"
#include "suite.h"

#define FIRST "20261119T030000Z-1a2b3c4d"
#define SECOND "20261120T030000Z-1a2b3c4d"

static void take_in_two(void)
{
    store_case_take_in((struct store_case){.id = FIRST, .started = "2026-11-19T03:00:00Z"});
    store_case_take_in((struct store_case){.id = SECOND});
}

static const char *last_run(void)
{
    static char run_id[RUN_ID_MAX];
    struct error err = {0};
    ck_assert_msg(store_last_run(store, run_id, &err), "%s", err.text);
    return run_id;
}

static bool is_first(void *context, const char *run_id)
{
    (void)context;
    return strcmp(run_id, FIRST) == 0;
}

static bool every_run(void *context, const char *run_id)
{
    (void)context;
    (void)run_id;
    return true;
}

static size_t mark_lost(bool (*folder_exists)(void *, const char *))
{
    struct error err = {0};
    size_t lost;
    ck_assert_msg(store_mark_lost(store, folder_exists, NULL, &lost, &err), "%s", err.text);
    return lost;
}

/* ── making and opening ── */

START_TEST(a_history_is_one_file_that_says_whose_it_is)
{
    store_close(store);
    store = NULL;
    ck_assert_int_eq(folder_count(folder), 1);
    ck_assert(store_open(history, &store, NULL));
    ck_assert_int_eq(store_case_number("PRAGMA application_id"), 0x52676175);
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), MIGRATION_STEPS);
    ck_assert_int_eq(store_case_number("PRAGMA foreign_keys"), 1);
    ck_assert_int_eq(store_case_number("SELECT 1 FROM pragma_journal_mode() WHERE "
                                       "journal_mode = 'wal'"),
                     1);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' "
                                       "AND name NOT LIKE 'sqlite_%' AND name NOT IN "
                                       "(SELECT name FROM pragma_table_list WHERE strict)"),
                     0);
}
END_TEST

START_TEST(what_was_taken_in_is_there_after_closing)
{
    take_in_two();
    store_close(store);
    ck_assert(store_open(history, &store, NULL));
    ck_assert(store_case_has(FIRST));
    ck_assert(store_case_has(SECOND));
    ck_assert(!store_case_has("20261120T030000Z"));
}
END_TEST

START_TEST(a_history_that_was_half_made_is_made_anew)
{
    struct error err = {0};
    store_close(store);
    store = NULL;
    ck_assert_int_eq(rename(history, folder_path(folder, "history.db.new")), 0);
    io_case_write(folder_path(folder, "history.db.new-journal"), "a journal");
    ck_assert_msg(store_open(history, &store, &err), "%s", err.text);
    ck_assert_str_eq(last_run(), "");
    store_close(store);
    store = NULL;
    ck_assert_int_eq(folder_count(folder), 1);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_a_system_error)
{
    struct error err = {0};
    struct store *other;
    ck_assert(!store_open("/nowhere/at/all/history.db", &other, &err));
    ck_assert_str_eq(err.text, "/nowhere/at/all/history.db.new: unable to open database file");
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

START_TEST(a_folder_that_may_not_be_written_to_is_a_system_error)
{
    struct error err = {0};
    struct store *other;
    ck_assert_int_eq(chmod(folder, 0555), 0);
    io_case_as_nobody();
    ck_assert(!store_open(folder_path(folder, "other.db"), &other, &err));
    io_case_as_root_again();
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    io_case_check(&err, ERROR_SYSTEM, folder_path(folder, "other.db.new"),
                  "unable to open database file");
}
END_TEST

/* ── refusing ── */

static struct str content(const char *path)
{
    struct str text;
    struct error err = {0};
    ck_assert_msg(io_read_file(arena, path, 16 << 20, &text, &err), "%s", err.text);
    return text;
}

/* Neither way of opening takes the file, and its bytes stay what they are. */
static void assert_refused(const char *path, const char *message)
{
    struct store *other;
    struct error err = {0};
    struct str before = content(path);
    int names = folder_count(folder);
    ck_assert(!store_open(path, &other, &err));
    io_case_check(&err, ERROR_SYSTEM, path, message);
    ck_assert(!store_open_reading(path, &other, &err));
    io_case_check(&err, ERROR_SYSTEM, path, message);
    ck_assert(str_equal(before, content(path)));
    ck_assert_int_eq(folder_count(folder), names);
}

START_TEST(an_empty_file_is_refused)
{
    io_case_write(folder_path(folder, "empty.db"), "");
    assert_refused(folder_path(folder, "empty.db"),
                   "the file is empty, which no history is; remove it to begin a new one");
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused)
{
    io_case_write(folder_path(folder, "short.db"), "SQLite format 3");
    assert_refused(folder_path(folder, "short.db"), "this is no history, not even a database");
    io_case_write(folder_path(folder, "text.db"), arena_printf(arena, "%0200d", 0));
    assert_refused(folder_path(folder, "text.db"), "this is no history, not even a database");
}
END_TEST

START_TEST(the_database_of_another_program_is_refused)
{
    const char *path = folder_path(folder, "other.db");
    struct store *other;
    ck_assert(database_open(path, DATABASE_CREATE, &other, NULL));
    ck_assert(database_execute(other, "CREATE TABLE run (id); PRAGMA user_version = 1", NULL));
    database_close(other);
    assert_refused(path, "this is the database of another program, not a history");
}
END_TEST

START_TEST(a_newer_history_is_refused)
{
    ck_assert(database_execute(store, "PRAGMA user_version = 70", NULL));
    store_close(store);
    store = NULL;
    assert_refused(history,
                   arena_printf(arena,
                                "the history is of version 70, and this program knows versions up "
                                "to %d; use a newer program",
                                MIGRATION_STEPS));
}
END_TEST

START_TEST(a_folder_is_refused)
{
    struct store *other;
    struct error err = {0};
    ck_assert(!store_open(folder, &other, &err));
    io_case_check(&err, ERROR_SYSTEM, folder, "cannot read the history: Is a directory");
    ck_assert(!store_open_reading(folder, &other, &err));
    io_case_check(&err, ERROR_SYSTEM, folder, "cannot read the history: Is a directory");
}
END_TEST

START_TEST(a_file_that_may_not_be_read_is_a_system_error)
{
    struct store *other;
    struct error err = {0};
    ck_assert_int_eq(chmod(history, 0), 0);
    io_case_as_nobody();
    ck_assert(!store_open(history, &other, &err));
    io_case_as_root_again();
    io_case_check(&err, ERROR_SYSTEM, history, "cannot read the history: Permission denied");
}
END_TEST

/* Writes over the file what it is not, from a place on. */
static void damage(long place, size_t size)
{
    char noise[4096];
    memset(noise, 0xA5, sizeof noise);
    FILE *file = fopen(history, "r+b");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, place, SEEK_SET), 0);
    ck_assert_uint_eq(fwrite(noise, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static void assert_damaged(const char *why)
{
    struct store *other;
    struct error err = {0};
    struct str before = content(history);
    ck_assert(!store_open(history, &other, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    const char *message = arena_printf(arena, "%s: the history is damaged: ", history);
    ck_assert_msg(strncmp(err.text, message, strlen(message)) == 0, "%s", err.text);
    ck_assert_msg(strstr(err.text, why) != NULL, "%s", err.text);
    ck_assert(str_equal(before, content(history)));
}

START_TEST(a_damaged_page_is_found_before_anything_is_written)
{
    take_in_two();
    int place = (store_case_number("SELECT rootpage FROM sqlite_schema WHERE name = 'run'") - 1) *
                store_case_number("PRAGMA page_size");
    store_close(store);
    store = NULL;
    damage(place, 4096);
    assert_damaged("");
}
END_TEST

START_TEST(a_cut_file_is_found_before_anything_is_written)
{
    take_in_two();
    store_close(store);
    store = NULL;
    ck_assert_int_eq(truncate(history, 16384), 0);
    assert_damaged("malformed");
}
END_TEST

START_TEST(a_damaged_table_of_tables_is_found)
{
    take_in_two();
    store_close(store);
    store = NULL;
    damage(100, 1000);
    assert_damaged("malformed");
}
END_TEST

/* ── reading ── */

START_TEST(no_history_is_no_store_and_no_error)
{
    struct store *other = store;
    struct error err = {0};
    ck_assert_msg(store_open_reading(folder_path(folder, "none.db"), &other, &err), "%s", err.text);
    ck_assert_ptr_null(other);
    ck_assert_int_eq(access(folder_path(folder, "none.db"), F_OK), -1);
}
END_TEST

START_TEST(a_reader_sees_what_a_writer_has_committed)
{
    struct store *reader;
    bool has;
    take_in_two();
    ck_assert(database_begin(store, NULL));
    ck_assert(database_execute(store, "DELETE FROM run", NULL));
    ck_assert(store_open_reading(history, &reader, NULL));
    ck_assert(store_has_run(reader, FIRST, &has, NULL));
    ck_assert(has);
    ck_assert(!database_execute(reader, "DELETE FROM run", NULL));
    store_close(reader);
    ck_assert(!database_end(store, false, NULL));
    ck_assert(store_case_has(FIRST));
}
END_TEST

START_TEST(a_history_can_be_read_where_nothing_can_be_written)
{
    struct store *reader;
    struct error err = {0};
    bool has = false;
    take_in_two();
    store_close(store);
    store = NULL;
    ck_assert_int_eq(chmod(folder, 0555), 0);
    ck_assert_int_eq(chmod(history, 0444), 0);
    io_case_as_nobody();
    ck_assert_msg(store_open_reading(history, &reader, &err), "%s", err.text);
    ck_assert(store_has_run(reader, SECOND, &has, &err));
    store_close(reader);
    io_case_as_root_again();
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert(has);
}
END_TEST

/* ── which runs there are ── */

START_TEST(the_last_run_is_the_one_taken_in_last)
{
    ck_assert_str_eq(last_run(), "");
    store_case_take_in((struct store_case){.id = SECOND});
    store_case_take_in((struct store_case){.id = FIRST, .started = "2026-11-19T03:00:00Z"});
    ck_assert_str_eq(last_run(), FIRST);
}
END_TEST

START_TEST(a_run_without_its_folder_counts_as_an_error_until_it_is_back)
{
    take_in_two();
    ck_assert_uint_eq(mark_lost(is_first), 1);
    ck_assert_uint_eq(mark_lost(is_first), 0);
    ck_assert(store_case_has(SECOND));
    ck_assert_str_eq(last_run(), FIRST);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM run WHERE status = 'error'"), 1);
    ck_assert_uint_eq(mark_lost(every_run), 0);
    ck_assert_str_eq(last_run(), SECOND);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM run WHERE status = 'error'"), 0);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        store_case_open, store_case_close, "store", a_history_is_one_file_that_says_whose_it_is,
        what_was_taken_in_is_there_after_closing, a_history_that_was_half_made_is_made_anew,
        a_folder_that_is_not_there_is_a_system_error,
        a_folder_that_may_not_be_written_to_is_a_system_error, an_empty_file_is_refused,
        a_file_that_is_no_database_is_refused, the_database_of_another_program_is_refused,
        a_newer_history_is_refused, a_folder_is_refused,
        a_file_that_may_not_be_read_is_a_system_error,
        a_damaged_page_is_found_before_anything_is_written,
        a_cut_file_is_found_before_anything_is_written, a_damaged_table_of_tables_is_found,
        no_history_is_no_store_and_no_error, a_reader_sees_what_a_writer_has_committed,
        a_history_can_be_read_where_nothing_can_be_written, the_last_run_is_the_one_taken_in_last,
        a_run_without_its_folder_counts_as_an_error_until_it_is_back);
}
