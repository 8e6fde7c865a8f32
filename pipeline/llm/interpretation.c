#include "llm/interpretation.h"

#include "base/json.h"

static void put_genres(struct json *object, const char *key, genre_set genres,
                       const struct genre_table *table)
{
    struct json *list = json_put_array(object, key);
    for (size_t g = 0; g < table->count; g++)
        if ((genres & genre_bit((int)g)) != 0)
            json_append_string(list, table->names[g]);
}

static void put_year(struct json *object, const char *key, int year)
{
    if (year == 0)
        json_put_null(object, key);
    else
        json_put_number(object, key, year);
}

static void put_films(struct json *object, const char *key, const struct film_set *films)
{
    struct json *list = json_put_array(object, key);
    for (size_t f = 0; f < films->count; f++)
        json_append_string(list, films->texts[f]);
}

struct str interpretation_json(const struct slots *slots, const struct vocabulary *vocabulary,
                               struct arena *arena)
{
    struct json *object = json_object();
    if (slots->intent == INTENT_NONE)
        json_put_null(object, slots_name(SLOT_INTENT));
    else
        json_put_string(object, slots_name(SLOT_INTENT), vocabulary->intents->names[slots->intent]);
    put_genres(object, slots_name(SLOT_GENRES), slots->genres, vocabulary->genres);
    put_genres(object, slots_name(SLOT_EXCLUDE_GENRES), slots->exclude_genres, vocabulary->genres);
    put_year(object, slots_name(SLOT_YEAR_MIN), slots->year_min);
    put_year(object, slots_name(SLOT_YEAR_MAX), slots->year_max);
    put_films(object, slots_name(SLOT_SIMILAR_TO), &slots->similar_to);
    put_films(object, slots_name(SLOT_MOVIES), &slots->movies);
    struct str text = json_write_line(arena, object);
    json_free(object);
    return text;
}
