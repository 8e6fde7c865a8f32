/* session.h - what main hands to a command: the configuration, the clock, memory and streams. */
#ifndef COMMANDS_SESSION_H
#define COMMANDS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "config/config.h"

/* An option of the command itself (not of a config key), as given. */
struct session_option {
    const char *name;  /* without dashes */
    const char *value; /* "" for a flag */
};

struct session {
    const struct config *config;
    const struct clock *clock;
    struct log *log;
    struct arena *run;            /* lives until main returns */
    struct arena *scratch;        /* the command resets it between its stages */
    FILE *out;                    /* results; main notices what could not be written */
    bool colour;                  /* `out` is a terminal, and NO_COLOR is not set */
    bool json;                    /* only JSON on `out` */
    bool quiet;                   /* nothing on `out` that was not asked for */
    const char *const *arguments; /* what follows the command's name, options taken out */
    size_t argument_count;        /* as many as the command's row allows */
    const struct session_option *options;
    size_t option_count;
    const char *kernels;          /* REELGAUGE_KERNELS, for kernels_choose(); NULL: not set */
    char *const *environment;     /* "NAME=value" up to a NULL: where the keys of endpoints are */
    const char *pseudonym_secret; /* REELGAUGE_PSEUDONYM_KEY; NULL: not set */
    bool gate_failed;             /* set by the command: all is written, but the exit code is 1 */
};

/* The value of the command's own option, "" for a flag that is there; NULL when it was not given,
 * the last one when it was given twice. */
const char *session_option(const struct session *session, const char *name);

#endif
