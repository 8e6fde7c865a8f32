/*
 * tags_file.h - MovieLens tags as published: what people wrote about films, tag by tag.
 *
 * tags.csv (columns userId, movieId, tag, timestamp, in any order) and tags.dat
 * (user::film::tag::time). A tag is handed on as the like of a film by somebody who had asked for
 * it in these words; whether they liked it at all is for their rating to say (model/hybrid.h).
 */
#ifndef LOAD_TAGS_FILE_H
#define LOAD_TAGS_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "load/feedback_file.h"
#include "load/loader.h"
#include "load/source.h"

/*
 * Reads the files one after the other: `user` is the pseudonym, `film` as in feedback, `query` the
 * masked tag, `action` SWIPE_LIKE, and nothing else is set. A tag without a user, a film, a text
 * or a time is rejected. Films that the catalogue does not list are not noted: the ratings say it.
 * Needs loader->catalogue, redactor and key. Errors: those of lines.h and of `visit`; ERROR_INPUT
 * when a file is in neither format.
 */
bool tags_file_read(struct loader *loader, const struct source_list *sources,
                    feedback_file_visit *visit, void *context, struct error *err);

#endif
