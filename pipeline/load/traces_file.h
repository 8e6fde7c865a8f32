/* traces_file.h - recorded LLM calls as JSON lines, call by call: live traces and recordings. */
#ifndef LOAD_TRACES_FILE_H
#define LOAD_TRACES_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/trace.h"

/* Gets every accepted call, in the order of the files; false ends the reading with its error. */
typedef bool traces_file_visit(void *context, const struct trace *trace, struct error *err);

/*
 * Reads the files one after the other. A call needs ts, query, model and either an output or an
 * error. A trace_id that comes again is a duplicate. Query, output and error are
 * masked. Needs loader->redactor. Errors: those of lines.h and of `visit`.
 */
bool traces_file_read(struct loader *loader, const struct source_list *sources,
                      traces_file_visit *visit, void *context, struct error *err);

#endif
