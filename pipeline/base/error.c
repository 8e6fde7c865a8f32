#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/*
 * Formats into a text of its own first, for the arguments may point into the one that `err` holds:
 * that is how a caller puts its own words before an error that it passes on.
 */
static void describe(struct error *err, struct at at, const char *format, va_list args)
{
    struct error next = {.text = ""};
    if (at.file != NULL && at.line != 0)
        snprintf(next.text, sizeof next.text, "%s:%zu: ", at.file, at.line);
    else if (at.file != NULL)
        snprintf(next.text, sizeof next.text, "%s: ", at.file);
    size_t used = strlen(next.text);
    vsnprintf(next.text + used, sizeof next.text - used, format, args);
    *err = next;
}

bool error_set(struct error *err, enum error_kind kind, struct at at, const char *format, ...)
{
    if (err == NULL)
        return false;
    va_list args;
    va_start(args, format);
    describe(err, at, format, args);
    va_end(args);
    err->kind = kind;
    return false;
}

bool error_errno(struct error *err, struct at at, const char *format, ...)
{
    int number = errno;
    if (err == NULL)
        return false;
    va_list args;
    va_start(args, format);
    describe(err, at, format, args);
    va_end(args);
    size_t used = strlen(err->text);
    snprintf(err->text + used, sizeof err->text - used, ": %s", strerror(number));
    err->kind = ERROR_SYSTEM;
    return false;
}

int error_exit_code(enum error_kind kind)
{
    switch (kind) {
    case ERROR_NONE:
        return 0;
    case ERROR_USAGE:
        return 2;
    case ERROR_INPUT:
        return 3;
    case ERROR_SYSTEM:
        return 4;
    case ERROR_LOCKED:
        return 5;
    }
    return 4;
}
