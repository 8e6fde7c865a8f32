#include "commands/runs.h"

#include "commands/columns.h"
#include "store_case.h"
#include "suite.h"

#define RUN "20261120T030000Z-1a2b3c4d"
#define NB "\xC2\xA0"       /* before a unit */
#define DASH "\xE2\x80\x93" /* in an interval */

static struct config config;
static char *printed;

static void open_case(void)
{
    store_case_open();
    config.run.out = folder;
}

/* Runs a command on the history; `*err` is set when it fails. */
static const char *output(bool (*command)(struct session *, struct error *), struct session session,
                          struct error *err)
{
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    ck_assert_ptr_nonnull(out);
    session.config = &config;
    session.run = arena;
    session.scratch = arena;
    session.out = out;
    *err = (struct error){0};
    bool done = command(&session, err);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_int_eq(done, err->kind == ERROR_NONE);
    const char *text = arena_copy(arena, printed, size);
    free(printed);
    return text;
}

static const char *listed(struct session session)
{
    struct error err;
    const char *text = output(runs_list_command, session, &err);
    ck_assert_str_eq(err.text, "");
    return text;
}

static const char *shown(struct session session)
{
    struct error err;
    const char *text = output(runs_show_command, session, &err);
    ck_assert_str_eq(err.text, "");
    return text;
}

static void take_in_three(void)
{
    store_case_take_in((struct store_case){.id = "20261119T030000Z-1a2b3c4d",
                                           .started = "2026-11-19T03:00:00Z",
                                           .accuracy = 0.5,
                                           .partial = true});
    store_case_take_in((struct store_case){.accuracy = 0.875});
    store_case_take_in((struct store_case){.id = "20261121T030000Z-1a2b3c4d",
                                           .started = "2026-11-21T03:00:00Z",
                                           .experiment = "größer",
                                           .outcome = "gate_failed",
                                           .accuracy = 1});
}

/* ── list ── */

START_TEST(no_history_is_an_empty_list)
{
    config.run.out = "/nowhere/at/all";
    ck_assert_str_eq(listed((struct session){0}), "there is no run yet\n");
    ck_assert_str_eq(listed((struct session){.json = true}), "[]\n");
}
END_TEST

START_TEST(an_empty_history_is_an_empty_list)
{
    ck_assert_str_eq(listed((struct session){0}), "there is no run yet\n");
    ck_assert_str_eq(listed((struct session){.json = true}), "[]\n");
}
END_TEST

START_TEST(the_list_is_a_table)
{
    take_in_three();
    ck_assert_str_eq(
        listed((struct session){0}),
        "run                        started               experiment  outcome      stages  "
        "duration  accuracy  genre recall  RMSE\n"
        "20261121T030000Z-1a2b3c4d  2026-11-21T03:00:00Z  größer      gate_failed  all       "
        "1.25" NB "s   100.0" NB "%           n/a   n/a\n"
        "20261120T030000Z-1a2b3c4d  2026-11-20T03:00:00Z  default     success      all       "
        "1.25" NB "s    87.5" NB "%           n/a   n/a\n"
        "20261119T030000Z-1a2b3c4d  2026-11-19T03:00:00Z  default     success      some      "
        "1.25" NB "s    50.0" NB "%           n/a   n/a\n");
}
END_TEST

START_TEST(the_list_can_be_shorter)
{
    take_in_three();
    const struct session_option options[] = {{"limit", "1"}, {"experiment", "default"}};
    const char *text =
        listed((struct session){.json = true, .options = options, .option_count = 2});
    ck_assert_str_eq(text, "[\n"
                           "  {\n"
                           "    \"id\": \"" RUN "\",\n"
                           "    \"started\": \"2026-11-20T03:00:00Z\",\n"
                           "    \"experiment\": \"default\",\n"
                           "    \"outcome\": \"success\",\n"
                           "    \"full\": true,\n"
                           "    \"filter\": null,\n"
                           "    \"duration_ms\": 1250.5,\n"
                           "    \"case_accuracy\": 0.875,\n"
                           "    \"genre_recall\": null,\n"
                           "    \"rmse\": null\n"
                           "  }\n"
                           "]\n");
}
END_TEST

START_TEST(a_limit_of_zero_is_none_and_of_nonsense_an_error)
{
    for (int i = 0; i < 25; i++)
        store_case_take_in(
            (struct store_case){.id = arena_printf(arena, "20261120T030000Z-%08d", i)});
    const struct session_option all[] = {{"limit", "0"}};
    size_t lines[2] = {0};
    const char *texts[] = {listed((struct session){0}),
                           listed((struct session){.options = all, .option_count = 1})};
    for (size_t t = 0; t < 2; t++)
        for (const char *c = texts[t]; *c != '\0'; c++)
            lines[t] += *c == '\n';
    ck_assert_uint_eq(lines[0], 21);
    ck_assert_uint_eq(lines[1], 26);

    static const char *const nonsense[] = {"", "-1", "1.5", "many"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        struct error err;
        const struct session_option option[] = {{"limit", nonsense[i]}};
        output(runs_list_command, (struct session){.options = option, .option_count = 1}, &err);
        ck_assert_str_eq(
            err.text,
            arena_printf(arena, "`--limit` takes a whole number from 0 on, not `%s`", nonsense[i]));
        ck_assert_int_eq(err.kind, ERROR_USAGE);
    }
}
END_TEST

