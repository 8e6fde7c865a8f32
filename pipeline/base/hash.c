#include "base/hash.h"

#include <assert.h>
#include <limits.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/memory.h"

/* Foreign code is never handed a NULL pointer, not even for no bytes. */
static const void *bytes_of(struct str s)
{
    return s.size == 0 ? "" : s.data;
}

/* SHA-256 has no input that it refuses: what fails inside libcrypto is its memory. */
static void require(int done)
{
    if (done != 1)
        memory_exhausted("a digest", HASH_SHA256_SIZE);
}

struct hash_sha256 hash_sha256(struct str data)
{
    struct hash_sha256 digest;
    require(EVP_Digest(bytes_of(data), data.size, digest.bytes, NULL, EVP_sha256(), NULL));
    return digest;
}

/* A stream is libcrypto's context under our name: there is nothing to add to it. */
static EVP_MD_CTX *context(struct hash_stream *stream)
{
    return (EVP_MD_CTX *)stream;
}

struct hash_stream *hash_stream_open(void)
{
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    require(md != NULL);
    require(EVP_DigestInit_ex(md, EVP_sha256(), NULL));
    return (struct hash_stream *)md;
}

void hash_stream_add(struct hash_stream *stream, struct str data)
{
    require(EVP_DigestUpdate(context(stream), bytes_of(data), data.size));
}

void hash_stream_add_field(struct hash_stream *stream, struct str data)
{
    char size[8];
    for (int i = 0; i < 8; i++)
        size[i] = (char)((uint64_t)data.size >> (8 * i) & 0xFF);
    hash_stream_add(stream, (struct str){size, sizeof size});
    hash_stream_add(stream, data);
}

struct hash_sha256 hash_stream_close(struct hash_stream *stream)
{
    struct hash_sha256 digest;
    require(EVP_DigestFinal_ex(context(stream), digest.bytes, NULL));
    EVP_MD_CTX_free(context(stream));
    return digest;
}

struct hash_sha256 hash_stream_digest(const struct hash_stream *stream)
{
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    require(copy != NULL);
    require(EVP_MD_CTX_copy_ex(copy, (const EVP_MD_CTX *)stream));
    return hash_stream_close((struct hash_stream *)copy);
}

struct hash_sha256 hash_hmac_sha256(struct str key, struct str message)
{
    struct hash_sha256 digest;
    assert(key.size <= INT_MAX);
    require(HMAC(EVP_sha256(), bytes_of(key), (int)key.size, bytes_of(message), message.size,
                 digest.bytes, NULL) != NULL);
    return digest;
}

void hash_hex(struct hash_sha256 digest, char out[HASH_SHA256_HEX])
{
    static const char DIGITS[] = "0123456789abcdef";
    for (size_t i = 0; i < HASH_SHA256_SIZE; i++) {
        out[2 * i] = DIGITS[digest.bytes[i] >> 4];
        out[2 * i + 1] = DIGITS[digest.bytes[i] & 15];
    }
    out[HASH_SHA256_HEX - 1] = '\0';
}

uint64_t hash_fast(struct str data, uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes_of(data), data.size, seed);
}

const char *hash_library_version(void)
{
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}
