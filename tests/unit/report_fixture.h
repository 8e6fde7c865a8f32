/*
 * report_fixture.h - a small run with something of everything, for the tests of report/.
 *
 * Six gold cases, read by the built-in interpreter (primary) and by sample recordings: right,
 * wrong, unparseable, failed and never asked; one case broken and one fixed since the
 * baseline; one with hostile text in every field that comes from data.
 */
#ifndef UNIT_REPORT_FIXTURE_H
#define UNIT_REPORT_FIXTURE_H

#include <math.h>
#include <string.h>

#include "base/timestamp.h"
#include "eval/case_accuracy.h"
#include "eval/genre_recall.h"
#include "eval/intent_accuracy.h"
#include "model/slots.h"
#include "report/summary.h"
#include "report_hybrid_fixture.h"

#define FIXTURE_CASES 6
#define FIXTURE_HOSTILE "<script>alert(1)</script>\"'&\x07\u202e\xFF"
#define FIXTURE_HOSTILE_SHOWN "<script>alert(1)</script>\"'&\uFFFD\uFFFD\uFFFD"
#define FIXTURE_NOW INT64_C(1795230000000) /* 2026-11-21T03:00:00Z */
#define FIXTURE_DAY INT64_C(86400000)

enum { FIXTURE_SEARCH, FIXTURE_SIMILAR, FIXTURE_LOOKUP, FIXTURE_OUT };
enum { FIXTURE_COMEDY, FIXTURE_HORROR, FIXTURE_SCI_FI, FIXTURE_THRILLER };

struct fixture {
    struct arena *arena;
    struct run run;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct gold_set gold;
    struct interpreter interpreters[2];
    struct evaluation evaluations[2];
    enum flip flips[FIXTURE_CASES];
    struct str before[FIXTURE_CASES];
    struct history_flips against_base;
    struct history_flips against_primary[2];
    struct paired between[1];
    struct paired since_baseline[1];
    struct paired_list lists[2];
    struct input_list inputs;
    struct metric_list metrics;
    struct gate gates[3];
    struct gate_result gate_results[3];
    struct history_baseline baseline;
    struct history_series series[1];
    struct history_point points[3];
    struct training training;
    struct training_epoch epochs[4];
    struct scoring scoring;
    struct feedback_counts feedback;
    struct trace_counts traces;
    struct redact_counts redacted;
    struct summary_input input;
};

static inline struct slots fixture_slots(int intent, genre_set genres)
{
    struct slots slots = slots_empty();
    slots.named = SLOT_BIT(SLOT_INTENT) | SLOT_BIT(SLOT_GENRES);
    slots.intent = intent;
    slots.genres = genres;
    return slots;
}

static inline void fixture_film(struct fixture *f, struct slots *slots, enum slot slot,
                                const char *title)
{
    struct film_set *set = slot == SLOT_MOVIES ? &slots->movies : &slots->similar_to;
    uint32_t film = catalogue_resolve(&f->catalogue, f->arena, str_from(title));
    slots_add_film(f->arena, set, film, str_from(title));
    slots->named |= SLOT_BIT(slot);
}

static inline void fixture_case(struct fixture *f, const char *id, const char *query,
                                const char *tag, struct slots expected)
{
    struct gold_case *gold = &f->gold.items[f->gold.count++];
    *gold = (struct gold_case){
        .id = str_from(id),
        .query = str_from(query),
        .canonical = str_from(query),
        .expected = expected,
        .tags = ARENA_NEW(f->arena, struct str),
        .tag_count = 1,
        .digest = hash_sha256(str_from(query)),
        .at = {"datasets/gold.jsonl", f->gold.count},
    };
    gold->tags[0] = str_from(tag);
}

