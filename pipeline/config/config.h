/*
 * config.h - what the user wants, from four places: option > environment > config.ini > default.
 *
 * Every field below is one row of keys_table (config/keys.c), which knows its default, range and
 * meaning; `reelgauge --print-config=template` prints them all. A value that is here is in range.
 * Texts and lists live in the arena of config_load(), and texts end in a NUL.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/str.h"
#include "model/gold_finding.h"
#include "model/run.h"

/* Files, folders and globs, in the order given. Empty: nothing is to be read. */
struct config_paths {
    struct str *items;
    size_t count;
};

/* Names of models or prompts, in the order given, each once. */
struct config_names {
    struct str *items;
    size_t count;
};

#define CONFIG_COUNTS_MAX 8

/* At least one whole number, ascending. */
struct config_counts {
    size_t items[CONFIG_COUNTS_MAX];
    size_t count;
};

/* Some of the words that a key knows, each at most once, as a set. */
struct config_words {
    unsigned set; /* bit n: the n-th of the key's choices */
};

struct config_tags {
    struct run_tag *items;
    size_t count;
};

struct config_run {
    struct str experiment;
    struct config_tags tags;
    size_t seed;
    size_t threads; /* 0: one per processor */
    const char *out;
    double max_reject_share;
};

struct config_inputs {
    struct config_paths gold;
    struct config_paths ratings;
    struct config_paths movies; /* empty unless the user names some, see movies_auto */
    struct config_paths feedback;
    struct config_paths traces;
    struct config_paths recordings;
    struct config_paths assertions;
    struct config_paths prompts;
    struct config_paths rubrics;
    struct config_paths judgements;
    struct config_paths labels;
    struct config_paths tags; /* empty unless the user names some, see tags_auto */
    size_t dedup_days;
    const char *genres;
    const char *intents;
    const char *prices;
    bool movies_auto; /* take the catalogue that lies beside the ratings, else CONFIG_MOVIES */
    bool tags_auto;   /* take the tags that lie beside the ratings, if any */
};

#define CONFIG_MOVIES "datasets/movies.csv"

enum config_check {
    CONFIG_CHECK_OFF,
    CONFIG_CHECK_WARN,
    CONFIG_CHECK_FAIL,
};

struct config_gold {
    enum config_check check;
    struct config_words fail_on; /* a set of enum gold_finding_kind */
    double similarity;
    size_t min_class_cases;
    struct str held_out_tag; /* "": nothing is held out */
    /* Dotted paths into a record of another shape; "": the names that known tools use. */
    struct str query_field;
    struct str expected_field;
    struct str id_field;
    struct str tags_field;
};

struct config_llm {
    struct str primary; /* the name of one of `interpreters` */
    double cache_hours; /* negative: for ever */
    size_t max_calls;   /* of a run, like the next two; 0: no limit */
    size_t max_tokens;
    double max_cost;
};

/* What a bootstrap of gold cases draws whole. */
enum config_cluster {
    CONFIG_CLUSTER_CASE,
    CONFIG_CLUSTER_TAG, /* the cases with the same first tag */
};

struct config_eval {
    struct str filter; /* as load/gold_filter.h reads it; "": all gold cases */
    size_t repeats;
    size_t resamples;
    enum config_cluster cluster;
    size_t min_tag_cases;
};

/* What each slot of a case counts in its score. */
struct config_weights {
    double intent;
    double genres;
    double exclude_genres;
    double year_min;
    double year_max;
    double similar_to;
    double movies;
};

/* In the order of enum perturb_kind in eval/perturb.h. */
#define CONFIG_PERTURBATIONS                                                                       \
    "typo|upper|lower|word_order|no_diacritics|diacritics|foreign_genre|punctuation"

enum config_answer {
    CONFIG_NO,
    CONFIG_YES,
};

struct config_robustness {
    struct config_words kinds;
    size_t cases;
    size_t typo_words;
    enum config_answer endpoints; /* asked the changed queries too, not only the built-in one */
};

/* In the order of enum contender_kind in train/contender.h. */
#define CONFIG_MODELS "svd|fast|accurate|bayes|popularity|ease|als|bpr|blend"

struct config_recommender {
    struct config_words models;
};

/* In the order of enum svd_preset in train/svd.h; bayes is behind them. */
enum config_preset {
    CONFIG_PRESET_FAST,
    CONFIG_PRESET_ACCURATE,
    CONFIG_PRESET_BAYES,
};

enum config_switch {
    CONFIG_SWITCH_AUTO,
    CONFIG_SWITCH_NO,
    CONFIG_SWITCH_YES,
};

