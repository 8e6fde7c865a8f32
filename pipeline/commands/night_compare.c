#include "commands/night_compare.h"

#include "base/io.h"
#include "base/log.h"
#include "base/map.h"
#include "commands/night_reading.h"
#include "eval/case_values.h"
#include "eval/flips.h"
#include "eval/pairing.h"
#include "report/answer_text.h"

/* ── what the baseline published of its cases ───────────────────────────────────────────────────
 */

/* A larger summary is not read: its tree would need ten times as much memory. */
#define SUMMARY_MAX ((size_t)1 << 27)

/* The values of a reading: those that its summary does not list are 1. */
static const double *read_values(const struct json *reading, struct arena *arena)
{
    double *values = ARENA_ARRAY(arena, double, PAIRED_METRICS);
    const struct json *listed = json_get(reading, "values");
    if (!json_is_object(listed))
        return NULL;
    for (int m = 0; m < PAIRED_METRICS; m++) {
        const struct json *value = json_get(listed, paired_metric_key((enum paired_metric)m));
        values[m] = value == NULL ? 1 : json_number(value);
    }
    return values;
}

/* The number of each interpreter's case among the baseline's: "NAME\nID". */
static struct map number_cases(const struct history_baseline *baseline, struct arena *scratch)
{
    struct map numbers = map_init(scratch);
    for (size_t i = 0; i < baseline->case_count; i++) {
        const struct history_case *one = &baseline->cases[i];
        map_add(&numbers,
                str_from(arena_printf(scratch, "%.*s\n%.*s", STR_ARG(one->interpreter),
                                      STR_ARG(one->case_id))),
                (uint32_t)i);
    }
    return numbers;
}

static void attach(struct night *night, const struct json *summary)
{
    struct history_baseline *baseline = &night->baseline;
    const struct map numbers = number_cases(baseline, night->scratch);
    const struct json *row = json_first(json_get(json_get(summary, "cases"), "rows"));
    for (; row != NULL; row = json_next(row)) {
        const struct json *interpreter = json_first(json_get(summary, "interpreters"));
        const struct json *reading = json_first(json_get(row, "readings"));
        for (; reading != NULL && interpreter != NULL;
             reading = json_next(reading), interpreter = json_next(interpreter)) {
            uint32_t number;
            const char *key =
                arena_printf(night->scratch, "%s\n%s", json_get_text(interpreter, "name"),
                             json_get_text(row, "id"));
            if (!map_find(&numbers, str_from(key), &number))
                continue;
            baseline->cases[number].values = read_values(reading, night->arena);
            baseline->cases[number].output =
                str_copy(night->arena, str_from(answer_text(reading, night->scratch)));
        }
    }
}

static void read_baseline(struct night *night)
{
    struct error why = {0};
    struct str text;
    struct json *summary;
    const char *path = night_path(
        night, arena_printf(night->arena, "runs/%s/summary.json", night->baseline.run_id));
    if (!io_read_file(night->scratch, path, SUMMARY_MAX, &text, &why) ||
        !json_parse(text, path, &summary, &why)) {
        log_write(night->session->log, LOG_INFO, "compare",
                  "only the baseline's verdicts are compared: %s", why.text);
        return;
    }
    attach(night, summary);
    json_free(summary);
}

/* ── comparisons ────────────────────────────────────────────────────────────────────────────────
 */

static void compare_verdicts(struct night *night)
{
    const struct evaluation *primary = &night->evaluations[night->primary];
    night->flips = ARENA_ARRAY(night->arena, enum flip, night->gold.count);
    night->against_baseline = flips_against_baseline(primary, &night->gold, &night->baseline,
                                                     night->scratch, night->flips);

    size_t interpreters = night->config->interpreter_count;
    night->against_primary = ARENA_ARRAY(night->arena, struct history_flips, interpreters);
    for (size_t i = 0; i < interpreters; i++)
        if (i != night->primary)
            night->against_primary[i] = flips_between(&night->evaluations[i], primary);
}

/* The outputs of the baseline that the page shows the difference to. */
static void remember_outputs(struct night *night)
{
    const struct str primary = night->interpreters[night->primary].name;
    struct map by_id = map_init(night->scratch);
    for (size_t i = 0; i < night->baseline.case_count; i++)
        if (str_equal(night->baseline.cases[i].interpreter, primary))
            map_add(&by_id, night->baseline.cases[i].case_id, (uint32_t)i);
    night->before = ARENA_ARRAY(night->arena, struct str, night->gold.count);
    for (size_t i = 0; i < night->gold.count; i++) {
        uint32_t number;
        if (night->flips[i] != FLIP_NONE && map_find(&by_id, night->gold.items[i].id, &number))
            night->before[i] = night->baseline.cases[number].output;
    }
}

static struct pairing_side side_of(const struct night *night, size_t interpreter)
{
    return (struct pairing_side){night->interpreters[interpreter].name,
                                 &night->values[interpreter]};
}

static bool differ_in_prompt(const struct interpreter *a, const struct interpreter *b)
{
    return a->model.size != 0 && str_equal(a->model, b->model) && !str_equal(a->prompt, b->prompt);
}

static void compare_interpreters(struct night *night, const struct sampling *sampling)
{
    const size_t count = night->config->interpreter_count;
    struct pairing_question *questions =
        ARENA_ARRAY(night->scratch, struct pairing_question, count * count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (i != night->primary)
            questions[n++] =
                (struct pairing_question){side_of(night, i), side_of(night, night->primary)};
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (i != night->primary && j != night->primary &&
                differ_in_prompt(&night->interpreters[i], &night->interpreters[j]))
                questions[n++] = (struct pairing_question){side_of(night, j), side_of(night, i)};
    night->between =
        pairing_compare(questions, n, night->gold.count, sampling, night->arena, night->scratch);
}

/* Each interpreter is a family of its own: what one does is no reason to doubt another. */
static void compare_with_baseline(struct night *night, const struct sampling *sampling)
{
    const size_t count = night->config->interpreter_count;
    struct paired_list *all = &night->since_baseline;
    all->items = ARENA_ARRAY(night->arena, struct paired, count * PAIRED_METRICS);
    for (size_t i = 0; i < count; i++) {
        const struct paired_values then =
            case_values_of_baseline(&night->baseline, night->interpreters[i].name, &night->gold,
                                    night->scratch, night->scratch);
        const struct pairing_question question = {side_of(night, i),
                                                  {.name = STR_NONE, .values = &then}};
        const struct paired_list one = pairing_compare(&question, 1, night->gold.count, sampling,
                                                       night->scratch, night->scratch);
        for (size_t p = 0; p < one.count; p++)
            all->items[all->count++] = one.items[p];
    }
}

void night_compare_cases(struct night *night)
{
    const struct sampling sampling = night_reading_sampling(night);
    const size_t count = night->config->interpreter_count;
    if (night->baseline.exists)
        read_baseline(night);
    night->values = ARENA_ARRAY(night->arena, struct paired_values, count);
    for (size_t i = 0; i < count; i++)
        night->values[i] = case_values_of(&night->evaluations[i], &night->gold, night->arena);
    compare_verdicts(night);
    if (night->baseline.exists)
        remember_outputs(night);
    compare_interpreters(night, &sampling);
    compare_with_baseline(night, &sampling);
    arena_reset(night->scratch);
}
