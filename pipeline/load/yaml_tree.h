/*
 * yaml_tree.h - a YAML document as a tree of JSON's values, each with its line.
 *
 * Read by libyaml (YAML 1.1 syntax, UTF-8) and held to what means the same to everybody: one
 * document, which is a map or a list; texts as keys, each once; no anchors, aliases and merges, so
 * that a file cannot unfold into more than it holds; no tags but !!str. Of the plain scalars true,
 * false, null, ~, nothing and the numbers of JSON are what they are in JSON; every other one is
 * text: yes, NO, 0x1F, 1_000, .5 and 2026-11-20 too. A quoted scalar is always text.
 */
#ifndef LOAD_YAML_TREE_H
#define LOAD_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/str.h"

#define YAML_TREE_BYTES_MAX ((size_t)1 << 20) /* of a document */
#define YAML_TREE_DEPTH_MAX 32                /* lists and maps inside each other */

enum yaml_tree_kind {
    YAML_TREE_NULL,
    YAML_TREE_BOOL,
    YAML_TREE_NUMBER,
    YAML_TREE_TEXT,
    YAML_TREE_LIST,
    YAML_TREE_MAP,
};

struct yaml_tree {
    enum yaml_tree_kind kind;
    struct at at;            /* where the value begins; in a map, where its key does */
    struct str key;          /* in a map; "" elsewhere */
    struct str text;         /* a scalar as it is written, quotes and folding undone */
    bool truth;              /* of YAML_TREE_BOOL */
    double number;           /* of YAML_TREE_NUMBER; `text` has every digit */
    struct yaml_tree *first; /* of a list or map, in the order of the file; NULL: it is empty */
    struct yaml_tree *next;  /* the sibling behind it */
    size_t count;            /* children */
};

/*
 * Parses exactly one document; all of it lives in the arena, and `file` outlives it. Errors:
 * ERROR_INPUT at the line, for what is no YAML and what is refused above.
 */
bool yaml_tree_parse(struct str text, const char *file, struct arena *arena, struct yaml_tree **out,
                     struct error *err);

/* The value of that key; NULL when there is none or `map` (NULL too) is no map. */
const struct yaml_tree *yaml_tree_get(const struct yaml_tree *map, const char *key);

/* "text", "a number", "a list", …: what an error says was found. */
const char *yaml_tree_kind_name(enum yaml_tree_kind kind);

/* A map or list as a JSON document; its root belongs to the caller (json_free). */
struct json *yaml_tree_json(const struct yaml_tree *branch);

#endif
