#include "report/html.h"

#include "base/io.h"
#include "eval/repeats.h"
#include "folder.h"
#include "report_fixture.h"
#include "suite.h"

static struct arena *arena;
static struct fixture *run;
static struct json *root;
static struct str page;
static struct error err;

static void open_run(void)
{
    arena = arena_open("test", 1 << 26);
    run = fixture_open(arena);
    root = summary_build(&run->input, arena);
}

static void render(void)
{
    ck_assert_msg(html_render(root, NULL, 0, NULL, arena, &page, &err), "%s", err.text);
}

static void close_run(void)
{
    json_free(root);
    arena_close(arena);
}

static size_t count_of(const char *needle)
{
    size_t count = 0;
    struct str rest = page;
    for (size_t at = 0; (at = str_find(rest, str_from(needle))) != SIZE_MAX; count++)
        rest = str_slice(rest, at + 1, rest.size);
    return count;
}

static void check_has(const char *text)
{
    ck_assert_msg(count_of(text) != 0, "the page lacks: %s", text);
}

static void check_lacks(const char *text)
{
    ck_assert_msg(count_of(text) == 0, "the page has: %s", text);
}

START_TEST(hostile_text_is_text)
{
    open_run();
    render();
    check_lacks("<script>alert");
    check_lacks("<img");
    check_lacks("\x07");
    check_lacks("\u202e");
    check_has("<h1>Nightly gauge &lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\uFFFD");
    check_has("<q>&lt;script&gt;alert(1)&lt;/script&gt;");
    check_has("<i>&lt;script&gt;alert(1)&lt;/script&gt;");
    check_has("<pre>&lt;script&gt;alert(1)&lt;/script&gt;");
    check_has("&lt;img src=x onerror=alert(1)&gt;");
    check_has("bad &lt;script&gt;");
    ck_assert_uint_eq(count_of("<script"), 1);
    close_run();
}
END_TEST

START_TEST(nothing_needs_a_request_or_an_inline_style)
{
    open_run();
    render();
    check_lacks(" style=\"");
    check_lacks(" src=\"");
    check_lacks("url(");
    check_lacks("@import");
    check_has("default-src 'none'; script-src 'sha256-");
    check_lacks("sha256-{{");
    check_lacks("'unsafe-inline'");
    close_run();
}
END_TEST

START_TEST(verdict_gates_and_figures_are_in_words_and_numbers)
{
    open_run();
    render();
    check_has("<title>Quality gate failed");
    check_has("1 of 3 gates failed: Case accuracy is 66.7\u00a0%, below 87.5\u00a0%.");
    check_has("<td class=\"failed\">\u2717 failed");
    check_has("<td class=\"passed\">\u2713 passed");
    check_has("<td class=\"skipped\">\u2013 skipped <small>the run has no metric nothing");
    check_has("\u25bc 13.3 points worse</span>, not beyond chance (p = 1, Holm)");
    check_has("no baseline to compare with");
    check_has("synthetic data");
    check_has("sample recordings");
    close_run();
}
END_TEST

START_TEST(interpreters_are_compared_pair_by_pair)
{
    open_run();
    render();
    check_has("sample against built-in <small>5 cases can tell a difference of 30.0 points<");
    check_has(">+40.0 points <small>20.0–60.0</small>");
    check_has("<td class=\"right\">better</td>");
    check_has("built-in against the baseline");
    check_has("<td class=\"num\">212</td><td class=\"aside\">may be chance</td>");
    close_run();

    /* What is as it was is not listed. */
    open_run();
    run->since_baseline[0].difference = 0;
    json_free(root);
    root = summary_build(&run->input, arena);
    render();
    check_lacks("built-in against the baseline");
    close_run();
}
END_TEST

START_TEST(a_flip_shows_what_changed_in_the_output)
{
    open_run();
    render();
    check_has("<pre>intent search, genres <del>Thriller, exclude_genres </del>Horror</pre>");
    ck_assert_uint_eq(count_of("<small>Since the baseline</small>"), 1);
    close_run();

    open_run();
    run->before[1] = STR("intent search, genres Horror");
    run->before[3] = STR("<script>alert(1)</script>");
    json_free(root);
    root = summary_build(&run->input, arena);
    render();
    check_has("<small>the output is the same</small><pre></pre>");
    check_has("<del>&lt;script&gt;");
    close_run();
}
END_TEST

