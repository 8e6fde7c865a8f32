/*
 * unpack.h - the bytes of a file as they were before compression: plain, gzip or Zstandard.
 *
 * The first bytes tell the format, whatever the file is called. A gzip file may have several
 * members and zero bytes behind them, a Zstandard file several frames. Memory is bounded: nothing
 * is held but one buffer and the window of the format (at most 128 MiB for Zstandard).
 */
#ifndef LOAD_UNPACK_H
#define LOAD_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"

struct unpack;

/* Errors: ERROR_INPUT when the file does not exist, is a folder or may not be read. */
bool unpack_open(const char *path, struct unpack **out, struct error *err);

/* The same for bytes in memory, which outlive the reader; `name` stands for the path. */
struct unpack *unpack_open_text(const char *name, struct str text);

/* NULL is nothing. */
void unpack_close(struct unpack *unpack);

const char *unpack_path(const struct unpack *unpack);

/*
 * Puts the next 1 … max bytes into `out`; `*got` is 0 only at the end. Errors: ERROR_INPUT when
 * compressed data is damaged or ends early; ERROR_SYSTEM when reading fails.
 */
bool unpack_read(struct unpack *unpack, char *out, size_t max, size_t *got, struct error *err);

/* How many bytes of a plain regular file are to be read yet; 0 when that cannot be told. */
size_t unpack_bytes_left(const struct unpack *unpack);

/* Size and digest of the stored bytes, once, and only after unpack_read() came to the end. */
uint64_t unpack_account(struct unpack *unpack, struct hash_sha256 *digest);

/* The versions of the libraries that run. */
const char *unpack_zlib_version(void);
const char *unpack_zstd_version(void);

#endif
