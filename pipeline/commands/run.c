#include "commands/run.h"

#include "commands/dry_run.h"
#include "commands/night.h"
#include "commands/night_asking.h"
#include "commands/night_hybrid.h"
#include "commands/night_inputs.h"
#include "commands/night_publish.h"
#include "commands/night_reading.h"
#include "commands/night_recommender.h"
#include "commands/night_verdict.h"
#include "monitor/trace_log.h"

static void append_watch_metrics(struct night *night)
{
    feedback_log_metrics(&night->feedback, &night->metrics);
    trace_log_metrics(&night->traces, &night->metrics);
}

/* The order of the stages. A stage that the run leaves out is passed over. */
static bool run_stages(struct night *night, struct error *err)
{
    if (!night_inputs_load(night, err))
        return false;
    if (night->run.stages.eval && !night_reading_score(night, err))
        return false;
    if (night->run.stages.train &&
        !(night_recommender_train(night, err) && night_hybrid_measure(night, err)))
        return false;
    if (night->run.stages.watch)
        append_watch_metrics(night);
    return night_verdict_reach(night, err) && night_publish_all(night, err);
}

/* What --dry-run prints needs the gold cases and prompts, and nothing else. */
static bool dry_run(struct session *session, struct error *err)
{
    struct night night;
    if (!night_open(&night, session, (struct run_stages){.eval = true}, err))
        return false;
    bool done = night_inputs_load(&night, err) && dry_run_print(&night, err);
    night_close(&night);
    return done;
}

static bool run(struct session *session, struct run_stages stages, const char *partial,
                struct error *err)
{
    struct night night;
    if (session_option(session, "dry-run") != NULL)
        return dry_run(session, err);
    if (!night_open(&night, session, stages, err))
        return false;
    night.run.partial = partial;
    bool done = run_stages(&night, err);
    session->gate_failed = done && night.run.outcome == RUN_GATE_FAILED;
    night_close(&night);
    return done;
}

const struct commands_option run_options[] = {NIGHT_ASKING_OPTIONS{0}};

bool run_command(struct session *session, struct error *err)
{
    return run(session, (struct run_stages){true, true, true}, NULL, err);
}

bool run_eval_command(struct session *session, struct error *err)
{
    return run(session, (struct run_stages){.eval = true}, NULL, err);
}

bool run_again(struct session *session, const char *partial, struct error *err)
{
    return run(session, (struct run_stages){.eval = true}, partial, err);
}

bool run_train_command(struct session *session, struct error *err)
{
    return run(session, (struct run_stages){.train = true}, NULL, err);
}

const struct commands_option run_train_options[] = {
    {"tune", NULL, "search the space of [tune] for better settings first"},
    {0},
};

bool run_watch_command(struct session *session, struct error *err)
{
    return run(session, (struct run_stages){.watch = true}, NULL, err);
}
