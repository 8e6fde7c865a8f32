/* render.h - all files of a published set from one summary document. */
#ifndef COMMANDS_RENDER_H
#define COMMANDS_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"

struct render_file {
    const char *name; /* "index.html" */
    struct str text;
};

enum {
    RENDER_SUMMARY,
    RENDER_PAGE,
    RENDER_JUNIT,
    RENDER_MARKDOWN,
    RENDER_FILES,
};

/*
 * Renders the summary, its page with charts, JUnit and Markdown. The same document gives the same
 * bytes. `templates` is a folder that replaces built-in templates, "" for none. Errors: those of
 * charts_draw() and html_render().
 */
bool render_all(const struct json *summary, const char *templates, struct arena *arena,
                struct render_file files[RENDER_FILES], struct error *err);

#endif
