#include "load/source.h"

#include "base/io.h"
#include "base/str.h"
#include "folder.h"
#include "suite.h"

#define ARENA_MAX ((size_t)8 << 20)

static struct arena *arena;

/* A folder that is the working folder, with these files in it, the names up to a NULL. */
static void enter_folder(const char *const *names)
{
    arena = arena_open("test", ARENA_MAX);
    ck_assert_int_eq(chdir(folder_make()), 0);
    for (; *names != NULL; names++) {
        char *folder = arena_copy(arena, *names, strlen(*names));
        char *slash = strrchr(folder, '/');
        if (slash != NULL) {
            *slash = '\0';
            ck_assert(io_make_folders(folder, NULL));
        }
        ck_assert(io_write_file(*names, STR("x"), 0644, NULL));
    }
}

#define ENTER_FOLDER(...) enter_folder((const char *const[]){__VA_ARGS__, NULL})

/* "a b*" for the files a and b, b synthetic, or the error. */
static const char *shown(bool done, const struct source_list *list, const struct error *err)
{
    struct strbuf out = strbuf_init(arena, 4096);
    strbuf_add(&out, str_from(done ? "" : err->text));
    for (size_t i = 0; done && i < list->count; i++)
        strbuf_addf(&out, "%s%s%s", i == 0 ? "" : " ", list->items[i].path,
                    list->items[i].synthetic ? "*" : "");
    ck_assert(done || err->kind == ERROR_INPUT);
    return out.data;
}

static const char *expanded(enum source_kind kind, const char *const *names)
{
    struct error err = {0};
    struct source_list list = {0};
    struct str views[8];
    size_t count = 0;
    for (; names[count] != NULL; count++)
        views[count] = str_from(names[count]);
    bool done = source_expand(kind, views, count, arena, &list, &err);
    return shown(done, &list, &err);
}

#define EXPANDED(kind, ...) expanded((kind), (const char *const[]){__VA_ARGS__, NULL})

START_TEST(files_keep_the_order_in_which_they_are_named)
{
    ENTER_FOLDER("a", "b", "c");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "c", "a", "b"), "c a b");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, NULL), "");
}
END_TEST

START_TEST(a_file_that_is_named_twice_is_read_once)
{
    ENTER_FOLDER("a.jsonl", "b.jsonl");
    ck_assert_int_eq(symlink("a.jsonl", "c.jsonl"), 0);
    ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "b.jsonl", "./b.jsonl", "*.jsonl"), "b.jsonl a.jsonl");
}
END_TEST

START_TEST(none_is_no_file)
{
    ENTER_FOLDER("a");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "none"), "");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "none", "a"), "a");
}
END_TEST

START_TEST(a_glob_gives_its_files_sorted_and_no_folder)
{
    ENTER_FOLDER("logs/b.jsonl", "logs/a.jsonl.gz", "logs/c.jsonl/deep", "logs/[1].jsonl");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "logs/*.jsonl*"),
                     "logs/[1].jsonl logs/a.jsonl.gz logs/b.jsonl");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "logs/[1].jsonl"), "logs/[1].jsonl");
}
END_TEST

START_TEST(a_folder_of_movielens_gives_one_file)
{
    ENTER_FOLDER("100k/u.data", "100k/u.item", "100k/u1.base", "1m/ratings.dat", "1m/movies.dat",
                 "new/ratings.csv.zst", "new/movies.csv", "new/ratings.dat", "new/tags.csv");
    ck_assert_str_eq(EXPANDED(SOURCE_RATINGS, "100k", "1m/", "new"),
                     "100k/u.data 1m/ratings.dat new/ratings.csv.zst");
    ck_assert_str_eq(EXPANDED(SOURCE_MOVIES, "100k", "1m", "new"),
                     "100k/u.item 1m/movies.dat new/movies.csv");
}
END_TEST

START_TEST(a_folder_gives_the_files_that_are_named_for_their_kind_first)
{
    ENTER_FOLDER("all/feedback.jsonl", "all/feedback-2.jsonl.gz", "all/traces.jsonl",
                 "all/gold.jsonl", "all/gold-held-out.csv", "all/planted.txt", "all/.hidden.jsonl",
                 "logs/2026-11-02.jsonl", "logs/2026-11-01.jsonl.zst", "logs/readme.txt");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "all"),
                     "all/feedback-2.jsonl.gz all/feedback.jsonl");
    ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "all"), "all/traces.jsonl");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "all"), "all/gold-held-out.csv all/gold.jsonl");
    ck_assert_str_eq(EXPANDED(SOURCE_FEEDBACK, "logs"),
                     "logs/2026-11-01.jsonl.zst logs/2026-11-02.jsonl");
}
END_TEST

