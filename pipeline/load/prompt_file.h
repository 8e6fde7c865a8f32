/*
 * prompt_file.h - prompts: one YAML file each, held to what it declares.
 *
 *     name: interpret            # [a-z0-9_-]+, unique among the files
 *     note: for people           # not part of the version
 *     system: text               # template of the system's message; may be missing
 *     template: text             # template of the user's message
 *     variables: [genres]        # those that the templates use, besides query
 *     examples:                  # turns of user and assistant before the query
 *       - query: text
 *         answer: text           # or a map: JSON on one line
 *     settings:                  # what is missing is left to the server
 *       temperature: 0           # 0 … 2
 *       top_p: 1                 # 0 … 1
 *       max_tokens: 300
 *       seed: 7
 *       format: schema           # text (the default), json, schema
 *       schema: {type: object}   # JSON Schema, of that format alone
 *
 * Anything else is an error. The version is the beginning of a digest over all that is sent, so
 * that two files of one version ask the same.
 */
#ifndef LOAD_PROMPT_FILE_H
#define LOAD_PROMPT_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/prompt.h"

/*
 * Adds the prompt of every file to the list, which starts as {0}. Texts are masked, as all texts
 * are, and a note says so. Errors (ERROR_INPUT at the line): those of unpack.h and yaml_tree.h, an
 * unknown, missing or ill-typed field, a name that another file has, a variable that is used and
 * not declared or declared and not used, a "{{" that is not closed.
 */
bool prompt_file_load(struct loader *loader, const struct source_list *sources,
                      struct prompt_list *out, struct error *err);

#endif
