/* help.h - what --help says, written from the tables of commands and keys. */
#ifndef COMMANDS_HELP_H
#define COMMANDS_HELP_H

#include "base/arena.h"
#include "base/str.h"
#include "commands/commands.h"

/* The program: its commands, the options of every command, the exit codes. */
struct str help_program(struct arena *arena);

/* One command: its arguments, its own options, and the keys of config.ini that bear on it. */
struct str help_command(const struct commands_row *command, struct arena *arena);

/* Two lines for somebody who typed no command. */
struct str help_usage(struct arena *arena);

#endif
