/* yaml_file.h - a YAML file as a masked tree, with its account. */
#ifndef LOAD_YAML_FILE_H
#define LOAD_YAML_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "load/yaml_tree.h"

/*
 * Appends the account of a file that is one record, and reads it into the arena. Its texts are
 * masked, which a note says. Errors: those of unpack.h and yaml_tree.h.
 */
bool yaml_file_read(struct loader *loader, const struct source *source, enum source_kind kind,
                    struct yaml_tree **out, struct error *err);

/* The record of the file read last is a good one. */
void yaml_file_accept(struct loader *loader);

#endif
