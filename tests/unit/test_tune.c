#include "train/tune.h"

#include <math.h>
#include <string.h>

#include "base/pool.h"
#include "ratings_fixture.h"
#include "suite.h"
#include "train/split.h"

enum { ARENA_BYTES = 1 << 26, TRIALS = 9, RUNGS = 3 };

static const struct clock STANDING = {.frozen = true, .start_ms = NAN};

static struct arena *arena;
static struct ratings ratings;
static struct split split;
static const struct kernels *kernels;

static void set_up(void)
{
    const struct split_options options = {
        .protocol = SPLIT_HASH, .test_share = 0.1, .validation_share = 0.1, .seed = 1};
    arena = arena_open("test", ARENA_BYTES);
    ratings = fixture_planted(200, 100, 30, 0.3, arena);
    ck_assert(split_make(&options, &ratings, arena, &split, NULL));
    ck_assert(kernels_choose(NULL, &kernels, NULL));
}

static void tear_down(void)
{
    split_free(&split);
    ratings_free(&ratings);
    arena_close(arena);
}

/* ---- the declared space ---- */

static struct tune_dimension parsed(enum tune_setting setting, const char *text)
{
    struct tune_dimension dimension;
    struct error err = {0};
    ck_assert_msg(
        tune_dimension_parse(setting, str_from(text), 1e-6, 1024, AT_NOWHERE, &dimension, &err),
        "%s", err.text);
    return dimension;
}

static const char *refused(enum tune_setting setting, const char *text)
{
    static struct error err;
    struct tune_dimension dimension;
    err = (struct error){0};
    ck_assert(
        !tune_dimension_parse(setting, str_from(text), 1e-6, 1024, AT_NOWHERE, &dimension, &err));
    return err.text;
}

START_TEST(a_space_is_choices_or_a_range)
{
    struct tune_dimension dimension = parsed(TUNE_FACTORS, " 16|32 | 64 ");
    ck_assert_uint_eq(dimension.choice_count, 3);
    ck_assert_double_eq(dimension.choices[2], 64);
    dimension = parsed(TUNE_LEARNING_RATE, "0.01 .. 0.1 log");
    ck_assert_uint_eq(dimension.choice_count, 0);
    ck_assert_double_eq(dimension.low, 0.01);
    ck_assert_double_eq(dimension.high, 0.1);
    ck_assert(dimension.logarithmic);
    ck_assert(!parsed(TUNE_REGULARIZATION, "1..2").logarithmic);
    ck_assert_uint_eq(parsed(TUNE_INIT_STDDEV, "0.003").choice_count, 1);
}
END_TEST

