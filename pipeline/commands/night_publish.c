#include "commands/night_publish.h"

#include <string.h>

#include "base/clock.h"
#include "base/io.h"
#include "commands/night_recover.h"
#include "commands/outputs.h"
#include "commands/render.h"
#include "report/sentences_gold.h"
#include "report/sentences_judges.h"
#include "report/summary.h"
#include "store/take_in.h"

#define FILE_MODE 0644

static struct json *build_summary(struct night *night)
{
    struct run *run = &night->run;
    bool eval = run->stages.eval;
    run->duration_ms = clock_ms(night->session->clock) - night->started_clock;
    const struct summary_input input = {
        .run = run,
        .title = night->config->report.title.data,
        .inputs = &night->inputs,
        .metrics = &night->metrics,
        .gates = night->gate_results,
        .gate_count = night->gate_count,
        .baseline = &night->baseline,
        .series = night->series,
        .series_count = night->series_count,
        .genres = &night->genres,
        .intents = &night->intents,
        .catalogue = &night->catalogue,
        .gold = eval ? &night->gold : NULL,
        .gold_account = eval ? &night->gold_account : NULL,
        .currency = night->prices.currency,
        .evaluations = night->evaluations,
        .evaluation_count = eval ? night->config->interpreter_count : 0,
        .flips = night->baseline.exists ? night->flips : NULL,
        .before = night->before,
        .against_base = eval && night->baseline.exists ? &night->against_baseline : NULL,
        .against_primary = night->against_primary,
        .values = night->values,
        .between = eval ? &night->between : NULL,
        .since_baseline = eval ? &night->since_baseline : NULL,
        .max_cases = night->config->report.max_cases,
        .judged = eval ? &night->judged : NULL,
        .prompts = night->prompt_uses.items,
        .prompt_count = night->prompt_uses.count,
        .training = run->stages.train ? &night->training : NULL,
        .tuning = &night->tuning,
        .scoring = run->stages.train ? &night->scoring : NULL,
        .hybrid = run->stages.train ? &night->hybrid : NULL,
        .feedback = run->stages.watch ? &night->feedback.counts : NULL,
        .traces = run->stages.watch ? &night->traces : NULL,
        .redacted = &night->masked,
    };
    return summary_build(&input, night->scratch);
}

/* Writes the set into runs/.staging, flushes it, and renames it to runs/RUN. */
static bool write_set(struct night *night, const struct render_file files[RENDER_FILES],
                      struct take_in_artifact *outputs, struct error *err)
{
    const char *staging = night_path(night, NIGHT_RECOVER_STAGING);
    if (!io_remove_tree(staging, err) || !io_make_folders(staging, err))
        return false;
    for (size_t i = 0; i < RENDER_FILES; i++)
        if (!io_write_file(io_join(night->arena, staging, files[i].name), files[i].text, FILE_MODE,
                           err))
            return false;
    if (!outputs_write(night, io_join(night->arena, staging, OUTPUTS_NAME), outputs, err))
        return false;
    night->folder = night_path(night, arena_printf(night->arena, "runs/%s", night->run.id));
    return io_rename(staging, night->folder, err);
}

static bool enter_history(struct night *night, const struct json *summary,
                          const struct render_file files[RENDER_FILES],
                          const struct take_in_artifact *outputs, struct error *err)
{
    struct take_in_artifact artifacts[RENDER_FILES + 1];
    for (size_t i = 0; i < RENDER_FILES; i++)
        artifacts[i] = (struct take_in_artifact){files[i].name, files[i].text.size,
                                                 hash_sha256(files[i].text)};
    artifacts[RENDER_FILES] = *outputs;
    return take_in_run(night->store, summary, artifacts, RENDER_FILES + (outputs->name != NULL),
                       err);
}

static bool publish(struct night *night, const struct json *summary, struct error *err)
{
    struct render_file files[RENDER_FILES];
    struct take_in_artifact outputs;
    return render_all(summary, night->config->report.templates, night->arena, files, err) &&
           write_set(night, files, &outputs, err) &&
           enter_history(night, summary, files, &outputs, err) &&
           io_replace_link(arena_printf(night->arena, "runs/%s", night->run.id),
                           night_path(night, "latest"), err);
}

/* A sentence that most nights have no reason to say. */
static void print_gold(FILE *out, const char *sentence)
{
    if (sentence != NULL)
        fprintf(out, "%s\n\n", sentence);
}

static void print_judges(FILE *out, const struct json *judges, struct arena *scratch)
{
    for (const struct json *judge = json_first(judges); judge; judge = json_next(judge)) {
        const struct json *judging = json_first(json_get(judge, "judgings"));
        for (; judging; judging = json_next(judging))
            fprintf(out, "  %s\n", sentences_judges_figure(judge, judging, scratch));
    }
}

static void print_result(struct night *night, const struct json *summary)
{
    FILE *out = night->session->out;
    if (night->session->json) {
        struct str text = json_write(night->scratch, summary);
        fwrite(text.data, 1, text.size, out);
        return;
    }
    if (night->session->quiet)
        return;
    fprintf(out, "%s\n\n", json_get_text(json_get(summary, "verdict"), "sentence"));
    print_gold(out, sentences_gold_partial(summary, night->scratch));
    print_gold(out, sentences_gold_changes(summary, night->scratch));
    const struct json *figures = json_get(summary, "key_figures");
    for (const struct json *figure = json_first(figures); figure; figure = json_next(figure))
        fprintf(out, "  %s\n", json_get_text(figure, "sentence"));
    print_judges(out, json_get(summary, "judges"), night->scratch);
    fprintf(out, "\nreport: %s\n", night_path(night, "latest/index.html"));
}

bool night_publish_all(struct night *night, struct error *err)
{
    struct json *summary = build_summary(night);
    bool done = publish(night, summary, err);
    if (done)
        print_result(night, summary);
    json_free(summary);
    return done;
}
