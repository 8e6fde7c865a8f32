#include "commands/night_judges.h"

#include "commands/judge_inputs.h"
#include "commands/night_asking.h"
#include "commands/night_prompts.h"
#include "eval/judge_labels.h"
#include "eval/judge_plan.h"
#include "eval/judge_scores.h"
#include "llm/judge_question.h"
#include "llm/judge_verdict.h"
#include "model/slots_json.h"

#define ANSWER_DIGITS 12 /* hex digits that name an answer */

/* ── what is judged ── */

/* One judge before the answers of one interpreter, or two. */
struct bench {
    struct night *night;
    const struct config_judge *wanted;
    struct judging *judging;
    const struct interpreter *a;
    const struct interpreter *b; /* of a pair; NULL otherwise */
    bool *open;                  /* (n_cases) it has to be asked */
    struct str *texts_a;         /* (n_cases) what it is shown */
    struct str *texts_b;
    int *first; /* (n_cases) of a pair the score with `a` first; -1: none yet */
    struct json_reader *reader;
};

/* The model's own text, or what the built-in interpreter would have written. */
static struct str text_of(const struct night *night, const struct reading *reading)
{
    if (reading->raw.size != 0 || reading->status != READING_OK)
        return reading->raw;
    return slots_json(&reading->slots, (1u << SLOT_COUNT) - 1, &night->genres, &night->intents,
                      night->arena);
}

static struct str digits_of(struct str text, struct arena *arena)
{
    char digits[HASH_SHA256_HEX];
    hash_hex(hash_sha256(text), digits);
    return (struct str){arena_copy(arena, digits, ANSWER_DIGITS), ANSWER_DIGITS};
}

static void plan_case(struct bench *bench, size_t i)
{
    const struct rubric *rubric = bench->judging->rubric;
    struct judgement *judgement = &bench->judging->items[i];
    struct arena *arena = bench->night->arena;
    const struct reading *a = &bench->a->readings[i];
    bench->texts_a[i] = text_of(bench->night, a);
    struct str answer = digits_of(bench->texts_a[i], arena);
    if (bench->b == NULL) {
        bench->open[i] = !judge_plan_settles(rubric, a, judgement);
    } else {
        const struct reading *b = &bench->b->readings[i];
        bench->texts_b[i] = text_of(bench->night, b);
        struct str other = digits_of(bench->texts_b[i], arena);
        answer = str_from(arena_printf(arena, "%.*s:%.*s", STR_ARG(answer), STR_ARG(other)));
        bench->open[i] =
            !judge_plan_settles_pair(rubric, a, b, bench->texts_a[i], bench->texts_b[i], judgement);
    }
    judgement->answer = answer;
    if (bench->open[i])
        judgement->explanation = STR("not asked");
}

static void plan(struct bench *bench)
{
    struct night *night = bench->night;
    size_t count = night->gold.count;
    bool *drawn = ARENA_ARRAY(night->arena, bool, count);
    bench->open = ARENA_ARRAY(night->arena, bool, count);
    bench->texts_a = ARENA_ARRAY(night->arena, struct str, count);
    bench->texts_b = ARENA_ARRAY(night->arena, struct str, count);
    bench->first = ARENA_ARRAY(night->arena, int, count);
    bench->judging->items = ARENA_ARRAY(night->arena, struct judgement, count);
    bench->judging->count = count;
    judge_plan_draw(&night->gold, bench->wanted->cases, night->arena, drawn);
    for (size_t i = 0; i < count; i++) {
        bench->first[i] = -1;
        if (drawn[i])
            plan_case(bench, i);
        else
            bench->judging->items[i].explanation = STR("not drawn");
    }
}

/* ── asking ── */

/* Questions of a pair come in twos: `a` first, then `b` first. */
static size_t case_of(const struct bench *bench, size_t index)
{
    return bench->b == NULL ? index : index / 2;
}

static bool is_turned(const struct bench *bench, size_t index)
{
    return bench->b != NULL && index % 2 == 1;
}

/* The digests of what is shown, in the order of showing. */
static struct str variant_of(const struct bench *bench, size_t index, struct arena *arena)
{
    struct str shown = bench->judging->items[case_of(bench, index)].answer;
    struct str second = shown;
    struct str first;
    if (!is_turned(bench, index))
        return shown;
    str_next(&second, ':', &first);
    return str_from(arena_printf(arena, "%.*s:%.*s", STR_ARG(second), STR_ARG(first)));
}

