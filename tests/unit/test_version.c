#include "commands/version.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 1 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

/* What the command prints, and its error. */
static struct str print(bool json, const char *kernels, struct error *err)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    struct session session = {.out = out, .scratch = arena, .json = json, .kernels = kernels};
    version_command(&session, err);
    fclose(out);
    struct str copy = str_copy(arena, (struct str){text, size});
    free(text);
    return copy;
}

START_TEST(the_version_is_one_line)
{
    struct error err = {0};
    ck_assert_str_eq(print(false, NULL, &err).data, "reelgauge " VERSION_TEXT "\n");
}
END_TEST

START_TEST(as_json_it_names_kernels_and_libraries)
{
    struct error err = {0};
    struct json *root;
    ck_assert(json_parse(print(true, "plain", &err), "stdout", &root, &err));
    ck_assert_str_eq(json_get_text(root, "version"), VERSION_TEXT);
    ck_assert_str_eq(json_get_text(root, "kernels"), "plain");
    ck_assert_str_ne(json_get_text(root, "compiler"), "");
    const struct json *libraries = json_get(root, "libraries");
    ck_assert_uint_gt(json_count(libraries), 0);
    for (const struct json *library = json_first(libraries); library != NULL;
         library = json_next(library))
        ck_assert_ptr_nonnull(strpbrk(json_text(library), "0123456789"));
    json_free(root);
}
END_TEST

START_TEST(kernels_that_do_not_exist_are_refused)
{
    struct error err = {0};
    ck_assert_uint_eq(print(true, "none", &err).size, 0);
    ck_assert_int_eq(err.kind, ERROR_USAGE);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_arena, close_arena, "version", the_version_is_one_line,
                            as_json_it_names_kernels_and_libraries,
                            kernels_that_do_not_exist_are_refused);
}
