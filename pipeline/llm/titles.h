/*
 * titles.h - the titles of the catalogue, found as people write them.
 *
 * A title is compared without spaces, accents, punctuation and "and", with numbers as digits:
 * "Bladerunner" is "Blade Runner", "Twelve Monkeys" is "12 Monkeys". It is known by several forms:
 *
 *     whole     "The Matrix", "Star Wars: Episode IV - A New Hope", and other names it has
 *               in brackets or in the lexicon ("City of God (Cidade de Deus)")
 *     bare      without its article: "Matrix"
 *     part      before or behind a colon or dash: "Star Wars", "A New Hope"
 */
#ifndef LLM_TITLES_H
#define LLM_TITLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "llm/lexicon.h"
#include "llm/tokens.h"
#include "model/catalogue.h"

#define TITLES_WORDS_MAX ((size_t)16) /* of a title in a query */

/* In the order in which they are preferred when two films share a form. */
enum titles_form {
    TITLES_WHOLE,
    TITLES_BARE,
    TITLES_PART,
};

/* A film that some tokens name. Of several films of a title it is the newest, of a part the oldest.
 */
struct titles_match {
    uint32_t film;
    enum titles_form form;
    size_t distance; /* spelling mistakes */
    uint32_t entry;  /* of the index, for titles_version() */
};

struct titles;

/* `catalogue` outlives the index, which lives in `arena`. */
struct titles *titles_open(const struct catalogue *catalogue, const struct lexicon *lexicon,
                           struct arena *arena, struct arena *scratch);

/*
 * The longest title that begins with the token `from` and ends at `end` at the latest. Returns
 * where it ends, or `from` when there is none.
 */
size_t titles_longest(const struct titles *titles, const struct tokens *tokens, size_t from,
                      size_t end, struct titles_match *out);

/*
 * What one query needs to look for misspelled titles: for how many of them is up to `tries`, so
 * that no text takes long.
 */
struct titles_search {
    uint8_t *shared; /* (entries) all zero between two calls */
    size_t tries;    /* that are left */
};

struct titles_search titles_search_init(const struct titles *titles, struct arena *arena);

/*
 * The title nearest to the tokens `from` to before `to`: at most 1 mistake in 5 letters, 2 in
 * 9, 3 in 14. False when none is near or `search` has no try left.
 */
bool titles_nearest(const struct titles *titles, struct titles_search *search,
                    const struct tokens *tokens, size_t from, size_t to, struct titles_match *out);

/*
 * The film of the match's title that is from `min` to `max`, the newest of several;
 * FILM_NONE when there is none. With an open range and `oldest`, the first of that title.
 */
uint32_t titles_version(const struct titles *titles, const struct titles_match *match, int min,
                        int max, bool oldest);

#endif
