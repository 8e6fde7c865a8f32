/* Folders, renames and links. */
#include "base/io.h"

#include "folder.h"
#include "io_case.h"
#include "suite.h"

START_TEST(folders_are_made_with_their_parents_and_may_exist)
{
    struct error err = {0};
    ck_assert_int_eq(chdir(folder_make()), 0);
    ck_assert(io_make_folders("a/b//c/", &err));
    ck_assert(io_is_folder("a/b/c"));
    ck_assert(io_make_folders("a/b/c", &err));
    ck_assert(io_make_folders("/", &err));
    ck_assert(io_make_folders(".", &err));

    io_case_write("a/file", "file");
    ck_assert(!io_make_folders("a/file", &err));
    io_case_check(&err, ERROR_SYSTEM, "a/file", "is there already and is no folder");
    ck_assert(!io_make_folders("a/file/below/it", &err));
    io_case_check(&err, ERROR_SYSTEM, "a/file/below", "cannot make the folder: Not a directory");
    ck_assert(!io_make_folders("", &err));
    io_case_check(&err, ERROR_SYSTEM, "", "cannot be a folder: No such file or directory");
}
END_TEST

START_TEST(a_tree_is_removed_without_following_links)
{
    struct error err = {0};
    const char *folder = folder_make();
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert(io_make_folders("tree/deep/deeper", NULL));
    ck_assert(io_make_folders("kept", NULL));
    io_case_write("kept/file", "kept");
    io_case_write("tree/deep/deeper/file", "file");
    ck_assert_int_eq(symlink("../kept", "tree/link"), 0);
    ck_assert_int_eq(symlink("kept", "link"), 0);
    ck_assert_int_eq(symlink("nowhere", "dangling"), 0);

    ck_assert_msg(io_remove_tree("tree/", &err), "%s", err.text);
    ck_assert(io_remove_tree("link/", &err));
    ck_assert(io_remove_tree("dangling", &err));
    ck_assert(io_remove_tree("tree", &err));
    ck_assert(io_remove_tree("tree/deep", &err));
    ck_assert_int_eq(folder_count(folder), 1);
    ck_assert_str_eq(io_case_text("kept/file"), "kept");
}
END_TEST

START_TEST(a_tree_that_cannot_be_removed_is_named)
{
    struct error err = {0};
    const char *folder = folder_make();
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert(io_make_folders("tree/closed", NULL));
    io_case_write("tree/closed/file", "file");
    ck_assert_int_eq(chmod(".", 0777), 0);
    ck_assert_int_eq(chmod("tree", 0777), 0);
    ck_assert_int_eq(chmod("tree/closed", 0555), 0);
    io_case_as_nobody();
    ck_assert(!io_remove_tree("tree", &err));
    io_case_as_root_again();
    io_case_check(&err, ERROR_SYSTEM, "tree", "cannot remove \"file\": Permission denied");
    ck_assert_int_eq(chmod("tree/closed", 0755), 0);

    /* A folder that cannot be listed, and one that is not ours to remove once it is empty. */
    ck_assert_int_eq(chmod("tree/closed", 0333), 0);
    io_case_as_nobody();
    ck_assert(!io_remove_tree("tree", &err));
    io_case_as_root_again();
    io_case_check(&err, ERROR_SYSTEM, "tree", "cannot remove \"closed\": Permission denied");
    ck_assert_int_eq(chmod("tree/closed", 0777), 0);
    ck_assert_int_eq(chmod("tree", 01777), 0);
    if (geteuid() == 0) {
        io_case_as_nobody();
        ck_assert(!io_remove_tree("tree", &err));
        io_case_as_root_again();
        io_case_check(&err, ERROR_SYSTEM, "tree",
                      "cannot remove \"closed\": Operation not permitted");
        ck_assert(!io_exists("tree/closed/file"));
    }

    ck_assert(!io_remove_tree(".", &err));
    io_case_check(&err, ERROR_SYSTEM, ".", "does not name a file");
    ck_assert(!io_remove_tree("tree/..", &err));
    io_case_check(&err, ERROR_SYSTEM, "tree/..", "does not name a file");
    ck_assert(io_exists("tree"));
}
END_TEST

