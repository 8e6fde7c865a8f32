/* resolve.h - the titles in answers that the catalogue does not list: what they may mean. */
#ifndef LLM_RESOLVE_H
#define LLM_RESOLVE_H

#include "base/arena.h"
#include "llm/titles.h"
#include "model/catalogue.h"
#include "model/reading.h"
#include "model/title.h"

/*
 * What one title means: TITLE_LISTED when catalogue_resolve() finds it; TITLE_OTHER_YEAR when it
 * does without the title's year; TITLE_FUZZY when titles.h knows it in another form or with at most
 * three spelling mistakes; otherwise TITLE_UNLISTED. `*film` is the film, or FILM_NONE.
 * `search` may be used up.
 */
enum title_kind resolve_title(const struct titles *titles, struct titles_search *search,
                              const struct catalogue *catalogue, struct str text,
                              struct arena *scratch, uint32_t *film);

/*
 * The titles in all usable answers that are not listed. What it returns lives in `arena`; the
 * texts are those of the readings. Equal titles are looked for once.
 */
struct title_doubts resolve_all(const struct titles *titles, const struct catalogue *catalogue,
                                const struct interpreter *interpreter, struct arena *arena,
                                struct arena *scratch);

#endif