START_TEST(cases_asked_again_show_how_certain_they_are)
{
    open_run();
    render();
    check_lacks("pass^k");
    struct reading *twice = ARENA_ARRAY(arena, struct reading, 2 * FIXTURE_CASES);
    struct interpreter *sample = &run->interpreters[1];
    for (size_t i = 0; i < (size_t)2 * FIXTURE_CASES; i++)
        twice[i] = sample->readings[i % FIXTURE_CASES];
    /* The case that the sample reads rightly fails when it is asked again. */
    twice[FIXTURE_CASES].status = READING_FAILED;
    twice[FIXTURE_CASES].slots = slots_empty();
    sample->readings = twice;
    sample->repeats = 2;
    run->evaluations[1].cases = case_accuracy_score(&run->gold, sample, arena).cases;
    const struct sampling sampling = {.resamples = 100, .seed = 1};
    repeats_metrics(&run->evaluations[1], &sampling, arena, &run->metrics);
    json_free(root);
    root = summary_build(&run->input, arena);
    render();
    check_has("pass@2");
    check_has("pass^2");
    check_has("1 case answered rightly and wrongly");
    check_has("<small>1 of 2 right</small>");
    check_has("<td class=\"wrong\">1 of 2 right</td>");
    close_run();
}
END_TEST

START_TEST(the_recommender_says_who_should_serve_and_how_sure_that_is)
{
    open_run();
    render();
    check_has("<p>By nDCG@10, ease should serve: 0.360 against 0.300 of svd, 0.060 better "
              "(0.050\u20130.070), beyond chance (p &lt; .001, corrected for 4 comparisons).</p>");
    check_has("<th scope=\"rowgroup\" colspan=\"7\">nDCG@10 <small>higher is better</small>");
    check_has("<th scope=\"row\">popularity</th><td class=\"num\">0.200</td><td "
              "class=\"num\">0.300</td><td class=\"num\">+0.100 <small>0.090\u20130.110</small>"
              "</td><td class=\"num\">p &lt; .001</td><td class=\"num\">90</td><td "
              "class=\"right\">svd is better</td>");
    check_has("<td class=\"wrong\">bayes is better</td>");
    check_has("<td class=\"aside\">may be chance</td>");
    check_lacks("<td class=\"aside\">the same</td>");
    check_has("<span class=\"badge\">leakage</span> 2 held-out ratings are in train too.</p>");
    json_free(root);
    run->scoring.comparisons[1].difference = 0;
    root = summary_build(&run->input, arena);
    render();
    check_has("<td class=\"aside\">the same</td>");
    close_run();
}
END_TEST

START_TEST(every_measure_of_the_models_unfolds_its_definition)
{
    open_run();
    render();
    check_has("<details><summary>RMSE</summary>Square root of the mean.</details>");
    check_has("<details><summary>nDCG</summary>Gain by rank.</details>");
    check_has("<th scope=\"row\">Training time</th><td class=\"num\">n/a</td>");
    close_run();
}
END_TEST

START_TEST(calibration_slices_and_extremes_show_their_evidence)
{
    open_run();
    render();
    check_has("Predicted stars of svd are 0.100 off on average; it does not say how sure it is.");
    check_has("<td class=\"num\">86.0\u00a0% <small>83.0\u201389.0</small>");
    check_has("Furthest off: 1\u201319 (Users by ratings in train), RMSE 1.100 (1.020\u20131.180) "
              "against 0.912 of all held-out ratings.");
    check_has("<th scope=\"row\">Alien (1979)</th><td class=\"num\">1.700</td><td "
              "class=\"num\">2.500</td><td class=\"num\">3.900</td><td class=\"num\">8</td><td "
              "class=\"num\">40</td>");
    check_has("<th scope=\"row\">&lt;script&gt;alert(1)&lt;/script&gt;");
    close_run();
}
END_TEST

