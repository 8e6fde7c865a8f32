/*
 * bench_load.c - how fast ratings are read: bench_load [FILE…]
 *
 * Without files it makes its own in a temporary folder: as many ratings as ML-1M has, in each of
 * the three formats. Readings from the page cache on one thread and on two: parsing, ids to
 * numbers, duplicates, digests, pseudonyms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "base/rng.h"
#include "bench.h"

enum { USERS = 6040, ITEMS = 3706, RATINGS = 1000209 };

#define ARENA_MAX ((size_t)1 << 32)
#define TEXT_MAX ((size_t)64 << 20)

static const struct {
    const char *name;
    const char *header;
    const char *line;
} FORMATS[] = {
    {"u.data", "", "%u\t%u\t%u\t%u\n"},
    {"ratings.dat", "", "%u::%u::%u::%u\n"},
    {"ratings.csv", "userId,movieId,rating,timestamp\n", "%u,%u,%u.0,%u\n"},
};

enum { FORMAT_COUNT = sizeof FORMATS / sizeof *FORMATS };

/* User by user, as MovieLens publishes them; every user has each film at most once. */
static struct str draw_text(size_t format, struct arena *arena)
{
    struct strbuf text = strbuf_init(arena, TEXT_MAX);
    struct rng rng = rng_init(1, 1);
    uint32_t film = 0;
    strbuf_add(&text, str_from(FORMATS[format].header));
    for (uint32_t n = 0; n < RATINGS; n++) {
        uint32_t user = (uint32_t)((uint64_t)n * USERS / RATINGS);
        film = (film + 1 + rng_below(&rng, ITEMS / (RATINGS / USERS + 1) - 1)) % ITEMS;
        strbuf_addf(&text, FORMATS[format].line, user + 1, film + 1, 1 + rng_below(&rng, 5),
                    956703932 + rng_below(&rng, 90000000));
    }
    return strbuf_str(&text);
}

/* Reads the file once; returns the milliseconds it took, and what was read. */
static double read_once(const char *path, struct pool *pool, struct input *account)
{
    struct arena *arena = arena_open("bench", ARENA_MAX);
    double began = bench_now_ms();
    struct ratings ratings = bench_load_ratings(path, pool, arena, account);
    double ms = bench_now_ms() - began;
    ratings_free(&ratings);
    arena_close(arena);
    return ms;
}

static void measure(const char *path)
{
    struct error err = {0};
    struct input account;
    printf("%s\n", path);
    for (size_t threads = 1; threads <= 2; threads++) {
        struct bench_times times = {.count = 0};
        struct pool *pool;
        bench_require(pool_open(threads, &pool, &err), &err);
        for (int run = 0; run < BENCH_RUNS; run++)
            bench_add(&times, read_once(path, pool, &account));
        bench_row(threads == 1 ? "one thread" : "two threads", &times,
                  "%4.0f MB/s, %zu of %zu ratings",
                  (double)account.bytes / 1e3 / bench_spread(&times).median_ms, account.accepted,
                  account.read);
        pool_close(pool);
    }
}

int main(int argc, char **argv)
{
    struct error err = {0};
    char folder[] = "/tmp/bench-load-XXXXXX";
    printf("load: reading ratings\n");
    for (int i = 1; i < argc; i++)
        measure(argv[i]);
    if (argc > 1)
        return EXIT_SUCCESS;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror(folder);
        return EXIT_FAILURE;
    }
    for (size_t format = 0; format < FORMAT_COUNT; format++) {
        struct arena *arena = arena_open("text", (size_t)4 * TEXT_MAX);
        bench_require(io_write_file(FORMATS[format].name, draw_text(format, arena), 0644, &err),
                      &err);
        arena_close(arena);
        measure(FORMATS[format].name);
    }
    bench_require(io_remove_tree(folder, &err), &err);
    return EXIT_SUCCESS;
}
