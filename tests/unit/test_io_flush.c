/*
 * When base/io flushes, and what it says when the disk refuses. fsync() of this program is the one
 * below: no disk fails on demand, and none tells what it held when it was asked.
 */
#include "base/io.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "folder.h"
#include "io_case.h"
#include "suite.h"

#define CALLS_MAX 8

static const char *watched; /* a file or link; NULL: nobody looks */
static int failing_call;    /* 1 is the first; 0: none */
static int failure;         /* the errno of the failing call */
static int calls;
static bool of_folder[CALLS_MAX]; /* whether the call flushed a folder */
static bool was_new[CALLS_MAX];   /* whether the watched name led to the new content by then */

int fsync(int file)
{
    struct stat info;
    ck_assert_int_lt(calls, CALLS_MAX);
    ck_assert_int_eq(fstat(file, &info), 0);
    of_folder[calls] = S_ISDIR(info.st_mode);
    was_new[calls] = watched != NULL && strcmp(io_case_text(watched), "new") == 0;
    calls++;
    if (calls != failing_call)
        return 0;
    errno = failure;
    return -1;
}

/* A folder with the old file and a new one to rename or to link to. */
static void open_case(void)
{
    ck_assert_int_eq(chdir(folder_make()), 0);
    io_case_write("page", "old");
    io_case_write("other", "new");
    watched = "page";
    calls = 0;
}

static void refuse(int call, int with)
{
    failing_call = call;
    failure = with;
}

START_TEST(the_file_is_flushed_before_the_rename_and_the_folder_after_it)
{
    io_case_write("page", "new");
    ck_assert_int_eq(calls, 2);
    ck_assert(!of_folder[0] && !was_new[0]);
    ck_assert(of_folder[1] && was_new[1]);
}
END_TEST

START_TEST(a_file_that_cannot_be_flushed_is_not_published)
{
    struct error err = {0};
    refuse(1, EIO);
    ck_assert(!io_write_file("page", STR("new"), 0644, &err));
    io_case_check(&err, ERROR_SYSTEM, "page", "cannot flush to disk: Input/output error");
    ck_assert_str_eq(io_case_text("page"), "old");
    ck_assert_int_eq(folder_count("."), 2);
}
END_TEST

START_TEST(a_folder_that_cannot_be_flushed_is_an_error_after_the_rename)
{
    struct error err = {0};
    refuse(2, EIO);
    ck_assert(!io_write_file("page", STR("new"), 0644, &err));
    io_case_check(&err, ERROR_SYSTEM, "page",
                  "cannot flush its folder to disk: Input/output error");
    ck_assert_str_eq(io_case_text("page"), "new");
    ck_assert_int_eq(folder_count("."), 2);
}
END_TEST

START_TEST(a_file_system_that_cannot_flush_folders_is_fine)
{
    refuse(2, EINVAL);
    io_case_write("page", "new");
    calls = 0;
    refuse(1, ENOTSUP);
    ck_assert(io_sync_folder(".", NULL));
    ck_assert_int_eq(calls, 1);
}
END_TEST

START_TEST(a_rename_flushes_the_folder_it_led_to)
{
    struct error err = {0};
    ck_assert(io_rename("other", "page", &err));
    ck_assert_int_eq(calls, 1);
    ck_assert(of_folder[0] && was_new[0]);

    io_case_write("other", "new");
    calls = 0;
    refuse(1, EIO);
    ck_assert(!io_rename("other", "page", &err));
    io_case_check(&err, ERROR_SYSTEM, "page",
                  "cannot flush its folder to disk: Input/output error");
}
END_TEST

START_TEST(a_link_is_in_place_when_its_folder_is_flushed)
{
    watched = "latest";
    ck_assert(io_replace_link("other", "latest", NULL));
    ck_assert_int_eq(calls, 1);
    ck_assert(of_folder[0] && was_new[0]);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_case, NULL, "io_flush", the_file_is_flushed_before_the_rename_and_the_folder_after_it,
        a_file_that_cannot_be_flushed_is_not_published,
        a_folder_that_cannot_be_flushed_is_an_error_after_the_rename,
        a_file_system_that_cannot_flush_folders_is_fine, a_rename_flushes_the_folder_it_led_to,
        a_link_is_in_place_when_its_folder_is_flushed);
}
