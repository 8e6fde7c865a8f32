#include "config/value.h"

#include "config_case.h"

/* One value of each type that is wrong, given by an option so that the message names it. */
static const struct {
    struct config_option option;
    const char *message;
} wrong[] = {
    {OPTION("--svd.epochs", "svd.epochs", "0"),
     "--svd.epochs: `epochs` takes a whole number from 1 to 10000, or auto, not `0`"},
    {OPTION("--svd.epochs", "svd.epochs", "10001"),
     "--svd.epochs: `epochs` takes a whole number from 1 to 10000, or auto, not `10001`"},
    {OPTION("--svd.epochs", "svd.epochs", "3.5"),
     "--svd.epochs: `epochs` takes a whole number from 1 to 10000, or auto, not `3.5`"},
    {OPTION("--svd.epochs", "svd.epochs", ""), "--svd.epochs: `epochs` is empty"},
    {OPTION("--seed", "run.seed", "-1"), "--seed: `seed` takes a whole number from 0 on, not `-1`"},
    {OPTION("--seed", "run.seed", "99999999999999999999"),
     "--seed: `seed` takes a whole number from 0 on, not `99999999999999999999`"},
    {OPTION("--svd.patience", "svd.patience", "3 4"),
     "--svd.patience: `patience` takes a whole number from 0 to 10000, or auto, "
     "not `3 4`"},
    {OPTION("--split.test_share", "split.test_share", "1.5"),
     "--split.test_share: `test_share` takes a number from 0 to 0.9, not `1.5`"},
    {OPTION("--split.test_share", "split.test_share", "nan"),
     "--split.test_share: `test_share` takes a number from 0 to 0.9, not `nan`"},
    {OPTION("--split.test_share", "split.test_share", "0,1"),
     "--split.test_share: `test_share` takes a number from 0 to 0.9, not `0,1`"},
    {OPTION("--svd.learning_rate", "svd.learning_rate", "0"),
     "--svd.learning_rate: `learning_rate` takes a number from 1e-06 to 10, or auto, not "
     "`0`"},
    {OPTION("--split.protocol", "split.protocol", "tmie"),
     "--split.protocol: `protocol` takes one of auto, time, hash, random, kfold, rows, last, "
     "official, not `tmie`; did you mean `time`?"},
    {OPTION("--log.format", "log.format", "yaml"),
     "--log.format: `format` takes one of auto, json, text, not `yaml`"},
    {OPTION("--log.format", "log.format", "auto|json"),
     "--log.format: `format` takes one of auto, json, text, not `auto|json`"},
    {OPTION("--recommender.models", "recommender.models", "svd, popularty"),
     "--recommender.models: `models` takes some of svd, fast, accurate, bayes, popularity, "
     "ease, als, bpr, blend, not "
     "`popularty`; did you mean "
     "`popularity`?"},
    {OPTION("--recommender.models", "recommender.models", "svd, popularity, svd"),
     "--recommender.models: `models` names `svd` twice"},
    {OPTION("--ranking.k", "ranking.k", "10, 5"),
     "--ranking.k: `k` takes ascending whole numbers from 1 to 1000, not `10, 5`"},
    {OPTION("--ranking.k", "ranking.k", "5, 5"),
     "--ranking.k: `k` takes ascending whole numbers from 1 to 1000, not `5, 5`"},
    {OPTION("--ranking.k", "ranking.k", "5, x"),
     "--ranking.k: `k` takes ascending whole numbers from 1 to 1000, not `x`"},
    {OPTION("--ranking.k", "ranking.k", " , "),
     "--ranking.k: `k` takes ascending whole numbers from 1 to 1000, not ``"},
    {OPTION("--ranking.k", "ranking.k", "1,2,3,4,5,6,7,8,9"),
     "--ranking.k: `k` takes 8 numbers at most"},
    {OPTION("--gold", "inputs.gold", "none, a"), "--gold: `gold` takes paths, or `none` alone"},
    {OPTION("--tag", "run.tags", "nightly"),
     "--tag: `tags` takes KEY=VALUE, the key of letters, digits and . _ / -, not `nightly`"},
    {OPTION("--tag", "run.tags", "=x"),
     "--tag: `tags` takes KEY=VALUE, the key of letters, digits and . _ / -, not `=x`"},
    {OPTION("--tag", "run.tags", "a b=x"),
     "--tag: `tags` takes KEY=VALUE, the key of letters, digits and . _ / -, not `a b=x`"},
    {OPTION("--tag", "run.tags", "a=1, b=2, a=3"), "--tag: the tag `a` is given twice"},
    {OPTION("--llm.primary", "llm.primary", " "), "--llm.primary: `primary` is empty"},
    {OPTION("--report.title", "report.title", "a\nb"),
     "--report.title: `title` holds a control character"},
    {OPTION("--report.title", "report.title", "a\177"),
     "--report.title: `title` holds a control character"},
    {OPTION("--report.title", "report.title", "a ;b"),
     "--report.title: `title` holds a ` ;`, which begins a comment"},
    {OPTION("--report.title", "report.title", "; b"),
     "--report.title: `title` holds a ` ;`, which begins a comment"},
    {OPTION("--report.title", "report.title", "caf\xE9"), "--report.title: `title` is not UTF-8"},
    {OPTION("--out", "run.out", ""), "--out: `out` is empty"},
    {OPTION("--gate.a.rule", "gate.a.rule", ""), "--gate.a.rule: `rule` is empty"},
};

