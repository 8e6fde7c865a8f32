#include "commands/gold.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/io.h"
#include "base/json.h"
#include "base/redact.h"
#include "commands/gold_inspection.h"
#include "commands/gold_line.h"
#include "commands/gold_selection.h"
#include "commands/prompt_inputs.h"
#include "commands/tables.h"
#include "eval/gold_changes.h"
#include "load/gold_file.h"
#include "load/movies_file.h"
#include "report/summary_gold.h"
#include "store/store.h"

#define DIGEST_SHOWN 12 /* digits of a digest in a sentence */

const struct commands_option gold_check_options[] = {
    {"strict", NULL, "end with exit code 1 when there is a finding of a kind in [gold] fail_on"},
    {0},
};

/* All that is read. */
struct gold_reading {
    struct session *session;
    struct input_list inputs;
    struct genre_table genres;
    struct intent_table intents;
    struct catalogue catalogue;
    struct prompt_list prompts;
    struct gold_set gold;
    struct gold_inspection inspection;
};

static bool load_catalogue(struct gold_reading *reading, struct loader *loader, struct error *err)
{
    const struct config_inputs *inputs = &reading->session->config->inputs;
    struct str shipped_file = STR(CONFIG_MOVIES);
    const struct config_paths shipped = {&shipped_file, 1};
    const struct config_paths *paths = inputs->movies_auto ? &shipped : &inputs->movies;
    struct source_list movies;
    reading->catalogue = catalogue_init(loader->arena);
    return source_expand(SOURCE_MOVIES, paths->items, paths->count, loader->arena, &movies, err) &&
           movies_file_load(loader, &movies, &reading->catalogue, err);
}

static bool load_all(struct gold_reading *reading, struct redactor *redactor, struct error *err)
{
    const struct config *config = reading->session->config;
    const struct config_paths *paths = &config->inputs.gold;
    const struct gold_fields fields = tables_gold_fields(config);
    struct source_list sources;
    struct loader loader = {
        .arena = reading->session->run,
        .scratch = reading->session->scratch,
        .inputs = &reading->inputs,
        .redactor = redactor,
        .genres = &reading->genres,
        .intents = &reading->intents,
        .catalogue = &reading->catalogue,
        .gold_findings = &reading->inspection.findings,
    };
    return tables_load(config, &loader, &reading->genres, &reading->intents, err) &&
           load_catalogue(reading, &loader, err) &&
           source_expand(SOURCE_GOLD, paths->items, paths->count, loader.arena, &sources, err) &&
           gold_file_load(&loader, &sources, &fields, &reading->gold, err) &&
           prompt_inputs_load(config, &loader, &reading->prompts, err);
}

static bool read_all(struct session *session, struct gold_reading *reading, struct error *err)
{
    struct redactor *redactor;
    *reading = (struct gold_reading){.session = session, .inputs = {.arena = session->run}};
    if (!redact_open(&redactor, err))
        return false;
    bool done = load_all(reading, redactor, err);
    redact_close(redactor);
    return done;
}

/* ── check ── */

static void print_check_json(const struct gold_reading *reading)
{
    const struct gold_account account = {
        .digest = gold_changes_digest(&reading->gold, reading->session->scratch),
        .total = reading->gold.count,
        .findings = &reading->inspection.findings,
        .fail_on = reading->session->config->gold.fail_on.set,
        .classes = &reading->inspection.classes,
    };
    struct arena *scratch = reading->session->scratch;
    struct json *root = json_object();
    summary_gold_put_check(&account, root, scratch);
    struct str text = json_write(scratch, root);
    fwrite(text.data, 1, text.size, reading->session->out);
    json_free(root);
}

