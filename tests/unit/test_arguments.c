#include "commands/arguments.h"

#include <string.h>

#include "commands/help.h"
#include "config/keys.h"
#include "config/options.h"
#include "suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open("test", 16 << 20);
}

static void close_arena(void)
{
    arena_close(arena);
}

#define PARSED(...) parsed((const char *const[]){"reelgauge", __VA_ARGS__, NULL})
static struct arguments parsed(const char *const *argv)
{
    struct arguments arguments;
    struct error err = {0};
    ck_assert_msg(arguments_parse(arena, argv, &arguments, &err), "%s", err.text);
    return arguments;
}

#define REFUSED(...) refused((const char *const[]){"reelgauge", __VA_ARGS__, NULL})
static const char *refused(const char *const *argv)
{
    struct arguments arguments;
    struct error err = {0};
    ck_assert(!arguments_parse(arena, argv, &arguments, &err));
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    return arena_printf(arena, "%s", err.text);
}

static void assert_key(const struct arguments *arguments, size_t index, const char *typed,
                       const char *key, const char *value)
{
    ck_assert_uint_lt(index, arguments->keys.count);
    const struct config_option *option = &arguments->keys.items[index];
    ck_assert_str_eq(option->typed, typed);
    ck_assert(str_equal(option->key, str_from(key)));
    ck_assert(str_equal(option->value, str_from(value)));
}

START_TEST(an_option_is_its_name_and_its_value)
{
    struct arguments arguments =
        PARSED("--print-config", "--seed", "7", "--seed=8", "--svd.epochs=3", "--gate.fast.rule",
               "p95 < 9", "--report.title=", "--svd.scale_min", "-1");
    ck_assert_uint_eq(arguments.keys.count, 6);
    assert_key(&arguments, 0, "--seed", "run.seed", "7");
    assert_key(&arguments, 1, "--seed", "run.seed", "8");
    assert_key(&arguments, 2, "--svd.epochs", "svd.epochs", "3");
    assert_key(&arguments, 3, "--gate.fast.rule", "gate.fast.rule", "p95 < 9");
    assert_key(&arguments, 4, "--report.title", "report.title", "");
    assert_key(&arguments, 5, "--svd.scale_min", "svd.scale_min", "-1");
}
END_TEST

START_TEST(every_key_of_the_table_is_an_option)
{
    for (size_t i = 0; i < keys_count; i++) {
        const struct keys_row *key = &keys_table[i];
        bool named = keys_find_section(str_from(key->section))->named;
        const char *path =
            arena_printf(arena, "%s.%s%s", key->section, named ? "x." : "", key->name);
        const char *option = arena_printf(arena, "--%s", path);
        struct arguments arguments = PARSED("--print-config", option, "value");
        assert_key(&arguments, 0, option, path, "value");
        if (key->option != NULL) {
            const char *alias = arena_printf(arena, "--%s=value", key->option);
            arguments = PARSED("--print-config", alias);
            ck_assert(str_equal(arguments.keys.items[0].key, str_from(path)));
        }
    }
}
END_TEST

START_TEST(options_stand_before_and_behind_the_command)
{
    struct arguments arguments = PARSED("--json", "version", "--config", "my.ini");
    ck_assert_ptr_eq(arguments.command, commands_find("version"));
    ck_assert(arguments.json && !arguments.quiet);
    ck_assert_str_eq(arguments.config_file, "my.ini");
}
END_TEST

START_TEST(a_command_may_have_two_words)
{
    struct arguments arguments = PARSED("--json", "runs", "show", "latest");
    ck_assert_ptr_eq(arguments.command, commands_find("runs show"));
    ck_assert_uint_eq(arguments.positional.count, 1);
    ck_assert_str_eq(arguments.positional.items[0], "latest");
}
END_TEST

START_TEST(verbosity_is_the_level_of_the_log)
{
    struct arguments arguments = PARSED("version", "-v");
    assert_key(&arguments, 0, "-v", "log.level", "info");
    arguments = PARSED("version", "-vv");
    assert_key(&arguments, 0, "-vv", "log.level", "debug");
    arguments = PARSED("version", "--verbose", "-v");
    assert_key(&arguments, 0, "-vv", "log.level", "debug");
    arguments = PARSED("version", "-q");
    assert_key(&arguments, 0, "--quiet", "log.level", "error");
    ck_assert(arguments.quiet);
}
END_TEST

START_TEST(help_and_version_demand_nothing_else)
{
    ck_assert(PARSED("-h").help);
    ck_assert(PARSED("version", "--help", "one", "two").help);
    ck_assert(PARSED("--version", "--seed=x").version);
    ck_assert_ptr_null(parsed((const char *const[]){"reelgauge", NULL}).command);
}
END_TEST

