/* json_list.h - the elements of a list in a JSON text, one by one, each with its line. */
#ifndef LOAD_JSON_LIST_H
#define LOAD_JSON_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* A place in a text that is known to be valid JSON. */
struct json_list {
    struct str text;
    size_t place; /* behind the bracket or the last comma */
    size_t line;  /* of that place, from 1 */
};

/*
 * The list that the text is, or that an object has under one of `names` (up to a NULL). False: it
 * is no list and has none.
 */
bool json_list_open(struct str text, const char *const *names, struct json_list *out);

/* The next element as text, and the line it begins on. False at the end. */
bool json_list_next(struct json_list *list, struct str *element, size_t *line);

#endif
