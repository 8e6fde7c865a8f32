#include "eval/grounding.h"

#include "eval/resampling.h"

#define RESAMPLING_STREAM 0x7469746c6573ull /* a stream of random numbers of its own: "titles" */
#define INTERVAL "Percentile bootstrap over cases; Wilson over cases where all titles are alike"

static const struct metric_definition KINDS[TITLE_KINDS] = {
    [TITLE_LISTED] = {"titles_listed", "Titles in the catalogue", METRIC_SHARE,
                      METRIC_HIGHER_IS_BETTER,
                      "Share of the titles in answers that are films of the catalogue, of the year "
                      "that is given.",
                      INTERVAL},
    [TITLE_OTHER_YEAR] = {"titles_other_year", "Titles with another year", METRIC_SHARE,
                          METRIC_LOWER_IS_BETTER,
                          "Share of the titles in answers that the catalogue lists with another "
                          "year.",
                          INTERVAL},
    [TITLE_FUZZY] = {"titles_fuzzy", "Titles found only nearly", METRIC_SHARE,
                     METRIC_LOWER_IS_BETTER,
                     "Share of the titles in answers that are nearly a title of the catalogue: "
                     "misspelled, without an article, a part of it.",
                     INTERVAL},
    [TITLE_UNLISTED] = {"titles_unlisted", "Titles not in the catalogue", METRIC_SHARE,
                        METRIC_LOWER_IS_BETTER,
                        "Share of the titles in answers that no film of the catalogue is called, "
                        "not even nearly.",
                        INTERVAL},
};

/* How many titles of each kind every case has, over all its answers. */
static struct resampling count_titles(const struct evaluation *evaluation, struct arena *scratch)
{
    const struct interpreter *interpreter = evaluation->interpreter;
    struct resampling table = resampling_init(scratch, evaluation->count, TITLE_KINDS);
    for (size_t i = 0; i < evaluation->count * interpreter->repeats; i++) {
        const struct slots *slots = &interpreter->readings[i].slots;
        double titles = (double)(slots->similar_to.count + slots->movies.count);
        double *row = resampling_row(&table, i % evaluation->count);
        row[TITLE_LISTED] += titles;
        for (size_t kind = 0; kind < TITLE_KINDS; kind++)
            row[TITLE_KINDS + kind] += titles;
    }
    for (size_t i = 0; i < evaluation->doubts.count; i++) {
        const struct title_doubt *doubt = &evaluation->doubts.items[i];
        double *row = resampling_row(&table, doubt->reading % evaluation->count);
        row[TITLE_LISTED] -= 1;
        row[doubt->kind] += 1;
    }
    return table;
}

void grounding_score(const struct evaluation *evaluation, const struct sampling *sampling,
                     struct arena *scratch, struct metric_list *out)
{
    struct resampling table = count_titles(evaluation, scratch);
    struct interval intervals[TITLE_KINDS];
    resampling_shares(&table, sampling, RESAMPLING_STREAM, scratch, intervals);
    for (size_t kind = 0; kind < TITLE_KINDS; kind++) {
        double support;
        double value = resampling_value(&table, kind, &support);
        struct metric *metric = metric_add(out, &KINDS[kind], value, (size_t)support);
        metric_label(metric, "interpreter", evaluation->interpreter->name);
        metric->interval = intervals[kind];
        metric->headline = evaluation->interpreter->primary;
    }
}