static inline void fixture_gold(struct fixture *f)
{
    f->gold.items = ARENA_ARRAY(f->arena, struct gold_case, FIXTURE_CASES);
    struct slots slots =
        fixture_slots(FIXTURE_SEARCH, genre_bit(FIXTURE_COMEDY) | genre_bit(FIXTURE_SCI_FI));
    slots.named |= SLOT_BIT(SLOT_YEAR_MIN) | SLOT_BIT(SLOT_YEAR_MAX);
    slots.year_min = 1980;
    slots.year_max = 1989;
    fixture_case(f, "space-comedy", "a funny space adventure from the 80s", "decade", slots);

    slots = fixture_slots(FIXTURE_SEARCH, genre_bit(FIXTURE_THRILLER));
    slots.named |= SLOT_BIT(SLOT_EXCLUDE_GENRES);
    slots.exclude_genres = genre_bit(FIXTURE_HORROR);
    fixture_case(f, "no-horror", "something tense, but no horror", "exclusion", slots);

    slots = fixture_slots(FIXTURE_SIMILAR, 0);
    fixture_film(f, &slots, SLOT_SIMILAR_TO, "Alien (1979)");
    fixture_case(f, "like-alien", "like Alien", "similar", slots);

    slots = fixture_slots(FIXTURE_LOOKUP, 0);
    slots.named = SLOT_BIT(SLOT_INTENT);
    fixture_film(f, &slots, SLOT_MOVIES, "Blade Runner (1982)");
    fixture_case(f, "blade runner?", "the one with Deckard", "lookup", slots);

    slots = fixture_slots(FIXTURE_SEARCH, genre_bit(FIXTURE_HORROR));
    fixture_case(f, FIXTURE_HOSTILE, FIXTURE_HOSTILE, FIXTURE_HOSTILE, slots);

    slots = fixture_slots(FIXTURE_OUT, 0);
    fixture_case(f, "weather", "what will the weather be?", "scope", slots);
}

static inline void fixture_tables(struct fixture *f)
{
    f->genres = genre_table_init(f->arena);
    genre_add(&f->genres, STR("Comedy"));
    genre_add(&f->genres, STR("Horror"));
    genre_add(&f->genres, STR("Sci-Fi"));
    genre_add(&f->genres, STR("Thriller"));
    intent_add(&f->intents, STR("search"));
    intent_add(&f->intents, STR("similar"));
    intent_add(&f->intents, STR("lookup"));
    intent_add(&f->intents, STR("out_of_scope"));
    f->catalogue = catalogue_init(f->arena);
    catalogue_add(&f->catalogue, STR("alien-1979"), STR("Alien (1979)"), 0);
    catalogue_add(&f->catalogue, STR("blade-runner-1982"), STR("Blade Runner (1982)"), 0);
}

static inline void fixture_readings(struct fixture *f)
{
    for (size_t i = 0; i < 2; i++) {
        f->interpreters[i].readings = ARENA_ARRAY(f->arena, struct reading, FIXTURE_CASES);
        f->interpreters[i].count = FIXTURE_CASES;
        for (size_t c = 0; c < FIXTURE_CASES; c++)
            f->interpreters[i].readings[c] = (struct reading){.status = READING_OK,
                                                              .slots = f->gold.items[c].expected,
                                                              .latency_ms = NAN,
                                                              .input_tokens = TOKENS_UNKNOWN,
                                                              .output_tokens = TOKENS_UNKNOWN};
    }
    struct reading *built_in = f->interpreters[0].readings;
    built_in[1].slots = fixture_slots(FIXTURE_SEARCH, genre_bit(FIXTURE_HORROR));
    built_in[4].slots = fixture_slots(INTENT_NONE, 0);

    struct reading *sample = f->interpreters[1].readings;
    sample[1].raw = STR("```json\n{\"intent\":\"search\"}\n```");
    sample[1].reason = STR("code fence");
    sample[1].latency_ms = 812.4;
    sample[1].input_tokens = 931;
    sample[1].output_tokens = 58;
    sample[2] = (struct reading){.status = READING_UNPARSEABLE,
                                 .slots = slots_empty(),
                                 .raw = STR("I'd love to help!"),
                                 .reason = STR("no JSON object in the answer"),
                                 .latency_ms = 400,
                                 .input_tokens = 900,
                                 .output_tokens = 7};
    sample[3] = (struct reading){.status = READING_FAILED,
                                 .slots = slots_empty(),
                                 .reason = STR("timeout after 30 s"),
                                 .latency_ms = 30000,
                                 .input_tokens = TOKENS_UNKNOWN,
                                 .output_tokens = TOKENS_UNKNOWN};
    sample[4].raw = STR(FIXTURE_HOSTILE);
    sample[4].reason = STR(FIXTURE_HOSTILE);
    fixture_film(f, &sample[4].slots, SLOT_MOVIES, "<img src=x onerror=alert(1)>");
    sample[5] = (struct reading){.status = READING_MISSING,
                                 .slots = slots_empty(),
                                 .latency_ms = NAN,
                                 .input_tokens = TOKENS_UNKNOWN,
                                 .output_tokens = TOKENS_UNKNOWN};
}

