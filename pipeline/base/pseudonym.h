/*
 * pseudonym.h - names that stand for user ids: the same person always has the same one, and
 * without the key nobody can tell which.
 *
 * A pseudonym is the first 8 bytes of HMAC-SHA-256(key, id). The key comes from the
 * environment, or from a file that only its owner can read and that is made at first use.
 */
#ifndef BASE_PSEUDONYM_H
#define BASE_PSEUDONYM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"

#define PSEUDONYM_TEXT 19   /* characters: "u_", 16 hexadecimal digits, NUL */
#define PSEUDONYM_SECRET 16 /* the least number of characters of a secret */

struct pseudonym_key {
    struct hash_sha256 secret;
};

/* The key of a secret text, white space around it ignored. False: it is shorter than
 * PSEUDONYM_SECRET. */
bool pseudonym_key_from(struct str secret, struct pseudonym_key *out);

/*
 * The key in `path`: 64 random hexadecimal digits that the first call writes there, mode 0600,
 * or any other text that pseudonym_key_from() takes. Two processes that start at once get the
 * same key. The folder must exist. Errors: ERROR_USAGE when others may read the file or its text is
 * too short; ERROR_SYSTEM when it can be neither read nor made.
 */
bool pseudonym_key_open(const char *path, struct pseudonym_key *out, struct error *err);

/* The pseudonym of a raw id as a number: for tables and counts. */
uint64_t pseudonym_number(const struct pseudonym_key *key, struct str id);

/* A number as it is shown and stored: "u_1f0c…". */
void pseudonym_text(uint64_t number, char out[PSEUDONYM_TEXT]);

#endif
