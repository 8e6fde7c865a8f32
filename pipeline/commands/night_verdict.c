#include "commands/night_verdict.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "commands/night_compare.h"
#include "decide/gates.h"
#include "store/baseline.h"
#include "store/series.h"

/* Whether a metric is over gold cases, and the run is about some of them only. */
static bool is_of_some_cases(const struct night *night, const struct metric *metric)
{
    for (size_t l = 0; l < metric->label_count; l++)
        if (strcmp(metric->labels[l].key, "interpreter") == 0)
            return night->run.filter.size != 0;
    return false;
}

/* The headline metrics, whose course over the nights the page shows: what was found over some of
 * the gold cases is no point on the course of all. */
static bool load_history(struct night *night, struct error *err)
{
    const struct config *config = night->config;
    const struct run *run = &night->run;
    struct str *names = ARENA_ARRAY(night->arena, struct str, night->metrics.count);
    for (size_t i = 0; i < night->metrics.count; i++)
        if (night->metrics.items[i].headline && !is_of_some_cases(night, &night->metrics.items[i]))
            names[night->series_count++] = metric_name(&night->metrics.items[i], night->arena);

    night->series = ARENA_ARRAY(night->arena, struct history_series, night->series_count);
    return baseline_find(night->store, run->experiment, run->started_ms, night->arena,
                         &night->baseline, err) &&
           series_load(night->store, run->experiment, run->started_ms, config->history.trend_runs,
                       names, night->series_count, night->arena, night->series, err);
}

/* Nor is it held against what was found over all. */
static void forget_other_cases(struct night *night)
{
    for (size_t i = 0; i < night->metrics.count; i++) {
        const struct metric *metric = &night->metrics.items[i];
        uint32_t index;
        if (is_of_some_cases(night, metric) &&
            map_find(&night->baseline.metrics, metric_name(metric, night->scratch), &index))
            night->baseline.values[index] = NAN;
    }
}

bool night_verdict_reach(struct night *night, struct error *err)
{
    double began = clock_ms(night->session->clock);
    size_t gates = night->gate_count;
    if (!load_history(night, err))
        return false;
    if (night->run.stages.eval)
        night_compare_cases(night);
    if (night->baseline.exists)
        forget_other_cases(night);

    night->gate_results = ARENA_ARRAY(night->arena, struct gate_result, gates);
    gates_judge(night->gates, gates, &night->metrics, &night->baseline, &night->since_baseline,
                &night->run, night->arena, night->gate_results);
    gates_metrics(night->gate_results, gates, &night->metrics);
    night->run.outcome =
        gates_failures(night->gate_results, gates) == 0 ? RUN_SUCCESS : RUN_GATE_FAILED;
    night_stage_done(night, "decide", began);
    return true;
}
