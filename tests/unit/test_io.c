/* Files that appear whole, and files that are read. */
#include "base/io.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "folder.h"
#include "io_case.h"
#include "suite.h"

START_TEST(a_file_is_written_with_its_mode_and_nothing_else_is_left)
{
    struct stat info;
    const char *folder = folder_make();
    const char *path = folder_path(folder, "key");
    umask(022);
    ck_assert(io_write_file(path, STR("secret"), 0600, NULL));
    ck_assert_str_eq(io_case_text(path), "secret");
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);

    ck_assert(io_write_file(path, STR_NONE, 0644, NULL));
    ck_assert_str_eq(io_case_text(path), "");
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0644);
    ck_assert_int_eq(folder_count(folder), 1);
}
END_TEST

START_TEST(a_file_may_be_named_without_a_folder_and_with_a_very_long_name)
{
    char name[256];
    const char *folder = folder_make();
    ck_assert_int_eq(chdir(folder), 0);
    memset(name, 'n', 255);
    name[255] = '\0';
    io_case_write(name, "long");
    io_case_write("short", "short");
    ck_assert_str_eq(io_case_text(folder_path(folder, name)), "long");
    ck_assert_str_eq(io_case_text(folder_path(folder, "short")), "short");
    ck_assert_int_eq(folder_count("."), 2);
}
END_TEST

START_TEST(what_a_killed_process_left_is_in_nobodys_way)
{
    char name[64];
    const char *folder = folder_make();
    snprintf(name, sizeof name, ".page.tmp-%ld", (long)getpid());
    io_case_write(folder_path(folder, "precious"), "precious");
    /* Were the name followed, the write would go into the other file. */
    ck_assert_int_eq(symlink("precious", folder_path(folder, name)), 0);
    io_case_write(folder_path(folder, "page"), "page");
    ck_assert_str_eq(io_case_text(folder_path(folder, "precious")), "precious");
    ck_assert_str_eq(io_case_text(folder_path(folder, "page")), "page");
    ck_assert_int_eq(folder_count(folder), 2);
}
END_TEST

START_TEST(a_write_that_breaks_off_leaves_the_old_file_and_no_other)
{
    struct error err = {0};
    static char large[10000];
    const char *folder = folder_make();
    const char *path = folder_path(folder, "page");
    io_case_write(path, "old");

    struct rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    ck_assert(!io_write_file(path, (struct str){large, sizeof large}, 0644, &err));
    io_case_check(&err, ERROR_SYSTEM, path, "cannot write: File too large");
    ck_assert_str_eq(io_case_text(path), "old");
    ck_assert_int_eq(folder_count(folder), 1);
}
END_TEST

START_TEST(a_folder_that_may_not_be_written_is_named_with_the_reason)
{
    struct error err = {0};
    const char *folder = folder_make();
    const char *path = folder_path(folder, "page");
    ck_assert_int_eq(chmod(folder, 0555), 0);
    io_case_as_nobody();
    ck_assert(!io_write_file(path, STR("new"), 0644, &err));
    io_case_check(&err, ERROR_SYSTEM, path, "cannot create a file beside it: Permission denied");
    ck_assert(!io_replace_link("there", path, &err));
    io_case_check(&err, ERROR_SYSTEM, path, "cannot make a link to there: Permission denied");
    io_case_as_root_again();
    ck_assert_int_eq(chmod(folder, 0755), 0);
    ck_assert_int_eq(folder_count(folder), 0);
}
END_TEST

START_TEST(a_rename_that_fails_leaves_the_old_file_and_no_other)
{
    /* In a sticky folder nobody may create files, but not replace those of others. */
    struct error err = {0};
    const char *folder = folder_make();
    const char *path = folder_path(folder, "page");
    io_case_write(path, "old");
    ck_assert_int_eq(chmod(folder, 01777), 0);
    if (geteuid() != 0)
        return; /* Only root can prepare the file of another. */
    io_case_as_nobody();
    ck_assert(!io_write_file(path, STR("new"), 0644, &err));
    io_case_check(&err, ERROR_SYSTEM, path, "cannot be replaced: Operation not permitted");
    io_case_as_root_again();
    ck_assert_str_eq(io_case_text(path), "old");
    ck_assert_int_eq(folder_count(folder), 1);
}
END_TEST

/* A path inside a test's folder, or an absolute one, that cannot be written, and why. */
struct unwritable {
    const char *path;
    const char *message;
};

