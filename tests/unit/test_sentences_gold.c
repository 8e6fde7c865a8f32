#include "report/sentences_gold.h"

#include "base/error.h"
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

/* A summary whose "gold" is this text. */
static struct json *summary_of(const char *gold)
{
    struct json *summary;
    struct error err = {0};
    const char *text = arena_printf(arena, "{\"gold\":%s}", gold);
    ck_assert_msg(json_parse(str_from(text), "summary.json", &summary, &err), "%s", err.text);
    return summary;
}

START_TEST(a_partial_run_says_how_many_cases_it_is_about)
{
    struct json *summary =
        summary_of("{\"total\":1597,\"selected\":12,\"filter\":\"tag=hard\",\"changes\":null}");
    ck_assert_str_eq(sentences_gold_partial(summary, arena),
                     "Partial run: 12 of 1\u202f597 gold cases (tag=hard). It never becomes a "
                     "baseline");
    ck_assert_ptr_null(sentences_gold_changes(summary, arena));
    json_free(summary);
}
END_TEST

START_TEST(what_changed_is_told_and_what_did_not_is_left_out)
{
    struct json *summary =
        summary_of("{\"total\":5,\"selected\":5,\"filter\":null,\"changes\":{\"since\":\"RUN\","
                   "\"added\":3,\"removed\":0,\"edited\":1,\"cases\":[]}}");
    ck_assert_str_eq(sentences_gold_changes(summary, arena),
                     "Gold cases since run RUN: 3 added, 1 edited");
    ck_assert_ptr_null(sentences_gold_partial(summary, arena));
    json_free(summary);
}
END_TEST

START_TEST(nothing_is_said_of_nothing)
{
    static const char *const QUIET[] = {
        "null",
        "{\"filter\":null,\"changes\":null}",
        "{\"filter\":null,\"changes\":{\"since\":\"RUN\",\"added\":0,\"removed\":0,\"edited\":0}}",
    };
    for (size_t i = 0; i < sizeof QUIET / sizeof *QUIET; i++) {
        struct json *summary = summary_of(QUIET[i]);
        ck_assert_ptr_null(sentences_gold_partial(summary, arena));
        ck_assert_ptr_null(sentences_gold_changes(summary, arena));
        json_free(summary);
    }
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "sentences_gold", a_partial_run_says_how_many_cases_it_is_about,
        what_changed_is_told_and_what_did_not_is_left_out, nothing_is_said_of_nothing);
}
