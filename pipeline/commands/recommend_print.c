#include "commands/recommend_print.h"

#include <math.h>

#include "base/json.h"
#include "commands/columns.h"

#define REASON_MAX 1024 /* bytes of a film's reasons */
#define REASON_FILMS 2  /* that fit on a line */

/* ---- text -------------------------------------------------------------------------------------
 */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_person(const struct session *session, const struct recommend_print *all)
{
    const struct advice_person *advice = &all->person->advice;
    const size_t count = advice->ratings.count;
    FILE *out = session->out;
    fprintf(out, "user %s: ", all->person->pseudonym);
    if (advice->user != NAME_TABLE_NONE)
        fprintf(out, "known, %zu rating%s", count, plural(count));
    else if (count != 0)
        fprintf(out, "unknown to the model, folded in from %zu rating%s", count, plural(count));
    else
        fprintf(out, "unknown to the model; these films are for the average person, and --rating "
                     "FILM=STARS makes them yours");
    if (advice->user != NAME_TABLE_NONE && all->person->given != 0)
        fprintf(out, ", %zu of them given now", all->person->given);
    fputc('\n', out);
}

/* "Alien (1979), Heat (1995); Sci-Fi": what the score rests on. */
static const char *reason_text(const struct session *session, const struct recommend_print *all,
                               const struct advice *advice)
{
    const struct reasons *reasons = &advice->reasons;
    struct strbuf text = strbuf_init(session->scratch, REASON_MAX);
    for (size_t i = 0; i < reasons->film_count && i < REASON_FILMS; i++)
        strbuf_addf(&text, "%s%s", i == 0 ? "because of " : ", ",
                    model_file_title(all->file, reasons->films[i].item, session->scratch));
    for (size_t i = 0; i < reasons->genre_count; i++)
        strbuf_addf(&text, "%s%.*s",
                    i != 0           ? ", "
                    : text.size == 0 ? "because of "
                                     : "; ",
                    STR_ARG(name_table_get(&all->file->genres, (size_t)reasons->genres[i].genre)));
    if (text.size == 0)
        strbuf_addf(&text, "%u rating%s", (unsigned)all->file->rating_counts[advice->item],
                    plural(all->file->rating_counts[advice->item]));
    if (!isnan(advice->rated))
        strbuf_addf(&text, "; you gave it %g", (double)advice->rated);
    return text.data;
}

static void print_list(const struct session *session, const struct recommend_print *all)
{
    struct columns columns = columns_init(session->scratch, "rrll", session->colour);
    for (size_t i = 0; i < all->count; i++) {
        const struct advice *advice = &all->list[i];
        columns_add(&columns, arena_printf(session->scratch, "%zu", i + 1), COLUMNS_FAINT);
        columns_add(&columns, arena_printf(session->scratch, "%.1f", (double)advice->stars),
                    COLUMNS_GOOD);
        columns_add(&columns, model_file_title(all->file, advice->item, session->scratch),
                    COLUMNS_PLAIN);
        columns_add(&columns, reason_text(session, all, advice), COLUMNS_FAINT);
    }
    columns_print(&columns, "  ", session->out);
}

