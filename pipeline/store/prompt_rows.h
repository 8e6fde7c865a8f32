/* prompt_rows.h - the versions of prompts that runs used. */
#ifndef STORE_PROMPT_ROWS_H
#define STORE_PROMPT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"
#include "store/store.h"

struct prompt_rows_row {
    struct str name;
    struct str version;
    struct str source;    /* the prompt as a JSON object on one line */
    struct str first_run; /* which used it first */
    size_t runs;          /* that used it and are in the history */
};

/* All of them, by name, and the one that was used first before the later ones. */
bool prompt_rows_load(struct store *store, struct arena *arena, struct prompt_rows_row **out,
                      size_t *count, struct error *err);

/*
 * Private to store/: registers the prompts of a summary whose text it has, and who used them.
 * Errors: those of statement.h.
 */
bool prompt_rows_keep(struct store *store, int64_t run, const struct json *summary,
                      struct error *err);

#endif
