#include "commands/dry_run.h"

#include <math.h>

#include "base/json.h"
#include "commands/columns.h"
#include "commands/night_asking.h"
#include "commands/night_judges.h"
#include "commands/night_robustness.h"

struct estimate {
    const struct config_interpreter *interpreter; /* NULL: the total */
    struct asking_counts counts;
};

struct estimates {
    struct estimate *items; /* the last one is the total */
    size_t count;
};

static void add_up(struct asking_counts *total, const struct asking_counts *counts)
{
    total->questions += counts->questions;
    total->cached += counts->cached;
    total->sent += counts->sent;
    total->not_asked += counts->not_asked;
    total->input_tokens += counts->input_tokens;
    total->output_tokens += counts->output_tokens;
    total->cost += counts->cost;
}

static bool estimate_all(struct night *night, struct estimates *out, struct error *err)
{
    const struct config *config = night->config;
    struct estimate total = {0};
    *out = (struct estimates){
        .items = ARENA_ARRAY(night->arena, struct estimate, config->interpreter_count + 1)};
    for (size_t i = 0; i < config->interpreter_count; i++) {
        struct estimate *estimate = &out->items[out->count];
        if (config->interpreters[i].kind != CONFIG_INTERPRETER_ENDPOINT)
            continue;
        estimate->interpreter = &config->interpreters[i];
        if (!night_asking_count(night, i, &estimate->counts, err) ||
            !night_robustness_count(night, i, &estimate->counts, err))
            return false;
        add_up(&total.counts, &estimate->counts);
        out->count++;
    }
    out->items[out->count++] = total;
    return true;
}

/* ── for a program ── */

static void put_counts(struct json *node, const struct asking_counts *counts)
{
    json_put_count(node, "questions", counts->questions);
    json_put_count(node, "cached", counts->cached);
    json_put_count(node, "calls", counts->sent);
    json_put_count(node, "over_budget", counts->not_asked);
    json_put_number(node, "input_tokens", counts->input_tokens);
    json_put_number(node, "output_tokens", counts->output_tokens);
    json_put_number(node, "cost", counts->cost);
}

static void print_json(struct night *night, const struct estimates *estimates)
{
    struct json *root = json_object();
    json_put_count(root, "cases", night->gold.count);
    json_put_count(root, "repeats", night->config->eval.repeats);
    json_put_string(root, "currency", night->prices.currency);
    json_put_count(root, "judge_questions_at_most", night_judges_questions_max(night));
    struct json *list = json_put_array(root, "interpreters");
    for (size_t i = 0; i + 1 < estimates->count; i++) {
        const struct config_interpreter *interpreter = estimates->items[i].interpreter;
        struct json *node = json_append_object(list);
        json_put_string(node, "name", interpreter->name);
        json_put_string(node, "endpoint", interpreter->endpoint);
        json_put_string(node, "model", interpreter->model);
        json_put_string(node, "prompt", interpreter->prompt);
        put_counts(node, &estimates->items[i].counts);
    }
    put_counts(json_put_object(root, "total"), &estimates->items[estimates->count - 1].counts);
    struct str text = json_write(night->arena, root);
    fwrite(text.data, 1, text.size, night->session->out);
    json_free(root);
}

/* ── for a person ── */

static void add_count(struct columns *columns, double count)
{
    columns_add(columns, isnan(count) ? "n/a" : arena_printf(columns->arena, "%.0f", count),
                COLUMNS_PLAIN);
}

static void add_row(struct columns *columns, const struct estimate *estimate, struct str currency)
{
    const struct asking_counts *counts = &estimate->counts;
    struct str name = estimate->interpreter == NULL ? STR("total") : estimate->interpreter->name;
    columns_add(columns, arena_printf(columns->arena, "%.*s", STR_ARG(name)), COLUMNS_PLAIN);
    add_count(columns, (double)counts->questions);
    add_count(columns, (double)counts->cached);
    add_count(columns, (double)counts->sent);
    add_count(columns, (double)counts->not_asked);
    add_count(columns, counts->input_tokens);
    add_count(columns, counts->output_tokens);
    columns_add(columns,
                isnan(counts->cost)
                    ? "n/a"
                    : arena_printf(columns->arena, "%.4f %.*s", counts->cost, STR_ARG(currency)),
                COLUMNS_PLAIN);
}

static void print_table(struct night *night, const struct estimates *estimates)
{
    static const char *const titles[] = {"interpreter", "questions", "cached",     "calls",
                                         "over budget", "tokens in", "tokens out", "cost"};
    struct columns columns = columns_init(night->arena, "lrrrrrrr", night->session->colour);
    FILE *out = night->session->out;
    fprintf(out, "%zu gold cases, each asked %zu time%s; nothing was sent.\n\n", night->gold.count,
            night->config->eval.repeats, night->config->eval.repeats == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        columns_add(&columns, titles[i], COLUMNS_FAINT);
    for (size_t i = 0; i < estimates->count; i++)
        add_row(&columns, &estimates->items[i], night->prices.currency);
    columns_print(&columns, "  ", out);
}

/* How many they are depends on the answers: some need no judge, and some are judged already. */
static void print_judges(struct night *night)
{
    size_t questions = night_judges_questions_max(night);
    if (questions != 0)
        fprintf(night->session->out, "Judges ask about the answers: at most %zu questions more.\n",
                questions);
}

bool dry_run_print(struct night *night, struct error *err)
{
    struct estimates estimates;
    if (!estimate_all(night, &estimates, err))
        return false;
    if (night->session->json) {
        print_json(night, &estimates);
        return true;
    }
    if (estimates.count == 1)
        fputs("No interpreter asks an endpoint.\n", night->session->out);
    else
        print_table(night, &estimates);
    print_judges(night);
    return true;
}
