/*
 * night.h - everything that one nightly run works with, from the open lock to the published set.
 *
 * run.c calls the parts in their order: night_open, night_inputs_load, night_reading_score,
 * night_recommender_train, night_hybrid_measure, night_verdict_reach, night_publish_all,
 * night_close. Each fills its own section of the structure from those above it.
 */
#ifndef COMMANDS_NIGHT_H
#define COMMANDS_NIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/lock.h"
#include "base/pool.h"
#include "base/pseudonym.h"
#include "base/redact.h"
#include "commands/gold_inspection.h"
#include "commands/session.h"
#include "llm/built_in.h"
#include "llm/replay.h"
#include "model/catalogue.h"
#include "model/evaluation.h"
#include "model/gate.h"
#include "model/gold.h"
#include "model/gold_account.h"
#include "model/history.h"
#include "model/hybrid.h"
#include "model/input.h"
#include "model/judging.h"
#include "model/metric.h"
#include "model/paired.h"
#include "model/price.h"
#include "model/prompt.h"
#include "model/ratings.h"
#include "model/run.h"
#include "model/scoring.h"
#include "model/training.h"
#include "model/tuning.h"
#include "monitor/feedback_log.h"
#include "monitor/query_swipes.h"
#include "store/store.h"
#include "train/contender.h"
#include "train/kernels.h"
#include "train/svd.h"

/* The recordings of one interpreter; `replay` is NULL when it is of another kind. */
struct night_replay {
    struct replay *replay;
    size_t input;   /* index of its first file in the inputs */
    bool synthetic; /* some of its files are samples */
};

/* In the order of first use. */
struct night_prompt_uses {
    struct prompt_use *items;
    size_t count;
    size_t capacity;
};

struct night_asking;
struct judge_inputs;

struct night {
    struct session *session;
    const struct config *config;
    struct arena *arena;   /* until the report is on disk */
    struct arena *scratch; /* reset after each part */
    double started_clock;  /* clock_ms() at the start */

    /* night_open */
    struct lock lock;
    struct pool *pool;
    struct redactor *redactor;
    struct store *store;
    const struct kernels *kernels;
    struct pseudonym_key key;
    struct gate *gates; /* those of the configuration, and one of its own for [gold] check = fail */
    size_t gate_count;
    struct run run;

    /* night_inputs_load */
    struct input_list inputs;
    struct redact_counts masked;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct assertion_list assertions; /* for all gold cases */
    struct gold_set gold;             /* those that the filter leaves */
    struct gold_account gold_account;
    struct gold_inspection gold_inspection;
    struct price_list prices;
    struct prompt_list prompts;   /* all that there are, used or not */
    struct judge_inputs *judges;  /* rubrics, labels, recorded judgements */
    struct night_replay *replays; /* (config->interpreter_count) */
    struct ratings ratings;
    struct ratings test_ratings; /* of an official split */
    struct feedback_log feedback;
    struct query_swipes swipes; /* that can test the hybrid, and tags that can */
    struct query_swipes tags;
    struct trace_counts traces;

    /* night_reading_score, night_recommender_train */
    struct metric_list metrics;
    struct interpreter *interpreters;     /* (config->interpreter_count) */
    struct evaluation *evaluations;       /* (config->interpreter_count) */
    size_t primary;                       /* index in both */
    struct night_prompt_uses prompt_uses; /* what their readings name */
    const struct built_in *built_in;      /* NULL until it is asked something */
    struct judge_results judged;
    struct night_asking *asking; /* NULL until an endpoint is */
    struct training training;
    struct tuning tuning;   /* of `train --tune` */
    struct scoring scoring; /* of its models */
    struct svd_model model;
    struct contender_options models; /* what the models were fitted with */

    /* night_hybrid_measure */
    struct hybrid hybrid;

    /* night_verdict_reach */
    struct history_baseline baseline;
    struct history_series *series;
    size_t series_count;
    enum flip *flips; /* (gold.count) of the primary */
    struct str
        *before; /* (gold.count) the primary's answer in the baseline, of cases that flipped */
    struct history_flips against_baseline;
    struct history_flips *against_primary; /* (config->interpreter_count) */
    struct paired_values *values;          /* (config->interpreter_count) */
    struct paired_list between;            /* interpreters */
    struct paired_list since_baseline;
    struct gate_result *gate_results; /* (gate_count) */

    /* night_publish_all */
    const char *folder; /* of the published set: "reports/runs/RUN" */
};

/*
 * Makes the output folder, takes the lock, opens pool, redactor, key and history, repairs what a
 * killed run left behind, and reads the gates. On error all is closed again.
 */
bool night_open(struct night *night, struct session *session, struct run_stages stages,
                struct error *err);

/* Gives everything back; what was never opened is nothing. */
void night_close(struct night *night);

/* Ends a part that began at clock_ms() `began`: a stage run of that name, and an empty scratch. */
void night_stage_done(struct night *night, const char *name, double began);

/* "reports/NAME", from the configured output folder. */
const char *night_path(struct night *night, const char *name);

#endif
