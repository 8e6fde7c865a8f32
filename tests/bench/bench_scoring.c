/*
 * bench_scoring.c - 100,000 recorded outputs of about 1 KB, read and scored on two threads and one.
 *
 * Outputs are those of a model that answers with the seven slots and says why; a third of them
 * stands in a code fence, a few decline or are cut off. They are judged by every slot and by one
 * assertion of each type, and written as recordings and loaded again, which is what a user waits
 * for besides. `--write FILE N` writes N of the recordings instead, for other tools to score.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/unicode.h"
#include "bench.h"
#include "eval/assertions.h"
#include "eval/case_accuracy.h"
#include "llm/replay.h"
#include "load/assertion_read.h"
#include "load/traces_file.h"

#define CASES 100000
#define OUTPUT_MAX 2000 /* bytes */
#define FILE_MAX ((size_t)1 << 30)

static const char REASONING[] =
    "The person asks for something light that plays far away from home, so a comedy among the "
    "stars comes to mind first. Nothing in the words points to a particular film, an actor or a "
    "director, and no mood is excluded either. The decade is named outright, which settles the "
    "first and the last year. I did not add Adventure, since nobody said that anything has to "
    "happen. If the years were meant as the time in which the story plays, they would belong to "
    "the plot and not to the release, but people rarely mean that. Similar titles are left out, "
    "because none is mentioned, and films to look up likewise. This reading is fairly certain.";

/* One assertion of each type, as config.ini or a file would name them. */
static const char ASSERTIONS[] =
    "[{\"type\":\"is-json\",\"value\":%s,\"weight\":0},{\"type\":\"contains-json\",\"value\":%s},"
    "{\"type\":\"not-is-refusal\"},{\"type\":\"not-equals\",\"value\":\"none\"},"
    "{\"type\":\"contains\",\"value\":\"intent\"},"
    "{\"type\":\"contains-any\",\"value\":\"search, similar, lookup\"},"
    "{\"type\":\"contains-all\",\"value\":\"genres, year_min, year_max, movies\"},"
    "{\"type\":\"icontains\",\"value\":\"Similar_To\"},"
    "{\"type\":\"icontains-any\",\"value\":\"YEAR, GENRE\"},"
    "{\"type\":\"icontains-all\",\"value\":\"Intent, Movies\"},"
    "{\"type\":\"not-starts-with\",\"value\":\"Sorry\"},"
    "{\"type\":\"regex\",\"value\":\"\\\"year_min\\\": ?(\\\\d{4}|null)\"},"
    "{\"type\":\"not-levenshtein\",\"value\":\"%s\",\"threshold\":20},"
    "{\"type\":\"rouge-n\",\"value\":\"%s\",\"threshold\":0.5},"
    "{\"type\":\"bleu\",\"value\":\"%s\",\"threshold\":0.3},"
    "{\"type\":\"word-count\",\"value\":{\"min\":5,\"max\":400}},"
    "{\"type\":\"sentence-count\",\"value\":{\"max\":40}},"
    "{\"type\":\"not-has-section\",\"value\":\"## Notes\"},{\"type\":\"not-starts-with-theme\"},"
    "{\"type\":\"latency\",\"threshold\":5000},{\"type\":\"cost\",\"threshold\":1},"
    "{\"type\":\"assert-set\",\"threshold\":0.5,\"assert\":[{\"type\":\"contains\",\"value\":\"{\"}"
    ","
    "{\"type\":\"not-contains\",\"value\":\"As an AI\"}]}]";

struct bench {
    struct arena *arena;
    struct arena *scratch;
    struct arena *run; /* reset for each run */
    struct pool *pool;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct vocabulary vocabulary;
    struct gold_set gold;
    struct str *outputs; /* (CASES) */
    size_t bytes;
    struct assertion_list assertions;
    const char *schema;
    const char *path; /* of the recordings as a file */
    struct bench_times reading;
    struct bench_times judging;
    double cpu_ms; /* of all runs, all threads together: what a busy machine does not change */
    size_t passed;
    size_t right;
};

/* ── what is scored ── */

static void fill_tables(struct bench *bench)
{
    static const char *const GENRES[] = {"Action", "Comedy", "Drama", "Horror", "Sci-Fi"};
    static const char *const INTENTS[] = {"search", "similar", "lookup"};
    bench->genres = genre_table_init(bench->arena);
    bench->catalogue = catalogue_init(bench->arena);
    for (size_t i = 0; i < sizeof GENRES / sizeof GENRES[0]; i++)
        genre_add(&bench->genres, str_from(GENRES[i]));
    for (size_t i = 0; i < sizeof INTENTS / sizeof INTENTS[0]; i++)
        intent_add(&bench->intents, str_from(INTENTS[i]));
    for (int i = 0; i < 2000; i++)
        catalogue_add(&bench->catalogue, str_from(arena_printf(bench->arena, "f%d", i)),
                      str_from(arena_printf(bench->arena, "Film %d (%d)", i, 1950 + i % 70)), 0);
    bench->vocabulary = (struct vocabulary){&bench->catalogue, &bench->genres, &bench->intents};
}

