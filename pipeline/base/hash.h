/* hash.h - digests that name content, keyed pseudonyms, and a fast hash for tables and splits. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define HASH_SHA256_SIZE 32                        /* bytes */
#define HASH_SHA256_HEX (2 * HASH_SHA256_SIZE + 1) /* characters with the NUL */

struct hash_sha256 {
    unsigned char bytes[HASH_SHA256_SIZE];
};

/*
 * SHA-256 (FIPS 180-4) of one piece of text. No digest can fail: when libcrypto has no
 * memory for it, the process ends in memory_exhausted().
 */
struct hash_sha256 hash_sha256(struct str data);

/* The same over pieces. Open, add, close; close frees the stream and gives the digest. */
struct hash_stream; /* opaque */
struct hash_stream *hash_stream_open(void);
void hash_stream_add(struct hash_stream *stream, struct str data);
/* Adds the length first (8 bytes, little-endian), so that ("ab","c") and ("a","bc") differ. */
void hash_stream_add_field(struct hash_stream *stream, struct str data);
struct hash_sha256 hash_stream_close(struct hash_stream *stream);
/* What hash_stream_close() would give now; the stream goes on. */
struct hash_sha256 hash_stream_digest(const struct hash_stream *stream);

/* HMAC-SHA-256 (RFC 2104) of `message` under `key`: pseudonyms of user ids. */
struct hash_sha256 hash_hmac_sha256(struct str key, struct str message);

/* Lower-case hexadecimal digits, NUL-terminated. */
void hash_hex(struct hash_sha256 digest, char out[HASH_SHA256_HEX]);

/* XXH3 (64 bits, seeded): the same on every machine; not for secrets. */
uint64_t hash_fast(struct str data, uint64_t seed);

/* The version of libcrypto that runs. */
const char *hash_library_version(void);

#endif
