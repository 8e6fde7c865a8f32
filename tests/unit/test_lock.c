#include "base/lock.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suite.h"

static char path[64];

static void choose_path(void)
{
    snprintf(path, sizeof path, "/tmp/reelgauge-lock-%ld", (long)getpid());
}

static void remove_path(void)
{
    unlink(path);
}

/* Runs `body` in a child process and returns its exit code. */
static int in_another_process(int (*body)(void))
{
    pid_t child = fork();
    if (child == 0)
        _exit(body());
    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static int take_and_report_the_kind(void)
{
    struct lock lock = LOCK_NONE;
    struct error err = {0};
    return lock_take(path, &lock, &err) ? 0 : (int)err.kind;
}

static int hold_and_die(void)
{
    struct lock lock = LOCK_NONE;
    if (!lock_take(path, &lock, NULL))
        return 1;
    abort();
}

START_TEST(a_second_process_is_told_who_holds_the_lock)
{
    struct lock lock = LOCK_NONE;
    ck_assert(lock_take(path, &lock, NULL));
    ck_assert_int_eq(in_another_process(take_and_report_the_kind), ERROR_LOCKED);
    lock_release(&lock);
    ck_assert_int_eq(in_another_process(take_and_report_the_kind), 0);
}
END_TEST

START_TEST(the_lock_of_a_process_that_died_is_free)
{
    in_another_process(hold_and_die);
    struct lock lock = LOCK_NONE;
    ck_assert(lock_take(path, &lock, NULL));
    lock_release(&lock);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_a_system_error)
{
    struct lock lock = LOCK_NONE;
    struct error err = {0};
    ck_assert(!lock_take("/nowhere/at/all/.lock", &lock, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_str_eq(err.text, "/nowhere/at/all/.lock: cannot make the lock file: "
                               "No such file or directory");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        choose_path, remove_path, "lock", a_second_process_is_told_who_holds_the_lock,
        the_lock_of_a_process_that_died_is_free, a_folder_that_is_not_there_is_a_system_error);
}
