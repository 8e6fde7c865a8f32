#include "config/config.h"

#include "config/keys.h"
#include "config/settings.h"
#include "config_case.h"
#include "train/split.h"

START_TEST(without_anything_the_defaults_hold)
{
    struct config config = LOADED();
    ck_assert_str_eq(config.run.experiment.data, "default");
    ck_assert_uint_eq(config.run.tags.count, 0);
    ck_assert_uint_eq(config.run.seed, 42);
    ck_assert_uint_eq(config.run.threads, 0);
    ck_assert_str_eq(config.run.out, "reports");
    ck_assert_double_eq(config.run.max_reject_share, 0.05);
    ck_assert_uint_eq(config.inputs.gold.count, 2);
    ck_assert_str_eq(config.inputs.gold.items[1].data, "datasets/gold-held-out.jsonl");
    ck_assert(config.inputs.movies_auto);
    ck_assert_uint_eq(config.inputs.movies.count, 0);
    ck_assert_uint_eq(config.ranking.k.count, 3);
    ck_assert_uint_eq(config.ranking.k.items[2], 20);
    ck_assert_int_eq(config.split.protocol, CONFIG_PROTOCOL_AUTO);
    ck_assert_str_eq(config.split.test_rows, "");
    ck_assert_int_eq(config.log.level, LOG_WARNING);
    ck_assert_int_eq(config.log.format, CONFIG_LOG_AUTO);
}
END_TEST

START_TEST(option_beats_environment_beats_file_beats_default)
{
    struct config config =
        LOADED(.file = "[svd]\nepochs = 1\nfactors = 1\npatience = 1\n",
               .environment = {"REELGAUGE_SVD_EPOCHS=2", "REELGAUGE_SVD_FACTORS=2"},
               .options = {OPTION("--svd.epochs", "svd.epochs", "3")});
    ck_assert_uint_eq(config.svd.epochs, 3);
    ck_assert_uint_eq(config.svd.factors, 2);
    ck_assert_uint_eq(config.svd.patience, 1);
    ck_assert_double_eq(config.svd.validation_share, 0.1);
}
END_TEST

START_TEST(the_first_option_of_a_list_replaces_and_further_ones_append)
{
    struct config config =
        LOADED(.file = "[inputs]\ngold = file.jsonl\n",
               .environment = {"REELGAUGE_INPUTS_GOLD=variable.jsonl"},
               .options = {OPTION("--gold", "inputs.gold", "a"),
                           OPTION("--inputs.gold", "inputs.gold", "b,c"),
                           OPTION("--seed", "run.seed", "1"), OPTION("--seed", "run.seed", "2")});
    ck_assert_uint_eq(config.inputs.gold.count, 3);
    ck_assert_str_eq(config.inputs.gold.items[0].data, "a");
    ck_assert_str_eq(config.inputs.gold.items[2].data, "c");
    ck_assert_uint_eq(config.run.seed, 2);
}
END_TEST

START_TEST(a_default_is_known_by_its_value)
{
    struct config config = LOADED(.file = "[inputs]\ngenres = datasets/genres.csv\n"
                                          "intents = mine.csv\n");
    ck_assert(config_is_default(&config, "inputs", "genres"));
    ck_assert(!config_is_default(&config, "inputs", "intents"));
    ck_assert(config_is_default(&config, "inputs", "gold"));
}
END_TEST

/* ── the environment ── */

START_TEST(a_variable_is_called_like_its_section_and_key)
{
    struct config config =
        LOADED(.file = "[interpreter my-llm]\nmodel = a\n",
               .environment = {"REELGAUGE_INPUTS_GOLD=a,b", "REELGAUGE_RUN_MAX_REJECT_SHARE=1",
                               "REELGAUGE_GATE_CASE_ACCURACY_RULE=off",
                               "REELGAUGE_INTERPRETER_MY_LLM_MODEL=b"});
    ck_assert_uint_eq(config.inputs.gold.count, 2);
    ck_assert_double_eq(config.run.max_reject_share, 1);
    ck_assert_uint_eq(config.gate_count, 2);
    ck_assert_str_eq(config.interpreters[2].model.data, "b");
}
END_TEST

START_TEST(an_empty_variable_is_not_set)
{
    ck_assert_uint_eq(LOADED(.environment = {"REELGAUGE_RUN_SEED="}).run.seed, 42);
}
END_TEST

START_TEST(variables_of_others_are_left_alone)
{
    LOADED(.environment = {"REELGAUGE_KERNELS=plain", "REELGAUGE_PSEUDONYM_KEY=secret",
                           "REELGAUGE_HOME=/opt", "REELGAUGE_VERSION=1", "PATH=/bin",
                           "REELGAUGE_SVD=1"});
}
END_TEST

