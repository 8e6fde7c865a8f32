/*
 * gold_file.h - gold cases from JSON lines, a JSON or YAML document or CSV, told by their content.
 *
 * datasets/README.md defines the fields, ours and those of other tools. A case is rejected when its
 * query is empty, it expects nothing, a slot has the wrong type, a genre or intent is unknown, a
 * year is outside 1870 to 2200 or the years are in the wrong order. A field of "expected" that
 * is no slot, and a film that the catalogue does not list, are noted.
 */
#ifndef LOAD_GOLD_FILE_H
#define LOAD_GOLD_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/gold_fields.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/gold.h"

/*
 * Appends the cases of all files to `out`, queries masked. A case whose id is taken is a
 * duplicate, and the first one counts. Without an id, a case has the hash of its canonical query.
 * Needs loader->genres, intents, catalogue and redactor. On error `out` is untouched. Errors: those
 * of lines.h; ERROR_INPUT when a file is in none of the formats.
 */
bool gold_file_load(struct loader *loader, const struct source_list *sources,
                    const struct gold_fields *fields, struct gold_set *out, struct error *err);

#endif
