/* io_case.h - what the tests of base/io share: files with a text, errors, and another user. */
#ifndef UNIT_IO_CASE_H
#define UNIT_IO_CASE_H

#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

#define IO_CASE_ARENA_MAX ((size_t)8 << 20)
#define IO_CASE_READ_MAX ((size_t)1 << 20)

static inline void io_case_write(const char *path, const char *text)
{
    struct error err = {0};
    ck_assert_msg(io_write_file(path, str_from(text), 0644, &err), "%s", err.text);
}

/* The text of a file, until the next call. */
static inline const char *io_case_text(const char *path)
{
    struct error err = {0};
    struct str text;
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    ck_assert_msg(io_read_file(arena, path, IO_CASE_READ_MAX, &text, &err), "%s", err.text);
    static char copy[1024];
    snprintf(copy, sizeof copy, "%.*s", STR_ARG(text));
    arena_close(arena);
    return copy;
}

/* Asserts kind and "PATH: message" of an error. */
static inline void io_case_check(const struct error *err, enum error_kind kind, const char *path,
                                 const char *message)
{
    char expected[sizeof err->text];
    snprintf(expected, sizeof expected, "%s: %s", path, message);
    ck_assert_str_eq(err->text, expected);
    ck_assert_int_eq(err->kind, kind);
}

/* Root may do everything: tests of what is forbidden go on as nobody. */
static inline void io_case_as_nobody(void)
{
    ck_assert(geteuid() != 0 || seteuid(65534) == 0);
}

static inline void io_case_as_root_again(void)
{
    ck_assert(getuid() != 0 || seteuid(0) == 0);
}

#endif
