#include "eval/assertion_metrics.h"

#include <assert.h>

#include "base/map.h"
#include "eval/resampling.h"
#include "eval/shares.h"

#define RESAMPLING_STREAM 0x617373657274ull /* a stream of random numbers of its own: "assert" */

static const struct metric_definition PASS_RATE = {
    "assertion_pass_rate",
    "Assertions passed",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the answers that have assertions of which all assertions hold.",
    SHARES_INTERVAL,
};
static const struct metric_definition SCORE = {
    "assertion_score",
    "Assertion score",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Mean over the answers that have assertions of the weighted mean score of these.",
    "percentile bootstrap over cases",
};
static const struct metric_definition TYPE_RATE = {
    "assertion_type_pass_rate",
    "Assertions passed by type",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Share of the assertions of one type that hold, those in sets included.",
    "percentile bootstrap over cases, Wilson where all or none hold",
};
static const struct metric_definition NAMED = {
    "assertion_metric",
    "Assertion score by name",
    METRIC_SHARE,
    METRIC_HIGHER_IS_BETTER,
    "Mean score of the assertions that name this metric.",
    "percentile bootstrap over cases",
};

/* Which columns of the tables an assertion of the plan adds to. */
struct columns {
    struct map names;  /* metric → column of `named`, from 1 on */
    struct str *named; /* (names.count) */
    size_t *name_of;   /* (nodes) the column of its metric; 0: it names none */
    struct map types;  /* "not-contains" → column of its own */
    struct str *typed; /* (types.count) */
    size_t *type_of;   /* (nodes) */
};

/* The names of types live in `arena`, as labels do; all else is in `scratch`. */
static struct columns columns_of(const struct assertion_plan_nodes *nodes, struct arena *arena,
                                 struct arena *scratch)
{
    struct columns columns = {.names = map_init(scratch), .types = map_init(scratch)};
    columns.typed = ARENA_ARRAY(scratch, struct str, nodes->count);
    columns.type_of = ARENA_ARRAY(scratch, size_t, nodes->count);
    columns.named = ARENA_ARRAY(scratch, struct str, nodes->count);
    columns.name_of = ARENA_ARRAY(scratch, size_t, nodes->count);
    for (size_t n = 0; n < nodes->count; n++) {
        const struct assertion *assertion = nodes->items[n].assertion;
        struct str type = assertion_type_text(assertion, arena);
        columns.type_of[n] = map_intern(&columns.types, type, NULL);
        columns.typed[columns.type_of[n]] = type;
        if (assertion->metric.size == 0)
            continue;
        uint32_t number = map_intern(&columns.names, assertion->metric, NULL);
        columns.named[number] = assertion->metric;
        columns.name_of[n] = number + 1;
    }
    return columns;
}

/* Column 0 of `scores` is that of the case, the others are the named ones. */
struct tables {
    struct resampling passes;
    struct resampling types;
    struct resampling scores;
};

static void add_answer(const struct assertions *assertions, size_t i, const struct columns *columns,
                       struct tables *tables)
{
    const struct assertion_plan *plan = assertions->plan;
    const struct assertion_result *result = &assertions->results[i];
    assert(plan->count != 0 && "an answer is one to a case");
    size_t at = i % plan->count;
    size_t repeat = i / plan->count;
    size_t end = at + 1 < plan->count ? plan->cases[at + 1].first : plan->outcomes;
    if (result->judged == 0)
        return;
    resampling_add(&tables->passes, at, 0, result->pass);
    resampling_add(&tables->scores, at, 0, result->score);
    for (size_t o = plan->cases[at].first; o < end; o++) {
        const struct assertions_outcome *outcome =
            &assertions->outcomes[repeat * plan->outcomes + o];
        size_t name = columns->name_of[outcome->node];
        resampling_add(&tables->types, at, columns->type_of[outcome->node], outcome->pass);
        if (name != 0)
            resampling_add(&tables->scores, at, name, outcome->score);
    }
}

/* A column as a metric with its interval. */
static struct metric *add(const struct metric_definition *definition,
                          const struct assertions *assertions, const struct resampling *table,
                          size_t column, struct interval interval, struct metric_list *out)
{
    double support;
    double value = resampling_value(table, column, &support);
    struct metric *metric = metric_add(out, definition, value, (size_t)support);
    metric_label(metric, "interpreter", assertions->interpreter->name);
    metric->interval = interval;
    return metric;
}

static void add_all(const struct assertions *assertions, const struct columns *columns,
                    const struct tables *tables, const struct sampling *sampling,
                    struct arena *scratch, struct metric_list *out)
{
    bool primary = assertions->interpreter->primary;
    struct interval pass;
    struct interval *types = ARENA_ARRAY(scratch, struct interval, tables->types.columns);
    struct interval *scores = ARENA_ARRAY(scratch, struct interval, tables->scores.columns);
    shares_intervals(&tables->passes, sampling, assertions->interpreter, RESAMPLING_STREAM, scratch,
                     &pass);
    resampling_shares(&tables->types, sampling, RESAMPLING_STREAM, scratch, types);
    resampling_intervals(&tables->scores, sampling, RESAMPLING_STREAM, scratch, scores);

    add(&PASS_RATE, assertions, &tables->passes, 0, pass, out)->headline = primary;
    add(&SCORE, assertions, &tables->scores, 0, scores[0], out)->headline = primary;
    for (size_t t = 0; t < columns->types.count; t++)
        metric_label(add(&TYPE_RATE, assertions, &tables->types, t, types[t], out), "type",
                     columns->typed[t]);
    for (size_t n = 0; n < columns->names.count; n++)
        metric_label(add(&NAMED, assertions, &tables->scores, n + 1, scores[n + 1], out), "name",
                     columns->named[n]);
}

void assertion_metrics_add(const struct assertions *assertions, const struct sampling *sampling,
                           struct arena *scratch, struct metric_list *out)
{
    const struct assertion_plan *plan = assertions->plan;
    if (plan->nodes.count == 0)
        return;
    struct columns columns = columns_of(&plan->nodes, out->arena, scratch);
    struct tables tables = {
        .passes = resampling_init(scratch, plan->count, 1),
        .types = resampling_init(scratch, plan->count, columns.types.count),
        .scores = resampling_init(scratch, plan->count, 1 + columns.names.count),
    };
    for (size_t i = 0; i < plan->count * assertions->interpreter->repeats; i++)
        add_answer(assertions, i, &columns, &tables);
    add_all(assertions, &columns, &tables, sampling, scratch, out);
}
