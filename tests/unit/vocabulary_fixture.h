/* vocabulary_fixture.h - the genres and intents that ship, and a shelf of films, for tests. */
#ifndef UNIT_VOCABULARY_FIXTURE_H
#define UNIT_VOCABULARY_FIXTURE_H

#include "base/embedded.h"
#include "llm/vocabulary.h"
#include "model/slots.h"

/* Arenas first; the tables live in `arena`. */
struct vocabulary_fixture {
    struct arena *arena;
    struct arena *scratch;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct vocabulary vocabulary;
};

/* Titles that are long, common words, numbers, remakes, foreign, or in the form of MovieLens. */
static const char *const VOCABULARY_FIXTURE_FILMS[] = {
    "Alien (1979)",
    "Aliens (1986)",
    "Airplane! (1980)",
    "Back to the Future (1985)",
    "Big (1988)",
    "Blade Runner (1982)",
    "Casablanca (1942)",
    "Chicago (2002)",
    "City of God (Cidade de Deus) (2002)",
    "Dune (1984)",
    "Dune (2021)",
    "Frozen (2013)",
    "Godfather, The (1972)",
    "Heat (1995)",
    "Her (2013)",
    "Inception (2010)",
    "It (2017)",
    "Jaws (1975)",
    "Matrix, The (1999)",
    "Memento (2000)",
    "No Country for Old Men (2007)",
    "Pulp Fiction (1994)",
    "Seven (a.k.a. Se7en) (1995)",
    "Shawshank Redemption, The (1994)",
    "Some Like It Hot (1959)",
    "Star Wars: Episode IV - A New Hope (1977)",
    "Star Wars: Episode V - The Empire Strikes Back (1980)",
    "Titanic (1997)",
    "Twelve Monkeys (a.k.a. 12 Monkeys) (1995)",
    "Up (2009)",
    "1917 (2019)",
    "2001: A Space Odyssey (1968)",
};

/* The rows of an embedded CSV file without quoted cells in its first two columns. */
static inline struct str vocabulary_fixture_rows(const char *name)
{
    const struct embedded_file *file = embedded_find(name);
    struct str text = {(const char *)file->data, file->size};
    struct str header;
    str_next(&text, '\n', &header);
    return text;
}

static inline struct vocabulary_fixture *vocabulary_fixture_open(void)
{
    struct arena *arena = arena_open("test", (size_t)1 << 28);
    struct vocabulary_fixture *fixture = ARENA_NEW(arena, struct vocabulary_fixture);
    *fixture = (struct vocabulary_fixture){.arena = arena,
                                           .scratch = arena_open("scratch", (size_t)1 << 28)};
    fixture->genres = genre_table_init(arena);
    fixture->catalogue = catalogue_init(arena);
    fixture->vocabulary =
        (struct vocabulary){&fixture->catalogue, &fixture->genres, &fixture->intents};

    struct str line;
    struct str cell;
    struct str rows = vocabulary_fixture_rows("datasets/genres.csv");
    while (str_next(&rows, '\n', &line)) {
        if (line.size == 0)
            continue;
        str_next(&line, ',', &cell);
        int genre = genre_add(&fixture->genres, cell);
        while (str_next(&line, '|', &cell))
            genre_add_alias(&fixture->genres, genre, cell);
    }
    rows = vocabulary_fixture_rows("datasets/intents.csv");
    while (str_next(&rows, '\n', &line)) {
        str_next(&line, ',', &cell);
        if (cell.size != 0)
            intent_add(&fixture->intents, str_copy(arena, cell));
    }
    for (size_t i = 0; i < sizeof VOCABULARY_FIXTURE_FILMS / sizeof *VOCABULARY_FIXTURE_FILMS;
         i++) {
        struct str title = str_from(VOCABULARY_FIXTURE_FILMS[i]);
        catalogue_add(&fixture->catalogue, title, title, 0);
    }
    return fixture;
}

static inline void vocabulary_fixture_close(struct vocabulary_fixture *fixture)
{
    arena_close(fixture->scratch);
    arena_close(fixture->arena);
}

/*
 * The slots that are not empty, as "intent=search genres=Comedy, Sci-Fi year_min=1980"; the text
 * lives as long as the fixture.
 */
static inline const char *vocabulary_fixture_say(struct vocabulary_fixture *fixture,
                                                 const struct slots *slots)
{
    struct strbuf said = strbuf_init(fixture->arena, 4096);
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        struct str text = slots_text((enum slot)slot, slots, &fixture->genres, &fixture->intents,
                                     &fixture->catalogue, fixture->arena);
        if (text.size != 0)
            strbuf_addf(&said, "%s%s=%.*s", said.size == 0 ? "" : " ", slots_name((enum slot)slot),
                        STR_ARG(text));
    }
    return said.size == 0 ? "" : said.data;
}

#endif
