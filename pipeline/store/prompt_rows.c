#include "store/prompt_rows.h"

#include "store/document.h"
#include "store/statement.h"

bool prompt_rows_load(struct store *store, struct arena *arena, struct prompt_rows_row **out,
                      size_t *count, struct error *err)
{
    struct statement query = statement_open(
        store,
        "SELECT name, version, source, first_run, "
        "(SELECT count(DISTINCT run_id) FROM prompt_use WHERE prompt_id = prompt.id) "
        "FROM prompt ORDER BY name, id",
        err);
    size_t capacity = 0;
    *out = NULL;
    *count = 0;
    while (statement_row(&query)) {
        *out = arena_grow(arena, *out, *count, &capacity, sizeof **out);
        (*out)[(*count)++] = (struct prompt_rows_row){
            .name = statement_copy(&query, 0, arena),
            .version = statement_copy(&query, 1, arena),
            .source = statement_copy(&query, 2, arena),
            .first_run = statement_copy(&query, 3, arena),
            .runs = (size_t)statement_count(&query, 4),
        };
    }
    return statement_close(&query);
}

static bool keep_prompt(struct store *store, const struct json *prompt, const struct json *run,
                        struct error *err)
{
    struct statement insert =
        statement_open(store,
                       "INSERT INTO prompt (name, version, digest, source, first_run) "
                       "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                       err);
    document_bind_text(&insert, 1, prompt, "name");
    document_bind_text(&insert, 2, prompt, "version");
    document_bind_digest(&insert, 3, prompt, "digest");
    document_bind_text(&insert, 4, prompt, "source");
    document_bind_text(&insert, 5, run, "id");
    statement_run(&insert);
    return statement_close(&insert);
}

static bool keep_uses(struct store *store, int64_t run, const struct json *prompt,
                      struct error *err)
{
    struct statement insert = statement_open(
        store,
        "INSERT INTO prompt_use SELECT ?1, id, ?4 FROM prompt WHERE name = ?2 AND digest = ?3",
        err);
    const struct json *user = json_first(json_get(prompt, "used_by"));
    statement_bind_count(&insert, 1, run);
    document_bind_text(&insert, 2, prompt, "name");
    document_bind_digest(&insert, 3, prompt, "digest");
    for (; user != NULL; user = json_next(user)) {
        statement_bind_text(&insert, 4, str_from(json_text(user)));
        statement_run(&insert);
    }
    return statement_close(&insert);
}

bool prompt_rows_keep(struct store *store, int64_t run, const struct json *summary,
                      struct error *err)
{
    const struct json *prompt = json_first(json_get(summary, "prompts"));
    for (; prompt != NULL; prompt = json_next(prompt))
        if (json_is_string(json_get(prompt, "source")) &&
            (!keep_prompt(store, prompt, json_get(summary, "run"), err) ||
             !keep_uses(store, run, prompt, err)))
            return false;
    return true;
}