/* KEYS_AUTO_COUNT and NAN stand for what the preset says. */
struct config_svd {
    enum config_preset preset;
    size_t factors;
    size_t epochs;
    double learning_rate;
    double regularization;
    double init_stddev;
    enum config_switch implicit;
    double implicit_weight;
    double implicit_regularization;
    size_t models;
    double validation_share;
    size_t patience;
    double scale_min; /* both 0: the scale is that of the data */
    double scale_max;
};

/* In the order of enum bayes_likelihood and enum bayes_dates in train/. */
enum config_likelihood {
    CONFIG_LIKELIHOOD_AUTO,
    CONFIG_LIKELIHOOD_GAUSSIAN,
    CONFIG_LIKELIHOOD_PROBIT,
};

enum config_dates {
    CONFIG_DATES_AUTO,
    CONFIG_DATES_OFF,
};

/* KEYS_AUTO_COUNT and NAN stand for what suits the data. */
struct config_bayes {
    size_t factors;
    size_t sweeps;
    size_t burn_in;
    enum config_likelihood likelihood;
    enum config_dates dates;
    double init_stddev;
    size_t kept;
};

struct config_ease {
    double regularization;
    size_t memory; /* megabytes */
};

struct config_als {
    size_t factors;
    size_t sweeps;
    double unobserved;
    double regularization;
};

struct config_bpr {
    size_t factors;
    size_t epochs;
    double learning_rate;
    double regularization;
};

/* Spaces as train/tune.h reads them; "off" for a setting that is not searched. */
struct config_tune {
    size_t trials;
    struct str factors;
    struct str learning_rate;
    struct str regularization;
    struct str init_stddev;
    struct str implicit_weight;
};

/* The protocols of train/split.h, in the same order. */
enum config_protocol {
    CONFIG_PROTOCOL_AUTO,
    CONFIG_PROTOCOL_TIME,
    CONFIG_PROTOCOL_HASH,
    CONFIG_PROTOCOL_RANDOM,
    CONFIG_PROTOCOL_KFOLD,
    CONFIG_PROTOCOL_ROWS,
    CONFIG_PROTOCOL_LAST,
    CONFIG_PROTOCOL_OFFICIAL,
};

struct config_split {
    enum config_protocol protocol; /* rows if and only if test_rows is not "", official if and only
                                      if test_ratings is not */
    double test_share;
    size_t folds;
    const char *test_rows;
    const char *test_ratings;
};

struct config_ranking {
    struct config_counts k;
    double relevant_from;
};

struct config_hybrid {
    int model; /* which of CONFIG_MODELS */
    size_t max_requests;
    size_t steps;
};

struct config_privacy {
    const char *key_file;
};

struct config_history {
    size_t trend_runs;
};

struct config_report {
    struct str title;
    const char *templates; /* "": the embedded ones */
    size_t max_cases;
};

enum config_log_format {
    CONFIG_LOG_AUTO, /* text on a terminal, otherwise JSON */
    CONFIG_LOG_JSON,
    CONFIG_LOG_TEXT,
};

struct config_log {
    enum log_level level;
    enum config_log_format format;
};

/* [endpoint NAME] */
struct config_endpoint {
    struct str name;
    struct at at;
    struct str url; /* "http://127.0.0.1:11434/v1": http or https, no user in it */
    struct str key_env;
    const char *ca_file; /* "": the system's authorities */
    size_t concurrency;
    double connect_timeout; /* seconds, like all times here */
    double timeout;
    size_t response_max; /* kilobytes */
    size_t retries;
    double retry_wait;
    double retry_wait_max;
    double requests_per_minute; /* 0: no limit */
};

enum config_interpreter_kind {
    CONFIG_INTERPRETER_BUILT_IN,
    CONFIG_INTERPRETER_REPLAY,
    CONFIG_INTERPRETER_ENDPOINT,
    CONFIG_INTERPRETER_OFF, /* never in `interpreters` */
};

/*
 * [interpreter NAME], or one cell of its matrix: several models or prompts are an interpreter each,
 * NAME/MODEL, NAME/PROMPT or NAME/MODEL/PROMPT. Of the lists only the cell's own parts are below.
 */
struct config_interpreter {
    struct str name;
    struct at at; /* its section in config.ini; nowhere for the ones that exist by default */
    enum config_interpreter_kind kind;
    struct str endpoint; /* of the kind endpoint: its [endpoint NAME] */
    struct config_names models;
    struct config_names prompts;
    struct str model;               /* of recordings "": whichever they are of */
    struct str prompt;              /* the same; of an endpoint a prompt's name, never "" */
    double temperature;             /* NAN: the prompt's own, like the next two */
    size_t max_tokens;              /* KEYS_AUTO_COUNT */
    size_t seed;                    /* KEYS_AUTO_COUNT */
    struct config_paths recordings; /* its own; empty: those of [inputs] */
    /* Not from the configuration, but of a past run that is scored again: */
    struct str recorded_as; /* take the calls of this interpreter alone; "": of any */
    bool synthetic;         /* they were samples */
};

