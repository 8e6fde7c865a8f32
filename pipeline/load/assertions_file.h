/*
 * assertions_file.h - assertions for all cases, from files of their own.
 *
 * A file is a list of assertions, or one of them, in YAML or JSON (assertion_read.h has the
 * fields), or JSON lines when its name ends in .jsonl, if need be with .gz or .zst behind it.
 */
#ifndef LOAD_ASSERTIONS_FILE_H
#define LOAD_ASSERTIONS_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/assertion.h"

/*
 * Appends the assertions of all files. What is wrong with one rejects it; a file that is none of
 * the above is an error (ERROR_INPUT, at its line). Needs the loader's redactor.
 */
bool assertions_file_load(struct loader *loader, const struct source_list *sources,
                          struct assertion_list *out, struct error *err);

/*
 * The text of a JSON Schema in a file; with `built_in`, one that does not exist is replaced by the
 * embedded copy of that name, and that is noted. An account is appended. The text lives in
 * loader->arena. Errors: the file cannot be read, or is longer than a MiB.
 */
bool assertions_file_schema(struct loader *loader, const char *path, bool built_in, struct str *out,
                            struct error *err);

#endif
