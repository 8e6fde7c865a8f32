#include "commands/arguments.h"

#include <string.h>

#include "base/str.h"
#include "base/suggest.h"
#include "config/keys.h"
#include "config/options.h"

const struct commands_option arguments_general[] = {
    {"config", "FILE", "read this instead of config.ini"},
    {"print-config", NULL,
     "print every value and where it comes from; =template prints a config.ini, =markdown the "
     "reference"},
    {"json", NULL, "print JSON and nothing else"},
    {"quiet", NULL, "print and log errors only (-q)"},
    {"verbose", NULL, "log what is going on (-v), twice for details (-vv)"},
    {"help", NULL, "explain the program or the command (-h)"},
    {"version", NULL, "print the version"},
    {0},
};

/* One option as typed: "--seed=7" is {"--seed", "seed", "7"}. A NULL value has not been seen. */
struct option {
    const char *typed;
    struct str name;
    const char *value;
};

struct parser {
    struct arena *arena;
    const char *const *next; /* what has not been looked at */
    struct arguments *out;
    struct error *err;
    size_t verbosity;
};

static bool fail(const struct parser *parser, const char *option, const char *what)
{
    return error_set(parser->err, ERROR_USAGE, AT_NOWHERE, "`%s` %s", option, what);
}

/* ── values ── */

static bool has_value(struct parser *parser, struct option *option)
{
    if (option->value != NULL)
        return true;
    if (*parser->next == NULL || strncmp(*parser->next, "--", 2) == 0)
        return fail(parser, option->typed, "needs a value");
    option->value = *parser->next++;
    return true;
}

static bool has_no_value(struct parser *parser, const struct option *option)
{
    return option->value == NULL || fail(parser, option->typed, "takes no value");
}

static void add_key(struct parser *parser, const char *typed, struct str path, struct str value)
{
    *ARENA_PUSH(parser->arena, &parser->out->keys) =
        (struct config_option){.typed = typed, .key = path, .value = value};
}

static bool set_print(struct parser *parser, const struct option *option)
{
    const char *form = option->value;
    if (form == NULL)
        parser->out->print = ARGUMENTS_PRINT_EFFECTIVE;
    else if (strcmp(form, "template") == 0)
        parser->out->print = ARGUMENTS_PRINT_TEMPLATE;
    else if (strcmp(form, "markdown") == 0)
        parser->out->print = ARGUMENTS_PRINT_MARKDOWN;
    else
        return fail(parser, option->typed, "takes template, markdown or nothing");
    return true;
}

/* ── the three kinds of option ── */

/* Sets `*known` when the option is one of arguments_general. */
static bool parse_general(struct parser *parser, struct option *option, bool *known)
{
    struct arguments *out = parser->out;
    *known = true;
    if (str_equal(option->name, STR("print-config")))
        return set_print(parser, option);
    if (str_equal(option->name, STR("config"))) {
        if (!has_value(parser, option))
            return false;
        out->config_file = option->value;
        return out->config_file[0] != '\0' || fail(parser, option->typed, "needs a value");
    }

    if (str_equal(option->name, STR("json")))
        out->json = true;
    else if (str_equal(option->name, STR("quiet")))
        out->quiet = true;
    else if (str_equal(option->name, STR("verbose")))
        parser->verbosity++;
    else if (str_equal(option->name, STR("help")))
        out->help = true;
    else if (str_equal(option->name, STR("version")))
        out->version = true;
    else
        *known = false;
    return !*known || has_no_value(parser, option);
}

static bool add_own(struct parser *parser, struct option *option, const struct commands_option *row)
{
    if (row->value == NULL ? !has_no_value(parser, option) : !has_value(parser, option))
        return false;
    *ARENA_PUSH(parser->arena, &parser->out->own) = (struct session_option){
        .name = row->name, .value = row->value == NULL ? "" : option->value};
    return true;
}

/* The command's own option of that name; NULL when it has none. */
static const struct commands_option *find_own(const struct parser *parser, struct str name)
{
    const struct commands_row *command = parser->out->command;
    if (command == NULL || command->options == NULL)
        return NULL;
    for (const struct commands_option *row = command->options; row->name != NULL; row++)
        if (str_equal(name, str_from(row->name)))
            return row;
    return NULL;
}

static bool parse_own(struct parser *parser, struct option *option, bool *known)
{
    const struct commands_option *row = find_own(parser, option->name);
    *known = row != NULL;
    return row == NULL || add_own(parser, option, row);
}

static bool parse_key(struct parser *parser, struct option *option, bool *known)
{
    struct str path = option->name;
    const struct keys_row *key = keys_find_option(option->name);
    if (key != NULL)
        path = str_from(arena_printf(parser->arena, "%s.%s", key->section, key->name));
    *known = key != NULL || options_find(path) != NULL;
    if (!*known)
        return true;
    if (!has_value(parser, option))
        return false;
    add_key(parser, option->typed, path, str_from(option->value));
    return true;
}

static bool unknown_option(struct parser *parser, const struct option *option)
{
    const struct commands_row *command = parser->out->command;
    struct suggest near = suggest_for(option->name);
    for (const struct commands_option *row = arguments_general; row->name != NULL; row++)
        suggest_consider(&near, str_from(row->name));
    if (command != NULL && command->options != NULL)
        for (const struct commands_option *row = command->options; row->name != NULL; row++)
            suggest_consider(&near, str_from(row->name));
    options_suggest(&near, command == NULL ? "*" : command->sections, parser->arena);
    if (near.best.size == 0)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE, "unknown option `%s`",
                         option->typed);
    return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                     "unknown option `%s`; did you mean `--%.*s`?", option->typed,
                     STR_ARG(near.best));
}