START_TEST(the_hybrid_stands_beside_its_halves)
{
    open_run();
    render();
    check_has("<h4>Likes that followed a query <span class=\"badge\">synthetic</span></h4>");
    check_has("<p>Together they find more than either alone, beyond chance: nDCG 0.300, against ");
    check_has("<th scope=\"row\">svd alone</th><td class=\"num\">0.250 <small>0.200\u20130.300");
    check_has("<th scope=\"row\">reading alone</th><td class=\"num\">0.200 ");
    check_has("<th scope=\"row\">svd among the films that match</th><td class=\"num\">0.280 ");
    check_has("<th scope=\"row\">both, mixed</th><td class=\"num\">0.300 ");
    check_has("<td class=\"right\">hybrid is better</td>");
    check_has("<dd>60 of 70, by 30 users</dd>");
    check_has("<th scope=\"row\">0.50</th><td class=\"num\">0.310 ");
    check_has("<p>There is no curve: no tag is of a well rated film.</p>");
    json_free(root);
    static const struct hybrid NOTHING = {.reason = {"no swipe carries a query", 24}, .k = 10};
    run->input.hybrid = &NOTHING;
    root = summary_build(&run->input, arena);
    render();
    check_has("<p>Nothing was measured: no swipe carries a query.</p>");
    close_run();
}
END_TEST

START_TEST(numbers_of_one_definition_share_its_row)
{
    static const struct metric_definition TWIN = {"ndcg_at_20",    "nDCG@20",
                                                  METRIC_SCORE,    METRIC_HIGHER_IS_BETTER,
                                                  "Gain by rank.", "Bootstrap"};
    open_run();
    metric_label(metric_add(&run->metrics, &TWIN, .4, 90), "model", STR("svd"));
    json_free(root);
    root = summary_build(&run->input, arena);
    render();
    check_has("nDCG@10 <small><code>ndcg_at_10</code></small>nDCG@20 "
              "<small><code>ndcg_at_20</code></small></th><td>Gain by rank.</td>");
    check_has("<summary>Lists of 20 films</summary>");
    close_run();
}
END_TEST

START_TEST(a_summary_from_before_scoring_has_its_tables_without_it)
{
    open_run();
    json_free(root);
    run->input.scoring = NULL;
    run->input.hybrid = NULL;
    run->training.model_count = 0;
    root = summary_build(&run->input, arena);
    render();
    check_has("Errors on 1\u202f000 held-out ratings");
    check_has("The first 10 films of the lists of 90 users");
    check_lacks("should serve");
    check_lacks("Training time</th>");
    check_lacks("id=\"leads\"");
    check_lacks("id=\"slices\"");
    check_lacks("find more together?");
    check_lacks("id=\"buckets\"");
    close_run();
}
END_TEST

START_TEST(differences_are_marked_by_sign_and_word)
{
    open_run();
    render();
    check_has("<td class=\"wrong\">\u2717 2 of 3 wrong</td>");
    check_has("<td class=\"wrong\">\u2717 wrong: <b>Horror</b></td>");
    check_has("<td class=\"wrong\">\u2717 wrong: none</td>");
    check_has("<td class=\"right\">\u2713 right</td>");
    check_has("<td class=\"unusable\">\u2717 unparseable answer</td>");
    check_has("<td class=\"unusable\">\u2717 the call failed</td>");
    check_has("<td class=\"wrong\">\u2717 wrong</td>");
    check_has("<td class=\"missing\">\u2013 never asked</td>");
    check_has("<td class=\"aside\"> not judged: <b>");
    check_has("<b class=\"broken\">\u25bc broken</b>");
    check_has("<p>intent out_of_scope \u00b7 else none</p>");
    check_has("812\u00a0ms \u00b7 931 tokens in, 58 out");
    check_has("<pre>```json\n{&quot;intent&quot;:&quot;search&quot;}\n```</pre>");
    close_run();
}
END_TEST

START_TEST(every_case_has_an_anchor_and_links_to_it)
{
    open_run();
    render();
    check_has("<tbody id=\"case-blade~20runner~3f\">");
    check_has("<a href=\"#case-blade~20runner~3f\">blade runner?</a>");
    ck_assert_uint_eq(count_of("<tbody id=\"case-"), FIXTURE_CASES);
    close_run();
}
END_TEST

START_TEST(cases_beyond_the_limit_are_counted)
{
    open_run();
    json_free(root);
    run->input.max_cases = 2;
    root = summary_build(&run->input, arena);
    render();
    ck_assert_uint_eq(count_of("<tbody id=\"case-"), 2);
    check_has("<strong>4 of 6 cases are left out here</strong>");
    check_has("<caption id=\"cases\">2 of 6 cases</caption>");
    close_run();
}
END_TEST

