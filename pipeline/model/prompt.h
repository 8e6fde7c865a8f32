/* prompt.h - a prompt: the text that is sent with a query, and the settings it is sent with. */
#ifndef MODEL_PROMPT_H
#define MODEL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"

/* In what form the model is told to answer. */
enum prompt_format {
    PROMPT_FORMAT_TEXT,   /* as it likes */
    PROMPT_FORMAT_JSON,   /* a JSON object ("JSON mode") */
    PROMPT_FORMAT_SCHEMA, /* a JSON object of `schema` */
};

struct prompt_settings {
    double temperature; /* NAN: the server's own */
    double top_p;       /* NAN: the server's own */
    size_t max_tokens;  /* 0: the server's own */
    bool seeded;
    int64_t seed; /* sent when `seeded` */
    enum prompt_format format;
    struct str schema; /* JSON on one line; "" unless PROMPT_FORMAT_SCHEMA */
};

/*
 * A query and the answer that is right, shown to the model before the query: the user's template
 * with this query in it, and the assistant's answer.
 */
struct prompt_example {
    struct str query;
    struct str answer;
};

#define PROMPT_VERSION_DIGITS 12 /* hex digits of the digest that name a version */

struct prompt {
    struct str name;           /* [a-z0-9_-]+ */
    struct str version;        /* the first digits of `digest` */
    struct hash_sha256 digest; /* of everything that is sent: not of `note` */
    struct str reference;      /* "interpret@1a2b3c4d5e6f": what recordings and results name */
    struct str note;
    struct str system;     /* template of the system message; "" for none */
    struct str text;       /* template of the user's message, with {{variables}} */
    struct str *variables; /* declared, in the order of the file; `query` needs no declaration */
    size_t variable_count;
    struct prompt_example *examples;
    size_t example_count;
    struct prompt_settings settings;
    struct str source; /* the file's content as a JSON object on one line: what the store keeps */
    struct at at;
};

struct prompt_list {
    struct prompt *items;
    size_t count;
    size_t capacity;
};

/* A prompt that a run's results name. */
struct prompt_use {
    struct str reference;
    const struct prompt *prompt; /* NULL: no file has this version, as of an older recording */
    struct str *users;           /* "interpreter NAME", "judge NAME" */
    size_t user_count;
};

/* "interpret", "interpret@1a2b3c4d5e6f" or the beginning of its version; NULL: there is none. */
const struct prompt *prompt_find(const struct prompt_list *list, struct str wanted);

/* "text", "json", "schema". */
const char *prompt_format_name(enum prompt_format format);

#endif
