/*
 * summary.h - the one document that a run publishes: everything that any output shows.
 *
 * HTML, JUnit and Markdown render this document and nothing else, so that a past run renders
 * again from its summary.json. It holds numbers, not pictures or formatted text; the sentences in
 * it (verdict, key figures) are made from its numbers by sentences.h. Its shape is
 * templates/summary.schema.json; what is undefined is null. All text is cleaned by
 * unicode_displayable() on the way in.
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/redact.h"
#include "model/catalogue.h"
#include "model/evaluation.h"
#include "model/feedback.h"
#include "model/gate.h"
#include "model/genre.h"
#include "model/gold.h"
#include "model/gold_account.h"
#include "model/history.h"
#include "model/hybrid.h"
#include "model/input.h"
#include "model/intent.h"
#include "model/judging.h"
#include "model/metric.h"
#include "model/paired.h"
#include "model/prompt.h"
#include "model/run.h"
#include "model/scoring.h"
#include "model/trace.h"
#include "model/training.h"
#include "model/tuning.h"

#define SUMMARY_SCHEMA_VERSION 1

/*
 * What a run found. Everything is borrowed for the time of the call. `run`, `inputs`,
 * `metrics` and `baseline` are never NULL; what belongs to a stage that did not run
 * (see run->stages) is NULL or 0 and becomes null or an empty list.
 */
struct summary_input {
    const struct run *run;
    const char *title; /* of the page, from the configuration */
    const struct input_list *inputs;
    const struct metric_list *metrics;
    const struct gate_result *gates;
    size_t gate_count;
    const struct history_baseline *baseline;
    const struct history_series *series; /* headline metrics over the last runs */
    size_t series_count;

    /* eval */
    const struct genre_table *genres;
    const struct intent_table *intents;
    const struct catalogue *catalogue;
    const struct gold_set *gold;
    const struct gold_account *gold_account;
    struct str currency;                  /* of all costs; "": none is known */
    const struct evaluation *evaluations; /* one per interpreter, in the order of the page */
    size_t evaluation_count;
    const enum flip *flips;   /* (gold->count) of the primary; NULL: no baseline */
    const struct str *before; /* (gold->count) what the primary answered in the baseline, of cases
                                 that flipped; else "" */
    const struct history_flips *against_base; /* the primary, baseline to now; NULL: no baseline */
    /* (evaluation_count) Each against the primary: `fixed` are cases that only this one passes,
     * `broken` those that only the primary passes. The primary's own entry is not read. NULL:
     * not compared. */
    const struct history_flips *against_primary;
    const struct paired_values *values;       /* (evaluation_count) of the cases; NULL: unknown */
    const struct paired_list *between;        /* comparisons of the interpreters; NULL: none */
    const struct paired_list *since_baseline; /* of each with itself in the baseline */
    size_t max_cases; /* that the page's system trace shows; the document has all; 0: no limit */

    const struct judge_results *judged; /* NULL: there is no judge */
    const struct prompt_use *prompts;   /* what the interpreters and judges were told */
    size_t prompt_count;

    /* train, watch, privacy */
    const struct training *training;
    const struct scoring *scoring; /* of the models of `training` */
    const struct tuning *tuning;   /* NULL, or without dimensions: there was no search */
    const struct hybrid *hybrid;
    const struct feedback_counts *feedback;
    const struct trace_counts *traces;
    const struct redact_counts *redacted; /* over all inputs */
};

/*
 * Builds the document; the root belongs to the caller (json_free). Cannot fail. The same
 * input gives the same document. `scratch` holds work.
 */
struct json *summary_build(const struct summary_input *input, struct arena *scratch);

#endif
