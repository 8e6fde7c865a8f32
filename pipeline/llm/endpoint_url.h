/* endpoint_url.h - where questions are sent, made of the address that the user gave. */
#ifndef LLM_ENDPOINT_URL_H
#define LLM_ENDPOINT_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

struct endpoint_url {
    const char *text; /* "http://127.0.0.1:11434/v1/chat/completions" */
    bool local;       /* on this machine: no proxy */
};

/*
 * Appends "chat/completions" to the path of `base`, unless it ends so already; a query stays behind
 * it. The text is in `arena`. Errors: ERROR_USAGE when `base` is no URL of http or https, or holds
 * a user name or password, which then is not part of the message.
 */
bool endpoint_url_make(const char *base, struct arena *arena, struct endpoint_url *out,
                       struct error *err);

#endif
