/*
 * arguments.h - the command line, taken apart by the tables of commands and keys.
 *
 *     reelgauge [OPTION]... COMMAND [ARGUMENT | OPTION]...
 *
 * An option is --name VALUE or --name=VALUE and may stand anywhere; a command's own options stand
 * behind the command. Every key of config.ini is an option, --svd.epochs, some have a short name
 * too, --seed.
 * `--` ends the options.
 */
#ifndef COMMANDS_ARGUMENTS_H
#define COMMANDS_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "commands/commands.h"
#include "commands/session.h"
#include "config/config.h"

/* What --print-config asks for. */
enum arguments_print {
    ARGUMENTS_PRINT_NOTHING,
    ARGUMENTS_PRINT_EFFECTIVE,
    ARGUMENTS_PRINT_TEMPLATE,
    ARGUMENTS_PRINT_MARKDOWN,
};

struct arguments {
    const struct commands_row *command; /* NULL: none was named */
    bool help;
    bool version;
    bool json;
    bool quiet;
    enum arguments_print print;
    const char *config_file; /* NULL: not named */

    /* The rest lives in the arena and in argv; `count` of each, in the order given. */
    struct {
        struct config_option *items;
        size_t count;
        size_t capacity;
    } keys;
    struct {
        struct session_option *items;
        size_t count;
        size_t capacity;
    } own;
    struct {
        const char **items;
        size_t count;
        size_t capacity;
    } positional;
};

/* The options of every command, for the help; ends with a NULL name. */
extern const struct commands_option arguments_general[];

/*
 * `argv` ends with a NULL and has the program's name first. With --help or --version nothing else
 * is demanded of it. Errors are ERROR_USAGE.
 */
bool arguments_parse(struct arena *arena, const char *const *argv, struct arguments *out,
                     struct error *err);

#endif
