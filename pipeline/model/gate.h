/* gate.h - the quality gates of a run: what was demanded, what was found. */
#ifndef MODEL_GATE_H
#define MODEL_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

enum gate_operator {
    GATE_AT_LEAST,
    GATE_ABOVE,
    GATE_AT_MOST,
    GATE_BELOW,
};

/*
 * A rule of [gate NAME]: "case_accuracy >= 0.875"; against the baseline,
 * "genre_recall >= baseline - 0.02"; or by a test on the same cases, "case_accuracy no worse than
 * baseline by 0.02".
 */
struct gate {
    struct str name;
    struct str metric; /* a selector, see metric_find() */
    enum gate_operator op;
    bool against_baseline;
    double number; /* the threshold, the signed offset from the baseline's value, or the margin */
    bool no_worse; /* a test of the margin, see decide/no_worse.h; op and against_baseline follow */
    bool skip_undecided; /* "unless undecided": cases that cannot tell are no failure */
    struct at at;
};

enum gate_status {
    GATE_PASSED,
    GATE_FAILED,
    GATE_SKIPPED, /* against a baseline that does not exist yet, or about a stage that did not run
                   */
};

/* What a test of a margin found. */
struct gate_evidence {
    size_t cases;      /* shared with the baseline; 0: there was no test */
    double difference; /* of the metric on them, now − then */
    double p_value;    /* one-sided; NAN: too few cases */
    double power;      /* when nothing has changed */
    bool undecided;    /* no evidence, and too little power */
};

struct gate_result {
    const struct gate *gate;
    enum gate_status status;
    double value;     /* NAN: the metric has no value */
    double threshold; /* the number it was compared with; NAN when there was none */
    double baseline;  /* the metric in the baseline run; NAN when unknown */
    struct gate_evidence evidence;
    struct str reason; /* a sentence without a full stop */
};

const char *gate_operator_text(enum gate_operator op); /* ">=", ">", "<=", "<" */
const char *gate_status_name(enum gate_status status); /* "passed", "failed", "skipped" */

#endif