static void print_findings(const struct gold_reading *reading)
{
    const struct gold_finding_list *findings = &reading->inspection.findings;
    for (size_t i = 0; i < findings->count; i++) {
        const struct gold_finding *one = &findings->items[i];
        if (one->at.file != NULL)
            fprintf(reading->session->out, "%s:%zu: ", one->at.file, one->at.line);
        fprintf(reading->session->out, "%.*s: %.*s\n", STR_ARG(gold_finding_name(one->kind)),
                STR_ARG(one->text));
    }
}

static void print_classes(const struct gold_reading *reading)
{
    for (int axis = 0; axis < GOLD_AXES; axis++) {
        const struct gold_axis *classes = &reading->inspection.classes.axes[axis];
        fprintf(reading->session->out, "%-7s", gold_classes_axis_name((enum gold_axis_kind)axis));
        for (size_t c = 0; c < classes->count; c++)
            fprintf(reading->session->out, "%s %.*s %zu", c == 0 ? "" : ",",
                    STR_ARG(classes->items[c].name), classes->items[c].cases);
        fprintf(reading->session->out, "\n");
    }
}

/* "597 cases, digest 1234…; 3 findings: near_duplicate 2, rare_class 1" */
static void print_sums(const struct gold_reading *reading)
{
    FILE *out = reading->session->out;
    const struct gold_finding_list *findings = &reading->inspection.findings;
    size_t total = gold_finding_total(findings, ~0u);
    char digest[HASH_SHA256_HEX];
    hash_hex(gold_changes_digest(&reading->gold, reading->session->scratch), digest);
    fprintf(out, "\n%zu cases, digest %.*s; %zu findings", reading->gold.count, DIGEST_SHOWN,
            digest, total);
    const char *before = ": ";
    for (int kind = 0; kind < GOLD_FINDING_KINDS; kind++) {
        if (findings->counts[kind] == 0)
            continue;
        fprintf(out, "%s%.*s %zu", before, STR_ARG(gold_finding_name((enum gold_finding_kind)kind)),
                findings->counts[kind]);
        before = ", ";
    }
    fprintf(out, "\n");
}

bool gold_check_command(struct session *session, struct error *err)
{
    struct gold_reading reading;
    if (!read_all(session, &reading, err))
        return false;
    const struct gold_inspection_of of = {
        .gold = &reading.gold,
        .inputs = &reading.inputs,
        .genres = &reading.genres,
        .intents = &reading.intents,
        .catalogue = &reading.catalogue,
        .prompts = &reading.prompts,
    };
    gold_inspection_finish(session->config, &of, session->run, session->scratch,
                           &reading.inspection);
    if (session->json) {
        print_check_json(&reading);
    } else if (!session->quiet) {
        print_findings(&reading);
        print_sums(&reading);
        print_classes(&reading);
    }
    session->gate_failed =
        session_option(session, "strict") != NULL &&
        gold_finding_total(&reading.inspection.findings, session->config->gold.fail_on.set) != 0;
    return true;
}

/* ── filter ── */

static bool select_cases(const struct gold_reading *reading, struct gold_set *out,
                         struct error *err)
{
    const struct session *session = reading->session;
    struct store *store;
    if (!store_open_reading(io_join(session->run, session->config->run.out, "history.db"), &store,
                            err))
        return false;
    bool done =
        gold_selection_apply(session->config, store, &reading->gold, session->run, out, err);
    store_close(store);
    return done;
}

bool gold_filter_command(struct session *session, struct error *err)
{
    struct gold_reading reading;
    struct gold_set selected;
    if (!gold_selection_check(session->config, session->scratch, err) ||
        !read_all(session, &reading, err) || !input_check_accepted(&reading.inputs, "gold", err) ||
        !select_cases(&reading, &selected, err))
        return false;
    for (size_t i = 0; i < selected.count; i++) {
        struct str line = gold_line_write(&selected.items[i], &reading.genres, &reading.intents,
                                          session->scratch);
        fprintf(session->out, "%.*s\n", STR_ARG(line));
        arena_reset(session->scratch);
    }
    return true;
}
