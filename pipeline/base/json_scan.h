/*
 * json_scan.h - where a text stops being JSON, and why.
 *
 * The fast parser says only that something is wrong. This slow, strict pass finds the
 * place, so that an error points at a line of the user's file.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

#define JSON_SCAN_DEPTH_MAX 512 /* levels of arrays and objects, one within the other */

/* `line` counts from 1 at the start of the text; `reason` is a static text for the user. */
struct json_scan_place {
    size_t line;
    const char *reason;
};

/*
 * True, and the first fault in `*out`, when `text` is not exactly one JSON document (RFC 8259)
 * in UTF-8 without a byte order mark, is deeper than JSON_SCAN_DEPTH_MAX, or has a number beyond
 * a double or, written without fraction and exponent, beyond 64 bits. False when all is well.
 */
bool json_scan_fault(struct str text, struct json_scan_place *out);

/*
 * The key number `n` of a valid document, counting from 0 in the order of the text at
 * all levels: as it is written, escapes included, and the line it stands on.
 */
struct str json_scan_key(struct str text, size_t n, size_t *line);

#ifdef __cplusplus
}
#endif

#endif
