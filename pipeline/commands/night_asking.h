/*
 * night_asking.h - everything that a night asks models: one recording, one budget, one connection
 * to each server.
 *
 * Nothing is opened, made or sent before the first interpreter or judge of the kind endpoint asks.
 */
#ifndef COMMANDS_NIGHT_ASKING_H
#define COMMANDS_NIGHT_ASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "commands/night.h"
#include "llm/asking.h"

/* Options of `run` and `eval`. */
#define NIGHT_ASKING_OPTIONS                                                                       \
    {"dry-run", NULL, "print what would be asked and what it would cost, ask nothing and end"},    \
        {"offline", NULL, "answer from recorded replies of any age, ask nothing"},                 \
        {"retry-errors", NULL, "ask again where the recorded reply is an error"},

/*
 * The asking of this night and a way to the server behind an [endpoint NAME]; both are opened at
 * the first call for them. Errors: those of replies_open() and endpoint_open().
 */
bool night_asking_open(struct night *night, struct str endpoint, struct asking **asking,
                       struct asking_server *server, struct error *err);

/* Ends what was opened; what was not is nothing. */
void night_asking_close(struct night *night);

/*
 * Asks interpreter `index` of the configuration, an endpoint, about every gold case, [eval] repeats
 * times, the first answers to all cases first, and reads what is recorded. Errors: ERROR_USAGE for
 * a prompt that does not exist or uses a variable that nothing fills; those of asking_run().
 */
bool night_asking_interpret(struct night *night, size_t index, struct interpreter *out,
                            struct error *err);

/*
 * Asks it the changed queries of `variant` (once each; "" is passed over) and fills
 * `variant->readings`, which has room for one per gold case. Errors: the same.
 */
bool night_asking_variant(struct night *night, size_t index, struct reading_variant *variant,
                          struct error *err);

/* What asking it would take, without sending anything. Needs --dry-run. Errors: the same. */
bool night_asking_count(struct night *night, size_t index, struct asking_counts *counts,
                        struct error *err);

/* The same of the changed queries of `variant`; adds to `counts`. */
bool night_asking_count_variant(struct night *night, size_t index,
                                const struct reading_variant *variant, struct asking_counts *counts,
                                struct error *err);

/* Gives every reading of the interpreter its cost, as far as it is known. */
void night_asking_price(const struct night *night, struct interpreter *interpreter);

#endif
