#include "config/interpreters.h"

#include <math.h>

#include "config/keys.h"
#include "config_case.h"

#define ENDPOINT "[endpoint here]\nurl = http://127.0.0.1:8080/v1\n"

static const char *name_of(const struct config *config, size_t i)
{
    return config->interpreters[i].name.data;
}

START_TEST(nothing_is_asked_unless_it_is_configured)
{
    struct config config = LOADED(.file = NULL);
    ck_assert_uint_eq(config.endpoint_count, 0);
    for (size_t i = 0; i < config.interpreter_count; i++)
        ck_assert_int_ne(config.interpreters[i].kind, CONFIG_INTERPRETER_ENDPOINT);
    ck_assert_uint_eq(config.eval.repeats, 1);
    ck_assert_double_eq(config.llm.cache_hours, 12);
}
END_TEST

START_TEST(an_endpoint_has_limits_of_its_own)
{
    struct config config = LOADED(.file = ENDPOINT "timeout = 2.5\nkey_env = MY_KEY\n"
                                                   "requests_per_minute = 30\n");
    const struct config_endpoint *endpoint = &config.endpoints[0];
    ck_assert_uint_eq(config.endpoint_count, 1);
    ck_assert_str_eq(endpoint->name.data, "here");
    ck_assert_str_eq(endpoint->url.data, "http://127.0.0.1:8080/v1");
    ck_assert_str_eq(endpoint->key_env.data, "MY_KEY");
    ck_assert_double_eq(endpoint->timeout, 2.5);
    ck_assert_double_eq(endpoint->requests_per_minute, 30);
    ck_assert_uint_eq(endpoint->concurrency, 8);
}
END_TEST

START_TEST(one_model_keeps_the_name_and_asks_the_prompt_interpret)
{
    struct config config =
        LOADED(.file = ENDPOINT "[interpreter llm]\nkind = endpoint\nendpoint = here\n"
                                "model = qwen2.5:7b\nmax_tokens = 100\n");
    const struct config_interpreter *llm = &config.interpreters[2];
    ck_assert_uint_eq(config.interpreter_count, 3);
    ck_assert_str_eq(llm->name.data, "llm");
    ck_assert_int_eq(llm->kind, CONFIG_INTERPRETER_ENDPOINT);
    ck_assert_str_eq(llm->model.data, "qwen2.5:7b");
    ck_assert(str_equal(llm->prompt, STR("interpret")));
    ck_assert(isnan(llm->temperature));
    ck_assert_uint_eq(llm->max_tokens, 100);
    ck_assert_uint_eq(llm->seed, KEYS_AUTO_COUNT);
}
END_TEST

START_TEST(several_models_and_prompts_are_an_interpreter_each)
{
    struct config config =
        LOADED(.file = ENDPOINT "[llm]\nprimary = llm/b/q\n"
                                "[interpreter llm]\nkind = endpoint\nendpoint = here\n"
                                "model = a, b\nprompt = p, q\n"
                                "[interpreter old]\nmodel = c, d\n");
    static const char *const names[] = {"llm/a/p", "llm/a/q", "llm/b/p",
                                        "llm/b/q", "old/c",   "old/d"};
    ck_assert_uint_eq(config.interpreter_count, 8);
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(name_of(&config, i + 2), names[i]);
    ck_assert_str_eq(config.interpreters[4].model.data, "b");
    ck_assert_str_eq(config.interpreters[4].prompt.data, "p");
    ck_assert_uint_eq(config.interpreters[7].prompt.size, 0);
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused_where_it_is_written)
{
    static const struct {
        const char *file;
        const char *message;
    } rows[] = {
        {"[endpoint e]\nkey_env = X\n", "config.ini:1: [endpoint e] has no url"},
        {"[endpoint e]\nurl = ftp://x/\n",
         "config.ini:2: `url` takes an address that begins with http:// or https://"},
        {"[endpoint e]\nurl = http:///v1\n",
         "config.ini:2: `url` takes an address that begins with http:// or https://"},
        {"[endpoint e]\nurl = https://me:secret@example.org/v1\n",
         "config.ini:2: `url` has a user or a password in it; a key belongs into the environment "
         "variable that `key_env` names"},
        {"[interpreter a]\nkind = endpoint\nmodel = m\n",
         "config.ini:1: [interpreter a] asks an endpoint and has no `endpoint`"},
        {ENDPOINT "[interpreter a]\nkind = endpoint\nendpoint = here\n",
         "config.ini:3: [interpreter a] asks an endpoint and has no `model`"},
        {ENDPOINT "[interpreter a]\nkind = endpoint\nendpoint = hre\nmodel = m\n",
         "config.ini:5: there is no [endpoint hre]; did you mean `here`?"},
        {"[interpreter a]\nkind = endpoint\nendpoint = x\nmodel = m\n",
         "config.ini:3: there is no [endpoint x]"},
        {ENDPOINT "[interpreter a]\nkind = endpoint\nendpoint = here\nmodel = m\nrecordings = x\n",
         "config.ini:7: `recordings` has no meaning for [interpreter a], whose kind is endpoint"},
        {"[interpreter a]\ntemperature = 1\n",
         "config.ini:2: `temperature` has no meaning for [interpreter a], whose kind is replay"},
        {"[interpreter a]\nmodel = x, x\n", "config.ini:2: `model` names `x` twice"},
        {"[interpreter a]\nmodel = x, y{z}\n",
         "config.ini:1: `y{z}` cannot be one of several: a space and {},=\" have no place in an "
         "interpreter's name"},
        {"[interpreter a]\n"
         "model = 1, 2, 3, 4, 5, 6, 7, 8, 9\nprompt = 1, 2, 3, 4, 5, 6, 7, 8, 9\n",
         "config.ini:1: there are more than 64 interpreters: models times prompts of each"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_str_eq(REFUSED(.file = rows[i].file), rows[i].message);
}
END_TEST

int main(void)
{
    return CONFIG_CASE_RUN("config_interpreters", nothing_is_asked_unless_it_is_configured,
                           an_endpoint_has_limits_of_its_own,
                           one_model_keeps_the_name_and_asks_the_prompt_interpret,
                           several_models_and_prompts_are_an_interpreter_each,
                           what_cannot_be_asked_is_refused_where_it_is_written);
}
