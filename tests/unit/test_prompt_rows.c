#include "store/prompt_rows.h"

#include "store_case.h"
#include "suite.h"

#define FIRST "20261119T030000Z-1a2b3c4d"
#define SECOND "20261120T030000Z-1a2b3c4d"

/* Adds a use to a summary; without `text` the version is one that no file has. */
static void put_use(struct json *summary, const char *name, const char *text)
{
    const struct json *there = json_get(summary, "prompts");
    struct json *list = there == NULL ? json_put_array(summary, "prompts") : (struct json *)there;
    struct json *node = json_append_object(list);
    json_put_text(node, "name", name);
    json_put_text(node, "version", text == NULL ? "1" : text);
    if (text == NULL) {
        json_put_null(node, "digest");
        json_put_null(node, "source");
    } else {
        store_case_put_digest(node, "digest", text);
        json_put_text(node, "source", arena_printf(arena, "{\"template\":\"%s\"}", text));
    }
    json_append_text(json_put_array(node, "used_by"), "interpreter a");
}

static void take_in(const char *id, const char *name, const char *text)
{
    struct json *summary = store_case_summary((struct store_case){.id = id});
    struct error err = {0};
    put_use(summary, name, text);
    put_use(summary, "old", NULL);
    ck_assert_msg(store_case_try(summary, &err), "%s", err.text);
    json_free(summary);
}

START_TEST(a_version_is_registered_by_the_run_that_uses_it_first)
{
    struct prompt_rows_row *rows;
    struct error err = {0};
    size_t count;
    take_in(FIRST, "p", "one");
    take_in(SECOND, "p", "one");
    ck_assert_msg(prompt_rows_load(store, arena, &rows, &count, &err), "%s", err.text);
    ck_assert_uint_eq(count, 1);
    ck_assert(str_equal(rows[0].name, STR("p")));
    ck_assert(str_equal(rows[0].version, STR("one")));
    ck_assert(str_equal(rows[0].source, STR("{\"template\":\"one\"}")));
    ck_assert(str_equal(rows[0].first_run, STR(FIRST)));
    ck_assert_uint_eq(rows[0].runs, 2);
}
END_TEST

START_TEST(versions_of_a_name_stand_in_the_order_of_their_first_use)
{
    struct prompt_rows_row *rows;
    size_t count;
    take_in(FIRST, "p", "zwei");
    take_in(SECOND, "p", "one");
    take_in("20261121T030000Z-1a2b3c4d", "a", "one");
    ck_assert(prompt_rows_load(store, arena, &rows, &count, NULL));
    ck_assert_uint_eq(count, 3);
    ck_assert(str_equal(rows[0].name, STR("a")));
    ck_assert(str_equal(rows[1].version, STR("zwei")));
    ck_assert(str_equal(rows[2].version, STR("one")));
}
END_TEST

START_TEST(a_run_that_is_forgotten_leaves_its_prompts)
{
    struct prompt_rows_row *rows;
    size_t count;
    take_in(FIRST, "p", "one");
    ck_assert(database_execute(store, "DELETE FROM run", NULL));
    ck_assert(prompt_rows_load(store, arena, &rows, &count, NULL));
    ck_assert_uint_eq(count, 1);
    ck_assert_uint_eq(rows[0].runs, 0);
    ck_assert(str_equal(rows[0].first_run, STR(FIRST)));
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(store_case_open, store_case_close, "prompt_rows",
                            a_version_is_registered_by_the_run_that_uses_it_first,
                            versions_of_a_name_stand_in_the_order_of_their_first_use,
                            a_run_that_is_forgotten_leaves_its_prompts);
}
