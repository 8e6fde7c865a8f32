#include "commands/recommend_films.h"

#include "base/suggest.h"
#include "base/unicode.h"
#include "commands/tables.h"

/*
 * The genres of the file by their numbers in today's table, which learns those that it lacks. The
 * texts of a file are made well-formed, for nobody vouches for them.
 */
static void number_genres(const struct model_file *file, struct genre_table *genres,
                          struct arena *scratch, genre_set out[GENRE_MAX])
{
    for (size_t g = 0; g < file->genres.count; g++) {
        const struct str name = unicode_displayable(scratch, name_table_get(&file->genres, g));
        int genre = genre_find(genres, scratch, name);
        if (genre == GENRE_UNKNOWN)
            genre = genre_add(genres, name);
        out[g] = genre < 0 ? 0 : genre_bit(genre);
    }
}

static genre_set translate(genre_set genres, const genre_set numbers[GENRE_MAX])
{
    genre_set out = 0;
    for (int g = 0; g < GENRE_MAX; g++)
        if ((genres & genre_bit(g)) != 0)
            out |= numbers[g];
    return out;
}

static void add_films(const struct model_file *file, struct arena *scratch,
                      struct recommend_films *out)
{
    genre_set numbers[GENRE_MAX] = {0};
    number_genres(file, &out->genres, scratch, numbers);
    for (uint32_t item = 0; item < file->n_items; item++) {
        struct hybrid_film *film = &out->films[item];
        *film = (struct hybrid_film){.genres = translate(file->item_genres[item], numbers),
                                     .year = file->years[item],
                                     .film = FILM_NONE};
        const uint32_t number = (uint32_t)out->catalogue.count;
        const struct str title =
            unicode_displayable(scratch, str_from(model_file_title(file, item, scratch)));
        if (name_table_get(&file->titles, item).size != 0 &&
            catalogue_add(&out->catalogue, name_table_get(&file->items, item), title,
                          film->genres)) {
            film->film = number;
            out->items[number] = item;
        }
    }
}

bool recommend_films_make(const struct session *session, const struct model_file *file,
                          struct recommend_films *out, struct error *err)
{
    struct arena *arena = session->run;
    struct input_list inputs = {.arena = arena};
    struct loader loader = {.arena = arena,
                            .scratch = session->scratch,
                            .inputs = &inputs,
                            .genres = &out->genres,
                            .intents = &out->intents};
    if (!tables_load(session->config, &loader, &out->genres, &out->intents, err))
        return false;
    out->catalogue = catalogue_init(arena);
    out->films = ARENA_ARRAY(arena, struct hybrid_film, file->n_items);
    out->items = ARENA_ARRAY(arena, uint32_t, file->n_items);
    add_films(file, arena, out);
    arena_reset(session->scratch);
    return true;
}

/* The title, with or without its year, or the id that comes nearest to what was typed. */
static struct suggest nearest(const struct session *session, const struct model_file *file,
                              struct str name)
{
    struct suggest near = suggest_for(name);
    for (uint32_t item = 0; item < file->n_items; item++) {
        suggest_consider(&near, str_from(model_file_title(file, item, session->run)));
        suggest_consider(&near, name_table_get(&file->titles, item));
        suggest_consider(&near, name_table_get(&file->items, item));
    }
    return near;
}

bool recommend_films_find(const struct session *session, const struct model_file *file,
                          const struct recommend_films *films, struct str name, uint32_t *out,
                          struct error *err)
{
    const uint32_t film = catalogue_resolve(&films->catalogue, session->scratch, name);
    if (film < films->catalogue.count) {
        *out = films->items[film];
        return true;
    }
    const struct suggest near = nearest(session, file, name);
    if (near.best.size == 0)
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "the model has no film `%.*s`",
                         STR_ARG(name));
    return error_set(err, ERROR_USAGE, AT_NOWHERE,
                     "the model has no film `%.*s`; did you mean `%.*s`?", STR_ARG(name),
                     STR_ARG(near.best));
}