static bool parse_long(struct parser *parser, const char *text)
{
    struct option option = {.typed = text, .name = str_from(text + 2)};
    const char *equals = strchr(text, '=');
    if (equals != NULL) {
        option.typed = arena_copy(parser->arena, text, (size_t)(equals - text));
        option.name = str_from(option.typed + 2);
        option.value = equals + 1;
    }
    bool known;
    if (!parse_general(parser, &option, &known) ||
        (!known && !parse_own(parser, &option, &known)) ||
        (!known && !parse_key(parser, &option, &known)))
        return false;
    return known || unknown_option(parser, &option);
}

/*
 * "-vv": each letter is a flag. "-n 5" and "-n5" are "--limit 5", for the commands that have that.
 */
static bool parse_short(struct parser *parser, const char *text)
{
    const struct commands_option *limit = find_own(parser, STR("limit"));
    if (limit != NULL && text[1] == 'n') {
        struct option option = {.typed = "-n", .value = text[2] == '\0' ? NULL : text + 2};
        return add_own(parser, &option, limit);
    }
    for (const char *letter = text + 1; *letter != '\0'; letter++) {
        if (*letter == 'v')
            parser->verbosity++;
        else if (*letter == 'q')
            parser->out->quiet = true;
        else if (*letter == 'h')
            parser->out->help = true;
        else
            return error_set(parser->err, ERROR_USAGE, AT_NOWHERE, "unknown option `%s`", text);
    }
    return true;
}

/* ── the command ── */

/* "list or show" of `runs`: the second words that a first word has; "" when it has none. */
static struct str second_words(struct parser *parser, const char *word)
{
    struct strbuf words = strbuf_init(parser->arena, 256);
    struct str first = str_from(arena_printf(parser->arena, "%s ", word));
    for (size_t i = 0; i < commands_count; i++)
        if (str_starts_with(str_from(commands_table[i].name), first))
            strbuf_addf(&words, "%s`%s`", words.size == 0 ? "" : " or ",
                        commands_table[i].name + first.size);
    return strbuf_str(&words);
}

static bool unknown_command(struct parser *parser, const char *word)
{
    struct str second = second_words(parser, word);
    if (second.size != 0)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "`%s` is followed by a second word: %.*s", word, STR_ARG(second));
    struct suggest near = suggest_for(str_from(word));
    for (size_t i = 0; i < commands_count; i++)
        suggest_consider(&near, str_from(commands_table[i].name));
    if (near.best.size == 0)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "unknown command `%s`; `reelgauge --help` lists them", word);
    return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                     "unknown command `%s`; did you mean `%.*s`?", word, STR_ARG(near.best));
}

/* "runs list": the names of some commands have two words, and the first alone is none. */
static bool parse_command(struct parser *parser, const char *word)
{
    const char *second = *parser->next;
    if (second != NULL) {
        const char *both = arena_printf(parser->arena, "%s %s", word, second);
        parser->out->command = commands_find(both);
        if (parser->out->command != NULL) {
            parser->next++;
            return true;
        }
    }
    parser->out->command = commands_find(word);
    return parser->out->command != NULL || unknown_command(parser, word);
}

/* An option that stands before its command is checked here too. */
static bool check_command(struct parser *parser)
{
    const struct arguments *out = parser->out;
    const struct commands_row *command = out->command;
    for (size_t i = 0; i < out->keys.count; i++)
        if (!keys_bears_on(options_find(out->keys.items[i].key), command->sections))
            return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                             "`%s` has no meaning for `reelgauge %s`", out->keys.items[i].typed,
                             command->name);
    if (out->json && !command->json)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "`--json` has no meaning for `reelgauge %s`", command->name);
    if (out->positional.count < command->arguments_min)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "too few arguments; it is `reelgauge %s %s`", command->name,
                         command->arguments);
    if (out->positional.count > command->arguments_max)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "`%s` is one argument too many for `reelgauge %s`",
                         out->positional.items[command->arguments_max], command->name);
    return true;
}

/* -v, -vv and --quiet are the level of the log under a shorter name. */
static bool settle_verbosity(struct parser *parser)
{
    if (parser->out->quiet && parser->verbosity != 0)
        return error_set(parser->err, ERROR_USAGE, AT_NOWHERE,
                         "`--quiet` and `--verbose` exclude each other");
    struct str path = STR("log.level");
    if (parser->out->quiet)
        add_key(parser, "--quiet", path, STR("error"));
    else if (parser->verbosity == 1)
        add_key(parser, "-v", path, STR("info"));
    else if (parser->verbosity > 1)
        add_key(parser, "-vv", path, STR("debug"));
    return true;
}

bool arguments_parse(struct arena *arena, const char *const *argv, struct arguments *out,
                     struct error *err)
{
    *out = (struct arguments){0};
    struct parser parser = {.arena = arena, .next = argv + 1, .out = out, .err = err};
    bool options_end = false;
    while (*parser.next != NULL) {
        const char *text = *parser.next++;
        bool done = true;
        if (!options_end && strcmp(text, "--") == 0)
            options_end = true;
        else if (!options_end && strncmp(text, "--", 2) == 0)
            done = parse_long(&parser, text);
        else if (!options_end && text[0] == '-' && text[1] != '\0')
            done = parse_short(&parser, text);
        else if (out->command == NULL)
            done = parse_command(&parser, text);
        else
            *ARENA_PUSH(arena, &out->positional) = text;
        if (!done)
            return false;
    }
    if (out->help || out->version)
        return true;
    if (out->command != NULL && !check_command(&parser))
        return false;
    return settle_verbosity(&parser);
}
