/* sentences_gold.h - what console, page and Markdown say about the gold cases. */
#ifndef REPORT_SENTENCES_GOLD_H
#define REPORT_SENTENCES_GOLD_H

#include "base/arena.h"
#include "base/json.h"

/*
 * "Partial run: 12 of 597 gold cases (tag=hard). It never becomes a baseline"; NULL when the
 * summary is of all cases.
 */
const char *sentences_gold_partial(const struct json *summary, struct arena *arena);

/* "Gold cases since run 2026…: 3 added, 1 edited"; NULL when nothing changed or nobody knows. */
const char *sentences_gold_changes(const struct json *summary, struct arena *arena);

#endif
