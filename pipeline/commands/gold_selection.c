#include "commands/gold_selection.h"

#include <string.h>

#include "base/json.h"
#include "load/gold_filter.h"
#include "store/run_record.h"

static struct at filter_at(const struct config *config)
{
    return config_at(config, "eval", "filter");
}

/* Adds what one interpreter of the run failed. */
static void add_failed(const struct json *interpreter, struct arena *arena, struct map *failed)
{
    const struct json *one = json_first(json_get(interpreter, "cases"));
    for (; one != NULL; one = json_next(one)) {
        const struct json *pass = json_get(one, "pass");
        struct str id = str_from(json_get_text(one, "id"));
        if (!json_is_null(pass) && !json_is_true(pass) && !map_find(failed, id, NULL))
            map_add(failed, str_copy(arena, id), 0);
    }
}

/* By the interpreter that the term names: "" is the one that was the primary then. */
static bool collect_failed(const struct json *record, const struct gold_filter_term *term,
                           struct at at, struct arena *arena, struct map *failed, struct error *err)
{
    bool any = str_equal(term->interpreter, STR("any"));
    bool found = false;
    struct str wanted = term->interpreter;
    if (wanted.size == 0)
        wanted = str_from(json_get_text(json_get(record, "params"), "llm.primary"));
    const struct json *each = json_first(json_get(record, "interpreters"));
    for (; each != NULL; each = json_next(each)) {
        if (!any && !str_equal(str_from(json_get_text(each, "name")), wanted))
            continue;
        add_failed(each, arena, failed);
        found = true;
    }
    return found ||
           error_set(err, ERROR_USAGE, at, "`%.*s`: the run %s has no case of an interpreter %.*s",
                     STR_ARG(term->text), json_get_text(record, "id"), STR_ARG(wanted));
}

static bool find_failed(struct store *store, struct gold_filter_term *term, struct at at,
                        struct arena *arena, struct error *err)
{
    struct map *failed = ARENA_NEW(arena, struct map);
    char run_id[RUN_ID_MAX];
    struct json *record;
    *failed = map_init(arena);
    term->failed = failed;
    if (store == NULL)
        return error_set(err, ERROR_USAGE, at, "`%.*s`: there is no run yet", STR_ARG(term->text));
    struct error why = {0};
    if (!run_record_find(store, term->run, run_id, &why))
        return error_set(err, why.kind, at, "`%.*s`: %s", STR_ARG(term->text), why.text);
    if (!run_record_read(store, run_id, arena, &record, err))
        return false;
    bool done = collect_failed(record, term, at, arena, failed, err);
    json_free(record);
    return done;
}

bool gold_selection_apply(const struct config *config, struct store *store,
                          const struct gold_set *gold, struct arena *arena, struct gold_set *out,
                          struct error *err)
{
    struct gold_filter filter;
    bool done = true;
    if (!gold_filter_parse(config->eval.filter, filter_at(config), arena, &filter, err))
        return false;
    for (size_t i = 0; done && i < filter.count; i++)
        if (filter.terms[i].kind == GOLD_FILTER_FAILED)
            done = find_failed(store, &filter.terms[i], filter_at(config), arena, err);
    done = done && gold_filter_apply(&filter, gold, config->run.seed, arena, out, err);
    gold_filter_close(&filter);
    return done;
}

bool gold_selection_check(const struct config *config, struct arena *arena, struct error *err)
{
    struct gold_filter filter;
    if (!gold_filter_parse(config->eval.filter, filter_at(config), arena, &filter, err))
        return false;
    gold_filter_close(&filter);
    return true;
}
