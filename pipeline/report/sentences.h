/*
 * sentences.h - what the numbers say, as sentences: pure functions, from figures to text.
 *
 * No sentence ends with a full stop; whoever shows it adds what it needs. They live in the arena.
 */
#ifndef REPORT_SENTENCES_H
#define REPORT_SENTENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ratio.h"
#include "model/gate.h"
#include "model/history.h"
#include "model/metric.h"

/* A key figure beside the baseline's. */
struct sentences_figure {
    const struct metric_definition *definition;
    double value; /* NAN: nothing to score */
    struct interval interval;
    size_t support;
    double baseline; /* NAN: there is no baseline, or it lacks the metric */
    struct interval baseline_interval;
    double p_value; /* of a paired test of the change; NAN: there is none */
    bool corrected; /* the p-value is Holm's */
    bool repeated;  /* queries were asked several times: the support counts their answers */
};

enum sentences_certainty {
    SENTENCES_UNKNOWN,    /* nothing to compare with, or neither a test nor two intervals */
    SENTENCES_NOT_BEYOND, /* chance alone may explain it */
    SENTENCES_BEYOND,
};

/*
 * Is the change beyond chance? By the paired test where there is one (p < .05); otherwise,
 * more cautiously, when the two 95 % intervals do not overlap.
 */
enum sentences_certainty sentences_certainty(const struct sentences_figure *figure);

/* "better", "worse", "equal"; "higher", "lower" when no direction is better; "" when unknown. */
const char *sentences_movement(const struct sentences_figure *figure);

/*
 * "91.2 % of 240 queries read correctly (87.0–94.2), 3.1 points better than the baseline, beyond
 * chance (p = .004, Holm)".
 */
const char *sentences_figure(struct arena *arena, const struct sentences_figure *figure);

/* A gate that found a value, and its metric. */
struct sentences_gate {
    const char *title; /* "Case accuracy" */
    enum metric_unit unit;
    enum gate_operator op;
    double value;
    double threshold;
    bool passed;
};

/*
 * "Case accuracy is 81.0 %, below 87.5 %" for one that failed, "…, at least 87.5 %" for one that
 * passed.
 */
const char *sentences_gate(struct arena *arena, const struct sentences_gate *gate);

/*
 * A gate "no worse than": "Case accuracy is no worse than the baseline by 2.0 points: 0.3 points
 * lower on 597 cases (p = .003)"; "… is not shown to be no worse …, though so many cases would show
 * it with a power of 97 %"; "597 cases cannot tell whether … : their power is 43 %".
 */
const char *sentences_no_worse(struct arena *arena, const char *title, double margin,
                               enum gate_status status, const struct gate_evidence *evidence);

/* How the gates ended. */
struct sentences_gates {
    size_t passed;
    size_t failed;
    size_t skipped;
    const char *first_failure; /* a sentence; NULL when none failed */
};

/*
 * "All 4 gates passed", "3 gates passed, 1 was skipped", "1 of 4 gates failed: Case accuracy is …",
 * "No gate is configured".
 */
const char *sentences_gates(struct arena *arena, const struct sentences_gates *gates);

/*
 * "3 cases fixed and 5 broken of 443 compared with the baseline, not beyond chance (p =
 * .727)"; "None of 443 cases compared with the baseline changed sides"; "No case is comparable
 * with the baseline".
 */
const char *sentences_flips(struct arena *arena, const struct history_flips *flips);

/* What bears on what a person should do after reading the verdict. */
struct sentences_situation {
    bool built_in;               /* the headline is about the built-in interpreter */
    size_t reading_gates_failed; /* about what interpreters read */
    size_t model_gates_failed;   /* about the recommender */
    size_t broken;               /* cases of the primary that passed in the baseline */
    size_t failing;              /* cases of the primary that fail */
    size_t unusable;             /* answers of the primary that failed or cannot be parsed */
    size_t missing;              /* cases that the primary was never asked */
    size_t rejected;             /* input records */
    bool no_model;               /* training ran, but there is no model */
    const char *better_model;    /* that makes better lists beyond chance; NULL: none does */
};

struct sentences_step {
    const char *text;
    const char *section; /* of the page: "trace", "accounting", … */
};

#define SENTENCES_STEPS_MAX 8

/* What to do next, the most urgent first; never empty. Returns how many. */
size_t sentences_next(struct arena *arena, const struct sentences_situation *now,
                      struct sentences_step out[SENTENCES_STEPS_MAX]);

#endif
