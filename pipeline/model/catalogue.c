#include "model/catalogue.h"

#include "base/hash.h"
#include "base/unicode.h"

#define YEAR_MIN 1870 /* before the first film */
#define YEAR_MAX 2200

/* Articles that MovieLens moves behind a title: "Matrix, The", "Femme Nikita, La". */
static const char *const ARTICLES[] = {"The", "A",  "An", "Le",  "La",  "Les", "L'",  "Un",  "Une",
                                       "Il",  "Lo", "El", "Los", "Las", "Der", "Die", "Das", "Den",
                                       "Det", "De", "O",  "Os",  "As",  "I",   "Gli", "Het"};

struct catalogue catalogue_init(struct arena *arena)
{
    return (struct catalogue){.arena = arena,
                              .by_id = map_init(arena),
                              .by_title = map_init(arena),
                              .by_title_year = map_init(arena)};
}

/* Cuts " (1999)" off the end of `*text` and returns the year, or 0. */
static int cut_year(struct str *text)
{
    struct str s = str_trim(*text);
    int64_t year;
    if (s.size < 7 || s.data[s.size - 1] != ')' || s.data[s.size - 6] != '(' ||
        !str_to_int64(str_slice(s, s.size - 5, s.size - 1), &year) || year < YEAR_MIN ||
        year > YEAR_MAX)
        return 0;
    *text = str_trim(str_slice(s, 0, s.size - 6));
    return (int)year;
}

/* "Matrix, The" is "The Matrix"; "L'" joins without a space. */
static struct str article_first(struct arena *arena, struct str title)
{
    for (size_t i = 0; i < sizeof ARTICLES / sizeof *ARTICLES; i++) {
        struct str article = str_from(ARTICLES[i]);
        if (title.size < article.size + 3 || !str_ends_with(title, article))
            continue;
        struct str head = str_slice(title, 0, title.size - article.size);
        if (!str_ends_with(head, STR(", ")))
            continue;
        const char *gap = str_ends_with(article, STR("'")) ? "" : " ";
        return str_from(arena_printf(arena, "%s%s%.*s", ARTICLES[i], gap,
                                     STR_ARG(str_slice(head, 0, head.size - 2))));
    }
    return title;
}

void catalogue_split_title(struct arena *arena, struct str text, struct str *title, int *year)
{
    struct str rest = str_trim(text);
    *year = cut_year(&rest);
    *title = article_first(arena, rest);
}

static struct str with_year(struct arena *arena, struct str key, int year)
{
    return str_from(arena_printf(arena, "%.*s|%d", STR_ARG(key), year));
}

/* Points the key at `film` unless it has a film that is at least as new. */
static void index_title(struct catalogue *catalogue, struct str key, uint32_t film)
{
    uint32_t other;
    if (map_add(&catalogue->by_title, key, film))
        return;
    map_find(&catalogue->by_title, key, &other);
    if (catalogue->items[other].year < catalogue->items[film].year)
        map_replace(&catalogue->by_title, key, film);
}

/* Lets the film be found by a name of it, with and without its year. */
static void index_name(struct catalogue *catalogue, struct str name, uint32_t film)
{
    struct str key = unicode_search_key(catalogue->arena, name);
    if (key.size == 0)
        return;
    index_title(catalogue, key, film);
    map_add(&catalogue->by_title_year,
            with_year(catalogue->arena, key, catalogue->items[film].year), film);
}

/*
 * Other titles stand in parentheses behind the first: "Seven (a.k.a. Se7en)", "City of God (Cidade
 * de Deus)". Each of them, and what is before them, names the film too.
 */
static void index_other_names(struct catalogue *catalogue, struct str title, uint32_t film)
{
    while (str_ends_with(title, STR(")"))) {
        size_t open = title.size - 1;
        while (open > 0 && title.data[open] != '(')
            open--;
        if (title.data[open] != '(')
            return;
        struct str inside = str_trim(str_slice(title, open + 1, title.size - 1));
        if (str_starts_with(inside, STR("a.k.a. ")))
            inside = str_slice(inside, 7, inside.size);
        title = str_trim(str_slice(title, 0, open));
        index_name(catalogue, article_first(catalogue->arena, inside), film);
        index_name(catalogue, article_first(catalogue->arena, title), film);
    }
}

bool catalogue_add(struct catalogue *catalogue, struct str id, struct str published_title,
                   genre_set genres)
{
    if (map_find(&catalogue->by_id, id, NULL))
        return false;

    struct arena *arena = catalogue->arena;
    uint32_t film = (uint32_t)catalogue->count;
    struct movie *movie = ARENA_PUSH(arena, catalogue);
    struct str title;
    catalogue_split_title(arena, published_title, &title, &movie->year);
    movie->id = str_copy(arena, id);
    movie->title = str_copy(arena, title);
    movie->genres = genres;

    map_add(&catalogue->by_id, movie->id, film);
    index_name(catalogue, movie->title, film);
    index_other_names(catalogue, movie->title, film);
    return true;
}

uint32_t catalogue_find_id(const struct catalogue *catalogue, struct str id)
{
    uint32_t film;
    return map_find(&catalogue->by_id, id, &film) ? film : FILM_NONE;
}

static uint32_t unlisted(struct str key)
{
    /* FILM_NONE is the one number of the range that no title may take. */
    uint32_t film = FILM_UNLISTED | (uint32_t)hash_fast(key, 0);
    return film == FILM_NONE ? FILM_UNLISTED : film;
}

uint32_t catalogue_resolve_title(const struct catalogue *catalogue, struct arena *scratch,
                                 struct str title, int year)
{
    struct str key = unicode_search_key(scratch, article_first(scratch, str_trim(title)));
    uint32_t film;
    if (key.size == 0)
        return FILM_NONE;
    if (year == 0)
        return map_find(&catalogue->by_title, key, &film) ? film : unlisted(key);
    struct str dated = with_year(scratch, key, year);
    return map_find(&catalogue->by_title_year, dated, &film) ? film : unlisted(dated);
}

uint32_t catalogue_resolve(const struct catalogue *catalogue, struct arena *scratch,
                           struct str text)
{
    struct str trimmed = str_trim(text);
    uint32_t film = catalogue_find_id(catalogue, trimmed);
    if (film != FILM_NONE)
        return film;
    int year = cut_year(&trimmed);
    return catalogue_resolve_title(catalogue, scratch, trimmed, year);
}