START_TEST(what_cannot_become_a_file_is_refused_with_its_reason)
{
    char too_long[300];
    memset(too_long, 'n', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = '\0';
    const struct unwritable refused[] = {
        {"folder", "is a directory"},
        {"folder/", "is a directory"},
        {"folder/..", "does not name a file"},
        {"folder/.", "does not name a file"},
        {"pipe", "is not a regular file"},
        {"missing/page", "cannot open its folder missing/: No such file or directory"},
        {"file/page", "cannot open its folder file/: Not a directory"},
        {"/dev/full", "is not a regular file"},
        {"/", "does not name a file"},
        {"", "does not name a file"},
        {too_long, "cannot be a path: File name too long"},
    };
    const char *folder = folder_make();
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(mkdir("folder", 0755), 0);
    ck_assert_int_eq(mkfifo("pipe", 0644), 0);
    io_case_write("file", "file");
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct error err = {0};
        ck_assert(!io_write_file(refused[i].path, STR("new"), 0644, &err));
        io_case_check(&err, ERROR_SYSTEM, refused[i].path, refused[i].message);
    }
    ck_assert_int_eq(folder_count(folder), 3);
}
END_TEST

START_TEST(a_link_is_replaced_by_the_file_and_its_target_kept)
{
    struct stat info;
    const char *folder = folder_make();
    const char *link = folder_path(folder, "link");
    io_case_write(folder_path(folder, "target"), "target");
    ck_assert_int_eq(symlink("target", link), 0);
    io_case_write(link, "new");
    ck_assert_int_eq(lstat(link, &info), 0);
    ck_assert(S_ISREG(info.st_mode));
    ck_assert_str_eq(io_case_text(link), "new");
    ck_assert_str_eq(io_case_text(folder_path(folder, "target")), "target");
}
END_TEST

START_TEST(a_file_is_read_whole_with_a_nul_behind_it)
{
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    const char *path = folder_path(folder_make(), "file");
    struct str text;
    ck_assert(io_write_file(path, STR("a\0b\n"), 0644, NULL));
    ck_assert(io_read_file(arena, path, 4, &text, NULL));
    ck_assert_uint_eq(text.size, 4);
    ck_assert_mem_eq(text.data, "a\0b\n", 5);
    ck_assert(io_write_file(path, STR_NONE, 0644, NULL));
    ck_assert(io_read_file(arena, path, 0, &text, NULL));
    ck_assert_uint_eq(text.size, 0);
    ck_assert_str_eq(text.data, "");
    arena_close(arena);
}
END_TEST

/* Leaves a child that writes `size` bytes to the pipe, as a shell's `<(command)` does. */
static void feed_pipe(const char *path, size_t size)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    if (fork() != 0)
        return;
    signal(SIGPIPE, SIG_IGN);
    int out = open(path, O_WRONLY);
    for (size_t i = 0; i < size; i++)
        if (write(out, i % 2 == 0 ? "x" : "y", 1) != 1)
            break;
    _exit(0);
}

START_TEST(a_pipe_is_read_to_its_end)
{
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    const char *path = folder_path(folder_make(), "pipe");
    struct str text;
    feed_pipe(path, 150000);
    ck_assert(io_read_file(arena, path, IO_CASE_READ_MAX, &text, NULL));
    ck_assert_uint_eq(text.size, 150000);
    ck_assert_uint_eq(strlen(text.data), 150000);
    for (size_t i = 0; i < text.size; i++)
        ck_assert(text.data[i] == (i % 2 == 0 ? 'x' : 'y'));
    arena_close(arena);
}
END_TEST

START_TEST(more_than_the_maximum_is_refused_from_files_and_pipes)
{
    struct error err = {0};
    struct str text = STR("untouched");
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    const char *folder = folder_make();
    const char *file = folder_path(folder, "file");
    const char *pipe_path = folder_path(folder, "pipe");
    io_case_write(file, "12345");
    ck_assert(!io_read_file(arena, file, 4, &text, &err));
    io_case_check(&err, ERROR_INPUT, file, "is larger than 4 bytes");
    feed_pipe(pipe_path, 5);
    ck_assert(!io_read_file(arena, pipe_path, 4, &text, &err));
    io_case_check(&err, ERROR_INPUT, pipe_path, "is larger than 4 bytes");
    ck_assert_str_eq(text.data, "untouched");
    arena_close(arena);
}
END_TEST