/* The sample against the built-in, clearly; and the built-in against itself, which is open. */
static inline void fixture_paired(struct fixture *f)
{
    f->between[0] = (struct paired){
        .metric = PAIRED_GENRE_RECALL,
        .first = STR("sample"),
        .second = STR("built-in"),
        .cases = 5,
        .first_value = .9,
        .second_value = .5,
        .difference = .4,
        .interval = {.2, .6},
        .test = PAIRED_STUDENT,
        .p = .005,
        .p_corrected = .01,
        .detectable = .3,
        .needed = 4.2,
    };
    f->since_baseline[0] = (struct paired){
        .metric = PAIRED_CASE_ACCURACY,
        .first = STR("built-in"),
        .cases = 6,
        .first_value = 4. / 6,
        .second_value = .8,
        .difference = 4. / 6 - .8,
        .interval = {-.4, .2},
        .test = PAIRED_MCNEMAR,
        .only_first = 1,
        .only_second = 2,
        .p = 1,
        .p_corrected = 1,
        .detectable = NAN,
        .needed = 211.3,
    };
    f->lists[0] = (struct paired_list){f->between, 1};
    f->lists[1] = (struct paired_list){f->since_baseline, 1};
}

static inline void fixture_evaluations(struct fixture *f)
{
    fixture_paired(f);
    f->interpreters[0] = (struct interpreter){
        .name = STR("built-in"), .kind = INTERPRETER_BUILT_IN, .primary = true, .repeats = 1};
    f->interpreters[1] = (struct interpreter){.name = STR("sample"),
                                              .kind = INTERPRETER_REPLAY,
                                              .model = STR("sample-llm-a"),
                                              .prompt = STR("interpret@1"),
                                              .synthetic = true,
                                              .repeats = 1};
    fixture_readings(f);
    const struct sampling sampling = {.resamples = 100, .seed = 1};
    struct arena *scratch = arena_open("scratch", 1 << 24);
    for (size_t i = 0; i < 2; i++) {
        struct evaluation *evaluation = &f->evaluations[i];
        *evaluation = case_accuracy_score(&f->gold, &f->interpreters[i], f->arena);
        case_accuracy_metrics(evaluation, &f->gold, 1, &sampling, scratch, &f->metrics);
        genre_recall_score(evaluation, &f->gold, &f->genres, &sampling, f->arena, scratch,
                           &f->metrics);
        intent_accuracy_score(evaluation, &f->gold, &f->intents, &sampling, f->arena, scratch,
                              &f->metrics);
    }
    arena_close(scratch);
    f->flips[1] = FLIP_BROKEN;
    f->flips[3] = FLIP_FIXED;
    f->before[1] = STR("intent search, genres Thriller, exclude_genres Horror");
    f->against_base = (struct history_flips){6, 1, 1, 1};
    f->against_primary[1] = (struct history_flips){5, 2, 2, 1};
}

static inline void fixture_recommender(struct fixture *f)
{
    static const struct metric_definition RMSE = {
        "rmse",     "RMSE", METRIC_STARS, METRIC_LOWER_IS_BETTER, "Square root of the mean.",
        "Bootstrap"};
    static const char *const MODELS[] = {"svd", "biases", "global_mean"};
    static const double VALUES[] = {.912, .943, 1.041};
    for (size_t m = 0; m < 3; m++) {
        struct metric *metric = metric_add(&f->metrics, &RMSE, VALUES[m], 1000);
        metric_label(metric, "model", str_from(MODELS[m]));
        metric->headline = m == 0;
        metric->interval = (struct interval){VALUES[m] - .008, VALUES[m] + .008};
    }
    static const struct metric_definition NDCG = {"ndcg_at_10",    "nDCG@10",
                                                  METRIC_SCORE,    METRIC_HIGHER_IS_BETTER,
                                                  "Gain by rank.", "Bootstrap"};
    static const char *const RANKERS[] = {"svd", "ease", "popularity"};
    static const double GAINS[] = {.3, .36, .2};
    static struct training_model models[] = {
        {.name = {"svd", 3}, .rates = true, .ranks = true, .fit_ms = NAN},
        {.name = {"bayes", 5}, .rates = true, .ranks = true, .fit_ms = 1350},
        {.name = {"ease", 4}, .ranks = true, .fit_ms = 12},
        {.name = {"popularity", 10}, .ranks = true, .fit_ms = 1},
        {.name = {"biases", 6}, .rates = true, .fit_ms = 2},
    };
    for (size_t m = 0; m < 3; m++) {
        struct metric *metric = metric_add(&f->metrics, &NDCG, GAINS[m], 90);
        metric_label(metric, "model", str_from(RANKERS[m]));
        metric->headline = m == 0;
        metric->interval = (struct interval){GAINS[m] - .02, GAINS[m] + .02};
    }
    f->scoring = fixture_scoring(FIXTURE_HOSTILE);
    for (size_t e = 0; e < 4; e++)
        f->epochs[e] =
            (struct training_epoch){1.1 - .1 * (double)e, e < 3 ? 1 - .03 * (double)e : .96, .01};
    f->training = (struct training){
        .status = TRAINING_DONE,
        .n_users = 100,
        .n_items = 500,
        .n_train = 9000,
        .n_validation = 500,
        .n_test = 1000,
        .protocol = STR("time"),
        .protocol_text = STR("the newest 10 % of the ratings"),
        .folds = 1,
        .factors = 32,
        .epochs_max = 30,
        .learning_rate = .01,
        .regularization = .02,
        .init_stddev = .01,
        .seed = UINT64_MAX,
        .models = models,
        .model_count = sizeof models / sizeof *models,
        .epochs = f->epochs,
        .epoch_count = 4,
        .best_epoch = 3,
        .stopped_early = true,
        .training_ms = NAN,
        .ranked_users = 90,
        .unranked_users = 10,
        .model_path = STR("reports/models/m.rgm"),
        .model_bytes = 76800,
    };
}

