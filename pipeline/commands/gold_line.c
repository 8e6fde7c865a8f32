#include "commands/gold_line.h"

#include "base/json.h"

static void put_genres(struct json *expected, const char *name, genre_set set,
                       const struct genre_table *genres)
{
    struct json *list = json_put_array(expected, name);
    for (size_t g = 0; g < genres->count; g++)
        if ((set & genre_bit((int)g)) != 0)
            json_append_string(list, genres->names[g]);
}

static void put_films(struct json *expected, const char *name, const struct film_set *films)
{
    struct json *list = json_put_array(expected, name);
    for (size_t f = 0; f < films->count; f++)
        json_append_string(list, films->texts[f]);
}

static void put_year(struct json *expected, const char *name, int year)
{
    if (year == 0)
        json_put_null(expected, name);
    else
        json_put_number(expected, name, year);
}

static void put_slot(struct json *expected, enum slot slot, const struct slots *slots,
                     const struct genre_table *genres, const struct intent_table *intents)
{
    const char *name = slots_name(slot);
    switch (slot) {
    case SLOT_INTENT:
        if (slots->intent == INTENT_NONE)
            json_put_null(expected, name);
        else
            json_put_string(expected, name, intents->names[slots->intent]);
        return;
    case SLOT_GENRES:
        put_genres(expected, name, slots->genres, genres);
        return;
    case SLOT_EXCLUDE_GENRES:
        put_genres(expected, name, slots->exclude_genres, genres);
        return;
    case SLOT_YEAR_MIN:
        put_year(expected, name, slots->year_min);
        return;
    case SLOT_YEAR_MAX:
        put_year(expected, name, slots->year_max);
        return;
    case SLOT_SIMILAR_TO:
        put_films(expected, name, &slots->similar_to);
        return;
    case SLOT_MOVIES:
        put_films(expected, name, &slots->movies);
        return;
    case SLOT_COUNT:
        return;
    }
}

/* The assertions are kept as JSON, so they go in front of the last brace as they are. */
static struct str with_assertions(struct str line, const struct assertion_list *assertions,
                                  struct arena *scratch)
{
    size_t size = line.size + sizeof ",\"assert\":[]";
    for (size_t i = 0; i < assertions->count; i++)
        size += assertions->items[i].source.size + 1;
    struct strbuf buf = strbuf_init(scratch, size);
    strbuf_add(&buf, str_slice(line, 0, line.size - 1));
    for (size_t i = 0; i < assertions->count; i++) {
        strbuf_add(&buf, i == 0 ? STR(",\"assert\":[") : STR(","));
        strbuf_add(&buf, assertions->items[i].source);
    }
    strbuf_add(&buf, STR("]}"));
    return strbuf_str(&buf);
}

struct str gold_line_write(const struct gold_case *one, const struct genre_table *genres,
                           const struct intent_table *intents, struct arena *scratch)
{
    struct json *root = json_object();
    json_put_string(root, "id", one->id);
    json_put_string(root, "query", one->query);
    if (one->expected.named != 0) {
        struct json *expected = json_put_object(root, "expected");
        for (int slot = 0; slot < SLOT_COUNT; slot++)
            if ((one->expected.named & SLOT_BIT(slot)) != 0)
                put_slot(expected, (enum slot)slot, &one->expected, genres, intents);
    }
    if (one->tag_count != 0) {
        struct json *tags = json_put_array(root, "tags");
        for (size_t t = 0; t < one->tag_count; t++)
            json_append_string(tags, one->tags[t]);
    }
    struct str line = json_write_line(scratch, root);
    json_free(root);
    return one->assertions.count == 0 ? line : with_assertions(line, &one->assertions, scratch);
}