START_TEST(what_leads_to_no_file_is_an_error_at_the_name)
{
    ENTER_FOLDER("empty/readme.txt", "sub/x.jsonl/deep");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "none.jsonl"), "none.jsonl: does not exist");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "empty/readme.txt/x"),
                     "empty/readme.txt/x: does not exist");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "*.jsonl"), "*.jsonl: no file matches");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "sub/*"), "sub/*: no file matches");
    ck_assert_str_eq(EXPANDED(SOURCE_RATINGS, "empty"),
                     "empty: the folder has no ratings file (ratings.csv, ratings.dat or u.data)");
    ck_assert_str_eq(EXPANDED(SOURCE_GOLD, "empty"),
                     "empty: the folder has no gold file (*.jsonl, *.json, *.csv or *.yaml)");
    ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "sub"),
                     "sub: the folder has no traces file (*.jsonl)");
}
END_TEST

START_TEST(a_folder_that_may_not_be_read_is_an_error)
{
    ENTER_FOLDER("shut/x.jsonl");
    ck_assert_int_eq(chmod("shut", 0700), 0);
    /* Root may read everything: go on as nobody. */
    ck_assert(geteuid() != 0 || seteuid(65534) == 0);
    if (geteuid() == 65534) {
        ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "shut"),
                         "shut: may not be read: Permission denied");
        ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "shut/x.jsonl"),
                         "shut/x.jsonl: may not be read: Permission denied");
    }
    ck_assert(getuid() != 0 || seteuid(0) == 0);
}
END_TEST

START_TEST(planted_files_are_synthetic)
{
    ENTER_FOLDER("ratings.csv", "d/traces.jsonl", "d/traces-live.jsonl", "e/traces.jsonl");
    ck_assert(io_write_file("planted.json", STR("{\"files\":[\"ratings.csv\"]}"), 0644, NULL));
    ck_assert(io_write_file("d/planted.json", STR("{\"seed\":1,\"files\":[\"traces.jsonl\",7]}"),
                            0644, NULL));
    ck_assert_str_eq(EXPANDED(SOURCE_RATINGS, "ratings.csv"), "ratings.csv*");
    ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "d", "e"),
                     "d/traces-live.jsonl d/traces.jsonl* e/traces.jsonl");
}
END_TEST

START_TEST(a_damaged_planted_file_is_an_error)
{
    ENTER_FOLDER("d/traces.jsonl", "e/traces.jsonl");
    ck_assert(io_write_file("d/planted.json", STR("{\"files\":\"traces.jsonl\"}"), 0644, NULL));
    ck_assert_str_eq(EXPANDED(SOURCE_TRACES, "d"),
                     "d/planted.json: \"files\" is no list of file names");
    ck_assert(io_write_file("e/planted.json", STR("{\n\"files\":["), 0644, NULL));
    ck_assert_int_eq(strncmp(EXPANDED(SOURCE_TRACES, "e"), "e/planted.json:2: ", 18), 0);
}
END_TEST

START_TEST(films_are_found_beside_the_ratings)
{
    ENTER_FOLDER("1m/ratings.dat", "1m/movies.dat", "alone/ratings.csv");
    struct error err = {0};
    struct source_list ratings;
    struct source_list movies;
    const struct str names[] = {STR("1m/ratings.dat"), STR("alone")};
    ck_assert(source_expand(SOURCE_RATINGS, names, 2, arena, &ratings, &err));
    ck_assert(source_beside(&ratings, SOURCE_MOVIES, arena, &movies, &err));
    ck_assert_str_eq(shown(true, &movies, &err), "1m/movies.dat");
    ck_assert_int_eq(movies.kind, SOURCE_MOVIES);
}
END_TEST

int main(void)
{
    return SUITE_RUN("source", files_keep_the_order_in_which_they_are_named,
                     a_file_that_is_named_twice_is_read_once, none_is_no_file,
                     a_glob_gives_its_files_sorted_and_no_folder,
                     a_folder_of_movielens_gives_one_file,
                     a_folder_gives_the_files_that_are_named_for_their_kind_first,
                     what_leads_to_no_file_is_an_error_at_the_name,
                     a_folder_that_may_not_be_read_is_an_error, planted_files_are_synthetic,
                     a_damaged_planted_file_is_an_error, films_are_found_beside_the_ratings);
}
