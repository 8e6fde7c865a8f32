#include "commands/help.h"

#include <string.h>

#include "commands/arguments.h"
#include "config/keys.h"

#define HELP_MAX ((size_t)1 << 20) /* bytes */
#define HELP_COLUMN 30             /* where explanations begin */
#define HELP_WIDTH 98

static void add_spaces(struct strbuf *out, size_t count)
{
    strbuf_addf(out, "%*s", (int)count, "");
}

/* "  --name VALUE              what it does", with whole words folded below each other. */
static void add_row(struct strbuf *out, const char *left, struct str text)
{
    strbuf_addf(out, "  %s", left);
    size_t column = 2 + strlen(left);
    if (column + 2 > HELP_COLUMN) {
        strbuf_add_char(out, '\n');
        column = 0;
    }
    add_spaces(out, HELP_COLUMN - column);
    column = HELP_COLUMN;

    struct str word;
    while (str_next(&text, ' ', &word)) {
        if (column > HELP_COLUMN && column + 1 + word.size > HELP_WIDTH) {
            strbuf_add_char(out, '\n');
            add_spaces(out, HELP_COLUMN);
            column = HELP_COLUMN;
        }
        strbuf_addf(out, "%s%.*s", column == HELP_COLUMN ? "" : " ", STR_ARG(word));
        column += word.size + (column != HELP_COLUMN);
    }
    strbuf_add_char(out, '\n');
}

static void add_options(struct strbuf *out, const struct commands_option *options, bool json,
                        struct arena *arena)
{
    for (const struct commands_option *row = options; row->name != NULL; row++) {
        if (strcmp(row->name, "json") == 0 && !json)
            continue;
        const char *space = row->value == NULL ? "" : " ";
        const char *value = row->value == NULL ? "" : row->value;
        add_row(out, arena_printf(arena, "--%s%s%s", row->name, space, value), str_from(row->help));
    }
}

/* What stands for the value of a key's option. */
static const char *value_word(const struct keys_row *key)
{
    switch (key->type) {
    case KEYS_COUNT:
    case KEYS_NUMBER:
        return "N";
    case KEYS_COUNTS:
        return "N,N";
    case KEYS_TEXT:
        return "TEXT";
    case KEYS_TERMS:
        return "TERM,TERM";
    case KEYS_PATH:
    case KEYS_PATHS:
        return "PATH";
    case KEYS_TAGS:
        return "KEY=VALUE";
    case KEYS_CHOICE:
        return "WORD";
    case KEYS_WORDS:
        return "WORD,WORD";
    case KEYS_NAMES:
        return "NAME,NAME";
    }
    return "";
}

static void add_key(struct strbuf *out, const struct keys_row *key, struct arena *arena)
{
    const struct keys_section *section = keys_find_section(str_from(key->section));
    const char *name = key->option;
    if (name == NULL)
        name =
            arena_printf(arena, "%s.%s%s", key->section, section->named ? "NAME." : "", key->name);
    struct strbuf text = strbuf_init(arena, 1024);
    if (key->choices != NULL)
        strbuf_addf(&text, "%s: ", key->choices);
    strbuf_add(&text, str_from(key->help));
    if (key->initial != NULL && key->initial[0] != '\0')
        strbuf_addf(&text, " (%s)", key->initial);
    add_row(out, arena_printf(arena, "--%s %s", name, value_word(key)), strbuf_str(&text));
}

/* The keys that bear on the command: those with a short name, then all others. */
static void add_keys(struct strbuf *out, const char *keys, struct arena *arena)
{
    static const char *const titles[] = {"Inputs and settings", "All other keys of config.ini"};
    for (int rest = 0; rest <= 1; rest++) {
        bool first = true;
        for (size_t i = 0; i < keys_count; i++) {
            const struct keys_row *key = &keys_table[i];
            if (!keys_bears_on(key, keys) || (key->option == NULL) != rest)
                continue;
            if (first)
                strbuf_addf(out, "\n%s\n", titles[rest]);
            first = false;
            add_key(out, key, arena);
        }
    }
}

struct str help_usage(struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, HELP_MAX);
    strbuf_add(&out, STR("usage: reelgauge COMMAND [OPTION]...\n"
                         "`reelgauge --help` lists the commands, `reelgauge COMMAND --help` the "
                         "options of one.\n"));
    return strbuf_str(&out);
}

struct str help_program(struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, HELP_MAX);
    strbuf_add(&out, STR("usage: reelgauge COMMAND [OPTION]...\n\n"
                         "The nightly gauge of a movie recommender: scores what an LLM understands "
                         "and what an\n"
                         "SVD model recommends, compares with earlier runs, and publishes one "
                         "report.\n"
                         "\nCommands (reelgauge COMMAND --help explains one)\n"));
    for (size_t i = 0; i < commands_count; i++)
        add_row(&out, commands_table[i].name, str_from(commands_table[i].summary));
    strbuf_add(&out, STR("\nOptions of every command\n"));
    add_options(&out, arguments_general, true, arena);
    strbuf_add(&out, STR("\nEvery key of config.ini is an option, --svd.epochs 30, and a variable, "
                         "REELGAUGE_SVD_EPOCHS=30.\n"
                         "An option wins over the environment, that over config.ini, and that over "
                         "the default.\n"
                         "\nExit codes\n"));
    static const char *const codes[][2] = {
        {"0", "all is well"},
        {"1", "the report is written, and a quality gate failed"},
        {"2", "the command line or the configuration is wrong"},
        {"3", "the input data is missing or wrong"},
        {"4", "the system failed: disk, memory, network"},
        {"5", "another run holds the lock"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        add_row(&out, codes[i][0], str_from(codes[i][1]));
    return strbuf_str(&out);
}

struct str help_command(const struct commands_row *command, struct arena *arena)
{
    struct strbuf out = strbuf_init(arena, HELP_MAX);
    const char *space = command->arguments[0] == '\0' ? "" : " ";
    strbuf_addf(&out, "usage: reelgauge %s%s%s [OPTION]...\n\n%s\n", command->name, space,
                command->arguments, command->summary);
    if (command->options != NULL) {
        strbuf_add(&out, STR("\nOptions\n"));
        add_options(&out, command->options, true, arena);
    }
    add_keys(&out, command->sections, arena);
    strbuf_add(&out, STR("\nOptions of every command\n"));
    add_options(&out, arguments_general, command->json, arena);
    return strbuf_str(&out);
}