START_TEST(a_run_with_little_has_the_sections_it_can_fill)
{
    open_run();
    json_free(root);
    struct summary_input input = fixture_empty(run);
    root = summary_build(&input, arena);
    render();
    check_has("<title>Reported without gates");
    check_has("No model was trained: no ratings were given.");
    check_lacks("href=\"#trace\"");
    check_lacks("<section id=\"live\"");
    close_run();
}
END_TEST

START_TEST(charts_stand_where_the_page_has_a_place)
{
    open_run();
    const struct html_chart charts[] = {{"loss", STR("<svg><title>loss</title></svg>")},
                                        {"trend-rmse", STR("<svg><title>trend</title></svg>")},
                                        {"elsewhere", STR("<svg><title>lost</title></svg>")}};
    ck_assert(html_render(root, charts, 3, NULL, arena, &page, &err));
    check_has("</figcaption><svg><title>loss</title></svg></figure>");
    check_has("<div class=\"trend\"><svg><title>trend</title></svg></div>");
    check_lacks("lost");
    close_run();
}
END_TEST

START_TEST(the_same_summary_gives_the_same_bytes_also_when_read_back)
{
    open_run();
    render();
    struct str first = page;
    struct json *again;
    ck_assert(json_parse(json_write(arena, root), "summary.json", &again, &err));
    json_free(root);
    root = again;
    render();
    ck_assert(str_equal(first, page));
    close_run();
}
END_TEST

static const char *write_template(const char *folder, const char *name, const char *text)
{
    const char *path = io_join(arena, folder, name);
    ck_assert_msg(io_write_file(path, str_from(text), 0644, &err), "%s", err.text);
    return folder;
}

static void check_error(const char *templates, const char *expected)
{
    ck_assert(!html_render(root, NULL, 0, templates, arena, &page, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_str_eq(err.text, expected);
}

START_TEST(a_folder_replaces_templates_of_the_same_name)
{
    open_run();
    const char *folder = folder_make();
    write_template(folder, "live.html", "{{%AUTOESCAPE context=\"HTML\"}}<p>mine</p>");
    write_template(folder, "page.css", "body{color:red}");
    ck_assert_msg(html_render(root, NULL, 0, folder, arena, &page, &err), "%s", err.text);
    check_has("<p>mine</p>");
    check_has("<style>body{color:red}</style>");
    check_has("<section id=\"overview\">");
    close_run();
}
END_TEST

START_TEST(a_faulty_folder_of_templates_is_named)
{
    open_run();
    const char *folder = folder_make();
    check_error(io_join(arena, folder, "none"),
                arena_printf(arena, "%s/none: is no folder of templates", folder));
    write_template(folder, "live.html", "<p>bare</p>");
    check_error(folder, "live.html:1: a template begins with {{%AUTOESCAPE context=\"HTML\"}}");
    write_template(folder, "live.html", "{{%AUTOESCAPE context=\"HTML\"}}{{NOBODY}}");
    check_error(folder, "index.html: nothing sets {{NOBODY}}");
    close_run();
}
END_TEST

START_TEST(a_later_schema_is_refused)
{
    open_run();
    struct json *later = json_object();
    json_put_count(later, "schema_version", 2);
    ck_assert(!html_render(later, NULL, 0, NULL, arena, &page, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    ck_assert_str_eq(err.text, "the summary's schema_version is 2; this program knows up to 1");
    json_free(later);
    close_run();
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "html", hostile_text_is_text, nothing_needs_a_request_or_an_inline_style,
        verdict_gates_and_figures_are_in_words_and_numbers, interpreters_are_compared_pair_by_pair,
        a_flip_shows_what_changed_in_the_output, cases_asked_again_show_how_certain_they_are,
        the_recommender_says_who_should_serve_and_how_sure_that_is,
        every_measure_of_the_models_unfolds_its_definition,
        calibration_slices_and_extremes_show_their_evidence, the_hybrid_stands_beside_its_halves,
        numbers_of_one_definition_share_its_row,
        a_summary_from_before_scoring_has_its_tables_without_it,
        differences_are_marked_by_sign_and_word, every_case_has_an_anchor_and_links_to_it,
        cases_beyond_the_limit_are_counted, a_run_with_little_has_the_sections_it_can_fill,
        charts_stand_where_the_page_has_a_place,
        the_same_summary_gives_the_same_bytes_also_when_read_back,
        a_folder_replaces_templates_of_the_same_name, a_faulty_folder_of_templates_is_named,
        a_later_schema_is_refused);
}
