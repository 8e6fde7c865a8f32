#include "commands/recommend.h"

#include <string.h>

#include "base/io.h"
#include "base/unicode.h"
#include "commands/recommend_films.h"
#include "commands/recommend_person.h"
#include "commands/recommend_print.h"
#include "commands/recommend_query.h"

#define LIMIT 10
#define LIMIT_TEXT "10"
#define LIMIT_MAX 1000
#define SUFFIX ".svd"

const struct commands_option recommend_options[] = {
    {"user", "ID", "for whom: the id of the ratings, or its pseudonym"},
    {"query", "TEXT", "what is asked for, in words: \"a funny space adventure from the 80s\""},
    {"limit", "N", "how many films (-n; " LIMIT_TEXT ")"},
    {"rating", "FILM=STARS",
     "a rating that the model does not know, of a film by id or title; may be given several times"},
    {"model", "FILE", "the model to ask; the newest one of the output folder unless given"},
    {"verify", NULL, "check every byte of the model first"},
    {0},
};

static bool read_limit(const struct session *session, size_t *limit, struct error *err)
{
    const char *text = session_option(session, "limit");
    int64_t number = LIMIT;
    if (text != NULL &&
        (!str_to_int64(str_from(text), &number) || number < 1 || number > LIMIT_MAX))
        return error_set(err, ERROR_USAGE, AT_NOWHERE,
                         "`--limit` takes a whole number from 1 to %d, not `%s`", LIMIT_MAX, text);
    *limit = (size_t)number;
    return true;
}

/* Names begin with the time, so that the last is the newest; "-2" of the same second comes behind.
 */
static bool is_newer(const char *name, const char *than)
{
    const struct str a = str_slice(str_from(name), 0, strlen(name) - strlen(SUFFIX));
    const struct str b = str_slice(str_from(than), 0, strlen(than) - strlen(SUFFIX));
    return str_compare(a, b) > 0;
}

static bool find_model(const struct session *session, const char **path, struct error *err)
{
    const char *folder = io_join(session->run, session->config->run.out, "models");
    const char *newest = NULL;
    char **names;
    size_t count;
    *path = session_option(session, "model");
    if (*path != NULL)
        return true;
    if (!io_list_folder(session->run, folder, &names, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (names[i][0] != '.' && str_ends_with(str_from(names[i]), STR(SUFFIX)) &&
            (newest == NULL || is_newer(names[i], newest)))
            newest = names[i];
    if (newest == NULL)
        return error_set(err, ERROR_USAGE, AT_FILE(folder),
                         "there is no model yet: `reelgauge train` makes one");
    *path = io_join(session->run, folder, newest);
    return true;
}

/* Reads --query into the request; without one every film will do. */
static bool read_query(const struct session *session, const struct model_file *file,
                       struct recommend_films *films, bool films_made,
                       struct advice_request *request, struct recommend_query *out,
                       struct error *err)
{
    const struct str text = str_from(session_option(session, "query"));
    *out = (struct recommend_query){0};
    if (text.size == 0) {
        recommend_query_none(session, file, request);
        return true;
    }
    if (unicode_invalid_at(text) != text.size)
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "`--query` is not valid UTF-8");
    if (!films_made && !recommend_films_make(session, file, films, err))
        return false;
    *out = recommend_query_read(session, file, films, text, request);
    return true;
}

static bool answer(struct session *session, const struct model_file *file, size_t limit,
                   struct error *err)
{
    struct advice_request request = {.count = limit};
    const struct kernels *kernels;
    struct recommend_films films;
    struct recommend_person person;
    struct recommend_query query;
    struct recommend_print all = {
        .file = file, .films = &films, .person = &person, .query = &query};
    bool films_made = false;
    if (!kernels_choose(session->kernels, &kernels, err) ||
        !recommend_person_find(session, file, &films, &films_made, &person, err) ||
        !read_query(session, file, &films, films_made, &request, &query, err))
        return false;
    struct advice *list = NULL;
    if ((!query.asked || query.about_films) &&
        !advice_list(file, &person.advice, &request, kernels, session->run, &list, &all.count, err))
        return false;
    all.list = list;
    if (session->json)
        recommend_print_json(session, &all);
    else
        recommend_print_text(session, &all);
    return true;
}

bool recommend_command(struct session *session, struct error *err)
{
    struct model_file file;
    const char *path;
    size_t limit = LIMIT;
    if (!read_limit(session, &limit, err) || !find_model(session, &path, err) ||
        !model_file_open(path, &file, err))
        return false;
    bool done = (session_option(session, "verify") == NULL || model_file_verify(&file, err)) &&
                answer(session, &file, limit, err);
    model_file_close(&file);
    return done;
}
