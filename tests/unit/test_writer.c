#include "base/writer.h"

#include "base/io.h"
#include "folder.h"
#include "suite.h"

static struct arena *arena;

static const char *folder;

static void open_folder(void)
{
    arena = arena_open("test", 1 << 24);
    folder = folder_make();
}

static void close_folder(void)
{
    arena_close(arena);
}

static struct str content(const char *path)
{
    struct str text = STR_NONE;
    ck_assert(io_read_file(arena, path, 1 << 23, &text, NULL));
    return text;
}

START_TEST(pieces_become_one_file_at_the_end)
{
    const char *path = folder_path(folder, "out.txt");
    struct writer *writer;
    ck_assert(writer_open(path, 0644, &writer, NULL));
    writer_add(writer, STR("from 0 to "));
    writer_add_count(writer, 0);
    writer_add(writer, STR("/"));
    writer_add_count(writer, UINT64_MAX);
    ck_assert(!io_exists(path));
    ck_assert_uint_eq(writer_size(writer), 32);
    ck_assert(writer_commit(writer, NULL));
    ck_assert_str_eq(content(path).data, "from 0 to 0/18446744073709551615");
}
END_TEST

START_TEST(what_is_larger_than_the_buffer_arrives_whole)
{
    const char *path = folder_path(folder, "large.bin");
    size_t size = (3 << 20) + 17;
    char *data = arena_array(arena, size, 1);
    for (size_t i = 0; i < size; i++)
        data[i] = (char)('a' + i % 23);
    struct writer *writer;
    ck_assert(writer_open(path, 0644, &writer, NULL));
    writer_add(writer, (struct str){data, 5});
    writer_add(writer, (struct str){data + 5, size - 5});
    ck_assert(writer_commit(writer, NULL));
    ck_assert(str_equal(content(path), (struct str){data, size}));
}
END_TEST

START_TEST(an_abandoned_file_leaves_the_old_one)
{
    const char *path = folder_path(folder, "out.txt");
    ck_assert(io_write_file(path, STR("old"), 0644, NULL));
    struct writer *writer;
    ck_assert(writer_open(path, 0644, &writer, NULL));
    writer_add(writer, STR("new"));
    writer_abandon(writer);
    ck_assert_str_eq(content(path).data, "old");
    ck_assert_int_eq(folder_count(folder), 1);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error)
{
    struct writer *writer;
    struct error err = {0};
    ck_assert(!writer_open("/nowhere/at/all", 0644, &writer, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_str_eq(err.text, "/nowhere/at/all: cannot create a file beside it: "
                               "No such file or directory");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_folder, close_folder, "writer", pieces_become_one_file_at_the_end,
                            what_is_larger_than_the_buffer_arrives_whole,
                            an_abandoned_file_leaves_the_old_one,
                            a_folder_that_is_not_there_is_an_error);
}
