#include "model/slots_json.h"

#include "base/json.h"

static void put_genres(struct json *root, const char *key, genre_set set,
                       const struct genre_table *genres)
{
    struct json *list = json_put_array(root, key);
    for (size_t i = 0; i < genres->count; i++)
        if (set >> i & 1U)
            json_append_string(list, genres->names[i]);
}

static void put_films(struct json *root, const char *key, const struct film_set *set)
{
    struct json *list = json_put_array(root, key);
    for (size_t i = 0; i < set->count; i++)
        json_append_string(list, set->texts[i]);
}

static void put_year(struct json *root, const char *key, int year)
{
    if (year == 0)
        json_put_null(root, key);
    else
        json_put_number(root, key, year);
}

static void put_intent(struct json *root, const char *key, int intent,
                       const struct intent_table *intents)
{
    if (intent == INTENT_NONE)
        json_put_null(root, key);
    else
        json_put_string(root, key, intents->names[intent]);
}

struct str slots_json(const struct slots *slots, unsigned which, const struct genre_table *genres,
                      const struct intent_table *intents, struct arena *arena)
{
    struct json *root = json_object();
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        const char *key = slots_name((enum slot)slot);
        if ((which & SLOT_BIT(slot)) == 0)
            continue;
        switch ((enum slot)slot) {
        case SLOT_INTENT:
            put_intent(root, key, slots->intent, intents);
            break;
        case SLOT_GENRES:
            put_genres(root, key, slots->genres, genres);
            break;
        case SLOT_EXCLUDE_GENRES:
            put_genres(root, key, slots->exclude_genres, genres);
            break;
        case SLOT_YEAR_MIN:
            put_year(root, key, slots->year_min);
            break;
        case SLOT_YEAR_MAX:
            put_year(root, key, slots->year_max);
            break;
        case SLOT_SIMILAR_TO:
            put_films(root, key, &slots->similar_to);
            break;
        case SLOT_MOVIES:
            put_films(root, key, &slots->movies);
            break;
        case SLOT_COUNT:
            break;
        }
    }
    struct str line = json_write_line(arena, root);
    json_free(root);
    return line;
}
