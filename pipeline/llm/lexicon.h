/*
 * lexicon.h - the words and phrases that the built-in interpreter knows, found in a query.
 *
 * The table is datasets/lexicon.txt, carried by the program; its head explains the format. A
 * phrase means the same wherever it stands; what it then reaches is for the modules that read
 * the signs. Words are found as they are, without a plural s, without a suffix such as "-film", by
 * a beginning that stands for all its inflections, or with one spelling mistake (two from 9 letters
 * on).
 */
#ifndef LLM_LEXICON_H
#define LLM_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "llm/tokens.h"
#include "model/genre.h"

/* What a phrase says; a section of the table each. */
enum lexicon_kind {
    LEXICON_FILLER,   /* says nothing */
    LEXICON_ORDINARY, /* says something that no rule uses: no misspelling, no evidence of a title */
    LEXICON_GENRE,    /* names the genres */
    LEXICON_TOPIC,    /* stands for them, except in a documentary about it */
    LEXICON_HINT,     /* stands for them when nothing else does */
    LEXICON_FILM,     /* is about films in general */
    LEXICON_TONE,     /* describes a film, but no genre */
    LEXICON_ASK,      /* asks for something; a negation does not reach over it */
    LEXICON_NOT,      /* excludes what follows */
    LEXICON_NOT_AFTER, /* excludes what precedes */
    LEXICON_IDIOM,     /* looks like something else and says nothing */
    LEXICON_BUT,       /* turns: a negation ends, a comparison is narrowed */
    LEXICON_AND,       /* joins two of a kind */
    LEXICON_OR,
    LEXICON_SIMILAR,      /* a film to compare with follows */
    LEXICON_LIKED,        /* a film that pleased follows */
    LEXICON_BLEND,        /* between two films to compare with */
    LEXICON_MORE,         /* more films of the kind of one named elsewhere */
    LEXICON_LOOKUP,       /* a film that is looked up follows */
    LEXICON_LOOKUP_OPEN,  /* the same, if LEXICON_LOOKUP_CLOSE follows it */
    LEXICON_LOOKUP_CLOSE, /* something is asked about the film that precedes */
    LEXICON_DESCRIBED,    /* a film is looked up by what it shows */
    LEXICON_OLDEST,       /* of several films of that title the oldest */
    LEXICON_NEWEST,       /* the newest */
    LEXICON_PRONOUN,      /* a title only when it looks like one */
    LEXICON_PLACE,        /* what follows is a place rather than a title */
    LEXICON_SURPRISE,     /* anything goes */
    LEXICON_OUTSIDE,      /* is about something else than films */
    LEXICON_COMMAND,      /* tries to command the interpreter */
    LEXICON_DECADE,       /* `number` is its first year */
    LEXICON_DECADE_OF,    /* the number that follows is a decade */
    LEXICON_DECADE_END,   /* the number that precedes is a decade */
    LEXICON_PART,         /* of the decade that follows: `number` 0 early, 1 middle, 2 late */
    LEXICON_BEFORE,       /* than the year that follows */
    LEXICON_UNTIL,
    LEXICON_AFTER,
    LEXICON_SINCE,
    LEXICON_FROM, /* from the year that follows, if a second follows that one */
    LEXICON_TO,
    LEXICON_BEFORE_END, /* than the year that precedes */
    LEXICON_UNTIL_END,
    LEXICON_AFTER_END,
    LEXICON_SINCE_END,
    LEXICON_SETTING, /* when the film is set: the year that follows is none of release */
    LEXICON_UNIT,    /* the number that precedes counts something else than years */
    LEXICON_NUMBER,  /* `number` in words */
    LEXICON_SUFFIX,  /* an ending that may be cut off a compound; never found in a query */
    LEXICON_KINDS,
};

/* A phrase found in a query: its tokens `from` to before `to`. */
struct sign {
    enum lexicon_kind kind;
    int number;
    genre_set genres;
    size_t from;
    size_t to;
};

struct signs {
    struct sign *items; /* in the order of the query, without overlap */
    size_t count;
    size_t capacity;
};

/* Another name of a film: "Il padrino" for "The Godfather (1972)". */
struct lexicon_title {
    struct str alias;
    struct str title;
};

struct lexicon;

/*
 * Reads the table, and the names and aliases of all genres. Genres that `genres` does
 * not know are left out. `text` outlives the lexicon; a mistake in it is a bug of ours.
 */
struct lexicon *lexicon_open(struct str text, const struct genre_table *genres, struct arena *arena,
                             struct arena *scratch);

/* The longest phrases, from left to right; filler and ordinary words are none. */
struct signs lexicon_find(const struct lexicon *lexicon, const struct tokens *tokens,
                          struct arena *arena);

/* True when the word is in the table as it is. */
bool lexicon_knows(const struct lexicon *lexicon, struct str key);

/* True when the word alone is LEXICON_FILLER. */
bool lexicon_is_filler(const struct lexicon *lexicon, struct str key);

/* The other names of films, `*count` of them. */
const struct lexicon_title *lexicon_titles(const struct lexicon *lexicon, size_t *count);

#endif
