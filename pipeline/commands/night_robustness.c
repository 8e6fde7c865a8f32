#include "commands/night_robustness.h"

#include <stdlib.h>

#include "base/hash.h"
#include "commands/night_reading.h"
#include "eval/perturb.h"

#define WORKER_ARENA_MAX ((size_t)1 << 30)

/* What the threads share: task number kind * cases + case writes one query and one reading. */
struct changes {
    const struct gold_set *gold;
    const struct built_in *built_in;
    struct perturb_options options;
    bool *drawn; /* (cases) */
    enum perturb_kind kinds[PERTURB_KINDS];
    struct str *queries;      /* (kinds, cases) */
    struct reading *readings; /* (kinds, cases) */
    struct arena **arenas;    /* (threads) what the tasks found */
    struct arena **scratches; /* (threads) */
};

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

static void change_and_read(void *context, size_t index, size_t worker)
{
    const struct changes *changes = context;
    size_t at = index % changes->gold->count;
    const struct gold_case *gold = &changes->gold->items[at];
    enum perturb_kind kind = changes->kinds[index / changes->gold->count];
    changes->readings[index] = reading_none();
    if (!changes->drawn[at])
        return;
    struct arena *scratch = changes->scratches[worker];
    struct str query = perturb_query(kind, gold, &changes->options, scratch);
    if (query.size != 0) {
        changes->queries[index] = str_copy(changes->arenas[worker], query);
        changes->readings[index] =
            built_in_read(changes->built_in, query, changes->arenas[worker], scratch);
    }
    arena_reset(scratch);
}

static struct film_set copy_films(const struct film_set *from, struct arena *arena)
{
    struct film_set copy = {0};
    for (size_t i = 0; i < from->count; i++)
        slots_add_film(arena, &copy, from->items[i], str_copy(arena, from->texts[i]));
    return copy;
}

/* Takes home what lies in the arenas of the threads. */
static void keep(const struct changes *changes, size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        struct slots *slots = &changes->readings[i].slots;
        changes->queries[i] = str_copy(arena, changes->queries[i]);
        slots->similar_to = copy_films(&slots->similar_to, arena);
        slots->movies = copy_films(&slots->movies, arena);
    }
}

static void run_changes(struct night *night, struct changes *changes, size_t count)
{
    size_t threads = pool_threads(night->pool);
    changes->queries = ARENA_ARRAY(night->arena, struct str, count);
    changes->readings = ARENA_ARRAY(night->arena, struct reading, count);
    changes->arenas = ARENA_ARRAY(night->scratch, struct arena *, threads);
    changes->scratches = ARENA_ARRAY(night->scratch, struct arena *, threads);
    for (size_t t = 0; t < threads; t++) {
        changes->arenas[t] = arena_open("robustness", WORKER_ARENA_MAX);
        changes->scratches[t] = arena_open("robustness scratch", WORKER_ARENA_MAX);
    }
    pool_run(night->pool, count, change_and_read, changes);
    keep(changes, count, night->arena);
    for (size_t t = 0; t < threads; t++) {
        arena_close(changes->arenas[t]);
        arena_close(changes->scratches[t]);
    }
}

static struct reading_variant *variants_of(const struct changes *changes, size_t kinds,
                                           struct arena *arena)
{
    struct reading_variant *variants = ARENA_ARRAY(arena, struct reading_variant, kinds);
    for (size_t k = 0; k < kinds; k++)
        variants[k] = (struct reading_variant){
            .name = str_from(perturb_name(changes->kinds[k])),
            .queries = changes->queries + k * changes->gold->count,
            .readings = changes->readings + k * changes->gold->count,
        };
    return variants;
}

void night_robustness_ask(struct night *night)
{
    const struct config *config = night->config;
    const struct config_robustness *wanted = &config->robustness;
    struct changes changes = {
        .gold = &night->gold,
        .options = {.seed = config->run.seed, .typo_words = wanted->typo_words},
    };
    size_t kinds = 0;
    for (int kind = 0; kind < PERTURB_KINDS; kind++)
        if (wanted->kinds.set >> kind & 1)
            changes.kinds[kinds++] = (enum perturb_kind)kind;

    struct reading_variant *variants = NULL;
    for (size_t i = 0; i < config->interpreter_count && wanted->cases != 0; i++) {
        struct interpreter *interpreter = &night->interpreters[i];
        if (interpreter->kind != INTERPRETER_BUILT_IN)
            continue;
        if (variants == NULL) {
            changes.built_in = night_reading_built_in(night);
            changes.drawn =
                draw_cases(&night->gold, wanted->cases, config->run.seed, night->scratch);
            run_changes(night, &changes, kinds * night->gold.count);
            variants = variants_of(&changes, kinds, night->arena);
        }
        interpreter->variants = variants;
        interpreter->variant_count = kinds;
    }
    arena_reset(night->scratch);
}
