#include "base/append_file.h"

#include "folder.h"
#include "suite.h"

static struct arena *arena;
static const char *path;

static void open_all(void)
{
    arena = arena_open("test", 1 << 24);
    path = arena_copy(arena, folder_path(folder_make(), "lines"), 200);
}

static void close_all(void)
{
    arena_close(arena);
}

static struct append_file open_file(uint64_t expected_torn)
{
    struct append_file file = APPEND_FILE_NONE;
    uint64_t torn;
    ck_assert(append_file_open(path, &file, &torn, NULL));
    ck_assert_uint_eq(torn, expected_torn);
    return file;
}

static void assert_content(const char *expected)
{
    struct str text;
    ck_assert(io_read_file(arena, path, 1 << 20, &text, NULL));
    ck_assert_str_eq(text.data, expected);
}

START_TEST(lines_are_added_behind_those_of_earlier_runs)
{
    for (int run = 0; run < 2; run++) {
        struct append_file file = open_file(0);
        ck_assert(append_file_add(&file, run == 0 ? STR("one") : STR("two"), NULL));
        ck_assert(append_file_sync(&file, NULL));
        append_file_close(&file);
    }
    assert_content("one\ntwo\n");
}
END_TEST

START_TEST(only_the_owner_may_read_it)
{
    struct append_file file = open_file(0);
    struct stat status;
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 077, 0);
    append_file_close(&file);
}
END_TEST

START_TEST(a_torn_last_line_is_cut_off)
{
    ck_assert(io_write_file(path, STR("one\ntwo\nthr"), 0644, NULL));
    struct append_file file = open_file(3);
    ck_assert_uint_eq(file.size, 8);
    ck_assert(append_file_add(&file, STR("new"), NULL));
    append_file_close(&file);
    assert_content("one\ntwo\nnew\n");
}
END_TEST

START_TEST(a_torn_line_longer_than_a_block_is_cut_off_too)
{
    struct strbuf text = strbuf_init(arena, 1 << 20);
    strbuf_add(&text, STR("one\n"));
    for (int i = 0; i < 200000; i++)
        strbuf_add_char(&text, 'x');
    ck_assert(io_write_file(path, strbuf_str(&text), 0644, NULL));
    struct append_file file = open_file(200000);
    append_file_close(&file);
    assert_content("one\n");
    ck_assert(io_write_file(path, STR("nothing whole"), 0644, NULL));
    file = open_file(13);
    append_file_close(&file);
    assert_content("");
}
END_TEST

START_TEST(a_line_can_be_read_back_and_what_is_not_there_is_an_error)
{
    struct append_file file = open_file(0);
    struct str text;
    struct error err = {0};
    ck_assert(append_file_add(&file, STR("one"), NULL));
    ck_assert(append_file_add(&file, STR("two"), NULL));
    ck_assert(append_file_read(&file, 4, 3, arena, &text, NULL));
    ck_assert(str_equal(text, STR("two")));
    ck_assert(!append_file_read(&file, 4, 9, arena, &text, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    append_file_close(&file);
}
END_TEST

START_TEST(a_link_is_not_followed)
{
    struct append_file file = APPEND_FILE_NONE;
    struct error err = {0};
    uint64_t torn;
    ck_assert_int_eq(symlink("elsewhere", path), 0);
    ck_assert(!append_file_open(path, &file, &torn, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, close_all, "append_file", lines_are_added_behind_those_of_earlier_runs,
        only_the_owner_may_read_it, a_torn_last_line_is_cut_off,
        a_torn_line_longer_than_a_block_is_cut_off_too,
        a_line_can_be_read_back_and_what_is_not_there_is_an_error, a_link_is_not_followed);
}