static inline void fixture_inputs(struct fixture *f)
{
    f->inputs.arena = f->arena;
    struct input *gold = input_add(&f->inputs, "gold", "datasets/gold.jsonl");
    gold->bytes = 1234;
    gold->read = 9;
    gold->accepted = 6;
    gold->rejected = 1;
    gold->duplicate = 1;
    gold->blank = 1;
    gold->rejects = findings_init(f->arena);
    findings_add(&gold->rejects, (struct at){"datasets/gold.jsonl", 7}, "bad " FIXTURE_HOSTILE);
    gold->notes = findings_init(f->arena);
    struct input *ratings = input_add(&f->inputs, "ratings", "datasets/ratings.csv");
    ratings->read = ratings->accepted = 10500;
    ratings->synthetic = true;
    ratings->rejects = ratings->notes = findings_init(f->arena);
    f->feedback = (struct feedback_counts){.swipes = {12, 5, 3},
                                           .comments = 2,
                                           .unknown_movies = 1,
                                           .users = 7,
                                           .first_ms = FIXTURE_NOW - FIXTURE_DAY,
                                           .last_ms = FIXTURE_NOW};
    f->traces = (struct trace_counts){40, 2, FIXTURE_NOW - FIXTURE_DAY, FIXTURE_NOW};
    f->redacted = (struct redact_counts){{3, 1, 0}};
}

static inline void fixture_history(struct fixture *f)
{
    static double values[] = {.8, .93};
    static struct str params[] = {{"16", 2}, {"old", 3}};
    f->baseline = (struct history_baseline){.exists = true,
                                            .run_id = "20261120T030000Z-1a2b3c4d",
                                            .started_ms = FIXTURE_NOW - FIXTURE_DAY,
                                            .metrics = map_init(f->arena),
                                            .values = values,
                                            .params = map_init(f->arena),
                                            .param_values = params};
    map_add(&f->baseline.metrics, STR("case_accuracy{interpreter=built-in}"), 0);
    map_add(&f->baseline.metrics, STR("rmse{model=svd}"), 1);
    map_add(&f->baseline.params, STR("svd.factors"), 0);
    map_add(&f->baseline.params, STR("svd.gone"), 1);
    f->series[0] = (struct history_series){STR("rmse{model=svd}"), f->points, 3};
    for (size_t i = 0; i < 3; i++) {
        f->points[i] =
            (struct history_point){.started_ms = FIXTURE_NOW - FIXTURE_DAY * (int64_t)(3 - i),
                                   .value = .95 - .01 * (double)i,
                                   .interval = {.94 - .01 * (double)i, .96}};
        memcpy(f->points[i].run_id, i == 2 ? f->baseline.run_id : "older", i == 2 ? RUN_ID_MAX : 6);
    }
}

