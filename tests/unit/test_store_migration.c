#include "store/migration.h"

#include "io_case.h"
#include "store_case.h"
#include "suite.h"

#define RUN "20261120T030000Z-1a2b3c4d"

/* A later program's steps: the first ones are ours, then come three. */
#define OURS MIGRATION_STEPS
static const char *later[OURS + 3];

static void open_with_later_steps(void)
{
    store_case_open();
    migration_steps(later);
    later[OURS] = "CREATE TABLE alias (name TEXT PRIMARY KEY, run_id INTEGER) STRICT;";
    later[OURS + 1] = "INSERT INTO alias SELECT 'first', id FROM run WHERE parent_id IS NULL;"
                      "ALTER TABLE alias ADD COLUMN why TEXT;";
    later[OURS + 2] = "CREATE TABLE half (id INTEGER); CREATE TABLE alias (name TEXT);";
    store_case_take_in((struct store_case){0});
}

static void migrate(size_t count)
{
    struct error err = {0};
    ck_assert_msg(migration_run(store, later, count, &err), "%s", err.text);
}

START_TEST(an_older_history_is_brought_forward_and_copied_first)
{
    struct error err = {0};
    struct store *copy;
    bool has;
    migrate(OURS + 2);
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), OURS + 2);
    ck_assert_int_eq(store_case_number("SELECT count(*) FROM alias WHERE why IS NULL"), 1);
    ck_assert(store_case_has(RUN));

    const char *path = arena_printf(arena, "%s.v%d", history, OURS);
    ck_assert_msg(store_open(path, &copy, &err), "%s", err.text);
    ck_assert(store_has_run(copy, RUN, &has, &err));
    ck_assert(has);
    store_close(copy);
    ck_assert(!io_exists(arena_printf(arena, "%s.partial", path)));
}
END_TEST

START_TEST(a_history_of_the_right_version_is_left_alone)
{
    migrate(OURS + 1);
    migrate(OURS + 1);
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), OURS + 1);
    ck_assert(!io_exists(arena_printf(arena, "%s.v%d", history, OURS + 1)));
}
END_TEST

START_TEST(a_step_that_fails_leaves_the_old_version)
{
    struct error err = {0};
    ck_assert(!migration_run(store, later, OURS + 3, &err));
    ck_assert_str_eq(err.text, arena_printf(arena, "%s: table alias already exists", history));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), OURS);
    ck_assert_int_eq(
        store_case_number("SELECT count(*) FROM sqlite_schema WHERE name IN ('alias', 'half')"), 0);
    ck_assert(store_case_has(RUN));
}
END_TEST

START_TEST(without_a_copy_nothing_is_migrated)
{
    struct error err = {0};
    const char *path = arena_printf(arena, "%s.v%d", history, OURS);
    ck_assert(io_make_folders(path, NULL));
    io_case_write(io_join(arena, path, "in the way"), "");
    ck_assert(!migration_run(store, later, OURS + 1, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_msg(strstr(err.text, path) != NULL, "%s", err.text);
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), OURS);
    ck_assert(!io_exists(arena_printf(arena, "%s.partial", path)));
}
END_TEST

START_TEST(a_newer_history_is_for_a_newer_program)
{
    struct error err = {0};
    migrate(OURS + 2);
    ck_assert(!migration_run(store, later, OURS + 1, &err));
    ck_assert_str_eq(err.text, arena_printf(arena,
                                            "%s: the history is of version %d, and this program "
                                            "knows versions up to %d; use a newer program",
                                            history, OURS + 2, OURS + 1));
    ck_assert_int_eq(store_case_number("PRAGMA user_version"), OURS + 2);
}
END_TEST

START_TEST(a_reader_leaves_migrating_to_the_next_run)
{
    struct error err = {0};
    ck_assert(migration_check(store, OURS, &err));
    ck_assert(!migration_check(store, OURS + 1, &err));
    ck_assert_str_eq(err.text, arena_printf(arena,
                                            "%s: the history is of version %d; the next run brings "
                                            "it to version %d",
                                            history, OURS, OURS + 1));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_with_later_steps, store_case_close, "store_migration",
        an_older_history_is_brought_forward_and_copied_first,
        a_history_of_the_right_version_is_left_alone, a_step_that_fails_leaves_the_old_version,
        without_a_copy_nothing_is_migrated, a_newer_history_is_for_a_newer_program,
        a_reader_leaves_migrating_to_the_next_run);
}
