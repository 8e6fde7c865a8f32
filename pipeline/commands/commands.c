#include "commands/commands.h"

#include <string.h>

#include "commands/gold.h"
#include "commands/prompts.h"
#include "commands/recommend.h"
#include "commands/report.h"
#include "commands/rescore.h"
#include "commands/run.h"
#include "commands/runs.h"
#include "commands/synth.h"
#include "commands/version.h"

/* Keys that every run needs, whatever its stages. */
#define RUN "run gate privacy history report log "
#define GOLD_FIELDS "gold.query_field gold.expected_field gold.id_field gold.tags_field "
#define TABLES "inputs.movies inputs.genres inputs.intents "

const struct commands_row commands_table[] = {
    {
        .name = "run",
        .arguments = "",
        .json = true,
        .sections = "*",
        .options = run_options,
        .summary = "load, score, train, compare, judge and publish: the nightly run",
        .execute = run_command,
    },
    {
        .name = "eval",
        .arguments = "",
        .json = true,
        .sections = RUN TABLES "inputs.gold gold inputs.prompts inputs.prices inputs.recordings "
                               "inputs.rubrics inputs.judgements inputs.labels judge "
                               "llm endpoint interpreter eval weights robustness",
        .options = run_options,
        .summary = "evaluate the interpreters alone",
        .execute = run_eval_command,
    },
    {
        .name = "train",
        .arguments = "",
        .json = true,
        .sections =
            RUN TABLES "inputs.ratings inputs.tags recommender svd bayes ease als bpr tune split "
                       "ranking hybrid eval.resamples",
        .options = run_train_options,
        .summary = "train and score the recommender alone",
        .execute = run_train_command,
    },
    {
        .name = "watch",
        .arguments = "",
        .json = true,
        .sections = RUN TABLES "inputs.feedback inputs.traces inputs.dedup_days",
        .summary = "count the logs of the live system alone",
        .execute = run_watch_command,
    },
    {
        .name = "recommend",
        .arguments = "",
        .json = true,
        .sections = "run.out inputs.genres inputs.intents privacy log",
        .options = recommend_options,
        .summary = "list films for one person from the newest model, with reasons",
        .execute = recommend_command,
    },
    {
        .name = "report",
        .arguments = "[RUN]",
        .arguments_max = 1,
        .sections = "run.out report.templates log",
        .options = report_options,
        .summary = "render a past run again",
        .execute = report_command,
    },
    {
        .name = "rescore",
        .arguments = "RUN",
        .arguments_min = 1,
        .arguments_max = 1,
        .json = true,
        .sections =
            RUN TABLES "inputs.gold gold inputs.prompts inputs.prices llm.primary eval weights",
        .summary = "score the outputs of a past run again, without any model",
        .execute = rescore_command,
    },
    {
        .name = "runs list",
        .arguments = "",
        .json = true,
        .sections = "run.out log",
        .options = runs_list_options,
        .summary = "list the latest runs of the history",
        .execute = runs_list_command,
    },
    {
        .name = "runs show",
        .arguments = "[RUN]",
        .arguments_max = 1,
        .json = true,
        .sections = "run.out log",
        .summary = "print everything that the history keeps of a run",
        .execute = runs_show_command,
    },
    {
        .name = "prompts list",
        .arguments = "",
        .json = true,
        .sections = "run.out inputs.prompts log",
        .summary = "list the prompts in files and those that runs used",
        .execute = prompts_list_command,
    },
    {
        .name = "prompts show",
        .arguments = "NAME[@VERSION]",
        .arguments_min = 1,
        .arguments_max = 1,
        .json = true,
        .sections = "run.out inputs.prompts log",
        .summary = "print the text of a prompt",
        .execute = prompts_show_command,
    },
    {
        .name = "prompts diff",
        .arguments = "A B",
        .arguments_min = 2,
        .arguments_max = 2,
        .json = true,
        .sections = "run.out inputs.prompts log",
        .summary = "print what differs between two prompts",
        .execute = prompts_diff_command,
    },
    {
        .name = "gold check",
        .arguments = "",
        .json = true,
        .sections = TABLES "inputs.gold inputs.prompts gold log",
        .options = gold_check_options,
        .summary = "look for duplicates, conflicts, leaks and rare classes in gold cases",
        .execute = gold_check_command,
    },
    {
        .name = "gold filter",
        .arguments = "",
        .sections =
            GOLD_FIELDS TABLES "inputs.gold inputs.prompts eval.filter run.seed run.out log",
        .summary = "print the gold cases that --filter leaves, as JSON lines",
        .execute = gold_filter_command,
    },
    {
        .name = "synth",
        .arguments = "DIR",
        .arguments_min = 1,
        .arguments_max = 1,
        .sections = "run.seed inputs.gold " GOLD_FIELDS TABLES "log",
        .options = synth_options,
        .summary = "invent ratings, feedback and LLM calls of any size",
        .execute = synth_command,
    },
    {
        .name = "version",
        .arguments = "",
        .json = true,
        .sections = "",
        .summary = "print the version of the program",
        .execute = version_command,
    },
};
const size_t commands_count = sizeof commands_table / sizeof commands_table[0];

const struct commands_row *commands_find(const char *name)
{
    for (size_t i = 0; i < commands_count; i++)
        if (strcmp(commands_table[i].name, name) == 0)
            return &commands_table[i];
    return NULL;
}
