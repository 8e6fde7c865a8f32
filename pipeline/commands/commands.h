/*
 * commands.h - the table of commands, one row each; the command line and every --help come from it.
 *
 * A new command is a file commands/NAME.c with `bool NAME_command(struct session *, struct error
 * *)` and a row in commands.c.
 */
#ifndef COMMANDS_COMMANDS_H
#define COMMANDS_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "commands/session.h"

/* An option that only this command has. Those of config keys come from `sections`. */
struct commands_option {
    const char *name;  /* without dashes, "user" */
    const char *value; /* what it takes, "ID"; NULL for a flag */
    const char *help;  /* a clause without a full stop */
};

struct commands_row {
    const char *name;      /* "run", or two words, "runs list" */
    const char *arguments; /* for the help: "[RUN]"; "" for none */
    size_t arguments_min;
    size_t arguments_max;
    bool json;            /* prints data: takes --json */
    const char *sections; /* of config.ini that bear on it, or single keys: "svd split run.seed";
                             "*" for all. It takes their options and refuses all others. ""
                             does not even read config.ini. */
    const struct commands_option *options; /* ends with a NULL name; NULL: none */
    const char *summary;                   /* one line for the list of commands */
    /* Writes results to session->out. False: it could not go on, and `err` says why. */
    bool (*execute)(struct session *session, struct error *err);
};

extern const struct commands_row commands_table[];
extern const size_t commands_count;

/* The row of that name; NULL when there is none. */
const struct commands_row *commands_find(const char *name);

#endif
