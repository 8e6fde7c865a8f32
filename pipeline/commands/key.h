/* key.h - the key of the pseudonyms, from where the user keeps it. */
#ifndef COMMANDS_KEY_H
#define COMMANDS_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/pseudonym.h"
#include "commands/session.h"

/*
 * The key from the environment, otherwise from [privacy] key_file, which is made with its folder
 * when it is missing. Errors: those of pseudonym_key_open(), and ERROR_USAGE for a secret that is
 * too short.
 */
bool key_open(const struct session *session, struct arena *arena, struct pseudonym_key *out,
              struct error *err);

/* key_open() that makes nothing: a key file that is missing is an ERROR_USAGE. */
bool key_open_existing(const struct session *session, struct pseudonym_key *out, struct error *err);

/* The pseudonym of a text that is nobody's id: equal for equal keys, and says nothing about them.
 */
uint64_t key_check(const struct pseudonym_key *key);

#endif
