/* error.h - trouble after which the caller cannot go on: what, where in the user's file, and why.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Each kind has one documented exit code. */
enum error_kind {
    ERROR_NONE,
    ERROR_USAGE,  /* 2: command line or configuration */
    ERROR_INPUT,  /* 3: the user's data */
    ERROR_SYSTEM, /* 4: disk, network, library */
    ERROR_LOCKED, /* 5: another run holds the lock */
};

/* A place in one of the user's files. A NULL file is nowhere; line 0 is the whole file. */
struct at {
    const char *file;
    size_t line;
};

#define AT_NOWHERE ((struct at){NULL, 0})
#define AT_FILE(path) ((struct at){(path), 0})

/* Owns its text, so that it survives every arena. `text` is "file:line: message". */
struct error {
    enum error_kind kind;
    char text[1024];
};

/*
 * Fills `err` (NULL: nobody wants to know) and returns false, so that a failing
 * function ends in `return error_set(…)`. The message has no full stop and no
 * newline; text that does not fit is cut. The arguments may point into the text that `err` holds.
 */
bool error_set(struct error *err, enum error_kind kind, struct at at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* error_set() with ERROR_SYSTEM and strerror(errno) behind the message. */
bool error_errno(struct error *err, struct at at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The exit code of DESIGN.md for a kind; 0 for ERROR_NONE. */
int error_exit_code(enum error_kind kind);

#ifdef __cplusplus
}
#endif

#endif