START_TEST(print_config_has_three_forms)
{
    ck_assert_int_eq(PARSED("--print-config").print, ARGUMENTS_PRINT_EFFECTIVE);
    ck_assert_int_eq(PARSED("--print-config=template").print, ARGUMENTS_PRINT_TEMPLATE);
    ck_assert_int_eq(PARSED("--print-config=markdown").print, ARGUMENTS_PRINT_MARKDOWN);
}
END_TEST

START_TEST(every_mistake_has_its_message)
{
    ck_assert_str_eq(REFUSED("--sede", "7"), "unknown option `--sede`; did you mean `--seed`?");
    ck_assert_str_eq(REFUSED("--svd.epochz=7"),
                     "unknown option `--svd.epochz`; did you mean `--svd.epochs`?");
    ck_assert_str_eq(REFUSED("--epochs=7"), "unknown option `--epochs`");
    ck_assert_str_eq(REFUSED("--jsn"), "unknown option `--jsn`; did you mean `--json`?");
    ck_assert_str_eq(REFUSED("--gate.rule=x"), "unknown option `--gate.rule`");
    ck_assert_str_eq(REFUSED("--svd.x.epochs=1"),
                     "unknown option `--svd.x.epochs`; did you mean `--svd.epochs`?");
    ck_assert_str_eq(REFUSED("--=1"), "unknown option `--`");
    ck_assert_str_eq(REFUSED("-x"), "unknown option `-x`");
    ck_assert_str_eq(REFUSED("-vx"), "unknown option `-vx`");
    ck_assert_str_eq(REFUSED("--seed"), "`--seed` needs a value");
    ck_assert_str_eq(REFUSED("--seed", "--json"), "`--seed` needs a value");
    ck_assert_str_eq(REFUSED("--config"), "`--config` needs a value");
    ck_assert_str_eq(REFUSED("--config="), "`--config` needs a value");
    ck_assert_str_eq(REFUSED("--json=yes", "version"), "`--json` takes no value");
    ck_assert_str_eq(REFUSED("--print-config=xml"),
                     "`--print-config` takes template, markdown or nothing");
    ck_assert_str_eq(REFUSED("verison"), "unknown command `verison`; did you mean `version`?");
    ck_assert_str_eq(REFUSED("frobnicate"),
                     "unknown command `frobnicate`; `reelgauge --help` lists them");
    ck_assert_str_eq(REFUSED("runs"), "`runs` is followed by a second word: `list` or `show`");
    ck_assert_str_eq(REFUSED("runs", "--json", "list"),
                     "`runs` is followed by a second word: `list` or `show`");
    ck_assert_str_eq(REFUSED("version", "now"),
                     "`now` is one argument too many for `reelgauge version`");
    ck_assert_str_eq(REFUSED("version", "--", "--seed"),
                     "`--seed` is one argument too many for `reelgauge version`");
    ck_assert_str_eq(REFUSED("version", "--seed=7"),
                     "`--seed` has no meaning for `reelgauge version`");
    ck_assert_str_eq(REFUSED("--svd.epochs=7", "version"),
                     "`--svd.epochs` has no meaning for `reelgauge version`");
    ck_assert_str_eq(REFUSED("version", "-q", "-v"),
                     "`--quiet` and `--verbose` exclude each other");
}
END_TEST

/* argv of a command with `extra` (and `value`) behind it and `count` arguments. */
static const char *const *call(const struct commands_row *command, const char *extra,
                               const char *value, size_t count)
{
    const char **argv = ARENA_ARRAY(arena, const char *, count + 6);
    size_t used = 0;
    struct str name = str_from(command->name);
    struct str word;
    argv[used++] = "reelgauge";
    while (str_next(&name, ' ', &word))
        argv[used++] = str_copy(arena, word).data;
    if (extra != NULL)
        argv[used++] = extra;
    if (value != NULL)
        argv[used++] = value;
    for (size_t i = 0; i < count; i++)
        argv[used++] = "argument";
    return argv;
}

START_TEST(every_command_takes_its_own_options_and_arguments)
{
    for (size_t i = 0; i < commands_count; i++) {
        const struct commands_row *command = &commands_table[i];
        for (const struct commands_option *row = command->options; row != NULL && row->name != NULL;
             row++) {
            const char *typed = arena_printf(arena, "--%s", row->name);
            const char *value = row->value == NULL ? NULL : "value";
            struct arguments arguments =
                parsed(call(command, typed, value, command->arguments_min));
            ck_assert_uint_eq(arguments.own.count, 1);
            ck_assert_str_eq(arguments.own.items[0].name, row->name);
            ck_assert_str_eq(arguments.own.items[0].value, value == NULL ? "" : value);
            ck_assert_uint_eq(arguments.positional.count, command->arguments_min);
            if (value == NULL)
                ck_assert_str_eq(
                    refused(call(command, arena_printf(arena, "%s=x", typed), NULL, 0)),
                    arena_printf(arena, "`%s` takes no value", typed));
            else
                ck_assert_str_eq(refused(call(command, typed, NULL, 0)),
                                 arena_printf(arena, "`%s` needs a value", typed));
        }
    }
}
END_TEST