START_TEST(a_variable_that_looks_like_a_key_must_be_one)
{
    static const char *const cases[][2] = {
        {"REELGAUGE_SVD_EPOCHZ=3", "unknown environment variable REELGAUGE_SVD_EPOCHZ; did you "
                                   "mean REELGAUGE_SVD_EPOCHS?"},
        {"REELGAUGE_GATE_RMSE_RULES=3", "unknown environment variable REELGAUGE_GATE_RMSE_RULES; "
                                        "did you mean REELGAUGE_GATE_RMSE_RULE?"},
        {"REELGAUGE_SDV_EPOCHS=3", "unknown environment variable REELGAUGE_SDV_EPOCHS; did you "
                                   "mean REELGAUGE_SVD_EPOCHS?"},
        {"REELGAUGE_PSEUDONYM_KEYS=secret",
         "unknown environment variable REELGAUGE_PSEUDONYM_KEYS; did you mean "
         "REELGAUGE_PSEUDONYM_KEY?"},
        {"REELGAUGE_GATE_A_MUCH_LONGER_NAME_THAN_ANY_RULE=3",
         "unknown environment variable REELGAUGE_GATE_A_MUCH_LONGER_NAME_THAN_ANY_RULE"},
        {"REELGAUGE_SVD_EPOCHS=x",
         "REELGAUGE_SVD_EPOCHS: `epochs` takes a whole number from 1 to 10000, or auto, not `x`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(REFUSED(.environment = {cases[i][0]}), cases[i][1]);
}
END_TEST

/* ── named sections ── */

START_TEST(interpreters_and_gates_exist_without_a_file)
{
    struct config config = LOADED();
    ck_assert_uint_eq(config.interpreter_count, 2);
    ck_assert_str_eq(config.interpreters[0].name.data, "built-in");
    ck_assert_int_eq(config.interpreters[0].kind, CONFIG_INTERPRETER_BUILT_IN);
    ck_assert_str_eq(config.interpreters[1].name.data, "sample-llm-a");
    ck_assert_int_eq(config.interpreters[1].kind, CONFIG_INTERPRETER_REPLAY);
    ck_assert_str_eq(config.interpreters[1].model.data, "sample-llm-a");
    ck_assert_ptr_null(config.interpreters[1].at.file);
    ck_assert_uint_eq(config.gate_count, 3);
    ck_assert_str_eq(config.gates[0].name.data, "case_accuracy");
    ck_assert_str_eq(config.gates[0].rule.data, "case_accuracy >= 0.875");
    ck_assert_str_eq(config.gates[1].name.data, "genre_recall");
    ck_assert_str_eq(config.gates[2].name.data, "rmse");
    ck_assert_ptr_null(config.gates[0].at.file);
}
END_TEST

START_TEST(named_sections_keep_the_order_of_the_file_behind_the_defaults)
{
    struct config config = LOADED(.file = "[gate z]\nrule = z > 1\n"
                                          "[interpreter b]\nmodel = b\n"
                                          "[gate case_accuracy]\nrule = case_accuracy >= 0.5\n"
                                          "[interpreter a]\n");
    ck_assert_uint_eq(config.gate_count, 4);
    ck_assert_str_eq(config.gates[0].name.data, "genre_recall");
    ck_assert_str_eq(config.gates[1].name.data, "rmse");
    ck_assert_str_eq(config.gates[2].name.data, "z");
    ck_assert_uint_eq(config.gates[2].at.line, 2);
    ck_assert_str_eq(config.gates[3].name.data, "case_accuracy");
    ck_assert_str_eq(config.gates[3].rule.data, "case_accuracy >= 0.5");
    ck_assert_uint_eq(config.gates[3].at.line, 6);
    ck_assert_uint_eq(config.interpreter_count, 4);
    ck_assert_str_eq(config.interpreters[2].name.data, "b");
    ck_assert_uint_eq(config.interpreters[2].at.line, 3);
    ck_assert_str_eq(config.interpreters[3].name.data, "a");
}
END_TEST

START_TEST(off_takes_a_gate_or_an_interpreter_out)
{
    struct config config = LOADED(.file = "[gate rmse]\nrule = off\n"
                                          "[interpreter sample-llm-a]\nkind = off\n");
    ck_assert_uint_eq(config.gate_count, 2);
    ck_assert_uint_eq(config.interpreter_count, 1);
    ck_assert_str_eq(config.interpreters[0].name.data, "built-in");
}
END_TEST

START_TEST(an_option_makes_a_gate)
{
    struct config config =
        LOADED(.options = {OPTION("--gate.speed.rule", "gate.speed.rule", "p95 < 900")});
    ck_assert_uint_eq(config.gate_count, 4);
    ck_assert_str_eq(config.gates[3].name.data, "speed");
    ck_assert_str_eq(config.gates[3].rule.data, "p95 < 900");
    ck_assert_str_eq(config.gates[3].at.file, "--gate.speed.rule");
    ck_assert_str_eq(REFUSED(.options = {OPTION("--gate.A B.rule", "gate.A B.rule", "p95 < 900")}),
                     "--gate.A B.rule: `A B` is no name for a [gate]: it takes 1 to 40 of a-z, "
                     "0-9, _ and -");
}
END_TEST

START_TEST(an_interpreter_may_have_recordings_of_its_own)
{
    struct config config = LOADED(.file = "[inputs]\nrecordings = all/\n"
                                          "[interpreter a]\nrecordings = own/\n");
    ck_assert_str_eq(config.inputs.recordings.items[0].data, "all/");
    ck_assert_uint_eq(config.interpreters[1].recordings.count, 0);
    ck_assert_str_eq(config.interpreters[2].recordings.items[0].data, "own/");
}
END_TEST

/* ── what concerns several keys ── */

START_TEST(test_rows_and_the_protocol_agree)
{
    ck_assert_int_eq(LOADED(.file = "[split]\ntest_rows = r.txt\n").split.protocol,
                     CONFIG_PROTOCOL_ROWS);
    ck_assert_int_eq(LOADED(.file = "[split]\nprotocol = kfold\n").split.protocol,
                     CONFIG_PROTOCOL_KFOLD);
    ck_assert_int_eq(LOADED(.file = "[split]\nprotocol = last\n").split.protocol,
                     CONFIG_PROTOCOL_LAST);
    ck_assert_int_eq(LOADED(.file = "[split]\ntest_ratings = u1.test\n").split.protocol,
                     CONFIG_PROTOCOL_OFFICIAL);
}
END_TEST

START_TEST(keys_that_contradict_each_other_are_refused_where_they_stand)
{
    static const char *const cases[][2] = {
        {"[llm]\nprimary = builtin\n", "config.ini:2: `primary` is `builtin`, but there is no such "
                                       "interpreter in use; did you mean `built-in`?"},
        {"[llm]\nprimary = gpt\n",
         "config.ini:2: `primary` is `gpt`, but there is no such interpreter in use"},
        {"[interpreter built-in]\nkind = off\n",
         "`primary` is `built-in`, but there is no such interpreter in use"},
        {"[interpreter built-in]\nmodel = x\n",
         "config.ini:2: `model` has no meaning for [interpreter built-in], whose kind is built-in"},
        {"[interpreter b]\nkind = built-in\n\nrecordings = x\n",
         "config.ini:4: `recordings` has no meaning for [interpreter b], whose kind is built-in"},
        {"[split]\nprotocol = hash\ntest_rows = x\n",
         "config.ini:3: `test_rows` needs the protocol rows or auto, not hash"},
        {"[split]\nprotocol = rows\n",
         "config.ini:2: the protocol rows needs a file of `test_rows`"},
        {"[split]\nprotocol = last\ntest_ratings = x\n",
         "config.ini:3: `test_ratings` needs the protocol official or auto, not last"},
        {"[split]\nprotocol = official\n",
         "config.ini:2: the protocol official needs a file of `test_ratings`"},
        {"[split]\ntest_ratings = x\ntest_rows = y\n",
         "config.ini:2: `test_rows` and `test_ratings` both say what to hold out: give one"},
        {"[svd]\nscale_min = 5\nscale_max = 1\n",
         "config.ini:3: `scale_min` (5) is not below `scale_max` (1)"},
        {"[svd]\nscale_min = 1\n", "config.ini:2: `scale_min` (1) is not below `scale_max` (0)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(REFUSED(.file = cases[i][0]), cases[i][1]);
}
END_TEST

/* ── the table itself ── */

START_TEST(every_row_belongs_to_a_section_and_explains_itself)
{
    for (size_t i = 0; i < keys_count; i++) {
        const struct keys_row *key = &keys_table[i];
        const struct keys_section *section = keys_find_section(str_from(key->section));
        ck_assert_ptr_nonnull(section);
        ck_assert_ptr_eq(keys_find(section, str_from(key->name)), key);
        ck_assert_msg(key->help != NULL && key->help[strlen(key->help) - 1] != '.', "%s",
                      key->name);
        ck_assert_msg(key->initial != NULL || section->named, "%s", key->name);
        if (key->option != NULL)
            ck_assert_ptr_eq(keys_find_option(str_from(key->option)), key);
    }
}
END_TEST

START_TEST(a_key_bears_on_what_names_it_or_its_section)
{
    const struct keys_row *seed = keys_find_option(STR("seed"));
    ck_assert(keys_bears_on(seed, "*"));
    ck_assert(keys_bears_on(seed, "svd run"));
    ck_assert(keys_bears_on(seed, "svd run.threads run.seed"));
    ck_assert(!keys_bears_on(seed, ""));
    ck_assert(!keys_bears_on(seed, "svd seed runs"));
    ck_assert(!keys_bears_on(seed, "run.see run.seeds svd.seed"));
}
END_TEST

START_TEST(the_keys_of_a_section_are_neighbours)
{
    size_t total = 0;
    for (size_t i = 0; i < keys_section_count; i++) {
        size_t count;
        ck_assert_ptr_eq(keys_of(&keys_sections[i], &count), &keys_table[total]);
        total += count;
    }
    ck_assert_uint_eq(total, keys_count);
}
END_TEST

START_TEST(protocols_stand_in_the_order_of_the_split)
{
    const struct keys_row *key = keys_find(keys_find_section(STR("split")), STR("protocol"));
    struct str rest = str_from(key->choices);
    struct str name;
    for (int i = 0; str_next(&rest, '|', &name); i++)
        ck_assert(str_equal(name, str_from(split_protocol_name((enum split_protocol)i))));
}
END_TEST

/* ── what bears on the numbers ── */

static struct str param(const struct config *config, const char *key)
{
    struct run_param *params;
    size_t count;
    config_params(config, arena, &params, &count);
    for (size_t i = 0; i < count; i++)
        if (str_equal(params[i].key, str_from(key)))
            return params[i].value;
    return STR_NONE;
}

START_TEST(parameters_are_what_bears_on_the_numbers)
{
    struct config config = LOADED(.file = "[ranking]\nk = 5,10\n");
    struct run_param *params;
    size_t count;
    config_params(&config, arena, &params, &count);
    for (size_t i = 1; i < count; i++)
        ck_assert_int_lt(str_compare(params[i - 1].key, params[i].key), 0);
    ck_assert(str_equal(param(&config, "svd.factors"), STR("auto")));
    ck_assert(str_equal(param(&config, "ranking.k"), STR("5, 10")));
    ck_assert(str_equal(param(&config, "gate.case_accuracy.rule"), STR("case_accuracy >= 0.875")));
    ck_assert_ptr_null(param(&config, "run.out").data);
    ck_assert_ptr_null(param(&config, "run.threads").data);
    ck_assert_ptr_null(param(&config, "log.level").data);
}
END_TEST

START_TEST(the_digest_follows_the_parameters_alone)
{
    struct config config = LOADED();
    struct config elsewhere =
        LOADED(.options = {OPTION("", "run.out", "x"), OPTION("", "run.threads", "7")});
    struct config other = LOADED(.options = {OPTION("", "run.seed", "43")});
    struct hash_sha256 digest = config_digest(&config, arena);
    struct hash_sha256 same = config_digest(&elsewhere, arena);
    struct hash_sha256 different = config_digest(&other, arena);
    ck_assert_mem_eq(&digest, &same, sizeof digest);
    ck_assert_mem_ne(&digest, &different, sizeof digest);
}
END_TEST

int main(void)
{
    return CONFIG_CASE_RUN(
        "config", without_anything_the_defaults_hold,
        option_beats_environment_beats_file_beats_default,
        the_first_option_of_a_list_replaces_and_further_ones_append,
        a_default_is_known_by_its_value, a_variable_is_called_like_its_section_and_key,
        an_empty_variable_is_not_set, variables_of_others_are_left_alone,
        a_variable_that_looks_like_a_key_must_be_one, interpreters_and_gates_exist_without_a_file,
        named_sections_keep_the_order_of_the_file_behind_the_defaults,
        off_takes_a_gate_or_an_interpreter_out, an_option_makes_a_gate,
        an_interpreter_may_have_recordings_of_its_own, test_rows_and_the_protocol_agree,
        keys_that_contradict_each_other_are_refused_where_they_stand,
        every_row_belongs_to_a_section_and_explains_itself,
        a_key_bears_on_what_names_it_or_its_section, the_keys_of_a_section_are_neighbours,
        protocols_stand_in_the_order_of_the_split, parameters_are_what_bears_on_the_numbers,
        the_digest_follows_the_parameters_alone);
}
