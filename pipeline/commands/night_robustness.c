#include "commands/night_robustness.h"

#include <stdlib.h>

#include "base/hash.h"
#include "commands/night_asking.h"
#include "commands/night_reading.h"
#include "eval/perturb.h"

#define WORKER_ARENA_MAX ((size_t)1 << 30)

/* Task number kind * cases + case is about one changed query. */
struct changes {
    const struct gold_set *gold;
    const struct built_in *built_in;
    struct perturb_options options;
    bool *drawn; /* (cases) */
    enum perturb_kind kinds[PERTURB_KINDS];
    size_t kind_count;
    struct str *queries;      /* (kinds, cases) */
    struct reading *readings; /* (kinds, cases) of the built-in interpreter */
    struct arena **arenas;    /* (threads) what the tasks found */
    struct arena **scratches; /* (threads) */
};

/* ── queries ── */

struct lot {
    uint64_t number;
    size_t at;
};

static int compare_lots(const void *left, const void *right)
{
    const struct lot *a = left;
    const struct lot *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Every id has a lot of its own, so that most cases are drawn again when some are added. */
static bool *draw_cases(const struct gold_set *gold, size_t cases, uint64_t seed,
                        struct arena *arena)
{
    bool *drawn = ARENA_ARRAY(arena, bool, gold->count);
    struct lot *lots = ARENA_ARRAY(arena, struct lot, gold->count);
    for (size_t i = 0; i < gold->count; i++)
        lots[i] = (struct lot){hash_fast(gold->items[i].id, seed), i};
    qsort(lots, gold->count, sizeof *lots, compare_lots);
    for (size_t i = 0; i < gold->count && i < cases; i++)
        drawn[lots[i].at] = true;
    return drawn;
}

static void change_query(void *context, size_t index, size_t worker)
{
    const struct changes *changes = context;
    size_t at = index % changes->gold->count;
    if (!changes->drawn[at])
        return;
    struct arena *scratch = changes->scratches[worker];
    changes->queries[index] =
        str_copy(changes->arenas[worker],
                 perturb_query(changes->kinds[index / changes->gold->count],
                               &changes->gold->items[at], &changes->options, scratch));
    arena_reset(scratch);
}

static void keep_query(struct changes *changes, size_t index, struct arena *arena)
{
    changes->queries[index] = str_copy(arena, changes->queries[index]);
}

/* ── readings of the built-in interpreter ── */

static void read_query(void *context, size_t index, size_t worker)
{
    const struct changes *changes = context;
    struct str query = changes->queries[index];
    changes->readings[index] =
        query.size == 0 ? reading_none()
                        : built_in_read(changes->built_in, query, changes->arenas[worker],
                                        changes->scratches[worker]);
    arena_reset(changes->scratches[worker]);
}

static struct film_set copy_films(const struct film_set *from, struct arena *arena)
{
    struct film_set copy = {0};
    for (size_t i = 0; i < from->count; i++)
        slots_add_film(arena, &copy, from->items[i], str_copy(arena, from->texts[i]));
    return copy;
}

static void keep_reading(struct changes *changes, size_t index, struct arena *arena)
{
    struct slots *slots = &changes->readings[index].slots;
    slots->similar_to = copy_films(&slots->similar_to, arena);
    slots->movies = copy_films(&slots->movies, arena);
}

/* ── all of them ── */

/* Runs a task for every changed query on all threads, and takes home what lies in their arenas. */
static void run_tasks(struct night *night, struct changes *changes,
                      void (*task)(void *context, size_t index, size_t worker),
                      void (*keep)(struct changes *changes, size_t index, struct arena *arena))
{
    size_t count = changes->kind_count * changes->gold->count;
    size_t threads = pool_threads(night->pool);
    changes->arenas = ARENA_ARRAY(night->arena, struct arena *, threads);
    changes->scratches = ARENA_ARRAY(night->arena, struct arena *, threads);
    for (size_t t = 0; t < threads; t++) {
        changes->arenas[t] = arena_open("robustness", WORKER_ARENA_MAX);
        changes->scratches[t] = arena_open("robustness scratch", WORKER_ARENA_MAX);
    }
    pool_run(night->pool, count, task, changes);
    for (size_t i = 0; i < count; i++)
        keep(changes, i, night->arena);
    for (size_t t = 0; t < threads; t++) {
        arena_close(changes->arenas[t]);
        arena_close(changes->scratches[t]);
    }
}

static struct changes change_queries(struct night *night)
{
    const struct config_robustness *wanted = &night->config->robustness;
    uint64_t seed = night->config->run.seed;
    struct changes changes = {
        .gold = &night->gold,
        .options = {.seed = seed, .typo_words = wanted->typo_words},
        .drawn = draw_cases(&night->gold, wanted->cases, seed, night->arena),
    };
    for (int kind = 0; kind < PERTURB_KINDS; kind++)
        if (wanted->kinds.set >> kind & 1)
            changes.kinds[changes.kind_count++] = (enum perturb_kind)kind;
    changes.queries = ARENA_ARRAY(night->arena, struct str, changes.kind_count * night->gold.count);
    run_tasks(night, &changes, change_query, keep_query);
    return changes;
}

/* The variants with these readings (kinds, cases). */
static struct reading_variant *variants_of(const struct changes *changes, struct reading *readings,
                                           struct arena *arena)
{
    struct reading_variant *variants =
        ARENA_ARRAY(arena, struct reading_variant, changes->kind_count);
    for (size_t k = 0; k < changes->kind_count; k++)
        variants[k] = (struct reading_variant){
            .name = str_from(perturb_name(changes->kinds[k])),
            .queries = changes->queries + k * changes->gold->count,
            .readings = readings + k * changes->gold->count,
        };
    return variants;
}

static struct reading *room_for_readings(const struct changes *changes, struct arena *arena)
{
    return ARENA_ARRAY(arena, struct reading, changes->kind_count * changes->gold->count);
}

static bool ask_endpoint(struct night *night, size_t index, const struct changes *changes,
                         struct error *err)
{
    struct reading *readings = room_for_readings(changes, night->arena);
    struct reading_variant *variants = variants_of(changes, readings, night->arena);
    for (size_t k = 0; k < changes->kind_count; k++)
        if (!night_asking_variant(night, index, &variants[k], err))
            return false;
    night->interpreters[index].variants = variants;
    night->interpreters[index].variant_count = changes->kind_count;
    return true;
}

/* Several built-in interpreters read alike. */
static void ask_built_in(struct night *night, size_t index, struct changes *changes)
{
    if (changes->readings == NULL) {
        changes->built_in = night_reading_built_in(night);
        changes->readings = room_for_readings(changes, night->arena);
        run_tasks(night, changes, read_query, keep_reading);
    }
    night->interpreters[index].variants = variants_of(changes, changes->readings, night->arena);
    night->interpreters[index].variant_count = changes->kind_count;
}

bool night_robustness_ask(struct night *night, struct error *err)
{
    const struct config *config = night->config;
    const struct config_robustness *wanted = &config->robustness;
    if (wanted->cases == 0)
        return true;
    struct changes changes = change_queries(night);
    for (size_t i = 0; i < config->interpreter_count; i++) {
        enum interpreter_kind kind = night->interpreters[i].kind;
        if (kind == INTERPRETER_BUILT_IN)
            ask_built_in(night, i, &changes);
        else if (kind == INTERPRETER_ENDPOINT && wanted->endpoints == CONFIG_YES &&
                 !ask_endpoint(night, i, &changes, err))
            return false;
    }
    return true;
}

bool night_robustness_count(struct night *night, size_t index, struct asking_counts *counts,
                            struct error *err)
{
    const struct config_robustness *wanted = &night->config->robustness;
    if (wanted->cases == 0 || wanted->endpoints == CONFIG_NO)
        return true;
    const struct changes changes = change_queries(night);
    const struct reading_variant *variants =
        variants_of(&changes, room_for_readings(&changes, night->arena), night->arena);
    for (size_t k = 0; k < changes.kind_count; k++)
        if (!night_asking_count_variant(night, index, &variants[k], counts, err))
            return false;
    return true;
}