/* The answer to case `i`: right in about four of five. */
static struct str output_of(struct bench *bench, size_t i, const struct gold_case *gold)
{
    uint32_t draw[4];
    rng_block(7, 1, i, draw);
    uint32_t luck = draw[0];
    int year = luck % 5 == 0 ? 1970 : gold->expected.year_min;
    const char *genre = bench->genres.names[i % 5].data;
    const char *json = arena_printf(
        bench->arena,
        "{\"intent\":\"%s\",\"genres\":[\"%s\"],\"exclude_genres\":[],\"year_min\":%d,"
        "\"year_max\":%d,\"similar_to\":[],\"movies\":[\"Film %zu (%zu)\"],\"why\":\"%s\"}",
        bench->intents.names[i % 3].data, genre, year, year + 9, i % 2000, 1950 + i % 2000 % 70,
        REASONING);
    if (luck % 97 == 0)
        return STR("I'm sorry, but I can't help with that.");
    if (luck % 89 == 0)
        return str_slice(str_from(json), 0, 700);
    if (luck % 3 == 0)
        return str_from(arena_printf(bench->arena, "```json\n%s\n```", json));
    return str_from(json);
}

static void fill_cases(struct bench *bench, size_t cases)
{
    bench->gold.items = ARENA_ARRAY(bench->arena, struct gold_case, cases);
    bench->outputs = ARENA_ARRAY(bench->arena, struct str, cases);
    bench->gold.count = cases;
    for (size_t i = 0; i < cases; i++) {
        struct gold_case *one = &bench->gold.items[i];
        one->id = str_from(arena_printf(bench->arena, "case-%zu", i));
        one->query = str_from(arena_printf(bench->arena, "a film of the kind number %zu", i));
        one->canonical = one->query;
        one->expected = slots_empty();
        one->expected.named = (1u << SLOT_COUNT) - 1;
        one->expected.intent = (int)(i % 3);
        one->expected.genres = genre_bit((int)(i % 5));
        one->expected.year_min = 1970 + (int)(i % 4) * 10;
        one->expected.year_max = one->expected.year_min + 9;
        slots_add_film(bench->arena, &one->expected.movies, (uint32_t)(i % 2000),
                       bench->catalogue.items[i % 2000].title);
        bench->outputs[i] = output_of(bench, i, one);
        bench->bytes += bench->outputs[i].size;
    }
}

static const char *assertions_text(struct bench *bench)
{
    static const char SCHEMA[] =
        "{\"type\":\"object\",\"required\":[\"intent\",\"genres\",\"year_min\",\"year_max\"],"
        "\"properties\":{\"intent\":{\"enum\":[\"search\",\"similar\",\"lookup\"]},\"genres\":{"
        "\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true},\"year_min\":{"
        "\"type\":[\"integer\",\"null\"],\"minimum\":1870},\"why\":{\"type\":\"string\","
        "\"maxLength\":2000}}}";
    return arena_printf(bench->arena, ASSERTIONS, SCHEMA, SCHEMA, REASONING, REASONING, REASONING);
}

static struct loader loader_of(struct bench *bench, struct input_list *inputs)
{
    struct loader loader = {.arena = bench->run, .scratch = bench->scratch, .inputs = inputs};
    struct error err;
    bench_require(redact_open(&loader.redactor, &err), &err);
    return loader;
}

static void fill_assertions(struct bench *bench)
{
    struct input_list inputs = {.arena = bench->arena};
    struct loader loader = loader_of(bench, &inputs);
    struct error err = {.text = "an assertion of the benchmark is refused"};
    loader.arena = bench->arena;
    struct input *input = input_add(&inputs, "assertions", "bench");
    bench_require(assertion_read(&loader, input, AT_FILE("bench"), str_from(assertions_text(bench)),
                                 &bench->assertions),
                  &err);
    redact_close(loader.redactor);
}

/* ── reading and judging ── */

static struct replay *recorded(struct bench *bench)
{
    const struct replay_filter any = {STR_NONE, STR_NONE, STR_NONE};
    struct replay *replay = replay_open(&bench->gold, &any, bench->run);
    for (size_t i = 0; i < bench->gold.count; i++) {
        struct trace call = {.case_id = bench->gold.items[i].id,
                             .query = bench->gold.items[i].query,
                             .model = STR("bench"),
                             .output = bench->outputs[i],
                             .latency_ms = 900,
                             .input_tokens = 400,
                             .output_tokens = 250};
        replay_add(replay, &call, bench->scratch);
        arena_reset(bench->scratch);
    }
    return replay;
}

static size_t count_right(const struct evaluation *evaluation)
{
    size_t right = 0;
    for (size_t i = 0; i < evaluation->count; i++)
        right += evaluation->cases[i].pass;
    return right;
}

