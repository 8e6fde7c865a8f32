#include "synth/world.h"

#include <math.h>

#define ARCHETYPES 6
#define POPULARITY_EXPONENT 0.9
#define POPULARITY_OFFSET                                                                          \
    8.0                     /* flattens the head: the most seen film has no tenth of all views     \
                             */
#define ACTIVITY_SPREAD 1.1 /* standard deviation of the logarithm of how active people are */
#define SHIFT_SIZE 1.2      /* standard deviations of liking */
#define SHIFT_WHEN 0.6      /* share of the period before the shift */

/* Streams of random numbers, one a purpose. */
enum {
    STREAM_ARCHETYPES = 0x776f726c64, /* "world" */
    STREAM_PEOPLE,
    STREAM_FILMS,
    STREAM_RANKS,
    STREAM_ACTIVITY,
    STREAM_INVENTED,
};

static float normal(struct rng *rng, double deviation)
{
    return (float)(deviation * rng_normal(rng));
}

static struct world_lottery make_lottery(const double *weights, size_t count, struct arena *arena)
{
    struct world_lottery lottery = {.count = count,
                                    .keep = ARENA_ARRAY(arena, float, count),
                                    .other = ARENA_ARRAY(arena, uint32_t, count)};
    double *share = ARENA_ARRAY(arena, double, count);
    uint32_t *queue = ARENA_ARRAY(arena, uint32_t, count);
    size_t small = 0;
    size_t large = count;
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights[i];
    for (size_t i = 0; i < count; i++) {
        share[i] = weights[i] / sum * (double)count;
        lottery.keep[i] = 1;
        if (share[i] < 1)
            queue[small++] = (uint32_t)i;
        else
            queue[--large] = (uint32_t)i;
    }
    while (small > 0 && large < count) {
        uint32_t poor = queue[--small];
        uint32_t rich = queue[large];
        lottery.keep[poor] = (float)share[poor];
        lottery.other[poor] = rich;
        share[rich] -= 1 - share[poor];
        if (share[rich] < 1) {
            large++;
            queue[small++] = rich;
        }
    }
    return lottery;
}

uint32_t world_draw(const struct world_lottery *lottery, struct rng *rng)
{
    uint32_t place = rng_below(rng, (uint32_t)lottery->count);
    return rng_uniform(rng) < lottery->keep[place] ? place : lottery->other[place];
}

/* Every person is one archetype for the most part, another for a little, and themselves. */
static void make_people(struct world *world, struct arena *arena)
{
    size_t people = world->options.people;
    size_t genres = world->genre_count;
    struct rng rng = rng_init(world->options.seed, STREAM_ARCHETYPES);
    float archetypes[ARCHETYPES][GENRE_MAX];
    for (size_t a = 0; a < ARCHETYPES; a++)
        for (size_t g = 0; g < genres; g++)
            archetypes[a][g] = normal(&rng, 1.1);

    world->taste = ARENA_ARRAY(arena, float, people *genres);
    world->person_hidden = ARENA_ARRAY(arena, float, people *WORLD_HIDDEN);
    world->leniency = ARENA_ARRAY(arena, float, people);
    rng = rng_init(world->options.seed, STREAM_PEOPLE);
    for (size_t p = 0; p < people; p++) {
        const float *most = archetypes[rng_below(&rng, ARCHETYPES)];
        const float *some = archetypes[rng_below(&rng, ARCHETYPES)];
        for (size_t g = 0; g < genres; g++)
            world->taste[p * genres + g] = 0.8f * most[g] + 0.3f * some[g] + normal(&rng, 0.3);
        for (size_t h = 0; h < WORLD_HIDDEN; h++)
            world->person_hidden[p * WORLD_HIDDEN + h] = normal(&rng, 0.7);
        world->leniency[p] = normal(&rng, 0.35);
    }
}

