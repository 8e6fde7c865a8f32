/*
 * bench_near_texts.c - how long 100,000 queries are searched for near duplicates.
 *
 * Three sets of invented queries: unlike each other, with words drawn from 20,000; written after
 * 600 templates; and sentences of one shape with few words to choose from, the worst there is, of
 * which so many are near that the search ends at its limit.
 */
#include "base/rng.h"
#include "bench.h"
#include "eval/gold_check.h"
#include "eval/near_texts.h"

enum { QUERIES = 100000, VOCABULARY = 20000, TEMPLATES = 600, FEW = 60 };

struct bench {
    const char *name;
    struct str texts[QUERIES];
    size_t found;
    bool cut;
};

/* Zipf's law: half of all words are among the few hundred most frequent. */
static unsigned draw_word(struct rng *rng, double vocabulary)
{
    double u = rng_uniform(rng);
    return (unsigned)(vocabulary * u * u * u);
}

static void draw_unlike(struct bench *bench, struct arena *arena)
{
    struct rng rng = rng_init(1, 1);
    bench->name = "unlike each other";
    for (size_t q = 0; q < QUERIES; q++) {
        struct strbuf buf = strbuf_init(arena, 256);
        for (uint32_t w = 4 + rng_below(&rng, 9); w > 0; w--)
            strbuf_addf(&buf, "w%u ", draw_word(&rng, VOCABULARY));
        bench->texts[q] = strbuf_str(&buf);
    }
}

static void draw_templates(struct bench *bench, struct arena *arena)
{
    struct rng rng = rng_init(1, 2);
    bench->name = "after 600 templates";
    for (size_t q = 0; q < QUERIES; q++) {
        struct rng same = rng_init(2, rng_below(&rng, TEMPLATES));
        struct strbuf buf = strbuf_init(arena, 256);
        for (uint32_t w = 4 + rng_below(&same, 6); w > 0; w--)
            strbuf_addf(&buf, "w%u ", draw_word(&same, VOCABULARY));
        strbuf_addf(&buf, "w%u w%u w%u", draw_word(&rng, VOCABULARY), draw_word(&rng, VOCABULARY),
                    draw_word(&rng, VOCABULARY));
        bench->texts[q] = strbuf_str(&buf);
    }
}

static void draw_alike(struct bench *bench, struct arena *arena)
{
    struct rng rng = rng_init(1, 3);
    bench->name = "one shape, few words";
    for (size_t q = 0; q < QUERIES; q++)
        bench->texts[q] = str_from(arena_printf(arena, "a w%u film from the w%u with w%u and w%u",
                                                rng_below(&rng, FEW), rng_below(&rng, FEW),
                                                rng_below(&rng, FEW), rng_below(&rng, FEW)));
}

static void search(void *context)
{
    struct bench *bench = context;
    struct arena *arena = arena_open("near texts", (size_t)1 << 30);
    struct near_texts near =
        near_texts_find(bench->texts, QUERIES, .8, GOLD_CHECK_PAIRS_MAX, arena, arena);
    bench->found = near.count;
    bench->cut = near.cut;
    arena_close(arena);
}

int main(void)
{
    static struct bench bench;
    void (*const draw[])(struct bench *, struct arena *) = {draw_unlike, draw_templates,
                                                            draw_alike};
    for (size_t i = 0; i < sizeof draw / sizeof *draw; i++) {
        struct arena *arena = arena_open("queries", (size_t)1 << 30);
        draw[i](&bench, arena);
        struct bench_times times = bench_measure(search, &bench, BENCH_RUNS);
        bench_row(bench.name, &times, "%zu pairs%s, 80 %% of the words", bench.found,
                  bench.cut ? " and more" : "");
        arena_close(arena);
    }
    return 0;
}
