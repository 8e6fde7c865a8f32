#include "base/log.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/pool.h"
#include "base/str.h"
#include "suite.h"

/* 2026-11-20T03:00:00.250Z, and no time passes. */
static const struct clock CLOCK = {INT64_C(1795143600250), true, NAN};

static char written[1 << 20];
static struct log log_lines;

/* A log into `written`, which holds all that was written once it is closed. */
static void open_log(void)
{
    memset(written, 0, sizeof written);
    log_lines = (struct log){.level = LOG_INFO, .clock = &CLOCK};
    log_lines.out = fmemopen(written, sizeof written, "w");
    ck_assert_ptr_nonnull(log_lines.out);
}

static void close_log(void)
{
    fclose(log_lines.out);
}

static const char *all_lines(void)
{
    fflush(log_lines.out);
    return written;
}

START_TEST(a_line_is_one_json_object)
{
    log_write(&log_lines, LOG_WARNING, "load", "%d of %s were refused", 3, "ratings.csv");
    ck_assert_str_eq(
        all_lines(),
        "{\"ts\":\"2026-11-20T03:00:00.250Z\",\"level\":\"warning\",\"stage\":\"load\","
        "\"message\":\"3 of ratings.csv were refused\"}\n");
}
END_TEST

START_TEST(the_run_is_named_as_soon_as_there_is_one_and_the_stage_may_be_missing)
{
    snprintf(log_lines.run_id, sizeof log_lines.run_id, "20261120T030000Z-1a2b3c4d");
    log_write(&log_lines, LOG_ERROR, NULL, "no space");
    ck_assert_str_eq(all_lines(),
                     "{\"ts\":\"2026-11-20T03:00:00.250Z\",\"level\":\"error\","
                     "\"run\":\"20261120T030000Z-1a2b3c4d\",\"message\":\"no space\"}\n");
}
END_TEST

START_TEST(what_is_less_important_than_the_level_is_not_written)
{
    log_write(&log_lines, LOG_DEBUG, NULL, "never");
    ck_assert_str_eq(all_lines(), "");
    log_lines.level = LOG_ERROR;
    log_write(&log_lines, LOG_WARNING, NULL, "never");
    ck_assert_str_eq(all_lines(), "");
    log_lines.level = LOG_DEBUG;
    log_lines.text = true;
    log_write(&log_lines, LOG_DEBUG, NULL, "details");
    ck_assert_str_eq(all_lines(), "debug: details\n");
}
END_TEST

START_TEST(a_person_gets_text)
{
    log_lines.text = true;
    log_write(&log_lines, LOG_WARNING, "load", "\"quoted\" \\ caf\xC3\xA9");
    log_write(&log_lines, LOG_INFO, NULL, "done");
    ck_assert_str_eq(all_lines(), "warning: load: \"quoted\" \\ caf\xC3\xA9\ninfo: done\n");
}
END_TEST

START_TEST(colour_marks_the_level_only)
{
    log_lines.text = true;
    log_lines.colour = true;
    log_write(&log_lines, LOG_ERROR, "load", "no");
    log_write(&log_lines, LOG_INFO, "load", "yes");
    ck_assert_str_eq(all_lines(), "\033[31merror:\033[0m load: no\ninfo: load: yes\n");
}
END_TEST

START_TEST(json_takes_no_colour)
{
    log_lines.colour = true;
    log_write(&log_lines, LOG_ERROR, NULL, "no");
    ck_assert_ptr_null(strchr(all_lines(), '\033'));
}
END_TEST

/* What could end a line, forge a field or steer a terminal; the last is U+009B in UTF-8. */
#define HOSTILE "a\nb\"},{\\\033[2J\177\xC2\x9B"

START_TEST(control_characters_are_made_visible)
{
    log_write(&log_lines, LOG_INFO, "a\tb", "%s", HOSTILE);
    ck_assert_ptr_nonnull(strstr(all_lines(),
                                 "\"stage\":\"a\\u0009b\",\"message\":"
                                 "\"a\\u000ab\\\"},{\\\\\\u001b[2J\\u007f\\u009b\"}\n"));
}
END_TEST