static bool question(void *context, size_t index, struct arena *arena, struct asking_question *out)
{
    const struct bench *bench = context;
    const struct night *night = bench->night;
    const struct prompt *prompt = &bench->judging->rubric->prompt;
    size_t i = case_of(bench, index);
    bool turned = is_turned(bench, index);
    const struct gold_case *item = &night->gold.items[i];
    struct chat_message *messages;
    if (!bench->open[i])
        return false;
    const struct judge_question shown = {
        .query = item->query,
        .expected = slots_json(&item->expected, item->expected.named, &night->genres,
                               &night->intents, arena),
        .first = turned ? bench->texts_b[i] : bench->texts_a[i],
        .second = turned ? bench->texts_a[i] : bench->texts_b[i],
    };
    *out = (struct asking_question){
        .request = {.model = bench->wanted->model, .settings = &prompt->settings},
        .case_id = item->id,
        .query = item->query,
        .prompt = prompt->reference,
        .prompt_digest = prompt->digest,
        .variant = variant_of(bench, index, arena),
    };
    judge_question_render(bench->judging->rubric, &shown, arena, &messages,
                          &out->request.message_count);
    out->request.messages = messages;
    return true;
}

/* Of a pair the second answer completes the judgement; without both there is none. */
static void take_score(struct bench *bench, size_t index, int score)
{
    size_t i = case_of(bench, index);
    struct judgement *judgement = &bench->judging->items[i];
    if (bench->b != NULL && !is_turned(bench, index)) {
        bench->first[i] = score;
        return;
    }
    if (bench->b != NULL) {
        if (bench->first[i] < 0)
            return;
        score = judge_plan_merge(bench->first[i], score, &judgement->swapped_agrees);
    }
    judgement->score = score;
    judgement->status = JUDGEMENT_GIVEN;
}

/* The first trouble of a pair stays. */
static void take_trouble(struct judgement *judgement, enum judgement_status status,
                         struct str reason, struct arena *arena)
{
    if (judgement->status != JUDGEMENT_MISSING)
        return;
    judgement->status = status;
    judgement->explanation = str_copy(arena, reason);
}

static void take(struct bench *bench, size_t index, struct str output, struct str error,
                 struct str trace_id)
{
    struct night *night = bench->night;
    struct judgement *judgement = &bench->judging->items[case_of(bench, index)];
    judgement->trace_id = str_copy(night->arena, trace_id);
    if (error.size != 0) {
        take_trouble(judgement, JUDGEMENT_FAILED, error, night->arena);
        return;
    }
    struct judge_verdict verdict = judge_verdict_read(bench->judging->rubric, bench->reader, output,
                                                      night->arena, night->scratch);
    if (!verdict.found) {
        take_trouble(judgement, JUDGEMENT_UNREADABLE, verdict.reason, night->arena);
        return;
    }
    if (judgement->status == JUDGEMENT_MISSING) {
        judgement->explanation = verdict.explanation;
        take_score(bench, index, verdict.score);
    }
}

static bool answer(void *context, size_t index, const struct trace *trace, struct error *err)
{
    struct bench *bench = context;
    (void)err;
    take(bench, index, trace->output, trace->error, trace->trace_id);
    arena_reset(bench->night->scratch);
    return true;
}

static size_t question_count(const struct bench *bench)
{
    return bench->judging->count * (bench->b == NULL ? 1 : 2);
}

static bool ask(struct bench *bench, struct error *err)
{
    struct night *night = bench->night;
    const struct asking_work work = {bench, question_count(bench), question, answer};
    struct asking_counts counts = {0};
    struct asking_server server;
    struct asking *asking;
    if (!night_asking_open(night, bench->wanted->endpoint, &asking, &server, err) ||
        !asking_run(asking, &server, &work, &counts, err))
        return false;
    if (counts.not_asked != 0)
        night->run.partial = asking_stopped_by(asking) == NULL ? "offline" : "budget";
    return true;
}

static void replay(struct bench *bench, const struct judge_inputs_list *list)
{
    struct night *night = bench->night;
    struct str prompt = bench->judging->rubric->prompt.reference;
    for (size_t index = 0; index < question_count(bench); index++) {
        size_t i = case_of(bench, index);
        uint32_t at;
        if (!bench->open[i])
            continue;
        struct str key = judge_inputs_key(bench->wanted->model, prompt, night->gold.items[i].id,
                                          variant_of(bench, index, night->scratch), night->scratch);
        if (map_find(&list->by_key, key, &at))
            take(bench, index, list->items[at].output, list->items[at].error,
                 list->items[at].trace_id);
        arena_reset(night->scratch);
    }
}

/* ── scoring ── */

