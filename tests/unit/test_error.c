#include "base/error.h"

#include <errno.h>
#include <string.h>

#include "suite.h"

START_TEST(an_error_reads_like_a_compilers)
{
    struct error err = {0};
    struct at at = {"datasets/feedback.jsonl", 412};
    ck_assert(!error_set(&err, ERROR_INPUT, at, "rating %d is outside 0.5..5", 9));
    ck_assert_str_eq(err.text, "datasets/feedback.jsonl:412: rating 9 is outside 0.5..5");
    ck_assert_int_eq(err.kind, ERROR_INPUT);
}
END_TEST

START_TEST(a_whole_file_has_no_line_and_nowhere_no_file)
{
    struct error err = {0};
    error_set(&err, ERROR_INPUT, AT_FILE("gold.csv"), "is empty");
    ck_assert_str_eq(err.text, "gold.csv: is empty");
    error_set(&err, ERROR_USAGE, AT_NOWHERE, "unknown command");
    ck_assert_str_eq(err.text, "unknown command");
    ck_assert_int_eq(err.kind, ERROR_USAGE);
}
END_TEST

START_TEST(the_systems_reason_stands_behind_the_message)
{
    struct error err = {0};
    errno = ENOSPC;
    ck_assert(!error_errno(&err, AT_FILE("index.html"), "cannot write %d bytes", 17));
    ck_assert_str_eq(err.text, "index.html: cannot write 17 bytes: No space left on device");
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

START_TEST(nobody_may_want_to_know)
{
    ck_assert(!error_set(NULL, ERROR_INPUT, AT_FILE("a"), "b"));
    ck_assert(!error_errno(NULL, AT_FILE("a"), "b"));
}
END_TEST

START_TEST(an_error_may_be_put_into_other_words)
{
    struct error err = {0};
    error_set(&err, ERROR_INPUT, (struct at){"gold.jsonl", 3}, "no query");
    error_set(&err, err.kind, AT_NOWHERE, "cannot load: %s", err.text);
    ck_assert_str_eq(err.text, "cannot load: gold.jsonl:3: no query");
    ck_assert_int_eq(err.kind, ERROR_INPUT);
}
END_TEST

START_TEST(text_that_does_not_fit_is_cut)
{
    struct error err = {0};
    char huge[3000];
    memset(huge, 'x', sizeof huge - 1);
    huge[sizeof huge - 1] = '\0';

    error_set(&err, ERROR_INPUT, AT_FILE("file"), "%s", huge);
    ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
    ck_assert(strncmp(err.text, "file: xxx", 9) == 0);
    error_set(&err, ERROR_INPUT, (struct at){huge, 9}, "message");
    ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
    errno = EIO;
    error_errno(&err, AT_FILE(huge), "message");
    ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
}
END_TEST

START_TEST(each_kind_has_its_exit_code)
{
    ck_assert_int_eq(error_exit_code(ERROR_NONE), 0);
    ck_assert_int_eq(error_exit_code(ERROR_USAGE), 2);
    ck_assert_int_eq(error_exit_code(ERROR_INPUT), 3);
    ck_assert_int_eq(error_exit_code(ERROR_SYSTEM), 4);
    ck_assert_int_eq(error_exit_code(ERROR_LOCKED), 5);
}
END_TEST

int main(void)
{
    return SUITE_RUN("error", an_error_reads_like_a_compilers,
                     a_whole_file_has_no_line_and_nowhere_no_file,
                     the_systems_reason_stands_behind_the_message, nobody_may_want_to_know,
                     an_error_may_be_put_into_other_words, text_that_does_not_fit_is_cut,
                     each_kind_has_its_exit_code);
}