static inline void fixture_gates(struct fixture *f)
{
    f->gates[0] = (struct gate){
        .name = STR("gold"), .metric = STR("case_accuracy"), .op = GATE_AT_LEAST, .number = .875};
    f->gates[1] = (struct gate){.name = STR("rmse"),
                                .metric = STR("rmse{model=svd}"),
                                .op = GATE_AT_MOST,
                                .against_baseline = true,
                                .number = .01};
    f->gates[2] = (struct gate){.name = STR("later"), .metric = STR("nothing"), .op = GATE_BELOW};
    f->gate_results[0] = (struct gate_result){.gate = &f->gates[0],
                                              .status = GATE_FAILED,
                                              .value = 4. / 6,
                                              .threshold = .875,
                                              .baseline = .8,
                                              .reason = STR("0.667 is not >= 0.875")};
    f->gate_results[1] = (struct gate_result){.gate = &f->gates[1],
                                              .status = GATE_PASSED,
                                              .value = .912,
                                              .threshold = .94,
                                              .baseline = .93};
    f->gate_results[2] = (struct gate_result){.gate = &f->gates[2],
                                              .status = GATE_SKIPPED,
                                              .value = NAN,
                                              .threshold = NAN,
                                              .baseline = NAN,
                                              .reason = STR("the run has no metric nothing")};
}

static inline void fixture_run(struct fixture *f)
{
    static const struct run_param PARAMS[] = {{{"eval.resamples", 14}, {"1000", 4}},
                                              {{"svd.factors", 11}, {"32", 2}}};
    static const struct run_tag TAGS[] = {
        {{"branch", 6}, {FIXTURE_HOSTILE, sizeof FIXTURE_HOSTILE - 1}}};
    f->run = (struct run){
        .id = "20261121T030000Z-9f8e7d6c",
        .started_ms = FIXTURE_NOW,
        .duration_ms = 1350,
        .experiment = STR("default"),
        .tags = TAGS,
        .tag_count = 1,
        .params = PARAMS,
        .param_count = 2,
        .children = {{"load", 200}, {"eval", NAN}},
        .child_count = 2,
        .stages = {true, true, true},
        .seed = 42,
        .version = "0.1.0",
        .host = "night",
        .threads = 2,
        .outcome = RUN_GATE_FAILED,
    };
}

/* Everything lives in the arena. */
static inline struct fixture *fixture_open(struct arena *arena)
{
    struct fixture *f = ARENA_NEW(arena, struct fixture);
    f->arena = arena;
    f->metrics = metric_list_init(arena);
    fixture_run(f);
    fixture_tables(f);
    fixture_gold(f);
    fixture_evaluations(f);
    fixture_recommender(f);
    fixture_inputs(f);
    fixture_history(f);
    fixture_gates(f);
    f->input = (struct summary_input){
        .run = &f->run,
        .title = "Nightly gauge " FIXTURE_HOSTILE,
        .inputs = &f->inputs,
        .metrics = &f->metrics,
        .gates = f->gate_results,
        .gate_count = 3,
        .baseline = &f->baseline,
        .series = f->series,
        .series_count = 1,
        .genres = &f->genres,
        .intents = &f->intents,
        .catalogue = &f->catalogue,
        .gold = &f->gold,
        .evaluations = f->evaluations,
        .evaluation_count = 2,
        .flips = f->flips,
        .before = f->before,
        .against_base = &f->against_base,
        .against_primary = f->against_primary,
        .between = &f->lists[0],
        .since_baseline = &f->lists[1],
        .training = &f->training,
        .scoring = &f->scoring,
        .hybrid = fixture_hybrid(),
        .feedback = &f->feedback,
        .traces = &f->traces,
        .redacted = &f->redacted,
    };
    return f;
}

/* What is left when only training ran, on nothing: the same run without eval, logs and history. */
static inline struct summary_input fixture_empty(struct fixture *f)
{
    static const struct metric_list NO_METRICS;
    static const struct input_list NO_INPUTS;
    static const struct history_baseline NO_BASELINE;
    static const struct training SKIPPED = {.reason = {"no ratings were given", 21}};
    f->run.stages = (struct run_stages){.train = true};
    f->run.outcome = RUN_SUCCESS;
    f->run.duration_ms = NAN;
    f->run.host = NULL;
    f->run.threads = 0;
    return (struct summary_input){.run = &f->run,
                                  .title = "",
                                  .inputs = &NO_INPUTS,
                                  .metrics = &NO_METRICS,
                                  .baseline = &NO_BASELINE,
                                  .training = &SKIPPED};
}

#endif
