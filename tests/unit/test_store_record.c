#include "store/run_record.h"

#include "store_case.h"
#include "suite.h"

#define RUN "20261120T030000Z-1a2b3c4d"

static const char *found(const char *wanted)
{
    static char run_id[RUN_ID_MAX];
    struct error err = {0};
    ck_assert_msg(run_record_find(store, str_from(wanted), run_id, &err), "%s", err.text);
    return run_id;
}

static const char *refused(const char *wanted)
{
    static struct error err;
    char run_id[RUN_ID_MAX];
    ck_assert(!run_record_find(store, str_from(wanted), run_id, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    return err.text;
}

START_TEST(a_run_is_found_by_its_id_or_its_beginning)
{
    store_case_take_in((struct store_case){.id = RUN "-2"});
    store_case_take_in((struct store_case){.id = RUN});
    store_case_take_in((struct store_case){.id = "20261121T030000Z-ffffffff"});
    ck_assert_str_eq(found(RUN), RUN);
    ck_assert_str_eq(found(RUN "-2"), RUN "-2");
    ck_assert_str_eq(found("20261121"), "20261121T030000Z-ffffffff");
    ck_assert_str_eq(found("latest"), "20261121T030000Z-ffffffff");
}
END_TEST

START_TEST(a_run_that_is_none_or_several_is_a_usage_error)
{
    ck_assert_str_eq(refused("latest"), "there is no run yet");
    store_case_take_in((struct store_case){.id = RUN});
    store_case_take_in((struct store_case){.id = RUN "-2"});
    ck_assert_str_eq(refused("20261120"), "more than one run's id begins with `20261120`");
    ck_assert_str_eq(refused("2025"), "no run's id is or begins with `2025`");
    ck_assert_str_eq(refused("%"), "no run's id is or begins with `%`");
    ck_assert_str_eq(refused("load"), "no run's id is or begins with `load`");
}
END_TEST

/* Everything that store_case_summary() says comes back, and nothing else. */
static const char EXPECTED[] =
    "{\"id\":\"" RUN "\",\"experiment\":\"default\",\"started\":\"2026-11-20T03:00:00Z\","
    "\"duration_ms\":1250.5,\"outcome\":\"success\",\"full\":true,\"folder_lost\":false,"
    "\"baseline\":null,\"version\":\"0.1.0\",\"host\":\"gauge\",\"threads\":2,"
    "\"seed\":\"18446744073709551615\",\"config_digest\":\"CONFIG\",\"input_digest\":\"INPUT\","
    "\"stages\":[{\"name\":\"load\",\"duration_ms\":12},{\"name\":\"train\",\"duration_ms\":null}],"
    "\"tags\":{\"branch\":\"größer ✓\"},"
    "\"params\":{\"llm.primary\":\"built-in\",\"svd.factors\":\"32\"},"
    "\"metrics\":["
    "{\"name\":\"case_accuracy{interpreter=built-in}\",\"title\":\"A title\",\"unit\":\"share\","
    "\"direction\":\"higher\",\"labels\":{\"interpreter\":\"built-in\"},\"value\":0.5,\"low\":0.4,"
    "\"high\":0.6,\"support\":40,\"headline\":true},"
    "{\"name\":\"ndcg_at_10{model=svd}\",\"title\":\"A title\",\"unit\":\"share\","
    "\"direction\":\"higher\",\"labels\":{\"model\":\"svd\"},\"value\":null,\"low\":null,"
    "\"high\":null,\"support\":40,\"headline\":true},"
    "{\"name\":\"case_accuracy{interpreter=other}\",\"title\":\"A title\",\"unit\":\"share\","
    "\"direction\":\"higher\",\"labels\":{\"interpreter\":\"other\"},\"value\":0.25,\"low\":0.15,"
    "\"high\":0.35,\"support\":40,\"headline\":false}],"
    "\"epochs\":["
    "{\"name\":\"train_rmse\",\"title\":\"RMSE in training\",\"unit\":\"stars\","
    "\"values\":[1,0.9,0.8]},"
    "{\"name\":\"validation_rmse\",\"title\":\"RMSE on the validation part\",\"unit\":\"stars\","
    "\"values\":[1.1,1,null]},"
    "{\"name\":\"learning_rate\",\"title\":\"Learning rate\",\"unit\":\"score\","
    "\"values\":[0.03,0.03,0.03]}],"
    "\"gates\":[{\"name\":\"gold\",\"rule\":\"case_accuracy >= "
    "0.875\",\"metric\":\"case_accuracy\","
    "\"unit\":\"share\",\"status\":\"passed\",\"value\":0.9,\"threshold\":0.875,"
    "\"baseline\":null}],"
    "\"inputs\":[{\"kind\":\"gold\",\"path\":\"datasets/gold.jsonl\",\"bytes\":10,\"read\":11,"
    "\"accepted\":12,\"rejected\":13,\"duplicate\":14,\"blank\":15,\"synthetic\":false,"
    "\"digest\":\"GOLD\"}],"
    "\"interpreters\":["
    "{\"name\":\"built-in\",\"passed\":1,\"failed\":0,\"unscored\":1,\"cases\":["
    "{\"id\":\"a\",\"digest\":\"A\",\"pass\":true},{\"id\":\"b\",\"digest\":\"B\",\"pass\":null}]},"
    "{\"name\":\"other\",\"passed\":1,\"failed\":1,\"unscored\":0,\"cases\":["
    "{\"id\":\"a\",\"digest\":\"A\",\"pass\":false},"
    "{\"id\":\"b\",\"digest\":\"B\",\"pass\":true}]}],"
    "\"artifacts\":["
    "{\"path\":\"models/tonight.svd\",\"bytes\":123456,\"digest\":\"MODEL\"},"
    "{\"path\":\"runs/" RUN "/index.html\",\"bytes\":1000,\"digest\":\"PAGE\"},"
    "{\"path\":\"runs/" RUN "/summary.json\",\"bytes\":2000,\"digest\":\"SUMMARY\"}]}";

/* EXPECTED with its words in place of digests. */
static const char *with_digests(const char *text)
{
    static const char *const words[][2] = {
        {"\"CONFIG\"", "config"}, {"\"INPUT\"", "input"},
        {"\"GOLD\"", "gold"},     {"\"A\"", "a"},
        {"\"B\"", "b"},           {"\"MODEL\"", "model"},
        {"\"PAGE\"", "page"},     {"\"SUMMARY\"", "summary"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char hex[HASH_SHA256_HEX];
        const char *at;
        hash_hex(hash_sha256(str_from(words[i][1])), hex);
        while ((at = strstr(text, words[i][0])) != NULL)
            text = arena_printf(arena, "%.*s\"%s\"%s", (int)(at - text), text, hex,
                                at + strlen(words[i][0]));
    }
    return text;
}

START_TEST(a_record_says_all_that_was_taken_in)
{
    struct json *record;
    struct error err = {0};
    store_case_take_in((struct store_case){.accuracy = 0.5, .cases = "ab", .verdicts = "PU"});
    ck_assert_msg(run_record_read(store, RUN, arena, &record, &err), "%s", err.text);
    ck_assert_str_eq(json_write_line(arena, record).data, with_digests(EXPECTED));
    json_free(record);
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(store_case_open, store_case_close, "store_record",
                            a_run_is_found_by_its_id_or_its_beginning,
                            a_run_that_is_none_or_several_is_a_usage_error,
                            a_record_says_all_that_was_taken_in);
}