START_TEST(what_cannot_be_read_is_refused_with_kind_and_reason)
{
    static const struct {
        const char *path;
        enum error_kind kind;
        const char *message;
    } REFUSED[] = {
        {"missing", ERROR_INPUT, "does not exist"},
        {"", ERROR_INPUT, "does not exist"},
        {"folder", ERROR_INPUT, "is a directory"},
        {"file/below", ERROR_INPUT, "cannot be opened: Not a directory"},
        {"loop", ERROR_INPUT, "cannot be opened: Too many levels of symbolic links"},
        {"secret", ERROR_SYSTEM, "cannot be opened: Permission denied"},
    };
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    ck_assert_int_eq(chdir(folder_make()), 0);
    ck_assert_int_eq(mkdir("folder", 0755), 0);
    ck_assert_int_eq(symlink("loop", "loop"), 0);
    io_case_write("file", "file");
    ck_assert(io_write_file("secret", STR("secret"), 0000, NULL));
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        struct error err = {0};
        struct str text = STR("untouched");
        if (strcmp(REFUSED[i].path, "secret") == 0)
            io_case_as_nobody();
        ck_assert(!io_read_file(arena, REFUSED[i].path, IO_CASE_READ_MAX, &text, &err));
        io_case_as_root_again();
        io_case_check(&err, REFUSED[i].kind, REFUSED[i].path, REFUSED[i].message);
        ck_assert_str_eq(text.data, "untouched");
    }
    arena_close(arena);
}
END_TEST

START_TEST(a_read_that_fails_is_an_error_of_the_system)
{
    /* Address 0 of a process cannot be read; a system without /proc offers no such file. */
    struct error err = {0};
    struct str text = STR("untouched");
    if (!io_exists("/proc/self/mem"))
        return;
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    ck_assert(!io_read_file(arena, "/proc/self/mem", IO_CASE_READ_MAX, &text, &err));
    io_case_check(&err, ERROR_SYSTEM, "/proc/self/mem", "cannot read: Input/output error");
    ck_assert_str_eq(text.data, "untouched");
    arena_close(arena);
}
END_TEST

START_TEST(a_file_is_mapped_and_keeps_its_bytes_when_the_name_gets_others)
{
    const char *path = folder_path(folder_make(), "mapped");
    struct error err = {0};
    struct str bytes;
    io_case_write(path, "old text");
    ck_assert_msg(io_map(path, IO_CASE_READ_MAX, &bytes, &err), "%s", err.text);
    io_case_write(path, "new");
    ck_assert(str_equal(bytes, STR("old text")));
    io_unmap(bytes);

    io_case_write(path, "");
    ck_assert(io_map(path, IO_CASE_READ_MAX, &bytes, &err));
    ck_assert_uint_eq(bytes.size, 0);
    io_unmap(bytes);
}
END_TEST

START_TEST(what_cannot_be_mapped_is_refused_with_its_reason)
{
    const char *folder = folder_make();
    const char *path = folder_path(folder, "mapped");
    const char *pipe = folder_path(folder, "pipe");
    struct error err = {0};
    struct str bytes;
    ck_assert(!io_map(path, 10, &bytes, &err));
    io_case_check(&err, ERROR_INPUT, path, "does not exist");
    io_case_write(path, "eleven byte");
    ck_assert(!io_map(path, 10, &bytes, &err));
    io_case_check(&err, ERROR_INPUT, path, "is larger than 10 bytes");
    ck_assert(!io_map(folder, 10, &bytes, &err));
    io_case_check(&err, ERROR_INPUT, folder, "is a directory");
    ck_assert_int_eq(symlink("/dev/null", pipe), 0);
    ck_assert(!io_map(pipe, 10, &bytes, &err));
    io_case_check(&err, ERROR_INPUT, pipe, "is not a regular file");
}
END_TEST

int main(void)
{
    return SUITE_RUN("io", a_file_is_written_with_its_mode_and_nothing_else_is_left,
                     a_file_may_be_named_without_a_folder_and_with_a_very_long_name,
                     what_a_killed_process_left_is_in_nobodys_way,
                     a_write_that_breaks_off_leaves_the_old_file_and_no_other,
                     a_folder_that_may_not_be_written_is_named_with_the_reason,
                     a_rename_that_fails_leaves_the_old_file_and_no_other,
                     what_cannot_become_a_file_is_refused_with_its_reason,
                     a_link_is_replaced_by_the_file_and_its_target_kept,
                     a_file_is_read_whole_with_a_nul_behind_it, a_pipe_is_read_to_its_end,
                     more_than_the_maximum_is_refused_from_files_and_pipes,
                     what_cannot_be_read_is_refused_with_kind_and_reason,
                     a_read_that_fails_is_an_error_of_the_system,
                     a_file_is_mapped_and_keeps_its_bytes_when_the_name_gets_others,
                     what_cannot_be_mapped_is_refused_with_its_reason);
}
