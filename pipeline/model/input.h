/* input.h - what was read: every file, every line of it accounted for. */
#ifndef MODEL_INPUT_H
#define MODEL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/findings.h"
#include "base/hash.h"

/* read = accepted + rejected + duplicate + blank; a CSV header is none of them. */
struct input {
    const char *kind; /* "gold", "ratings", "movies", "feedback", "traces", "recordings", … */
    const char *path; /* as the user would write it */
    uint64_t bytes;   /* as stored, compressed or not */
    size_t read;      /* records */
    size_t accepted;
    size_t rejected;
    size_t duplicate;
    size_t blank;
    struct findings rejects;   /* the first rejected ones, with reasons */
    struct findings notes;     /* not rejected, but worth a look: a duplicate, an unknown movie */
    struct hash_sha256 digest; /* of the stored bytes */
    bool synthetic;            /* listed in its folder's planted.json */
};

/* In the order of reading. */
struct input_list {
    struct arena *arena;
    struct input *items;
    size_t count;
    size_t capacity;
};

/* Appends an empty account and returns it; the pointer is valid until the next call. `path` is
 * copied. */
struct input *input_add(struct input_list *list, const char *kind, const char *path);

/* True when some input of the kind was read and every one of that kind is synthetic. */
bool input_synthetic(const struct input_list *list, const char *kind);

/* False for `return input_reject(…)`: counts a record as rejected, for a reason. */
#define input_reject(input, at, ...)                                                               \
    ((input)->rejected++, findings_add(&(input)->rejects, (at), __VA_ARGS__))

/*
 * The rule that ends a run: of no kind of input may more than `share` (0 … 1) of the records
 * be rejected. Error: ERROR_INPUT at the first reject of the file with most of them.
 */
bool input_check_rejects(const struct input_list *list, double share, struct error *err);

/*
 * The rule for what cannot be done without: something of this kind was accepted. Error:
 * ERROR_INPUT with the first reason there is: a reject, a note ("the file is empty"), at least
 * the name of the first file.
 */
bool input_check_accepted(const struct input_list *list, const char *kind, struct error *err);

#endif
