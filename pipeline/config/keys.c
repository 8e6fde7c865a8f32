#include "config/keys.h"

#include <string.h>

#include "config/config.h"

#define SECTION(field, text)                                                                       \
    {                                                                                              \
        .name = #field, .offset = offsetof(struct config, field),                                  \
        .size = sizeof(struct config_##field), .help = (text)                                      \
    }
#define NAMED(field, text)                                                                         \
    {                                                                                              \
        .name = #field, .named = true, .size = sizeof(struct config_##field), .help = (text)       \
    }

const struct keys_section keys_sections[] = {
    SECTION(run, "one execution: what it belongs to and what it may cost"),
    SECTION(inputs, "files, folders or globs, .gz and .zst included, separated by commas; "
                    "none reads nothing"),
    SECTION(gold, "the gold cases: what is looked for in them, and where files of another shape "
                  "keep their parts"),
    SECTION(llm, "the interpreters that turn a query into genres, years and titles"),
    NAMED(endpoint, "one OpenAI-compatible server: Ollama, llama.cpp, vLLM, LiteLLM, OpenAI; "
                    "nothing is sent unless an interpreter or a judge names it"),
    NAMED(interpreter, "one interpreter to score; [interpreter built-in] is always at hand"),
    NAMED(judge, "a model that scores answers by a rubric; its figures stand beside how far people "
                 "agree with it"),
    SECTION(eval, "how answers are scored against the gold cases"),
    SECTION(weights, "what each slot counts in the score of a case, from 0 to 1"),
    SECTION(robustness, "the gold queries once more, changed in ways that should not matter"),
    NAMED(assertion,
          "what has to hold of every answer's text; [inputs] assertions and the gold cases "
          "may have more"),
    SECTION(recommender, "the models that learn from the ratings"),
    SECTION(svd, "the model of tastes: biased matrix factorisation"),
    SECTION(bayes, "the preset bayes: Bayesian matrix factorisation by Gibbs sampling; auto suits "
                   "the size of the data"),
    SECTION(ease, "the model ease: which films go with which, in closed form"),
    SECTION(als, "the model als: implicit matrix factorisation by alternating least squares"),
    SECTION(bpr, "the model bpr: Bayesian personalized ranking"),
    SECTION(tune, "what `train --tune` searches: A | B | C, LOW .. HIGH or LOW .. HIGH log"),
    SECTION(split, "which ratings are held out to test the recommender"),
    SECTION(ranking, "how its lists are scored"),
    SECTION(hybrid, "whether readings and ratings together find more than either alone"),
    NAMED(gate, "one quality gate; a run that fails it ends with exit code 1"),
    SECTION(privacy, "how people are protected"),
    SECTION(history, "what is taken from earlier runs"),
    SECTION(report, "the page"),
    SECTION(log, "messages on standard error"),
};
const size_t keys_section_count = sizeof keys_sections / sizeof keys_sections[0];

/* The parts of a row: section, key and field have the same names; a type comes with its default. */
#define KEY(part, field)                                                                           \
    .section = #part, .name = #field, .offset = offsetof(struct config_##part, field)
/* A field that has another name than its key. */
#define KEY_OF(part, key, field)                                                                   \
    .section = #part, .name = #key, .offset = offsetof(struct config_##part, field)
#define COUNT(text, low, high) .type = KEYS_COUNT, .initial = (text), .min = (low), .max = (high)
#define COUNTS(text, low, high) .type = KEYS_COUNTS, .initial = (text), .min = (low), .max = (high)
#define NUMBER(text, low, high) .type = KEYS_NUMBER, .initial = (text), .min = (low), .max = (high)
#define TEXT(text) .type = KEYS_TEXT, .initial = (text)
#define PATH(text) .type = KEYS_PATH, .initial = (text)
#define PATHS(text) .type = KEYS_PATHS, .initial = (text)
#define NAMES(text) .type = KEYS_NAMES, .initial = (text)
#define TAGS(text) .type = KEYS_TAGS, .initial = (text)
#define CHOICE(text, all) .type = KEYS_CHOICE, .initial = (text), .choices = (all)
#define WORDS(text, all) .type = KEYS_WORDS, .initial = (text), .choices = (all)
#define AUTO_COUNT(low, high) COUNT("auto", low, high), .automatic = true
#define AUTO_NUMBER(low, high) NUMBER("auto", low, high), .automatic = true
#define TERMS(text) .type = KEYS_TERMS, .initial = (text)
#define OPTION(text) .option = (text)
#define DECIDES .decides = true

const struct keys_row keys_table[] = {
    {KEY(run, experiment), TEXT("default"), OPTION("experiment"),
     .help = "runs are compared with earlier ones of the same experiment"},
    {KEY(run, tags), TAGS(""), OPTION("tag"),
     .help = "what you want to find the run by, as KEY=VALUE"},
    {KEY(run, seed), COUNT("42", 0, KEYS_COUNT_MAX), OPTION("seed"), DECIDES,
     .help = "everything random follows from it"},
    {KEY(run, threads), COUNT("0", 0, 1024), OPTION("threads"),
     .help = "0 is one per processor; results do not depend on it"},
    {KEY(run, out), PATH("reports"), OPTION("out"),
     .help = "folder of reports, models and history"},
    {KEY(run, max_reject_share), NUMBER("0.05", 0, 1), DECIDES,
     .help = "a larger share of bad records in one file ends the run with exit code 3"},

    {KEY(inputs, gold), PATHS("datasets/gold.jsonl, datasets/gold-held-out.jsonl"), OPTION("gold"),
     .help = "queries with the interpretation that is right"},
    {KEY(inputs, ratings), PATHS("datasets/ratings.csv"), OPTION("ratings"),
     .help = "who rated which film how: any MovieLens generation"},
    {KEY(inputs, movies), PATHS("auto"), OPTION("movies"),
     .help = "the catalogue; auto is the one beside the ratings, otherwise " CONFIG_MOVIES},
    {KEY(inputs, feedback), PATHS("datasets/feedback.jsonl"), OPTION("feedback"),
     .help = "likes, dislikes, skips and comments"},
    {KEY(inputs, traces), PATHS("datasets/traces.jsonl"), OPTION("traces"),
     .help = "LLM calls of the live system"},
    {KEY(inputs, recordings), PATHS("datasets/recordings.jsonl"), OPTION("recordings"),
     .help = "LLM calls that replay interpreters answer from"},
    {KEY(inputs, prompts), PATHS("datasets/prompts"), OPTION("prompts"),
     .help = "prompt files; without the default folder there are none"},
    {KEY(inputs, assertions), PATHS(""), OPTION("assertions"),
     .help =
         "assertions for all gold cases besides the [assertion NAME] below: YAML, JSON or JSONL"},
    {KEY(inputs, rubrics), PATHS("datasets/rubrics"), OPTION("rubrics"),
     .help = "what judges look at; at its default place it may be missing, as the next two"},
    {KEY(inputs, judgements), PATHS("datasets/judgements.jsonl"), OPTION("judgements"),
     .help = "LLM calls that replay judges answer from"},
    {KEY(inputs, labels), PATHS("datasets/labels.jsonl"), OPTION("labels"),
     .help = "what people said of answers, to hold judges against"},
    {KEY(inputs, tags), PATHS("auto"), OPTION("tags"),
     .help = "what people wrote about films, read as queries; auto is the file beside the ratings"},
    {KEY(inputs, dedup_days), COUNT("7", 0, 3650), DECIDES,
     .help = "the same feedback event twice within so many days counts once"},
    {KEY(inputs, genres), PATH("datasets/genres.csv"),
     .help = "the genres and their aliases; without the default file, those inside the program"},
    {KEY(inputs, intents), PATH("datasets/intents.csv"), .help = "the intents; the same holds"},
    {KEY(inputs, prices), PATH("datasets/prices.csv"),
     .help = "what models cost; without the file, no cost is known"},

    {KEY(gold, check), CHOICE("warn", "off|warn|fail"), DECIDES,
     .help = "look for mistakes in them every night; fail: gold_findings <= 0 is a gate"},
    {KEY(gold, fail_on),
     WORDS("invalid, empty, unknown_genre, unknown_intent, contradiction, duplicate, conflict, "
           "held_out_leak, prompt_leak",
           GOLD_FINDING_NAMES),
     DECIDES, .help = "the kinds that count in gold_findings and fail `gold check --strict`"},
    {KEY(gold, similarity), NUMBER("0.8", 0.3, 1), DECIDES,
     .help = "two queries are near duplicates when so large a share of their words is in both"},
    {KEY(gold, min_class_cases), COUNT("5", 1, KEYS_COUNT_MAX), DECIDES,
     .help = "an intent, genre or slot with fewer cases is rare"},
    {KEY(gold, held_out_tag), TEXT("held-out"), DECIDES,
     .help =
         "cases with this tag are held out: their queries must stand nowhere else; empty for none"},
    {KEY(gold, query_field), TEXT(""), DECIDES,
     .help = "where a record has the query, as item.messages.0.content; empty for the names that "
             "known tools use"},
    {KEY(gold, expected_field), TEXT(""), DECIDES, .help = "where it has the expectation"},
    {KEY(gold, id_field), TEXT(""), DECIDES, .help = "where it has its id"},
    {KEY(gold, tags_field), TEXT(""), DECIDES, .help = "where it has its tags"},

    {KEY(llm, primary), TEXT("built-in"), DECIDES,
     .help = "the interpreter that the headline and the default gates are about"},

    {KEY(llm, cache_hours), NUMBER("12", -1, 1e6),
     .help = "a recorded reply that is younger answers the same question; 0 asks anew, negative "
             "never does"},
    {KEY(llm, max_calls), COUNT("0", 0, KEYS_COUNT_MAX),
     .help = "questions that a run may ask; 0 for no limit, here and below"},
    {KEY(llm, max_tokens), COUNT("0", 0, KEYS_COUNT_MAX),
     .help = "tokens that they may take, in and out"},
    {KEY(llm, max_cost), NUMBER("0", 0, 1e9),
     .help = "what they may cost, in the currency of [inputs] prices"},

    {KEY(endpoint, url), TEXT(NULL), .help = "base of its API, such as http://127.0.0.1:11434/v1"},
    {KEY(endpoint, key_env), TEXT("OPENAI_API_KEY"),
     .help = "the environment variable that holds its key, if it needs one"},
    {KEY(endpoint, ca_file), PATH(""),
     .help = "authorities to trust (PEM) instead of the system's"},
    {KEY(endpoint, concurrency), COUNT("8", 1, 10000), .help = "requests under way at once"},
    {KEY(endpoint, connect_timeout), NUMBER("10", 0.001, 3600), .help = "seconds"},
    {KEY(endpoint, timeout), NUMBER("120", 0.001, 86400),
     .help = "seconds that one attempt may take in all"},
    {KEY(endpoint, response_max), COUNT("1024", 1, 65536),
     .help = "kilobytes of a reply; a larger one counts as a failure"},
    {KEY(endpoint, retries), COUNT("4", 0, 100),
     .help = "more attempts after 429, 5xx and a broken connection"},
    {KEY(endpoint, retry_wait), NUMBER("1", 0, 3600),
     .help = "seconds before the first of them, doubling, unless the server says how long"},
    {KEY(endpoint, retry_wait_max), NUMBER("60", 0, 86400),
     .help = "seconds of the longest pause, whatever the server says"},
    {KEY(endpoint, requests_per_minute), NUMBER("0", 0, 1e7), .help = "0 for no limit"},

    {KEY(interpreter, kind), CHOICE("replay", "built-in|replay|endpoint|off"), DECIDES,
     .help = "replay answers from recordings, endpoint asks a server; off leaves it out"},
    {KEY(interpreter, endpoint), TEXT(""), DECIDES,
     .help = "of the kind endpoint: the [endpoint NAME] to ask"},
    {KEY_OF(interpreter, model, models), NAMES(""), DECIDES,
     .help = "models to ask, or to replay the calls of; several are an interpreter each; empty "
             "replays the newest"},
    {KEY_OF(interpreter, prompt, prompts), NAMES(""), DECIDES,
     .help = "the same of prompts: of an endpoint their names (interpret when empty), of "
             "recordings name@version"},
    {KEY(interpreter, temperature), AUTO_NUMBER(0, 100), DECIDES,
     .help = "of the kind endpoint; auto is the prompt's own, here and below"},
    {KEY(interpreter, max_tokens), AUTO_COUNT(1, 1e7), DECIDES, .help = "longest answer"},
    {KEY(interpreter, seed), AUTO_COUNT(0, KEYS_COUNT_MAX), DECIDES,
     .help = "for servers that repeat themselves"},
    {KEY(interpreter, recordings), PATHS(""),
     .help = "recordings of its own instead of those of [inputs]"},

    {KEY(judge, kind), CHOICE("endpoint", "endpoint|replay|off"), DECIDES,
     .help = "endpoint asks a model; replay answers from recorded judgements"},
    {KEY(judge, endpoint), TEXT(""), DECIDES, .help = "the [endpoint NAME] that is asked"},
    {KEY(judge, model), TEXT(""), DECIDES,
     .help = "the model that judges, or whose judgements are replayed"},
    {KEY(judge, rubric), TEXT(""), DECIDES, .help = "the rubric, by its name"},
    {KEY(judge, interpreters), NAMES(""), DECIDES,
     .help = "whose answers are judged; empty for all interpreters"},
    {KEY(judge, against), TEXT(""), DECIDES,
     .help = "the interpreter that they are compared with, for a rubric that compares"},
    {KEY(judge, recordings), PATHS(""),
     .help = "recordings of its own instead of those of [inputs]"},
    {KEY(judge, cases), COUNT("0", 0, KEYS_COUNT_MAX), DECIDES,
     .help = "gold cases to draw, the same for every judge; 0 for all"},
    {KEY(judge, min_kappa), NUMBER("0.6", -1, 1), DECIDES,
     .help =
         "no gate may hang on a judge that agrees less with people: Cohen's kappa, quadratically "
         "weighted on a scale of numbers"},
    {KEY(judge, min_labels), COUNT("30", 0, KEYS_COUNT_MAX), DECIDES,
     .help = "nor on one with fewer labelled answers"},

    {KEY(eval, filter), TERMS(""), OPTION("filter"), DECIDES,
     .help = "evaluate some gold cases only: tag=A|B, id=GLOB, /EXPRESSION/i, failed-of:RUN, "
             "sample:N, range:A-B, each negated by a !; such a run never becomes a baseline"},
    {KEY(eval, repeats), COUNT("1", 1, 100), OPTION("repeats"), DECIDES,
     .help = "how often an endpoint is asked about each gold case"},
    {KEY(eval, resamples), COUNT("2000", 0, 1000000), DECIDES,
     .help = "bootstrap samples behind a 95 % interval; 0 for no such intervals"},
    {KEY(eval, cluster), CHOICE("case", "case|tag"), DECIDES,
     .help = "what intervals and tests take as one: a case with all its answers, or the cases of "
             "one first tag"},
    {KEY(eval, min_tag_cases), COUNT("5", 1, KEYS_COUNT_MAX), DECIDES,
     .help = "a tag with fewer gold cases gets no figures of its own"},

    {KEY(weights, intent), NUMBER("1", 0, 1000), DECIDES,
     .help = "of the intent in the score of a case"},
    {KEY(weights, genres), NUMBER("1", 0, 1000), DECIDES, .help = "of the genres that are wanted"},
    {KEY(weights, exclude_genres), NUMBER("1", 0, 1000), DECIDES, .help = "of those that are not"},
    {KEY(weights, year_min), NUMBER("1", 0, 1000), DECIDES,
     .help = "of the first year; 0 leaves a slot out"},
    {KEY(weights, year_max), NUMBER("1", 0, 1000), DECIDES, .help = "of the last year"},
    {KEY(weights, similar_to), NUMBER("1", 0, 1000), DECIDES,
     .help = "of the films to compare with"},
    {KEY(weights, movies), NUMBER("1", 0, 1000), DECIDES, .help = "of the films that are meant"},

    {KEY(robustness, kinds),
     WORDS("typo, upper, lower, word_order, no_diacritics, diacritics, foreign_genre, punctuation",
           CONFIG_PERTURBATIONS),
     DECIDES, .help = "how queries are changed; the built-in interpreter reads every one"},
    {KEY(robustness, cases), COUNT("1000", 0, KEYS_COUNT_MAX), DECIDES,
     .help = "how many gold cases are changed at most, drawn at random; 0 for none"},
    {KEY(robustness, typo_words), COUNT("4", 1, 1000), DECIDES,
     .help = "one typo in so many words, at least one in a query"},
    {KEY(robustness, endpoints), CHOICE("no", "no|yes"), DECIDES,
     .help = "yes asks endpoints too, within [llm]'s budget: a call for every changed query"},

    {KEY(assertion, type), TEXT(""), DECIDES,
     .help = "as in promptfoo: contains, not-regex, is-json, word-count, ...; off for nothing"},
    {KEY(assertion, value), TEXT(""), DECIDES,
     .help = "what its type compares with; what begins with { or [ is JSON"},
    {KEY(assertion, schema), PATH(""),
     .help = "file with the JSON Schema of is-json and contains-json"},
    {KEY(assertion, threshold), AUTO_NUMBER(0, 1e12), DECIDES,
     .help = "the least score, or the most edits, milliseconds or money; auto is that of the type"},
    {KEY(assertion, weight), NUMBER("1", 0, 1e6), DECIDES,
     .help = "of its score in that of the case; with 0 it fails nothing"},
    {KEY(assertion, metric), TEXT(""), DECIDES,
     .help = "the figure that it counts for; empty for the name of the section"},

    {KEY(recommender, models), WORDS("svd, popularity, ease", CONFIG_MODELS), DECIDES,
     .help = "which are trained and compared: svd is what [svd] says, fast and accurate are its "
             "presets "
             "as they are"},

    {KEY(svd, preset), CHOICE("fast", "fast|accurate|bayes"), OPTION("preset"), DECIDES,
     .help = "what every `auto` below stands for; bayes trains as [bayes] says"},
    {KEY(svd, factors), AUTO_COUNT(1, 1024), DECIDES,
     .help = "latent factors of a user and of a film"},
    {KEY(svd, epochs), AUTO_COUNT(1, 10000), DECIDES, .help = "passes over the ratings, at most"},
    {KEY(svd, learning_rate), AUTO_NUMBER(1e-6, 10), DECIDES,
     .help = "step of the first epoch; falls linearly to 2 % of it"},
    {KEY(svd, regularization), AUTO_NUMBER(0, 100), DECIDES,
     .help = "weight of the squared parameters, per rating"},
    {KEY(svd, init_stddev), AUTO_NUMBER(0, 10), DECIDES,
     .help = "standard deviation of the factors before the first epoch"},
    {KEY(svd, implicit), CHOICE("auto", "auto|no|yes"), DECIDES,
     .help = "yes learns from who rated what as well (SVD++ on both sides)"},
    {KEY(svd, implicit_weight), AUTO_NUMBER(0, 100), DECIDES,
     .help = "learning rate of the implicit factors, as a share of that of the others"},
    {KEY(svd, implicit_regularization), AUTO_NUMBER(0, 100), DECIDES,
     .help = "weight of their squares, per rating"},
    {KEY(svd, models), AUTO_COUNT(1, 64), DECIDES,
     .help = "models from different seeds whose predictions are averaged"},
    {KEY(svd, validation_share), NUMBER("0.1", 0, 0.9), DECIDES,
     .help = "part of the training ratings that finds the best epoch; 0 for none"},
    {KEY(svd, patience), AUTO_COUNT(0, 10000), DECIDES,
     .help = "epochs without a better validation RMSE before training stops; 0 never stops"},
    {KEY(svd, scale_min), NUMBER("0", -1e6, 1e6), DECIDES,
     .help = "lowest rating there can be; with scale_max 0 too, both are taken from the data"},
    {KEY(svd, scale_max), NUMBER("0", -1e6, 1e6), DECIDES, .help = "highest rating there can be"},

    {KEY(bayes, factors), AUTO_COUNT(1, 127), DECIDES,
     .help = "latent factors of a user and of a film; 7, 15, 31, 63 use the processor best"},
    {KEY(bayes, sweeps), AUTO_COUNT(2, 100000), DECIDES,
     .help = "draws of all parameters, those of burn_in included"},
    {KEY(bayes, burn_in), AUTO_COUNT(1, 100000), DECIDES,
     .help = "first draws that are not averaged; fewer than sweeps"},
    {KEY(bayes, likelihood), CHOICE("auto", "auto|gaussian|probit"), DECIDES,
     .help = "auto is probit where ratings are steps, as stars are"},
    {KEY(bayes, dates), CHOICE("auto", "auto|off"), DECIDES,
     .help = "auto lets tastes and films drift where the ratings are dated"},
    {KEY(bayes, init_stddev), AUTO_NUMBER(0, 10), DECIDES,
     .help = "standard deviation of the vectors before the first draw"},
    {KEY(bayes, kept), AUTO_COUNT(1, 1000), DECIDES,
     .help = "draws that are kept to predict and rank anything else"},

    {KEY(ease, regularization), AUTO_NUMBER(1e-3, 1e9), DECIDES,
     .help = "weight of the squared weights; auto is 10 times the root of the number of users"},
    {KEY(ease, memory), COUNT("128", 1, 1000000), DECIDES,
     .help = "megabytes of its matrices: the most rated films that fit take part"},

    {KEY(als, factors), COUNT("64", 1, 1024), DECIDES,
     .help = "latent factors of a user and of a film"},
    {KEY(als, sweeps), COUNT("6", 1, 1000), DECIDES, .help = "passes over users and films"},
    {KEY(als, unobserved), NUMBER("0.2", 1e-6, 1), DECIDES,
     .help = "confidence that what somebody did not rate is not to his taste"},
    {KEY(als, regularization), AUTO_NUMBER(1e-9, 1e6), DECIDES,
     .help = "weight of the squared factors; auto falls with the size of the data"},

    {KEY(bpr, factors), COUNT("64", 1, 1024), DECIDES,
     .help = "latent factors of a user and of a film"},
    {KEY(bpr, epochs), COUNT("30", 1, 10000), DECIDES,
     .help = "each draws as many pairs of films as there are ratings"},
    {KEY(bpr, learning_rate), NUMBER("0.05", 1e-6, 10), DECIDES,
     .help = "step of the first epoch; falls linearly to a tenth of it"},
    {KEY(bpr, regularization), NUMBER("0.01", 0, 100), DECIDES,
     .help = "weight of the squared factors, per pair"},

    {KEY(tune, trials), COUNT("27", 2, 1000),
     .help =
         "points of the space that are tried; a third of them goes on to three times the epochs"},
    {KEY(tune, factors), TEXT("16 | 32 | 64"),
     .help = "values of [svd] factors; off leaves it as it is, like the keys below"},
    {KEY(tune, learning_rate), TEXT("0.02 .. 0.1 log"), .help = "values of [svd] learning_rate"},
    {KEY(tune, regularization), TEXT("0.05 .. 1 log"), .help = "values of [svd] regularization"},
    {KEY(tune, init_stddev), TEXT("off"), .help = "values of [svd] init_stddev"},
    {KEY(tune, implicit_weight), TEXT("off"), .help = "values of [svd] implicit_weight"},

    {KEY(split, protocol), CHOICE("auto", "auto|time|hash|random|kfold|rows|last|official"),
     DECIDES,
     .help = "last holds out every user's latest rating, official those of test_ratings; auto is "
             "rows or official when their file is set, time when times differ, otherwise hash"},
    {KEY(split, test_share), NUMBER("0.1", 0, 0.9), DECIDES,
     .help = "part of the ratings that is held out by time, hash and random"},
    {KEY(split, folds), COUNT("5", 2, 100), DECIDES, .help = "parts of kfold, each held out once"},
    {KEY(split, test_rows), PATH(""), OPTION("test-rows"),
     .help = "file with the numbers of the ratings to hold out"},
    {KEY(split, test_ratings), PATH(""), OPTION("test-ratings"),
     .help = "file of ratings to hold out, such as ml-100k/u1.test; the ratings have them too"},

    {KEY(ranking, k), COUNTS("5, 10, 20", 1, 1000), DECIDES,
     .help = "lengths of the lists, ascending, 8 at most"},
    {KEY(ranking, relevant_from), NUMBER("4", -1e6, 1e6), DECIDES,
     .help = "a held-out rating from here on is a hit"},

    {KEY(hybrid, model), CHOICE("svd", CONFIG_MODELS), DECIDES,
     .help = "the model that is mixed with the readings, fitted once more without what tests it"},
    {KEY(hybrid, max_requests), COUNT("20000", 0, 1000000), DECIDES,
     .help = "the newest swipes with a query, and as many tags, test it; 0 switches it off"},
    {KEY(hybrid, steps), COUNT("10", 1, 100), DECIDES,
     .help = "steps of the mixing weight, from the model alone to the reading alone"},

    {KEY(gate, rule), TEXT(NULL), DECIDES,
     .help = "METRIC >= NUMBER, or METRIC >= baseline - NUMBER; also > <= <; METRIC no worse than "
             "baseline by NUMBER, with `unless undecided` or not; off for none"},

    {KEY(privacy, key_file), PATH("reports/pseudonym.key"),
     .help = "key of the pseudonyms, made when missing; REELGAUGE_PSEUDONYM_KEY wins over it"},

    {KEY(history, trend_runs), COUNT("30", 0, 10000),
     .help = "earlier runs in the charts of trends"},

    {KEY(report, title), TEXT("reelgauge"), .help = "title of the page"},
    {KEY(report, templates), PATH(""), OPTION("templates"),
     .help = "folder of templates; empty for the ones inside the program"},
    {KEY(report, max_cases), COUNT("2000", 0, KEYS_COUNT_MAX),
     .help = "gold cases shown one by one, failures first"},

    {KEY(log, level), CHOICE("warning", "error|warning|info|debug"),
     .help = "the least important messages that are written; -v is info, -vv is debug"},
    {KEY(log, format), CHOICE("auto", "auto|json|text"),
     .help = "auto is text on a terminal, otherwise JSON lines"},
};
const size_t keys_count = sizeof keys_table / sizeof keys_table[0];

const struct keys_preset keys_presets[] = {
    {"interpreter", "built-in", "kind", "built-in"},
    {"interpreter", "sample-llm-a", "kind", "replay"},
    {"interpreter", "sample-llm-a", "model", "sample-llm-a"},
    {"assertion", "json", "type", "is-json"},
    {"assertion", "json", "schema", CONFIG_ANSWER_SCHEMA},
    {"assertion", "json", "weight", "0"},
    {"assertion", "contains-json", "type", "contains-json"},
    {"assertion", "contains-json", "schema", CONFIG_ANSWER_SCHEMA},
    {"assertion", "no-refusal", "type", "not-is-refusal"},
    {"judge", "sample-judge", "kind", "replay"},
    {"judge", "sample-judge", "model", "sample-judge"},
    {"judge", "sample-judge", "rubric", "relevance"},
    {"judge", "sample-judge", "interpreters", "sample-llm-a"},
    {"judge", "sample-judge", "cases", "120"},
    {"gate", "case_accuracy", "rule", "case_accuracy >= 0.875"},
    {"gate", "genre_recall", "rule", "genre_recall >= baseline - 0.02"},
    {"gate", "rmse", "rule", "rmse <= baseline + 0.01"},
};
const size_t keys_preset_count = sizeof keys_presets / sizeof keys_presets[0];

const struct keys_section *keys_find_section(struct str name)
{
    for (size_t i = 0; i < keys_section_count; i++)
        if (str_equal(str_from(keys_sections[i].name), name))
            return &keys_sections[i];
    return NULL;
}

const struct keys_row *keys_of(const struct keys_section *section, size_t *count)
{
    const struct keys_row *first = keys_table;
    while (strcmp(first->section, section->name) != 0)
        first++;
    *count = 0;
    while (first + *count < keys_table + keys_count &&
           strcmp(first[*count].section, section->name) == 0)
        ++*count;
    return first;
}

const struct keys_row *keys_find(const struct keys_section *section, struct str name)
{
    size_t count;
    const struct keys_row *keys = keys_of(section, &count);
    for (size_t i = 0; i < count; i++)
        if (str_equal(str_from(keys[i].name), name))
            return &keys[i];
    return NULL;
}

const struct keys_row *keys_find_option(struct str option)
{
    for (size_t i = 0; i < keys_count; i++)
        if (keys_table[i].option != NULL && str_equal(str_from(keys_table[i].option), option))
            return &keys_table[i];
    return NULL;
}

bool keys_is_list(const struct keys_row *key)
{
    return key->type == KEYS_PATHS || key->type == KEYS_COUNTS || key->type == KEYS_TAGS ||
           key->type == KEYS_WORDS || key->type == KEYS_TERMS || key->type == KEYS_NAMES;
}

bool keys_bears_on(const struct keys_row *key, const char *keys)
{
    struct str rest = str_from(keys);
    struct str name;
    while (str_next(&rest, ' ', &name)) {
        struct str section;
        str_next(&name, '.', &section);
        bool whole = name.data == NULL || str_equal(name, str_from(key->name));
        if (str_equal(section, STR("*")) || (str_equal(section, str_from(key->section)) && whole))
            return true;
    }
    return false;
}
