#include "load/labels_file.h"
#include "load/rubric_file.h"

#include "loading.h"
#include "suite.h"

#define NUMBERS                                                                                    \
    "name: relevance\ntitle: Relevance\nscale: {from: 1, to: 5, pass: 4}\n"                        \
    "variables: [answer, answer_format]\ntemplate: \"{{query}} {{answer}} {{answer_format}}\"\n"
#define PAIRS                                                                                      \
    "name: better\ntitle: Better\nscale: better/tie/worse\n"                                       \
    "variables: [answer_a, answer_b, answer_format]\n"                                             \
    "template: \"{{answer_a}} {{answer_b}} {{answer_format}}\"\n"

static struct rubric_list rubrics;
static struct label_list labels;

static void open_all(void)
{
    loading_open();
    rubrics = (struct rubric_list){0};
    labels = (struct label_list){0};
}

static bool load_rubric(const char *text, struct error *err)
{
    struct source_list sources = loading_file(SOURCE_RUBRICS, "r.yaml", str_from(text));
    return rubric_file_load(&loading.loader, &sources, &rubrics, err);
}

START_TEST(a_rubric_is_a_prompt_with_a_scale)
{
    struct error err = {0};
    ck_assert_msg(load_rubric(NUMBERS, &err), "%s", err.text);
    const struct rubric *rubric = rubric_find(&rubrics, STR("relevance"));
    ck_assert_ptr_nonnull(rubric);
    ck_assert_int_eq(rubric->scale, RUBRIC_ORDINAL);
    ck_assert_int_eq(rubric->low, 1);
    ck_assert_int_eq(rubric->high, 5);
    ck_assert_int_eq(rubric->pass, 4);
    ck_assert(str_equal(rubric->title, STR("Relevance")));
    ck_assert(str_starts_with(rubric->prompt.reference, STR("relevance@")));
    ck_assert_uint_eq(loading_account()->accepted, 1);
}
END_TEST

START_TEST(a_rubric_that_cannot_judge_is_refused)
{
    static const struct {
        const char *text;
        const char *message;
    } cases[] = {
        {"name: r\ntitle: R\ntemplate: x\n", "r.yaml:1: \"scale\" is a map with from, to and pass, "
                                             "\"pass/fail\" or \"better/tie/worse\""},
        {"name: r\ntemplate: x\nscale: pass/fail\n", "r.yaml:1: \"title\" is missing"},
        {"name: r\ntitle: R\nscale: good/bad\ntemplate: x\n",
         "r.yaml:3: \"scale\" is a map with from, to and pass, \"pass/fail\" or "
         "\"better/tie/worse\""},
        {"name: r\ntitle: R\nscale: {from: 5, to: 1, pass: 3}\ntemplate: x\n",
         "r.yaml:3: \"scale\" has from < pass <= to and at most 16 scores"},
        {"name: r\ntitle: R\nscale: {from: 1, to: 5}\ntemplate: x\n",
         "r.yaml:3: \"scale\" has from < pass <= to and at most 16 scores"},
        {"name: r\ntitle: R\nscale: {from: 0, to: 100, pass: 50}\ntemplate: x\n",
         "r.yaml:3: \"scale\" has from < pass <= to and at most 16 scores"},
        {"name: r\ntitle: R\nscale: pass/fail\ntemplate: x\n",
         "r.yaml:1: the templates do not use {{answer_format}}"},
        {"name: r\ntitle: R\nscale: pass/fail\nvariables: [answer_format]\ntemplate: "
         "\"{{answer_format}}\"\n",
         "r.yaml:1: the templates do not use {{answer}}"},
        {"name: r\ntitle: R\nscale: pass/fail\nscales: 1\ntemplate: x\n",
         "r.yaml:4: a rubric has no field \"scales\"; did you mean \"scale\"?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {0};
        ck_assert_msg(!load_rubric(cases[i].text, &err), "%s", cases[i].text);
        ck_assert_str_eq(err.text, cases[i].message);
    }
}
END_TEST

static void load_labels(const char *text)
{
    struct error err = {0};
    struct source_list sources = loading_file(SOURCE_LABELS, "labels.jsonl", str_from(text));
    ck_assert(load_rubric(NUMBERS, &err) && load_rubric(PAIRS, &err));
    ck_assert_msg(labels_file_load(&loading.loader, &sources, &rubrics, &labels, &err), "%s",
                  err.text);
}

START_TEST(a_label_is_a_score_on_its_rubric_s_scale)
{
    load_labels(
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"rubric\":\"relevance\",\"label\":4,\"by\":"
        "\"ann@example.org\"}\n"
        "{\"case_id\":1,\"answer\":\"0123456789ab\",\"rubric\":\"relevance\",\"label\":\"5\","
        "\"by\":\"b\"}\n"
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"against\":\"b\",\"rubric\":\"better\","
        "\"label\":\"worse\",\"by\":\"b\"}\n");
    ck_assert_uint_eq(labels.count, 3);
    ck_assert_int_eq(labels.items[0].score, 4);
    ck_assert(str_equal(labels.items[0].by, STR("[email]")));
    ck_assert(str_equal(labels.items[1].case_id, STR("1")));
    ck_assert_int_eq(labels.items[1].score, 5);
    ck_assert_int_eq(labels.items[2].score, RUBRIC_WORSE);
}
END_TEST

START_TEST(a_label_that_cannot_be_placed_is_rejected)
{
    static const char *const reasons[] = {
        "labels.jsonl:1: there is no rubric \"beauty\"",
        "labels.jsonl:2: the label \"6\" is not on the scale 1 to 5",
        "labels.jsonl:3: there is neither an \"interpreter\" nor an \"answer\"",
        "labels.jsonl:4: \"answer\" has fewer than 8 digits",
        "labels.jsonl:5: a pair is labelled with \"interpreter\" and \"against\"",
        "labels.jsonl:6: \"by\" is missing",
    };
    load_labels(
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"rubric\":\"beauty\",\"label\":4,\"by\":\"b\"}\n"
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"rubric\":\"relevance\",\"label\":6,\"by\":"
        "\"b\"}\n"
        "{\"case_id\":\"c\",\"rubric\":\"relevance\",\"label\":4,\"by\":\"b\"}\n"
        "{\"case_id\":\"c\",\"answer\":\"012\",\"rubric\":\"relevance\",\"label\":4,\"by\":\"b\"}\n"
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"rubric\":\"better\",\"label\":\"tie\",\"by\":"
        "\"b\"}\n"
        "{\"case_id\":\"c\",\"interpreter\":\"a\",\"rubric\":\"relevance\",\"label\":4}\n");
    ck_assert_uint_eq(labels.count, 0);
    const struct input *account = &loading.inputs.items[loading.inputs.count - 1];
    ck_assert_uint_eq(account->rejected, 6);
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(loading_finding(&account->rejects, i), reasons[i]);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_all, loading_close, "load_judges", a_rubric_is_a_prompt_with_a_scale,
        a_rubric_that_cannot_judge_is_refused, a_label_is_a_score_on_its_rubric_s_scale,
        a_label_that_cannot_be_placed_is_rejected);
}