START_TEST(a_space_that_makes_no_sense_is_refused)
{
    static const struct {
        enum tune_setting setting;
        const char *text;
        const char *why;
    } cases[] = {
        {TUNE_FACTORS, "16 | many", "a number is missing"},
        {TUNE_FACTORS, "16.5", "factors are whole"},
        {TUNE_FACTORS, "16 | 4096", "a number is out of the range of the key"},
        {TUNE_FACTORS, "1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1", "there are too many choices"},
        {TUNE_LEARNING_RATE, "0.1 .. ", "a number is missing"},
        {TUNE_LEARNING_RATE, "0.1 .. 0.1", "the first number is not the smaller one"},
        {TUNE_LEARNING_RATE, "0 .. 0.1", "a number is out of the range of the key"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str text = str_from(refused(cases[i].setting, cases[i].text));
        ck_assert_msg(str_ends_with(text, str_from(cases[i].why)), "%s", text.data);
    }
    ck_assert_str_eq(refused(TUNE_FACTORS, "x"),
                     "`factors` takes `A | B | C`, `LOW .. HIGH` or `LOW .. HIGH log`, not `x`: a "
                     "number is missing");
}
END_TEST

/* ---- the search ---- */

/* A memory of every fit, as the journal on disk is one. */
struct memory {
    double rmse[TRIALS][RUNGS];
    bool known[TRIALS][RUNGS];
    size_t records;
    size_t records_max;
};

static bool recall(void *context, size_t trial, size_t rung, double *rmse)
{
    const struct memory *memory = context;
    *rmse = memory->rmse[trial][rung];
    return memory->known[trial][rung];
}

static bool record(void *context, size_t trial, size_t rung, double rmse, struct error *err)
{
    struct memory *memory = context;
    if (memory->records == memory->records_max)
        return error_set(err, ERROR_SYSTEM, AT_NOWHERE, "the disk is full");
    ck_assert(!memory->known[trial][rung]);
    memory->known[trial][rung] = true;
    memory->rmse[trial][rung] = rmse;
    memory->records++;
    return true;
}

static bool search(const char *rates, struct pool *pool, struct memory *memory, struct tuning *out,
                   struct error *err)
{
    const struct tune_dimension dimensions[] = {
        parsed(TUNE_LEARNING_RATE, rates),
        parsed(TUNE_FACTORS, "4 | 8"),
    };
    const struct tune_options options = {
        .base = {.epochs = 18, .regularization = 0.03, .init_stddev = 0.01, .seed = 1},
        .dimensions = dimensions,
        .dimension_count = 2,
        .trials = TRIALS,
        .kernels = kernels,
        .seed = 1,
    };
    const struct tune_journal journal = {memory, recall, record};
    return tune_run(&options, &ratings, split.part, pool, &STANDING,
                    memory == NULL ? NULL : &journal, arena, out, err);
}

static struct tuning found(const char *rates, struct pool *pool, struct memory *memory)
{
    struct tuning out;
    struct error err = {0};
    ck_assert_msg(search(rates, pool, memory, &out, &err), "%s", err.text);
    return out;
}

START_TEST(a_third_of_the_trials_climbs_to_the_next_rung)
{
    struct tuning tuning = found("0.0001 .. 0.1 log", NULL, NULL);
    size_t climbed[RUNGS + 1] = {0};
    ck_assert_uint_eq(tuning.rung_count, RUNGS);
    ck_assert_uint_eq(tuning.epochs[0], 2);
    ck_assert_uint_eq(tuning.epochs[1], 6);
    ck_assert_uint_eq(tuning.epochs[2], 18);
    for (size_t t = 0; t < TRIALS; t++)
        climbed[tuning.trials[t].rungs]++;
    ck_assert_uint_eq(climbed[1], 6);
    ck_assert_uint_eq(climbed[2], 2);
    ck_assert_uint_eq(climbed[3], 1);
    ck_assert_uint_eq(tuning.fits, 9 + 3 + 1);
    ck_assert_uint_eq(tuning.trials[tuning.best].rungs, RUNGS);
    ck_assert_uint_eq(tuning.n_train, split.n_part[SPLIT_TRAIN]);
    ck_assert_uint_eq(tuning.n_validation, split.n_part[SPLIT_VALIDATION]);
}
END_TEST

START_TEST(who_climbs_was_better_than_who_stays)
{
    struct tuning tuning = found("0.0001 .. 0.1 log", NULL, NULL);
    for (size_t a = 0; a < TRIALS; a++)
        for (size_t b = 0; b < TRIALS; b++)
            if (tuning.trials[a].rungs > tuning.trials[b].rungs) {
                size_t rung = tuning.trials[b].rungs - 1;
                ck_assert_double_le(tuning.trials[a].rmse[rung], tuning.trials[b].rmse[rung]);
            }
}
END_TEST

START_TEST(a_learning_rate_that_learns_wins)
{
    struct tuning tuning = found("0.000001 | 0.00001 | 0.05", NULL, NULL);
    ck_assert_double_eq(tuning.trials[tuning.best].values[0], 0.05);
}
END_TEST

START_TEST(the_test_part_is_not_looked_at)
{
    struct tuning before = found("0.01 .. 0.1 log", NULL, NULL);
    for (size_t i = 0; i < ratings.count; i++)
        if (split.part[i] == SPLIT_TEST)
            ratings.values[i] = 1.0F;
    struct tuning after = found("0.01 .. 0.1 log", NULL, NULL);
    ck_assert_uint_eq(before.best, after.best);
    ck_assert_double_eq(before.trials[before.best].rmse[2], after.trials[after.best].rmse[2]);
}
END_TEST

START_TEST(a_search_that_was_killed_goes_on_where_it_was)
{
    struct tuning whole = found("0.0001 .. 0.1 log", NULL, NULL);
    struct memory memory = {.records_max = 10};
    struct tuning tuning;
    struct error err = {0};
    ck_assert(!search("0.0001 .. 0.1 log", NULL, &memory, &tuning, &err));
    ck_assert_str_eq(err.text, "the disk is full");
    memory.records_max = 100;
    tuning = found("0.0001 .. 0.1 log", NULL, &memory);
    ck_assert_uint_eq(memory.records, whole.fits);
    ck_assert_uint_eq(tuning.resumed, 10);
    ck_assert_uint_eq(tuning.best, whole.best);
    ck_assert_double_eq(tuning.trials[tuning.best].rmse[2], whole.trials[whole.best].rmse[2]);
}
END_TEST

START_TEST(threads_do_not_show)
{
    struct tuning alone = found("0.0001 .. 0.1 log", NULL, NULL);
    struct pool *pool;
    ck_assert(pool_open(2, &pool, NULL));
    struct tuning together = found("0.0001 .. 0.1 log", pool, NULL);
    pool_close(pool);
    ck_assert_uint_eq(alone.best, together.best);
    for (size_t t = 0; t < TRIALS; t++)
        ck_assert_mem_eq(alone.trials[t].rmse, together.trials[t].rmse,
                         sizeof alone.trials[t].rmse);
}
END_TEST

START_TEST(diverging_everywhere_is_an_error)
{
    struct tuning tuning;
    struct error err = {0};
    ck_assert(!search("100 .. 1000", NULL, NULL, &tuning, &err));
    ck_assert_str_eq(err.text, "the best of 9 trials diverged: lower the learning rates that "
                               "[tune] allows");
}
END_TEST

int main(void)
{
    return SUITE_RUN_AROUND(
        set_up, tear_down, "tune", a_space_is_choices_or_a_range,
        a_space_that_makes_no_sense_is_refused, a_third_of_the_trials_climbs_to_the_next_rung,
        who_climbs_was_better_than_who_stays, a_learning_rate_that_learns_wins,
        the_test_part_is_not_looked_at, a_search_that_was_killed_goes_on_where_it_was,
        threads_do_not_show, diverging_everywhere_is_an_error);
}