START_TEST(every_type_refuses_what_it_does_not_take)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_str_eq(REFUSED(.options = {wrong[i].option}), wrong[i].message);
}
END_TEST

START_TEST(limits_belong_to_their_range)
{
    struct config config =
        LOADED(.options = {OPTION("", "svd.epochs", "1"), OPTION("", "svd.factors", "1024"),
                           OPTION("", "split.test_share", "0.9"),
                           OPTION("", "run.max_reject_share", "0"),
                           OPTION("", "run.seed", "1000000000000000")});
    ck_assert_uint_eq(config.svd.epochs, 1);
    ck_assert_uint_eq(config.svd.factors, 1024);
    ck_assert_double_eq(config.split.test_share, 0.9);
    ck_assert_double_eq(config.run.max_reject_share, 0);
    ck_assert_uint_eq(config.run.seed, 1000000000000000);
}
END_TEST

START_TEST(lists_drop_spaces_and_empty_parts)
{
    struct config config = LOADED(.options = {OPTION("", "ranking.k", ",3 ,, 7 , 9,"),
                                              OPTION("", "run.tags", "team = recs, note=a=b, x=")});
    ck_assert_uint_eq(config.ranking.k.count, 3);
    ck_assert_uint_eq(config.ranking.k.items[0], 3);
    ck_assert_uint_eq(config.ranking.k.items[2], 9);
    ck_assert_uint_eq(config.run.tags.count, 3);
    ck_assert_str_eq(config.run.tags.items[0].key.data, "team");
    ck_assert_str_eq(config.run.tags.items[0].value.data, "recs");
    ck_assert_str_eq(config.run.tags.items[1].value.data, "a=b");
    ck_assert_str_eq(config.run.tags.items[2].value.data, "");
}
END_TEST

START_TEST(auto_is_a_number_for_the_keys_that_know_it)
{
    struct config config = LOADED(.options = {OPTION("", "svd.factors", "auto"),
                                              OPTION("", "svd.learning_rate", "auto")});
    ck_assert_uint_eq(config.svd.factors, KEYS_AUTO_COUNT);
    ck_assert_double_nan(config.svd.learning_rate);
    ck_assert_str_eq(REFUSED(.options = {OPTION("--seed", "run.seed", "auto")}),
                     "--seed: `seed` takes a whole number from 0 on, not `auto`");
}
END_TEST

START_TEST(words_are_a_set)
{
    struct config config = LOADED(.options = {OPTION("", "recommender.models", "popularity, svd")});
    ck_assert_uint_eq(config.recommender.models.set, 1U | 16U);
    config = LOADED(.options = {OPTION("", "recommender.models", "popularity")});
    ck_assert_uint_eq(config.recommender.models.set, 16U);
}
END_TEST

START_TEST(none_is_the_empty_list)
{
    struct config config = LOADED(.options = {OPTION("", "inputs.ratings", "none"),
                                              OPTION("", "inputs.movies", "none")});
    ck_assert_uint_eq(config.inputs.ratings.count, 0);
    ck_assert_uint_eq(config.inputs.movies.count, 0);
    ck_assert(!config.inputs.movies_auto);
}
END_TEST

START_TEST(a_tilde_is_the_home_folder)
{
    struct config config = LOADED(.file = "[inputs]\ngold = ~/gold.jsonl, a~/b, ~c, ~\n"
                                          "[run]\nout = ~/reports\n",
                                  .environment = {"HOME=/home/ada"});
    ck_assert_str_eq(config.run.out, "/home/ada/reports");
    ck_assert_str_eq(config.inputs.gold.items[0].data, "/home/ada/gold.jsonl");
    ck_assert_str_eq(config.inputs.gold.items[1].data, "a~/b");
    ck_assert_str_eq(config.inputs.gold.items[2].data, "~c");
    ck_assert_str_eq(config.inputs.gold.items[3].data, "~");
    ck_assert_str_eq(LOADED(.file = "[run]\nout = ~/reports\n").run.out, "~/reports");
}
END_TEST

START_TEST(choices_are_found_by_position)
{
    ck_assert(str_equal(value_choice("auto|json|text", 0), STR("auto")));
    ck_assert(str_equal(value_choice("auto|json|text", 2), STR("text")));
}
END_TEST

int main(void)
{
    return CONFIG_CASE_RUN("config value", every_type_refuses_what_it_does_not_take,
                           limits_belong_to_their_range, lists_drop_spaces_and_empty_parts,
                           auto_is_a_number_for_the_keys_that_know_it, words_are_a_set,
                           none_is_the_empty_list, a_tilde_is_the_home_folder,
                           choices_are_found_by_position);
}