START_TEST(control_characters_are_made_visible_in_text_too)
{
    log_lines.text = true;
    log_write(&log_lines, LOG_INFO, "a\tb", "%s", HOSTILE);
    ck_assert_str_eq(all_lines(), "info: a\\x09b: a\\x0ab\"},{\\\\x1b[2J\\x7f\\x9b\n");
}
END_TEST

START_TEST(ill_formed_utf8_is_made_visible)
{
    log_write(&log_lines, LOG_INFO, NULL, "%s", "caf\xE9! \xC3");
    ck_assert_ptr_nonnull(strstr(all_lines(), "\"message\":\"caf\\ufffd! \\ufffd\"}\n"));
}
END_TEST

START_TEST(ill_formed_utf8_is_made_visible_in_text_too)
{
    log_lines.text = true;
    log_write(&log_lines, LOG_INFO, NULL, "%s", "caf\xE9! \xC3");
    ck_assert_str_eq(all_lines(), "info: caf\\xe9! \\xc3\n");
}
END_TEST

START_TEST(a_long_message_is_cut_between_characters)
{
    char text[5001];
    for (size_t i = 0; i < 5000; i += 2)
        memcpy(text + i, "\xC3\xA9", 2);
    text[5000] = '\0';
    log_lines.text = true;
    log_write(&log_lines, LOG_INFO, NULL, "%s", text);
    ck_assert_uint_eq(strlen(all_lines()), strlen("info: ") + 2044 + strlen("…\n"));
    ck_assert(str_ends_with(str_from(all_lines()), STR("\xC3\xA9…\n")));
}
END_TEST

START_TEST(the_longest_message_of_the_worst_characters_fits)
{
    char text[5001];
    memset(text, 1, 5000);
    text[5000] = '\0';
    memset(log_lines.run_id, 1, sizeof log_lines.run_id - 1);
    log_write(&log_lines, LOG_WARNING, text, "%s", text);
    ck_assert(str_ends_with(str_from(all_lines()), STR("\\u0001…\"}\n")));
    ck_assert_uint_gt(strlen(all_lines()), (2045 + 64 + 63) * 6);
}
END_TEST

static void log_a_task(void *context, size_t index, size_t worker)
{
    (void)worker;
    log_write(context, LOG_INFO, NULL, "task %04zu", index);
}

START_TEST(lines_of_threads_do_not_mix)
{
    struct pool *pool = NULL;
    struct str rest;
    struct str line;
    size_t count = 0;
    log_lines.text = true;
    ck_assert(pool_open(4, &pool, NULL));
    pool_run(pool, 2000, log_a_task, &log_lines);
    pool_close(pool);
    rest = str_from(all_lines());
    while (str_next(&rest, '\n', &line) && line.size > 0) {
        ck_assert_uint_eq(line.size, strlen("info: task 0000"));
        ck_assert(str_starts_with(line, STR("info: task ")));
        count++;
    }
    ck_assert_uint_eq(count, 2000);
}
END_TEST

START_TEST(a_full_disk_does_not_stop_anybody)
{
    struct log full = log_lines;
    full.out = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(full.out);
    setvbuf(full.out, NULL, _IONBF, 0);
    log_write(&full, LOG_ERROR, NULL, "lost");
    ck_assert(ferror(full.out));
    fclose(full.out);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_log, close_log, "log", a_line_is_one_json_object,
        the_run_is_named_as_soon_as_there_is_one_and_the_stage_may_be_missing,
        what_is_less_important_than_the_level_is_not_written, a_person_gets_text,
        colour_marks_the_level_only, json_takes_no_colour, control_characters_are_made_visible,
        control_characters_are_made_visible_in_text_too, ill_formed_utf8_is_made_visible,
        ill_formed_utf8_is_made_visible_in_text_too, a_long_message_is_cut_between_characters,
        the_longest_message_of_the_worst_characters_fits, lines_of_threads_do_not_mix,
        a_full_disk_does_not_stop_anybody);
}
