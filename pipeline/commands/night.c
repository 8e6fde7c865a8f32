#include "commands/night.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "commands/gold_selection.h"
#include "commands/key.h"
#include "commands/night_asking.h"
#include "commands/night_recover.h"
#include "commands/version.h"
#include "decide/gates.h"

#define HOST_MAX 256 /* bytes */

const char *night_path(struct night *night, const char *name)
{
    return io_join(night->arena, night->config->run.out, name);
}

static const char *host_name(struct arena *arena)
{
    char name[HOST_MAX];
    if (gethostname(name, sizeof name) != 0)
        return NULL;
    name[sizeof name - 1] = '\0';
    return arena_copy(arena, name, strlen(name));
}

static void begin_run(struct night *night, struct run_stages stages)
{
    const struct config *config = night->config;
    const struct clock *clock = night->session->clock;
    struct run *run = &night->run;
    struct run_param *params;

    config_params(config, night->arena, &params, &run->param_count);
    run->params = params;
    run->started_ms = clock->now_ms;
    run->experiment = config->run.experiment;
    run->tags = config->run.tags.items;
    run->tag_count = config->run.tags.count;
    run->stages = stages;
    run->seed = config->run.seed;
    run->config_digest = config_digest(config, night->scratch);
    run->version = VERSION_TEXT;
    if (!clock->frozen) {
        run->host = host_name(night->arena);
        run->threads = pool_threads(night->pool);
    }
}

static bool read_gates(struct night *night, struct error *err)
{
    const struct config *config = night->config;
    night->gates = ARENA_ARRAY(night->arena, struct gate, config->gate_count + 1);
    for (; night->gate_count < config->gate_count; night->gate_count++) {
        const struct config_gate *gate = &config->gates[night->gate_count];
        if (!gates_parse(gate->name, gate->rule, gate->at, &night->gates[night->gate_count], err))
            return false;
    }
    if (config->gold.check != CONFIG_CHECK_FAIL)
        return true;
    return gates_parse(STR("gold_check"), STR("gold_findings <= 0"),
                       config_at(config, "gold", "check"), &night->gates[night->gate_count++], err);
}

static bool open_all(struct night *night, struct run_stages stages, struct error *err)
{
    const struct config *config = night->config;
    if (!read_gates(night, err) || !gold_selection_check(config, night->scratch, err) ||
        !kernels_choose(night->session->kernels, &night->kernels, err) ||
        !io_make_folders(night_path(night, "runs"), err) ||
        !lock_take(night_path(night, ".lock"), &night->lock, err) ||
        !key_open(night->session, night->arena, &night->key, err) ||
        !pool_open(config->run.threads, &night->pool, err) || !redact_open(&night->redactor, err) ||
        !store_open(night_path(night, "history.db"), &night->store, err))
        return false;
    begin_run(night, stages);
    return night_recover_all(night, err);
}

bool night_open(struct night *night, struct session *session, struct run_stages stages,
                struct error *err)
{
    *night = (struct night){
        .session = session,
        .config = session->config,
        .arena = session->run,
        .scratch = session->scratch,
        .started_clock = clock_ms(session->clock),
        .lock = LOCK_NONE,
        .inputs = {.arena = session->run},
        .metrics = metric_list_init(session->run),
    };
    if (open_all(night, stages, err))
        return true;
    night_close(night);
    return false;
}

void night_close(struct night *night)
{
    night_asking_close(night);
    query_swipes_close(&night->swipes);
    query_swipes_close(&night->tags);
    svd_free(&night->model);
    ratings_free(&night->ratings);
    ratings_free(&night->test_ratings);
    store_close(night->store);
    redact_close(night->redactor);
    pool_close(night->pool);
    lock_release(&night->lock);
}

void night_stage_done(struct night *night, const char *name, double began)
{
    struct run *run = &night->run;
    run->children[run->child_count++] =
        (struct run_stage){name, clock_ms(night->session->clock) - began};
    arena_reset(night->scratch);
}
