/*
 * markdown.h - a summary document as Markdown, for the job page of GitHub and for chat.
 *
 * Verdict, gates, key figures, which model should serve, and flips. Text from data is escaped, so
 * that it is never a link, a mention or HTML.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"

#define MARKDOWN_MAX ((size_t)1 << 20) /* bytes that GitHub takes */

/* `link` leads to the page ("" or NULL: there is none). At most MARKDOWN_MAX bytes. */
struct str markdown_render(const struct json *summary, const char *link, struct arena *arena);

#endif
