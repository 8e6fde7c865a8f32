#include "commands/recommend_person.h"

#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "commands/key.h"

/* ---- the user ---------------------------------------------------------------------------------
 */

/* "u_" and 16 hexadecimal digits. */
static bool is_pseudonym(struct str text)
{
    if (text.size != PSEUDONYM_TEXT - 1 || !str_starts_with(text, STR("u_")))
        return false;
    for (size_t i = 2; i < text.size; i++)
        if (strchr("0123456789abcdef", text.data[i]) == NULL)
            return false;
    return true;
}

/* A pseudonym needs no key, so that who has none may still ask about one. */
static bool make_pseudonym(const struct session *session, const struct model_file *file,
                           struct str id, char out[PSEUDONYM_TEXT], struct error *err)
{
    struct pseudonym_key key;
    if (is_pseudonym(id)) {
        snprintf(out, PSEUDONYM_TEXT, "%.*s", STR_ARG(id));
        return true;
    }
    if (!key_open_existing(session, &key, err))
        return false;
    if (key_check(&key) != file->key_check)
        return error_set(err, ERROR_USAGE, AT_FILE(file->path),
                         "the pseudonyms of this model were made with another key: its users can "
                         "be told by their pseudonyms only");
    pseudonym_text(pseudonym_number(&key, id), out);
    return true;
}

/* ---- ratings ----------------------------------------------------------------------------------
 */

static bool find_film(const struct session *session, const struct model_file *file, struct str name,
                      struct recommend_films *films, bool *films_made, uint32_t *out,
                      struct error *err)
{
    *out = name_table_find(&file->items, name);
    if (*out != NAME_TABLE_NONE)
        return true;
    if (!*films_made && !recommend_films_make(session, file, films, err))
        return false;
    *films_made = true;
    return recommend_films_find(session, file, films, name, out, err);
}

/* "Heat (1995)=4.5": the last equals sign counts, for titles have some too. */
static bool split_rating(struct str text, struct str *name, double *stars)
{
    size_t equals = text.size;
    while (equals > 0 && text.data[equals - 1] != '=')
        equals--;
    if (equals == 0)
        return false;
    *name = str_trim(str_slice(text, 0, equals - 1));
    return name->size != 0 && str_to_double(str_trim(str_slice(text, equals, text.size)), stars);
}

/* Of two ratings of one film the later one counts. */
static void add_rating(struct fold_in_ratings *ratings, struct fold_in_rating rating,
                       struct arena *arena)
{
    for (size_t i = 0; i < ratings->count; i++) {
        if (ratings->items[i].item == rating.item) {
            ratings->items[i] = rating;
            return;
        }
    }
    *ARENA_PUSH(arena, ratings) = rating;
}

static bool read_ratings(const struct session *session, const struct model_file *file,
                         struct recommend_films *films, bool *films_made,
                         struct fold_in_ratings *out, struct error *err)
{
    for (size_t i = 0; i < session->option_count; i++) {
        const char *text = session->options[i].value;
        struct str name;
        double stars;
        uint32_t item;
        if (strcmp(session->options[i].name, "rating") != 0)
            continue;
        if (!split_rating(str_from(text), &name, &stars))
            return error_set(err, ERROR_USAGE, AT_NOWHERE, "`--rating` takes FILM=STARS, not `%s`",
                             text);
        if (unicode_invalid_at(name) != name.size)
            return error_set(err, ERROR_USAGE, AT_NOWHERE, "`--rating` is not valid UTF-8");
        if (stars < (double)file->scale_min || stars > (double)file->scale_max)
            return error_set(err, ERROR_USAGE, AT_NOWHERE,
                             "`--rating %s`: the ratings of the model go from %g to %g", text,
                             (double)file->scale_min, (double)file->scale_max);
        if (!find_film(session, file, name, films, films_made, &item, err))
            return false;
        add_rating(out, (struct fold_in_rating){item, (float)stars}, session->run);
    }
    return true;
}

bool recommend_person_find(const struct session *session, const struct model_file *file,
                           struct recommend_films *films, bool *films_made,
                           struct recommend_person *out, struct error *err)
{
    const struct str id = str_from(session_option(session, "user"));
    struct fold_in_ratings given = {0};
    if (id.size == 0)
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "`--user` is missing: for whom is it?");
    if (!make_pseudonym(session, file, id, out->pseudonym, err) ||
        !read_ratings(session, file, films, films_made, &given, err))
        return false;
    const uint32_t user = name_table_find(&file->users, str_from(out->pseudonym));
    out->given = given.count;
    return advice_person_make(file, user, &given, session->run, &out->advice, err);
}
