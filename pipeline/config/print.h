/* print.h - the configuration written out: as it holds, as a file to start from, as a reference. */
#ifndef CONFIG_PRINT_H
#define CONFIG_PRINT_H

#include "base/arena.h"
#include "base/str.h"
#include "config/config.h"
#include "config/keys.h"

/*
 * Every value that holds, in a form that config.ini can be, with its origin behind it:
 *
 *     [svd]
 *     epochs = 30    ; option --svd.epochs
 */
struct str print_effective(const struct config *config, struct arena *arena);

/* The config.ini that ships: every key with its default, below what it is for. */
struct str print_template(struct arena *arena);

/* The reference in the README: a Markdown table per section. */
struct str print_markdown(struct arena *arena);

#endif
