#include "commands/recommend_query.h"

#include <string.h>

#include "llm/built_in.h"
#include "train/hybrid_match.h"

#define TEXT_MAX ((size_t)64 << 10) /* bytes of what was understood */

void recommend_query_none(const struct session *session, const struct model_file *file,
                          struct advice_request *request)
{
    unsigned char *levels = ARENA_ARRAY(session->run, unsigned char, file->n_items);
    memset(levels, 1, file->n_items);
    request->levels = levels;
    request->level_max = 1;
}

/* Films to compare with count as rated best; those that the model lacks say nothing. */
static void add_similar(const struct session *session, const struct model_file *file,
                        const struct recommend_films *films, const struct film_set *similar,
                        struct advice_request *request)
{
    for (size_t i = 0; i < similar->count; i++)
        if (similar->items[i] < films->catalogue.count)
            *ARENA_PUSH(session->run, &request->similar) =
                (struct fold_in_rating){films->items[similar->items[i]], file->scale_max};
}

struct recommend_query recommend_query_read(const struct session *session,
                                            const struct model_file *file,
                                            const struct recommend_films *films, struct str query,
                                            struct advice_request *request)
{
    const struct vocabulary vocabulary = {&films->catalogue, &films->genres, &films->intents};
    const struct built_in *built_in = built_in_open(&vocabulary, session->run, session->scratch);
    const struct reading reading = built_in_read(built_in, query, session->run, session->scratch);
    const struct slots *slots = &reading.slots;
    const struct hybrid_wish wish = hybrid_match_wish(slots, &films->catalogue);
    unsigned char *levels = ARENA_ARRAY(session->run, unsigned char, file->n_items);
    for (size_t i = 0; i < file->n_items; i++)
        levels[i] = (unsigned char)hybrid_match_level(&wish, &films->films[i]);
    request->levels = levels;
    request->level_max = wish.levels;
    request->with_seen = slots->movies.count != 0;
    add_similar(session, file, films, &slots->similar_to, request);
    arena_reset(session->scratch);
    return (struct recommend_query){
        .asked = true,
        .about_films = slots->intent != intent_find(&films->intents, STR("out_of_scope")),
        .slots = *slots,
    };
}

static void add_part(struct strbuf *text, const char *before, struct str part)
{
    if (part.size != 0)
        strbuf_addf(text, "%s%s%.*s", text->size == 0 ? "" : "; ", before, STR_ARG(part));
}

static void add_years(struct strbuf *text, int min, int max)
{
    if (min != 0 || max != 0)
        strbuf_add(text, text->size == 0 ? STR_NONE : STR("; "));
    if (min != 0 && min == max)
        strbuf_addf(text, "%d", min);
    else if (min != 0 && max != 0)
        strbuf_addf(text, "%d–%d", min, max);
    else if (min != 0)
        strbuf_addf(text, "from %d on", min);
    else if (max != 0)
        strbuf_addf(text, "until %d", max);
}

const char *recommend_query_text(const struct session *session, const struct recommend_films *films,
                                 const struct recommend_query *query)
{
    struct strbuf text = strbuf_init(session->run, TEXT_MAX);
    struct str parts[SLOT_COUNT];
    for (enum slot slot = 0; slot < SLOT_COUNT; slot++)
        parts[slot] = slots_text(slot, &query->slots, &films->genres, &films->intents,
                                 &films->catalogue, session->run);
    if (!query->about_films)
        return "nothing about films";
    add_part(&text, "", parts[SLOT_GENRES]);
    add_part(&text, "not ", parts[SLOT_EXCLUDE_GENRES]);
    add_years(&text, query->slots.year_min, query->slots.year_max);
    add_part(&text, "like ", parts[SLOT_SIMILAR_TO]);
    add_part(&text, "", parts[SLOT_MOVIES]);
    return text.size == 0 ? "any film" : text.data;
}
