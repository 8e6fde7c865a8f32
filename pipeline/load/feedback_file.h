/* feedback_file.h - feedback logs as JSON lines, event by event, in bounded memory. */
#ifndef LOAD_FEEDBACK_FILE_H
#define LOAD_FEEDBACK_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "load/loader.h"
#include "load/source.h"
#include "model/feedback.h"

/* Gets every accepted event, in the order of the files; false ends the reading with its error. */
typedef bool feedback_file_visit(void *context, const struct feedback_event *event,
                                 struct error *err);

/*
 * Reads the files one after the other. An event that comes again within `window_ms` of event
 * time is a duplicate: by its event_id, otherwise by time, user, film, action and trace. A film
 * that the catalogue does not list is noted. Needs loader->catalogue, redactor and key. Errors:
 * those of lines.h and of `visit`.
 */
bool feedback_file_read(struct loader *loader, const struct source_list *sources, int64_t window_ms,
                        feedback_file_visit *visit, void *context, struct error *err);

#endif
