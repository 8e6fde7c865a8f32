#include "synth/synth_recordings.h"

#include <math.h>
#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/writer.h"

#define FILE_MODE 0644
#define ANSWER_MAX_BYTES ((size_t)64 << 10)

/* Every case draws one of a hundred fates. */
enum {
    FATE_FAILED = 1,        /* 0: the call fails */
    FATE_UNPARSEABLE = 3,   /* 1, 2: an answer without an interpretation */
    FATE_WRONG_INTENT = 4,  /* 3 */
    FATE_WRONG_YEARS = 7,   /* 4 … 6 */
    FATE_WRONG_GENRES = 12, /* 7 … 11 */
};

static void put_genres(struct json *answer, const char *key, genre_set set,
                       const struct genre_table *genres)
{
    struct json *list = json_put_array(answer, key);
    for (size_t g = 0; g < genres->count; g++)
        if (set & genre_bit((int)g))
            json_append_string(list, genres->names[g]);
}

static void put_films(struct json *answer, const char *key, const struct film_set *films,
                      const struct catalogue *catalogue, struct arena *scratch)
{
    struct json *list = json_put_array(answer, key);
    for (size_t i = 0; i < films->count; i++) {
        if (films->items[i] >= catalogue->count) {
            json_append_string(list, films->texts[i]);
            continue;
        }
        const struct movie *movie = &catalogue->items[films->items[i]];
        json_append_text(list,
                         arena_printf(scratch, "%.*s (%d)", STR_ARG(movie->title), movie->year));
    }
}

static void put_year(struct json *answer, const char *key, int year)
{
    if (year == 0)
        json_put_null(answer, key);
    else
        json_put_number(answer, key, year);
}

/* Spoils the slots as the fate says. A fate that finds nothing to spoil leaves the answer right. */
static void spoil(struct slots *slots, uint32_t fate, size_t genre_total, size_t intent_total,
                  struct rng *rng, struct synth_recordings_planted *planted)
{
    if (fate < FATE_WRONG_INTENT) {
        slots->intent = (slots->intent + 1) % (int)intent_total;
        planted->wrong_intents++;
    } else if (fate < FATE_WRONG_YEARS) {
        if (slots->year_min == 0 && slots->year_max == 0)
            return;
        slots->year_min += slots->year_min != 0 ? 10 : 0;
        slots->year_max += slots->year_max != 0 ? 10 : 0;
        planted->wrong_years++;
    } else if (fate < FATE_WRONG_GENRES) {
        if (slots->genres == 0)
            return;
        slots->genres ^= genre_bit((int)rng_below(rng, (uint32_t)genre_total));
        planted->wrong_genres++;
    }
}

static struct str write_slots(const struct slots *slots, const struct genre_table *genres,
                              const struct intent_table *intents, const struct catalogue *films,
                              struct arena *scratch)
{
    struct json *answer = json_object();
    if (slots->intent != INTENT_NONE)
        json_put_string(answer, "intent", intents->names[slots->intent]);
    put_genres(answer, "genres", slots->genres, genres);
    put_genres(answer, "exclude_genres", slots->exclude_genres, genres);
    put_year(answer, "year_min", slots->year_min);
    put_year(answer, "year_max", slots->year_max);
    put_films(answer, "similar_to", &slots->similar_to, films, scratch);
    put_films(answer, "movies", &slots->movies, films, scratch);
    struct str text = json_write_line(scratch, answer);
    json_free(answer);
    return text;
}

/* Real models do not always answer with JSON and nothing else. */
static struct str dress(struct str json, struct rng *rng, struct arena *scratch)
{
    struct strbuf buf = strbuf_init(scratch, ANSWER_MAX_BYTES);
    uint32_t shape = rng_below(rng, 10);
    if (shape == 0)
        strbuf_add(&buf, STR("Sure! Here is what I understood:\n"));
    if (shape <= 2)
        strbuf_add(&buf, STR("```json\n"));
    strbuf_add(&buf, json);
    if (shape <= 2)
        strbuf_add(&buf, STR("\n```"));
    if (shape == 0)
        strbuf_add(&buf, STR("\nLet me know if you want something else."));
    return strbuf_str(&buf);
}

static void put_result(struct json *call, const struct gold_case *gold,
                       const struct genre_table *genres, const struct intent_table *intents,
                       const struct catalogue *films, struct rng *rng, struct arena *scratch,
                       struct synth_recordings_planted *planted)
{
    uint32_t fate = rng_below(rng, 100);
    if (fate < FATE_FAILED) {
        json_put_text(call, "error", "timeout");
        planted->failed++;
        return;
    }
    if (fate < FATE_UNPARSEABLE) {
        json_put_text(call, "output", "I could not find a film that fits, sorry.");
        planted->unparseable++;
        return;
    }
    struct slots slots = gold->expected;
    spoil(&slots, fate, genres->count, intents->count, rng, planted);
    struct str answer = write_slots(&slots, genres, intents, films, scratch);
    json_put_string(call, "output", dress(answer, rng, scratch));
    json_put_number(call, "output_tokens", floor((double)answer.size / 4));
}

bool synth_recordings_write(const struct gold_set *gold, const struct genre_table *genres,
                            const struct intent_table *intents, const struct catalogue *films,
                            const char *model, int64_t ts_ms, uint64_t seed, const char *path,
                            struct arena *scratch, struct synth_recordings_planted *planted,
                            struct error *err)
{
    struct writer *out;
    if (!writer_open(path, FILE_MODE, &out, err))
        return false;
    for (size_t i = 0; i < gold->count; i++) {
        const struct gold_case *one = &gold->items[i];
        struct rng rng = rng_init(seed, hash_fast(one->id, hash_fast(str_from(model), 0)));
        struct json *call = json_object();
        json_put_text(call, "trace_id", arena_printf(scratch, "%s-%zu", model, i + 1));
        json_put_number(call, "ts", (double)ts_ms);
        json_put_string(call, "case_id", one->id);
        json_put_string(call, "query", one->query);
        json_put_text(call, "model", model);
        json_put_text(call, "prompt", "interpret@1");
        json_put_text(call, "source", "eval");
        json_put_number(call, "latency_ms", round(exp(6.6 + 0.4 * rng_normal(&rng))));
        const size_t input_tokens = 380 + one->query.size / 4;
        json_put_number(call, "input_tokens", (double)input_tokens);
        put_result(call, one, genres, intents, films, &rng, scratch, planted);
        writer_add(out, json_write_line(scratch, call));
        writer_add(out, STR("\n"));
        json_free(call);
    }
    planted->answers += gold->count;
    return writer_commit(out, err);
}
