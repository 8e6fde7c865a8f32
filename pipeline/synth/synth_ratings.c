#include "synth/synth_ratings.h"

#include <math.h>
#include <stdlib.h>

#include "base/writer.h"

#define DAY_S 86400
#define FILE_MODE 0644
#define STARS_MEAN 3.55
#define STARS_SPREAD 0.75 /* stars per standard deviation of liking */
#define NOISE 0.6         /* standard deviation of a rating around the liking, in stars */
#define FEWEST 5          /* ratings of the least active person, if there are enough */

enum {
    STREAM_COUNTS = 0x72617465, /* "rate" */
    STREAM_RATINGS = 0x100000000,
};

/* How many ratings each person gives: at least FEWEST, at most half of the films, `total` in all.
 */
static uint32_t *share_out(const struct world *world, size_t total, struct arena *arena)
{
    size_t people = world->options.people;
    uint32_t *counts = ARENA_ARRAY(arena, uint32_t, people);
    uint32_t most = (uint32_t)(world->films->count / 2);
    size_t given = 0;
    for (size_t p = 0; p < people && given < total; p++) {
        uint32_t few = FEWEST < most ? FEWEST : most;
        counts[p] = few < total - given ? few : (uint32_t)(total - given);
        given += counts[p];
    }
    struct rng rng = rng_init(world->options.seed, STREAM_COUNTS);
    while (given < total) {
        uint32_t person = world_draw(&world->by_activity, &rng);
        if (counts[person] < most) {
            counts[person]++;
            given++;
        }
    }
    return counts;
}

static int compare_times(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Times of one person's ratings: from the day they joined on, ascending, in seconds of the period.
 */
static void draw_times(const struct world *world, struct rng *rng, uint32_t *times, uint32_t count)
{
    uint32_t period = (uint32_t)(world->options.days * DAY_S);
    uint32_t joined = rng_below(rng, period);
    for (uint32_t i = 0; i < count; i++)
        times[i] = joined + rng_below(rng, period - joined);
    qsort(times, count, sizeof *times, compare_times);
}

/* 1 … 10 half stars. */
static unsigned draw_half_stars(double liking, struct rng *rng)
{
    double stars = STARS_MEAN + STARS_SPREAD * liking + NOISE * rng_normal(rng);
    double halves = round(2 * stars);
    return halves < 1 ? 1 : halves > 10 ? 10 : (unsigned)halves;
}

/* Draws films by popularity until one is new to the person; those they would like come sooner. */
static uint32_t draw_film(const struct world *world, size_t person, size_t day, uint32_t *seen,
                          struct rng *rng)
{
    for (;;) {
        uint32_t film = world_draw(&world->by_popularity, rng);
        if (seen[film] == person + 1)
            continue;
        double liking = world_liking(world, person, film, day);
        if (rng_uniform(rng) > 1 / (1 + exp(-liking - 0.5)))
            continue;
        seen[film] = (uint32_t)person + 1;
        return film;
    }
}

static void write_rating(struct writer *out, const struct world *world, size_t person,
                         uint32_t film, unsigned half_stars, uint32_t second)
{
    writer_add_count(out, person + 1);
    writer_add(out, STR(","));
    writer_add(out, world->films->items[film].id);
    writer_add(out, STR(","));
    writer_add_count(out, half_stars / 2);
    writer_add(out, half_stars % 2 != 0 ? STR(".5,") : STR(".0,"));
    writer_add_count(out, (uint64_t)(world->options.first_ms / 1000) + second);
    writer_add(out, STR("\n"));
}

bool synth_ratings_write(const struct world *world, size_t count, const char *path,
                         struct arena *scratch, size_t *written, struct error *err)
{
    size_t films = world->films->count;
    size_t possible = world->options.people * (films / 2);
    struct writer *out;
    if (!writer_open(path, FILE_MODE, &out, err))
        return false;

    *written = count < possible ? count : possible;
    uint32_t *counts = share_out(world, *written, scratch);
    uint32_t *seen = ARENA_ARRAY(scratch, uint32_t, films);
    uint32_t *times = ARENA_ARRAY(scratch, uint32_t, films);
    writer_add(out, STR("userId,movieId,rating,timestamp\n"));
    for (size_t p = 0; p < world->options.people; p++) {
        struct rng rng = rng_init(world->options.seed, STREAM_RATINGS + p);
        draw_times(world, &rng, times, counts[p]);
        for (uint32_t i = 0; i < counts[p]; i++) {
            size_t day = times[i] / DAY_S;
            uint32_t film = draw_film(world, p, day, seen, &rng);
            unsigned stars = draw_half_stars(world_liking(world, p, film, day), &rng);
            write_rating(out, world, p, film, stars, times[i]);
        }
    }
    return writer_commit(out, err);
}

static void write_film(struct writer *out, const struct movie *film,
                       const struct genre_table *genres)
{
    const char *before = "";
    writer_add(out, film->id);
    writer_add(out, STR(","));
    writer_add(out, film->title);
    writer_add(out, STR(" ("));
    writer_add_count(out, (uint64_t)film->year);
    writer_add(out, STR("),"));
    for (size_t g = 0; g < genres->count; g++) {
        if ((film->genres & genre_bit((int)g)) == 0)
            continue;
        writer_add(out, str_from(before));
        writer_add(out, genres->names[g]);
        before = "|";
    }
    writer_add(out, STR("\n"));
}

bool synth_ratings_write_films(const struct catalogue *films, const struct genre_table *genres,
                               const char *path, struct error *err)
{
    struct writer *out;
    if (!writer_open(path, FILE_MODE, &out, err))
        return false;
    writer_add(out, STR("movieId,title,genres\n"));
    for (size_t f = 0; f < films->count; f++)
        write_film(out, &films->items[f], genres);
    return writer_commit(out, err);
}