static void make_films(struct world *world, struct arena *arena)
{
    size_t films = world->films->count;
    struct rng rng = rng_init(world->options.seed, STREAM_FILMS);
    world->film_hidden = ARENA_ARRAY(arena, float, films *WORLD_HIDDEN);
    world->quality = ARENA_ARRAY(arena, float, films);
    for (size_t f = 0; f < films; f++) {
        for (size_t h = 0; h < WORLD_HIDDEN; h++)
            world->film_hidden[f * WORLD_HIDDEN + h] = normal(&rng, 0.8);
        world->quality[f] = normal(&rng, 0.45);
    }
}

static void make_lotteries(struct world *world, struct arena *arena)
{
    size_t films = world->films->count;
    size_t people = world->options.people;
    uint32_t *rank = ARENA_ARRAY(arena, uint32_t, films);
    double *weights = ARENA_ARRAY(arena, double, films > people ? films : people);

    struct rng rng = rng_init(world->options.seed, STREAM_RANKS);
    rng_permutation(&rng, rank, films);
    for (size_t f = 0; f < films; f++)
        weights[f] = pow(rank[f] + POPULARITY_OFFSET, -POPULARITY_EXPONENT);
    world->by_popularity = make_lottery(weights, films, arena);

    rng = rng_init(world->options.seed, STREAM_ACTIVITY);
    for (size_t p = 0; p < people; p++)
        weights[p] = exp(ACTIVITY_SPREAD * rng_normal(&rng));
    world->by_activity = make_lottery(weights, people, arena);
}

struct world world_make(const struct world_options *options, const struct catalogue *films,
                        const struct genre_table *genres, struct arena *arena)
{
    struct world world = {
        .options = *options,
        .films = films,
        .genre_count = genres->count,
        .shift_day = (size_t)(SHIFT_WHEN * (double)options->days),
        .loved = genre_find(genres, arena, STR("Horror")),
        .tired = genre_find(genres, arena, STR("Romance")),
    };
    make_people(&world, arena);
    make_films(&world, arena);
    make_lotteries(&world, arena);
    return world;
}

static double taste_of(const struct world *world, size_t person, genre_set genres, size_t day)
{
    const float *taste = world->taste + person * world->genre_count;
    double sum = 0;
    for (genre_set left = genres; left != 0; left &= left - 1) {
        int genre = __builtin_ctzll(left);
        sum += (double)taste[genre];
        if (day >= world->shift_day && genre == world->loved)
            sum += SHIFT_SIZE;
        if (day >= world->shift_day && genre == world->tired)
            sum -= SHIFT_SIZE;
    }
    return genres == 0 ? 0 : sum / (double)genre_count(genres);
}

double world_liking(const struct world *world, size_t person, size_t film, size_t day)
{
    double liking = (double)world->quality[film] + (double)world->leniency[person] +
                    taste_of(world, person, world->films->items[film].genres, day);
    for (size_t h = 0; h < WORLD_HIDDEN; h++)
        liking += (double)world->person_hidden[person * WORLD_HIDDEN + h] *
                  (double)world->film_hidden[film * WORLD_HIDDEN + h];
    return liking;
}

void world_invent_films(size_t count, uint64_t seed, const struct genre_table *genres,
                        struct arena *scratch, struct catalogue *out)
{
    struct rng rng = rng_init(seed, STREAM_INVENTED);
    for (size_t f = 1; f <= count; f++) {
        genre_set set = 0;
        for (uint32_t n = 1 + rng_below(&rng, 3); n > 0; n--)
            set |= genre_bit((int)rng_below(&rng, (uint32_t)genres->count));
        /* More recent films are more numerous. */
        int year = 2026 - (int)(90 * pow(rng_uniform(&rng), 2));
        catalogue_add(out, str_from(arena_printf(scratch, "%zu", f)),
                      str_from(arena_printf(scratch, "Invented Film %zu (%d)", f, year)), set);
    }
}