static const struct interpreter *interpreter_of(const struct night *night, struct str name)
{
    for (size_t i = 0; i < night->config->interpreter_count; i++)
        if (str_equal(night->interpreters[i].name, name))
            return &night->interpreters[i];
    return NULL;
}

static bool is_judged(const struct config_judge *judge, const struct interpreter *interpreter)
{
    if (str_equal(judge->against, interpreter->name))
        return false;
    for (size_t i = 0; i < judge->interpreters.count; i++)
        if (str_equal(judge->interpreters.items[i], interpreter->name))
            return true;
    return judge->interpreters.count == 0;
}

static bool judge_one(struct night *night, size_t judge, const struct interpreter *interpreter,
                      const struct sampling *sampling, struct judging *judging, struct error *err)
{
    struct judge_inputs *own = night->judges;
    const struct config_judge *wanted = own->wanted[judge];
    struct bench bench = {
        .night = night,
        .wanted = wanted,
        .judging = judging,
        .a = interpreter,
        .b = wanted->against.size == 0 ? NULL : interpreter_of(night, wanted->against),
        .reader = json_reader_open(JUDGE_VERDICT_MAX),
    };
    *judging = (struct judging){
        .judge = wanted->name,
        .model = wanted->model,
        .rubric = rubric_find(&own->rubrics, wanted->rubric),
        .synthetic = own->recordings[judge] != NULL && own->recordings[judge]->synthetic,
        .interpreter = interpreter->name,
        .against = wanted->against,
    };
    plan(&bench);
    bool done = true;
    if (own->recordings[judge] != NULL)
        replay(&bench, own->recordings[judge]);
    else
        done = ask(&bench, err);
    json_reader_close(bench.reader);
    if (!done)
        return false;
    judge_labels_apply(&own->labels, &night->gold, judging, night->scratch);
    judge_scores_count(judging, sampling, night->scratch);
    arena_reset(night->scratch);
    return true;
}

static bool score_judge(struct night *night, size_t judge, const struct sampling *sampling,
                        struct error *err)
{
    const struct config_judge *wanted = night->judges->wanted[judge];
    struct judge_results *results = &night->judged;
    size_t from = results->judging_count;
    for (size_t i = 0; i < night->config->interpreter_count; i++)
        if (is_judged(wanted, &night->interpreters[i]) &&
            !judge_one(night, judge, &night->interpreters[i], sampling,
                       &results->judgings[results->judging_count++], err))
            return false;
    if (results->judging_count == from)
        return true;
    struct judge *out = &results->judges[results->judge_count++];
    *out = (struct judge){.name = wanted->name,
                          .model = wanted->model,
                          .rubric = results->judgings[from].rubric,
                          .synthetic = results->judgings[from].synthetic,
                          .min_kappa = wanted->min_kappa,
                          .min_labels = wanted->min_labels};
    judge_scores_agree(out, results->judgings + from, results->judging_count - from, night->arena);
    night_prompts_use(night, "judge", wanted->name, out->rubric->prompt.reference);
    return true;
}

bool night_judges_score(struct night *night, const struct sampling *sampling, struct error *err)
{
    struct judge_results *results = &night->judged;
    size_t count = night->judges == NULL ? 0 : night->judges->count;
    results->judges = ARENA_ARRAY(night->arena, struct judge, count);
    results->judgings =
        ARENA_ARRAY(night->arena, struct judging, count * night->config->interpreter_count);
    for (size_t i = 0; i < count; i++)
        if (!score_judge(night, i, sampling, err))
            return false;
    judge_scores_metrics(results, &night->metrics);
    return true;
}

const struct prompt *night_judges_prompt(const struct night *night, struct str reference)
{
    const struct rubric_list *rubrics = night->judges == NULL ? NULL : &night->judges->rubrics;
    for (size_t i = 0; rubrics != NULL && i < rubrics->count; i++)
        if (str_equal(rubrics->items[i].prompt.reference, reference))
            return &rubrics->items[i].prompt;
    return NULL;
}

size_t night_judges_questions_max(const struct night *night)
{
    size_t questions = 0;
    for (size_t i = 0; i < night->judges->count; i++) {
        const struct config_judge *judge = night->judges->wanted[i];
        size_t cases = judge->cases == 0 || judge->cases > night->gold.count ? night->gold.count
                                                                             : judge->cases;
        size_t judged = judge->interpreters.count == 0
                            ? night->config->interpreter_count - (judge->against.size != 0)
                            : judge->interpreters.count;
        if (judge->kind == CONFIG_JUDGE_ENDPOINT)
            questions += cases * judged * (judge->against.size != 0 ? 2 : 1);
    }
    return questions;
}
