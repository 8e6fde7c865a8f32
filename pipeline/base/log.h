/*
 * log.h - what the program is doing, on stderr: JSON lines, or plain text on a terminal.
 *
 * {"ts":"…","level":"info","stage":"load","run":"…","message":"…"}. Results go to stdout,
 * never here. Personal data is masked before it gets here.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/clock.h"

enum log_level {
    LOG_ERROR,
    LOG_WARNING,
    LOG_INFO,
    LOG_DEBUG,
};

struct log {
    FILE *out;            /* stderr, or a test's stream */
    enum log_level level; /* what is less important is not written */
    bool text;            /* for a person: "warning: load: …" instead of JSON */
    bool colour;          /* only with text, on a terminal, without NO_COLOR */
    const struct clock *clock;
    char run_id[64]; /* empty until there is one */
};

/*
 * Writes one line, whole, so that threads may log side by side. `stage` may be NULL. Control
 * characters and ill-formed UTF-8 are made visible: a newline is "\u000a" in JSON and "\x0a" in
 * text. A message of more than 2 KiB is cut and ends with "…". What cannot be written is lost: a
 * log never stops a run.
 */
void log_write(const struct log *log, enum log_level level, const char *stage, const char *format,
               ...) __attribute__((format(printf, 4, 5)));

#endif