static void score(void *context)
{
    struct bench *bench = context;
    struct clock clock = clock_start(0, true);
    struct findings unmatched = findings_init(bench->run);
    struct replay_counts counts;
    struct replay *replay = recorded(bench);
    double began = bench_now_ms();
    double cpu = bench_cpu_ms();
    struct interpreter interpreter = replay_finish(replay, &bench->vocabulary, &clock, bench->pool,
                                                   &counts, &unmatched, bench->scratch);
    struct evaluation evaluation = case_accuracy_score(&bench->gold, &interpreter, bench->run);
    double read = bench_now_ms();
    for (size_t i = 0; i < interpreter.count; i++)
        interpreter.readings[i].cost = 0.001;
    struct assertion_plan plan = assertion_plan_make(&bench->gold, &bench->assertions, bench->run);
    struct assertions_question question = {.plan = &plan, .interpreter = &interpreter};
    struct assertions judged = assertions_judge(&question, bench->pool, bench->run);
    double done = bench_now_ms();
    bench->cpu_ms += bench_cpu_ms() - cpu;
    bench_add(&bench->reading, read - began);
    bench_add(&bench->judging, done - read);
    bench->right = count_right(&evaluation);
    bench->passed = 0;
    for (size_t i = 0; i < interpreter.count; i++)
        bench->passed += judged.results[i].pass;
    arena_reset(bench->run);
}

static void run_scoring(struct bench *bench, size_t threads)
{
    struct error err;
    bench_require(pool_open(threads, &bench->pool, &err), &err);
    bench->reading.count = bench->judging.count = 0;
    bench->cpu_ms = 0;
    for (size_t r = 0; r < BENCH_RUNS; r++)
        score(bench);
    pool_close(bench->pool);
    struct bench_times both = {.count = bench->reading.count};
    for (size_t r = 0; r < both.count; r++)
        both.ms[r] = bench->reading.ms[r] + bench->judging.ms[r];
    const char *name = arena_printf(bench->arena, "%zu thread%s", threads, threads == 1 ? "" : "s");
    printf(" %s\n", name);
    bench_row("read, all slots judged", &bench->reading, "%zu right", bench->right);
    bench_row("22 assertions each", &bench->judging, "%zu pass", bench->passed);
    bench_row("both", &both, "%.0f MB; %.0f ms of processor time", (double)bench->bytes / 1e6,
              bench->cpu_ms / BENCH_RUNS);
}

/* ── as a file ── */

static void write_recordings(struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "w");
    struct error err = {.text = "the recordings cannot be written"};
    bench_require(file != NULL, &err);
    for (size_t i = 0; i < bench->gold.count; i++) {
        struct json *line = json_object();
        json_put_string(line, "trace_id", bench->gold.items[i].id);
        json_put_text(line, "ts", "2026-11-20T03:00:00Z");
        json_put_string(line, "case_id", bench->gold.items[i].id);
        json_put_string(line, "query", bench->gold.items[i].query);
        json_put_text(line, "model", "bench");
        json_put_text(line, "source", "eval");
        json_put_string(line, "output", bench->outputs[i]);
        json_put_number(line, "latency_ms", 900);
        struct str text = json_write_line(bench->scratch, line);
        fprintf(file, "%.*s\n", STR_ARG(text));
        json_free(line);
        arena_reset(bench->scratch);
    }
    bench_require(fclose(file) == 0, &err);
}

static bool take(void *context, const struct trace *trace, struct error *err)
{
    struct bench *bench = context;
    (void)err;
    bench->passed += trace->output.size != 0;
    return true;
}

static void load(void *context)
{
    struct bench *bench = context;
    struct input_list inputs = {.arena = bench->run};
    struct loader loader = loader_of(bench, &inputs);
    struct str path = str_from(bench->path);
    struct source_list sources;
    struct error err;
    bench_require(source_expand(SOURCE_RECORDINGS, &path, 1, bench->run, &sources, &err), &err);
    bench_require(traces_file_read(&loader, &sources, take, bench, &err), &err);
    redact_close(loader.redactor);
    arena_reset(bench->run);
}

static void run_loading(struct bench *bench)
{
    char path[] = "/tmp/reelgauge-bench-XXXXXX";
    int file = mkstemp(path);
    struct error err = {.text = "no temporary file"};
    bench_require(file >= 0, &err);
    close(file);
    bench->path = path;
    write_recordings(bench, path);
    struct bench_times times = bench_measure(load, bench, BENCH_RUNS);
    bench_row("load them, masked", &times, "one thread, %.0f MB/s",
              (double)bench->bytes / 1e3 / bench_spread(&times).median_ms);
    unlink(path);
}

int main(int argc, char **argv)
{
    struct bench bench = {.arena = arena_open("bench", FILE_MAX),
                          .scratch = arena_open("scratch", FILE_MAX),
                          .run = arena_open("run", 4 * FILE_MAX)};
    bool writes = argc == 4 && strcmp(argv[1], "--write") == 0;
    fill_tables(&bench);
    fill_cases(&bench, writes ? strtoul(argv[3], NULL, 10) : CASES);
    fill_assertions(&bench);
    if (writes) {
        write_recordings(&bench, argv[2]);
        puts(assertions_text(&bench));
    } else {
        printf("scoring %d recorded outputs\n", CASES);
        run_scoring(&bench, 2);
        run_scoring(&bench, 1);
        run_loading(&bench);
    }
    arena_close(bench.run);
    arena_close(bench.scratch);
    arena_close(bench.arena);
    return EXIT_SUCCESS;
}