START_TEST(outcomes_have_colours_on_a_terminal)
{
    take_in_three();
    const char *text = listed((struct session){.colour = true});
    ck_assert_ptr_nonnull(strstr(text, "\033[32msuccess\033[0m      all "));
    ck_assert_ptr_nonnull(strstr(text, "\033[31mgate_failed\033[0m  all "));
    ck_assert_ptr_null(strchr(listed((struct session){0}), '\033'));
}
END_TEST

START_TEST(what_a_terminal_would_obey_is_made_visible)
{
    store_case_take_in((struct store_case){.experiment = "a\033[31mb"});
    ck_assert_ptr_nonnull(strstr(listed((struct session){0}), "a\xEF\xBF\xBD[31mb"));
}
END_TEST

/* ── show ── */

static const char EXPECTED[] =
    "run         " RUN "\n"
    "outcome     success\n"
    "stages      all\n"
    "duration    1.25" NB "s\n"
    "started     2026-11-20T03:00:00Z\n"
    "experiment  default\n"
    "version     0.1.0\n"
    "host        gauge\n"
    "seed        18446744073709551615\n"
    "config      b79606fb3afea5bd1609ed40b622142f1c98125abcfe89a76a661b0e8e343910\n"
    "inputs      c96c6d5be8d08a12e7b5cdc1b207fa6b2430974c86803d8891675e76fd992c20\n"
    "threads     2\n"
    "\n"
    "Gates\n"
    "  gate  status  rule                     value  threshold  baseline\n"
    "  gold  passed  case_accuracy >= 0.875  90.0" NB "%     87.5" NB "%       n/a\n"
    "\n"
    "Metrics\n"
    "  metric                                value  95 % interval  from\n"
    "  case_accuracy{interpreter=built-in}  50.0" NB "%    40.0" DASH "60.0" NB
    "%    40  headline\n"
    "  ndcg_at_10{model=svd}                   n/a                   40  headline\n"
    "  case_accuracy{interpreter=other}     25.0" NB "%    15.0" DASH "35.0" NB "%    40\n"
    "\n"
    "Cases of built-in: 0 passed, 2 failed, 1 not scored; these failed\n"
    "  a\n"
    "  c\n"
    "\n"
    "Cases of other: 3 passed, 0 failed, 0 not scored\n"
    "\n"
    "Epochs\n"
    "  epoch  train_rmse  validation_rmse  learning_rate\n"
    "      1       1.000            1.100          0.030\n"
    "      2       0.900            1.000          0.030\n"
    "      3       0.800              n/a          0.030\n"
    "\n"
    "Inputs\n"
    "  input  file                 read  accepted  rejected  duplicate  blank      size  digest\n"
    "  gold   datasets/gold.jsonl    11        12        13         14     15  10 bytes  "
    "24d7f03d8dc3\n"
    "\n"
    "Files\n"
    "  models/tonight.svd                           123" NB "kB  9372c470eead\n"
    "  runs/" RUN "/index.html    1.0" NB "kB  3660315a9af3\n"
    "  runs/" RUN "/summary.json  2.0" NB "kB  761b7ad8ad43\n"
    "\n"
    "Stages\n"
    "  load   12" NB "ms\n"
    "  train    n/a\n"
    "\n"
    "Tags\n"
    "  branch  größer ✓\n"
    "\n"
    "Parameters\n"
    "  llm.primary  built-in\n"
    "  svd.factors  32\n";

START_TEST(a_run_is_shown_part_by_part)
{
    store_case_take_in((struct store_case){.accuracy = 0.5, .cases = "abc", .verdicts = "FUF"});
    const char *text = shown((struct session){0});
    ck_assert_str_eq(text, EXPECTED);
}
END_TEST

START_TEST(a_run_is_shown_as_json)
{
    take_in_three();
    struct json *root;
    struct error err = {0};
    const char *wanted[] = {"20261119"};
    const char *text =
        shown((struct session){.json = true, .arguments = wanted, .argument_count = 1});
    ck_assert_msg(json_parse(str_from(text), "output", &root, &err), "%s", err.text);
    ck_assert_str_eq(json_get_text(root, "id"), "20261119T030000Z-1a2b3c4d");
    json_free(root);
}
END_TEST

START_TEST(a_run_that_is_not_there_is_a_usage_error)
{
    struct error err;
    const char *wanted[] = {"2025"};
    struct session session = {.arguments = wanted, .argument_count = 1};
    output(runs_show_command, session, &err);
    ck_assert_str_eq(err.text, "no run's id is or begins with `2025`");
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    config.run.out = "/nowhere/at/all";
    output(runs_show_command, (struct session){0}, &err);
    ck_assert_str_eq(err.text, "/nowhere/at/all: there is no run yet: `reelgauge run` makes one");
    ck_assert_int_eq(err.kind, ERROR_USAGE);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_case, store_case_close, "runs", no_history_is_an_empty_list,
        an_empty_history_is_an_empty_list, the_list_is_a_table, the_list_can_be_shorter,
        a_limit_of_zero_is_none_and_of_nonsense_an_error, outcomes_have_colours_on_a_terminal,
        what_a_terminal_would_obey_is_made_visible, a_run_is_shown_part_by_part,
        a_run_is_shown_as_json, a_run_that_is_not_there_is_a_usage_error);
}
