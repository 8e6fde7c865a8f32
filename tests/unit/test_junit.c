#include "report/junit.h"

#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static const char *xml;

static void render(const struct summary_input *input)
{
    struct json *root = summary_build(input, arena);
    struct str text = junit_render(root, arena);
    json_free(root);
    ck_assert_uint_eq(strlen(text.data), text.size);
    xml = text.data;
}

static void open_run(void)
{
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
    render(&run->input);
}

static void check_has(const char *text)
{
    ck_assert_msg(strstr(xml, text) != NULL, "not there: %s\nin %s", text, xml);
}

START_TEST(suites_add_up)
{
    open_run();
    check_has("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"Nightly gauge ");
    check_has(" tests=\"15\" failures=\"3\" errors=\"2\" time=\"1.350\">\n");
    check_has("<testsuite name=\"built-in\" tests=\"6\" failures=\"2\" errors=\"0\" skipped=\"0\" "
              "timestamp=\"2026-11-21T03:00:00\">");
    check_has("<testsuite name=\"sample\" tests=\"6\" failures=\"0\" errors=\"2\" skipped=\"1\" ");
    check_has("<testsuite name=\"gates\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\" ");
    arena_close(arena);
}
END_TEST

START_TEST(a_wrong_answer_is_a_failure_that_says_what_was_expected)
{
    open_run();
    check_has(
        "    <testcase name=\"no-horror\" classname=\"built-in\" file=\"datasets/gold.jsonl\" "
        "line=\"2\">\n"
        "      <failure type=\"wrong\" message=\"2 of 3 slots wrong\">"
        "query: something tense, but no horror\n"
        "genres: expected Thriller, got Horror\n"
        "exclude_genres: expected Horror, got none\n"
        "gold: datasets/gold.jsonl:2\n"
        "</failure>\n"
        "    </testcase>\n");
    arena_close(arena);
}
END_TEST

START_TEST(an_unusable_answer_is_an_error)
{
    open_run();
    check_has("line=\"3\" time=\"0.400\">\n"
              "      <error type=\"unparseable\" message=\"no JSON object in the answer\">"
              "query: like Alien\n"
              "note: no JSON object in the answer\n"
              "answer: I'd love to help!\n"
              "gold: datasets/gold.jsonl:3\n"
              "</error>");
    check_has("<error type=\"failed\" message=\"timeout after 30 s\">");
    arena_close(arena);
}
END_TEST

START_TEST(what_was_never_asked_is_skipped_and_what_is_right_has_no_body)
{
    open_run();
    check_has("<skipped message=\"never asked\">query: what will the weather be?\n");
    check_has("<testcase name=\"space-comedy\" classname=\"built-in\" "
              "file=\"datasets/gold.jsonl\" line=\"1\"/>\n");
    arena_close(arena);
}
END_TEST

START_TEST(gates_are_tests)
{
    open_run();
    check_has("<testcase name=\"gold\" classname=\"gates\">\n"
              "      <failure type=\"gate\" message=\"Case accuracy is 66.7\u00a0%, below "
              "87.5\u00a0%\">Case accuracy is 66.7\u00a0%, below 87.5\u00a0%\n"
              "rule: case_accuracy &gt;= 0.875\n</failure>");
    check_has("<testcase name=\"rmse\" classname=\"gates\"/>");
    check_has("<skipped message=\"the run has no metric nothing\">");
    arena_close(arena);
}
END_TEST

START_TEST(hostile_text_is_escaped_in_attributes_and_bodies)
{
    open_run();
    check_has("name=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;'&amp;\uFFFD\uFFFD\uFFFD\"");
    check_has("query: &lt;script&gt;alert(1)&lt;/script&gt;\"'&amp;\uFFFD\uFFFD\uFFFD\n");
    ck_assert_ptr_null(strstr(xml, "<script"));
    arena_close(arena);
}
END_TEST

START_TEST(what_xml_cannot_hold_is_replaced)
{
    open_run();
    run->gold.items[0].id = STR("a\tb\nc\r\uFFFE\uFFFF]]>");
    render(&run->input);
    check_has("name=\"a&#9;b&#10;c\uFFFD\uFFFD\uFFFD]]&gt;\"");
    arena_close(arena);
}
END_TEST

START_TEST(a_run_without_readings_has_its_gates_only)
{
    open_run();
    struct summary_input input = fixture_empty(run);
    render(&input);
    ck_assert_str_eq(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<testsuites name=\"\" tests=\"0\" failures=\"0\" errors=\"0\">\n"
                          "  <testsuite name=\"gates\" tests=\"0\" failures=\"0\" errors=\"0\" "
                          "skipped=\"0\" timestamp=\"2026-11-21T03:00:00\">\n"
                          "  </testsuite>\n"
                          "</testsuites>\n");
    arena_close(arena);
}
END_TEST

int main(void)
{
    return SUITE_RUN("junit", suites_add_up,
                     a_wrong_answer_is_a_failure_that_says_what_was_expected,
                     an_unusable_answer_is_an_error,
                     what_was_never_asked_is_skipped_and_what_is_right_has_no_body, gates_are_tests,
                     hostile_text_is_escaped_in_attributes_and_bodies,
                     what_xml_cannot_hold_is_replaced, a_run_without_readings_has_its_gates_only);
}