/* [assertion NAME], for all gold cases; load/assertion_read.h says what a value is. */
struct config_assertion {
    struct str name;
    struct at at;    /* its section in config.ini; nowhere for the ones that exist by default */
    struct str type; /* "not-contains"; never empty, never "off" */
    struct str value;
    const char *schema; /* a file: the JSON Schema instead of a value; "" for none */
    double threshold;   /* NAN: that of the type */
    double weight;
    struct str metric; /* "": the name */
};

#define CONFIG_ANSWER_SCHEMA "datasets/answer.schema.json"
enum config_judge_kind {
    CONFIG_JUDGE_ENDPOINT,
    CONFIG_JUDGE_REPLAY,
    CONFIG_JUDGE_OFF, /* never in `judges` */
};

/* [judge NAME] */
struct config_judge {
    struct str name;
    struct at at; /* its section; nowhere for the one that exists by default */
    enum config_judge_kind kind;
    struct str endpoint; /* of the kind endpoint: its [endpoint NAME] */
    struct str model;
    struct str rubric;
    struct config_names
        interpreters;   /* whose answers; empty: all, of a pair every one but `against` */
    struct str against; /* of a rubric that compares; "" otherwise */
    struct config_paths recordings; /* of the kind replay; empty: those of [inputs] */
    size_t cases;                   /* gold cases that are drawn; 0: all */
    double min_kappa;
    size_t min_labels;
};

/* [gate NAME] */
struct config_gate {
    struct str name;
    struct at at;    /* where the rule was written; nowhere for a default */
    struct str rule; /* "case_accuracy >= 0.875"; never empty, never "off" */
};

struct config {
    struct config_run run;
    struct config_inputs inputs;
    struct config_gold gold;
    struct config_llm llm;
    struct config_eval eval;
    struct config_weights weights;
    struct config_robustness robustness;
    struct config_recommender recommender;
    struct config_svd svd;
    struct config_bayes bayes;
    struct config_ease ease;
    struct config_als als;
    struct config_bpr bpr;
    struct config_tune tune;
    struct config_split split;
    struct config_ranking ranking;
    struct config_hybrid hybrid;
    struct config_privacy privacy;
    struct config_history history;
    struct config_report report;
    struct config_log log;

    struct config_endpoint *endpoints;
    size_t endpoint_count;
    /* In the order of config.ini, the defaults that it does not mention first, a matrix by model
     * and then by prompt; none is off. */
    struct config_interpreter *interpreters;
    size_t interpreter_count;
    struct config_assertion *assertions;
    size_t assertion_count;
    struct config_judge *judges; /* as above; none is off */
    size_t judge_count;
    struct config_gate *gates;
    size_t gate_count;

    const struct settings *settings; /* the texts behind the fields, and where each comes from */
};

/* A key that the command line names. */
struct config_option {
    const char *typed; /* as the user wrote it, for messages: "--seed", "-v" */
    struct str key;    /* "run.seed", "gate.speed.rule" */
    struct str value;
};

struct config_source {
    const char *file;                    /* usually "config.ini" */
    bool file_required;                  /* false: when it does not exist, the defaults hold */
    char *const *environment;            /* "NAME=value" up to a NULL; NULL: none */
    const struct config_option *options; /* in the order of the command line */
    size_t option_count;
};

/* Errors are ERROR_USAGE and point at the line of the file, the variable or the option. */
bool config_load(struct arena *arena, const struct config_source *source, struct config *out,
                 struct error *err);

/* True when the key has the value that it has by default, wherever it comes from. */
bool config_is_default(const struct config *config, const char *section, const char *key);

/* Where the value of a key was written: a line, a variable, an option; nowhere for a default. */
struct at config_at(const struct config *config, const char *section, const char *key);

/* The lowest and the highest number that a key takes. */
void config_range(const char *section, const char *key, double *min, double *max);

/*
 * The keys that bear on the numbers of a run, with their values as text, sorted by key:
 * "svd.factors" = "32". Where files lie, how many threads work and how much is logged is left out.
 */
void config_params(const struct config *config, struct arena *arena, struct run_param **out,
                   size_t *count);

/* One digest over config_params(). */
struct hash_sha256 config_digest(const struct config *config, struct arena *scratch);

#endif
