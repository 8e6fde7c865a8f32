#include "report/sentences_gold.h"

#include <string.h>

#include "base/str.h"
#include "model/gold_account.h"
#include "report/format.h"

/* Why a run over all gold cases is not whole either. */
static const char *partial_asking(const struct json *summary, struct arena *arena)
{
    static const char *const REASONS[][2] = {
        {"budget", "the budget was used up before every question was asked"},
        {"offline", "questions without a recorded reply were not asked"},
        {"rescore", "the outputs of an earlier run were scored again"},
    };
    const char *partial = json_get_text(json_get(summary, "run"), "partial");
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++)
        if (strcmp(partial, REASONS[i][0]) == 0)
            return arena_printf(arena, "Partial run: %s. It never becomes a baseline",
                                REASONS[i][1]);
    return NULL;
}

const char *sentences_gold_partial(const struct json *summary, struct arena *arena)
{
    const struct json *gold = json_get(summary, "gold");
    const struct json *filter = json_get(gold, "filter");
    if (!json_is_string(filter))
        return partial_asking(summary, arena);
    return arena_printf(
        arena, "Partial run: %s of %s (%s). It never becomes a baseline",
        format_count(arena, json_size(json_get(gold, "selected"))),
        format_plural(arena, json_size(json_get(gold, "total")), "gold case", "gold cases"),
        json_text(filter));
}

const char *sentences_gold_changes(const struct json *summary, struct arena *arena)
{
    const struct json *changes = json_get(json_get(summary, "gold"), "changes");
    struct strbuf buf = strbuf_init(arena, 1024);
    for (int kind = 0; kind < GOLD_CHANGE_KINDS; kind++) {
        const char *name = gold_account_change_name((enum gold_change_kind)kind);
        size_t count = json_size(json_get(changes, name));
        if (count != 0)
            strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : ", ", format_count(arena, count),
                        name);
    }
    if (buf.size == 0)
        return NULL;
    return arena_printf(arena, "Gold cases since run %s: %s", json_get_text(changes, "since"),
                        buf.data);
}