START_TEST(a_rename_replaces_files_and_says_what_it_cannot)
{
    struct error err = {0};
    ck_assert_int_eq(chdir(folder_make()), 0);
    ck_assert(io_make_folders("new/inside", NULL));
    ck_assert(io_make_folders("runs/full", NULL));
    io_case_write("runs/full/file", "file");
    io_case_write("a", "a");
    io_case_write("b", "b");

    ck_assert(io_rename("a", "b", &err));
    ck_assert_str_eq(io_case_text("b"), "a");
    ck_assert(!io_exists("a"));
    ck_assert(io_rename("new", "runs/new", &err));
    ck_assert(io_is_folder("runs/new/inside"));

    ck_assert(!io_rename("runs/new", "runs/full", &err));
    io_case_check(&err, ERROR_SYSTEM, "runs/full",
                  "cannot rename runs/new to it: Directory not empty");
    ck_assert(!io_rename("missing", "b", &err));
    io_case_check(&err, ERROR_SYSTEM, "b",
                  "cannot rename missing to it: No such file or directory");
    ck_assert(!io_rename("b", "missing/b", &err));
    io_case_check(&err, ERROR_SYSTEM, "missing/b",
                  "cannot open its folder missing/: No such file or directory");
    ck_assert_str_eq(io_case_text("b"), "a");
}
END_TEST

START_TEST(a_link_is_replaced_by_a_link_and_nothing_else_is)
{
    struct error err = {0};
    char target[64] = "";
    const char *folder = folder_make();
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert(io_replace_link("runs/1", "latest", &err));
    ck_assert(io_replace_link("runs/2", "latest", &err));
    ck_assert_int_eq(readlink("latest", target, sizeof target - 1), 6);
    ck_assert_str_eq(target, "runs/2");
    ck_assert_int_eq(folder_count(folder), 1);

    io_case_write("file", "file");
    ck_assert(!io_replace_link("runs/2", "file", &err));
    io_case_check(&err, ERROR_SYSTEM, "file", "is there already and is no link");
    ck_assert(!io_replace_link("", "latest", &err));
    io_case_check(&err, ERROR_SYSTEM, "latest",
                  "cannot make a link to : No such file or directory");
    ck_assert_int_eq(folder_count(folder), 2);
}
END_TEST

START_TEST(a_folder_is_flushed_and_anything_else_refused)
{
    struct error err = {0};
    ck_assert_int_eq(chdir(folder_make()), 0);
    io_case_write("file", "file");
    ck_assert(io_sync_folder(".", &err));
    ck_assert(!io_sync_folder("file", &err));
    io_case_check(&err, ERROR_SYSTEM, "file", "cannot open the folder: Not a directory");
    ck_assert(!io_sync_folder("missing", &err));
    io_case_check(&err, ERROR_SYSTEM, "missing",
                  "cannot open the folder: No such file or directory");
}
END_TEST

START_TEST(existence_follows_links)
{
    ck_assert_int_eq(chdir(folder_make()), 0);
    io_case_write("file", "file");
    ck_assert_int_eq(symlink(".", "to_folder"), 0);
    ck_assert_int_eq(symlink("nowhere", "dangling"), 0);
    ck_assert(io_exists("file") && io_exists("to_folder") && !io_exists("dangling"));
    ck_assert(io_is_folder("to_folder") && !io_is_folder("file") && !io_is_folder("dangling"));
}
END_TEST

START_TEST(a_folder_lists_its_names_in_byte_order)
{
    struct arena *arena = arena_open("test", 1 << 20);
    const char *folder = folder_make();
    char **names;
    size_t count;
    ck_assert(io_write_file(folder_path(folder, "b"), STR(""), 0644, NULL));
    ck_assert(io_write_file(folder_path(folder, ".a"), STR(""), 0644, NULL));
    ck_assert(io_write_file(folder_path(folder, "B"), STR(""), 0644, NULL));
    ck_assert(io_list_folder(arena, folder, &names, &count, NULL));
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(names[0], ".a");
    ck_assert_str_eq(names[1], "B");
    ck_assert_str_eq(names[2], "b");
    ck_assert(io_list_folder(arena, folder_path(folder, "none"), &names, &count, NULL));
    ck_assert_uint_eq(count, 0);

    struct error err = {0};
    ck_assert(!io_list_folder(arena, folder_path(folder, "b"), &names, &count, &err));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    arena_close(arena);
}
END_TEST

START_TEST(paths_are_joined_with_one_slash)
{
    struct arena *arena = arena_open("test", IO_CASE_ARENA_MAX);
    ck_assert_str_eq(io_join(arena, "reports", "runs"), "reports/runs");
    ck_assert_str_eq(io_join(arena, "reports/", "runs"), "reports/runs");
    ck_assert_str_eq(io_join(arena, "/", "runs"), "/runs");
    ck_assert_str_eq(io_join(arena, "", "runs"), "runs");
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("io_folders", folders_are_made_with_their_parents_and_may_exist,
                     a_tree_is_removed_without_following_links,
                     a_tree_that_cannot_be_removed_is_named,
                     a_rename_replaces_files_and_says_what_it_cannot,
                     a_link_is_replaced_by_a_link_and_nothing_else_is,
                     a_folder_is_flushed_and_anything_else_refused, existence_follows_links,
                     a_folder_lists_its_names_in_byte_order, paths_are_joined_with_one_slash);
}
