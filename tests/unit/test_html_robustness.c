#include "report/html_robustness.h"

#include <string.h>

#include "eval/perturb.h"
#include "eval/robustness.h"
#include "report/html.h"
#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static struct json *root;
static struct str page;

/* The built-in interpreter no longer reads the first case with a typo, nor any of the second. */
static void open_run(void)
{
    static struct reading_variant variants[1];
    static struct str queries[FIXTURE_CASES];
    struct error err;
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
    struct reading *readings = ARENA_ARRAY(arena, struct reading, FIXTURE_CASES);
    for (size_t i = 0; i < FIXTURE_CASES; i++)
        readings[i] = reading_none();
    readings[0] = run->interpreters[0].readings[0];
    readings[0].slots.genres = 0;
    queries[0] = STR("a fnuny <b>space</b> adventure");
    variants[0] = (struct reading_variant){STR("typo"), queries, readings};
    run->interpreters[0].variants = variants;
    run->interpreters[0].variant_count = 1;
    const struct sampling sampling = {.resamples = 50, .seed = 1};
    robustness_score(&run->evaluations[0], &run->gold, &sampling, arena, arena, &run->metrics);
    root = summary_build(&run->input, arena);
    ck_assert_msg(html_render(root, NULL, 0, NULL, arena, &page, &err), "%s", err.text);
}

static void close_run(void)
{
    json_free(root);
    arena_close(arena);
}

static void check_has(const char *text)
{
    ck_assert_msg(str_find(page, str_from(text)) != SIZE_MAX, "the page lacks: %s", text);
}

START_TEST(a_change_shows_what_it_costs)
{
    check_has("<th scope=\"row\">typos</th><td class=\"num\">1</td><td "
              "class=\"num\">100.0\u00a0%</td><td class=\"num\">0.0\u00a0%</td>");
}
END_TEST

START_TEST(a_case_that_broke_shows_the_changed_query_and_the_wrong_slot)
{
    check_has("<q>a fnuny &lt;b&gt;space&lt;/b&gt; adventure</q> <a "
              "href=\"#case-space-comedy\">space-comedy</a> <small>read as genres none</small>");
}
END_TEST

START_TEST(the_document_has_every_case_that_broke)
{
    const struct json *interpreter = json_first(json_get(root, "interpreters"));
    const struct json *row = json_first(json_get(interpreter, "robustness"));
    const struct json *broken = json_first(json_get(row, "broken_cases"));
    ck_assert_str_eq(json_get_text(row, "perturbation"), "typo");
    ck_assert_str_eq(json_get_text(broken, "id"), "space-comedy");
    ck_assert_ptr_null(json_next(broken));
    ck_assert(json_get(json_next(interpreter), "robustness") == NULL);
}
END_TEST

START_TEST(every_kind_of_change_has_a_title)
{
    for (int kind = 0; kind < PERTURB_KINDS; kind++) {
        const char *name = perturb_name((enum perturb_kind)kind);
        ck_assert_str_ne(html_robustness_title(name), name);
    }
    ck_assert_str_eq(html_robustness_title("of the recordings"), "of the recordings");
}
END_TEST

START_TEST(without_changed_queries_there_is_no_section)
{
    ck_assert(html_robustness_has(root));
    struct json *other = json_object();
    json_append_object(json_put_array(other, "interpreters"));
    ck_assert(!html_robustness_has(other));
    json_free(other);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(open_run, close_run, "html_robustness", a_change_shows_what_it_costs,
                            a_case_that_broke_shows_the_changed_query_and_the_wrong_slot,
                            the_document_has_every_case_that_broke,
                            every_kind_of_change_has_a_title,
                            without_changed_queries_there_is_no_section);
}