void recommend_print_text(const struct session *session, const struct recommend_print *all)
{
    if (!session->quiet) {
        print_person(session, all);
        if (all->query->asked)
            fprintf(session->out, "understood: %s\n",
                    recommend_query_text(session, all->films, all->query));
        fputc('\n', session->out);
    }
    if (all->count != 0)
        print_list(session, all);
    else if (all->query->asked && !all->query->about_films)
        fputs("nothing to recommend: the query asks for no film\n", session->out);
    else if (all->query->asked)
        fputs("nothing to recommend: no film that is new to this user fits the query\n",
              session->out);
    else
        fputs("nothing to recommend: this user has rated every film of the model\n", session->out);
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

static void put_genres(struct json *object, const char *key, genre_set genres,
                       const struct str *names)
{
    struct json *list = json_put_array(object, key);
    for (int g = 0; g < GENRE_MAX; g++)
        if ((genres & genre_bit(g)) != 0)
            json_append_string(list, names[g]);
}

static void put_films(struct json *object, const char *key, const struct film_set *set)
{
    struct json *list = json_put_array(object, key);
    for (size_t i = 0; i < set->count; i++)
        json_append_string(list, set->texts[i]);
}

static void put_year(struct json *object, const char *key, int year)
{
    if (year == 0)
        json_put_null(object, key);
    else
        json_put_number(object, key, year);
}

static void put_film(struct json *object, const struct model_file *file, uint32_t item)
{
    json_put_string(object, "id", name_table_get(&file->items, item));
    json_put_string(object, "title", name_table_get(&file->titles, item));
    put_year(object, "year", file->years[item]);
}

static void put_model(struct json *root, const struct model_file *file)
{
    char digest[HASH_SHA256_HEX];
    struct json *node = json_put_object(root, "model");
    hash_hex(file->data_digest, digest);
    json_put_text(node, "path", file->path);
    json_put_text(node, "data_digest", digest);
    json_put_count(node, "users", file->n_users);
    json_put_count(node, "films", file->n_items);
    json_put_count(node, "ratings", file->n_ratings);
    json_put_count(node, "factors", file->factors);
}

static void put_user(struct json *root, const struct recommend_person *person)
{
    const struct advice_person *advice = &person->advice;
    struct json *node = json_put_object(root, "user");
    json_put_text(node, "pseudonym", person->pseudonym);
    json_put_bool(node, "known", advice->user != NAME_TABLE_NONE);
    json_put_count(node, "ratings", advice->ratings.count);
    json_put_count(node, "given", person->given);
    json_put_text(node, "row",
                  advice->trained              ? "trained"
                  : advice->ratings.count != 0 ? "folded_in"
                                               : "average");
}

static void put_query(const struct session *session, struct json *root,
                      const struct recommend_print *all)
{
    const struct slots *slots = &all->query->slots;
    if (!all->query->asked) {
        json_put_null(root, "query");
        return;
    }
    struct json *node = json_put_object(root, "query");
    json_put_text(node, "understood", recommend_query_text(session, all->films, all->query));
    if (slots->intent == INTENT_NONE)
        json_put_null(node, "intent");
    else
        json_put_string(node, "intent", all->films->intents.names[slots->intent]);
    put_genres(node, "genres", slots->genres, all->films->genres.names);
    put_genres(node, "exclude_genres", slots->exclude_genres, all->films->genres.names);
    put_year(node, "year_min", slots->year_min);
    put_year(node, "year_max", slots->year_max);
    put_films(node, "similar_to", &slots->similar_to);
    put_films(node, "movies", &slots->movies);
}

static void put_reasons(struct json *node, const struct model_file *file,
                        const struct reasons *reasons)
{
    json_put_number(node, "average_stars", reasons->average);
    json_put_number(node, "level", reasons->level);
    json_put_number(node, "taste", reasons->shares);
    struct json *films = json_put_array(node, "because_of_films");
    for (size_t i = 0; i < reasons->film_count; i++) {
        struct json *film = json_append_object(films);
        put_film(film, file, reasons->films[i].item);
        json_put_number(film, "rated", (double)reasons->films[i].stars);
        json_put_number(film, "share", reasons->films[i].share);
    }
    struct json *genres = json_put_array(node, "because_of_genres");
    for (size_t i = 0; i < reasons->genre_count; i++) {
        struct json *genre = json_append_object(genres);
        json_put_string(genre, "genre",
                        name_table_get(&file->genres, (size_t)reasons->genres[i].genre));
        json_put_number(genre, "share", reasons->genres[i].share);
    }
}

static void put_list(struct json *root, const struct recommend_print *all,
                     const struct str names[GENRE_MAX])
{
    struct json *list = json_put_array(root, "recommendations");
    for (size_t i = 0; i < all->count; i++) {
        const struct advice *advice = &all->list[i];
        struct json *node = json_append_object(list);
        put_film(node, all->file, advice->item);
        put_genres(node, "genres", all->file->item_genres[advice->item], names);
        json_put_number(node, "stars", (double)advice->stars);
        json_put_number(node, "score", (double)advice->score);
        json_put_number(node, "rated", (double)advice->rated);
        json_put_count(node, "ratings", all->file->rating_counts[advice->item]);
        put_reasons(node, all->file, &advice->reasons);
    }
}

void recommend_print_json(const struct session *session, const struct recommend_print *all)
{
    struct json *root = json_object();
    struct str names[GENRE_MAX] = {{0}};
    for (size_t g = 0; g < all->file->genres.count; g++)
        names[g] = name_table_get(&all->file->genres, g);
    put_model(root, all->file);
    put_user(root, all->person);
    put_query(session, root, all);
    put_list(root, all, names);
    const struct str text = json_write(session->scratch, root);
    fwrite(text.data, 1, text.size, session->out);
    json_free(root);
}