START_TEST(every_command_refuses_what_it_does_not_take)
{
    for (size_t i = 0; i < commands_count; i++) {
        const struct commands_row *command = &commands_table[i];
        if (command->arguments_min > 0)
            ck_assert_str_eq(refused(call(command, NULL, NULL, command->arguments_min - 1)),
                             arena_printf(arena, "too few arguments; it is `reelgauge %s %s`",
                                          command->name, command->arguments));
        ck_assert_str_eq(refused(call(command, NULL, NULL, command->arguments_max + 1)),
                         arena_printf(arena,
                                      "`argument` is one argument too many for `reelgauge %s`",
                                      command->name));
        if (!command->json)
            ck_assert_str_eq(
                refused(call(command, "--json", NULL, command->arguments_min)),
                arena_printf(arena, "`--json` has no meaning for `reelgauge %s`", command->name));
    }
}
END_TEST

START_TEST(every_command_can_explain_itself)
{
    const char *program = help_program(arena).data;
    for (size_t i = 0; i < commands_count; i++) {
        const struct commands_row *command = &commands_table[i];
        ck_assert_ptr_eq(commands_find(command->name), command);
        ck_assert_ptr_nonnull(strstr(program, arena_printf(arena, "\n  %s ", command->name)));
        ck_assert_ptr_nonnull(strstr(program, command->summary));
        const char *help = help_command(command, arena).data;
        ck_assert(strncmp(help, "usage: reelgauge ", 17) == 0);
        ck_assert_uint_le(command->arguments_min, command->arguments_max);
        for (const struct commands_option *row = command->options; row != NULL && row->name != NULL;
             row++)
            ck_assert_ptr_nonnull(strstr(help, arena_printf(arena, "\n  --%s", row->name)));
    }
}
END_TEST

START_TEST(a_command_shows_only_the_keys_that_bear_on_it)
{
    static const struct commands_row row = {
        .name = "fit", .arguments = "FILE", .sections = "svd gate run.out", .summary = "fits"};
    const char *help = help_command(&row, arena).data;
    ck_assert_ptr_nonnull(strstr(help, "usage: reelgauge fit FILE [OPTION]...\n"));
    const struct keys_row *factors = options_find(STR("svd.factors"));
    ck_assert_ptr_nonnull(
        strstr(help, arena_printf(arena, "\n  --svd.factors N             %s (%s)\n", factors->help,
                                  factors->initial)));
    ck_assert_ptr_nonnull(strstr(help, "\n  --gate.NAME.rule TEXT "));
    ck_assert_ptr_nonnull(strstr(help, "\n  --out PATH "));
    ck_assert_ptr_null(strstr(help, "--seed"));
    ck_assert_ptr_null(strstr(help, "--json"));
}
END_TEST

START_TEST(the_last_of_a_command_s_options_counts)
{
    static const struct session_option options[] = {{"user", "1"}, {"all", ""}, {"user", "2"}};
    struct session session = {.options = options, .option_count = 3};
    ck_assert_str_eq(session_option(&session, "user"), "2");
    ck_assert_str_eq(session_option(&session, "all"), "");
    ck_assert_ptr_null(session_option(&session, "none"));
}
END_TEST

START_TEST(n_is_short_for_the_limit_of_commands_that_have_one)
{
    struct arguments arguments = PARSED("runs", "list", "-n", "5");
    ck_assert_uint_eq(arguments.own.count, 1);
    ck_assert_str_eq(arguments.own.items[0].name, "limit");
    ck_assert_str_eq(arguments.own.items[0].value, "5");
    arguments = PARSED("recommend", "-n12");
    ck_assert_str_eq(arguments.own.items[0].value, "12");
    ck_assert_str_eq(REFUSED("recommend", "-n"), "`-n` needs a value");
    ck_assert_str_eq(REFUSED("run", "-n", "5"), "unknown option `-n`");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        open_arena, close_arena, "arguments", an_option_is_its_name_and_its_value,
        every_key_of_the_table_is_an_option, options_stand_before_and_behind_the_command,
        a_command_may_have_two_words, verbosity_is_the_level_of_the_log,
        help_and_version_demand_nothing_else, print_config_has_three_forms,
        every_mistake_has_its_message, every_command_takes_its_own_options_and_arguments,
        every_command_refuses_what_it_does_not_take, every_command_can_explain_itself,
        a_command_shows_only_the_keys_that_bear_on_it, the_last_of_a_command_s_options_counts,
        n_is_short_for_the_limit_of_commands_that_have_one);
}
