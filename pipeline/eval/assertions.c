#include "eval/assertions.h"

#include <math.h>

#include "base/json_reader.h"
#include "eval/assert_answer.h"
#include "eval/assert_check.h"
#include "eval/assert_decide.h"
#include "eval/assert_reason.h"

#define TEXT_MAX ((size_t)1 << 20)   /* bytes of an answer that is read as JSON */
#define WORKER_MAX ((size_t)8 << 30) /* bytes of what one thread keeps */
#define ANSWERS_AT_ONCE 64           /* of one task */

/* What one thread works with. */
struct worker {
    struct arena *kept;    /* compiled assertions, and reasons until they are copied */
    struct arena *scratch; /* of one case */
    struct json_reader *reader;
    struct assert_check **checks; /* (nodes) compiled so far; NULL: not yet */
};

struct judging {
    const struct assertions_question *question;
    struct assertions *out;
    struct worker *workers; /* (threads) */
    size_t answers;
};

/* An assertion's verdict; `reason` lives in the scratch of the worker. */
struct verdict {
    bool pass;
    double score;
    struct str reason;
};

/* The answer to one case, and where its outcomes go. */
struct asked {
    struct worker *worker;
    const struct assertion_plan *plan;
    struct assert_answer answer;
    bool answered;
    struct str failure; /* why there is no answer */
    struct assertions_outcome *next;
};

static struct verdict judge(struct asked *asked, uint32_t number);

/* ── one assertion ── */

static struct verdict judge_check(struct asked *asked, const struct assert_check *check)
{
    struct assert_decision decision = assert_decide(check, &asked->answer);
    bool negated = check->assertion->negated;
    struct verdict verdict = {
        .pass = !decision.unknown && decision.holds != negated,
        .score = decision.unknown ? 0
                 : negated        ? 1 - decision.score
                                  : decision.score,
    };
    if (!verdict.pass && check->assertion->weight != 0) /* otherwise nobody asks why */
        verdict.reason = assert_reason(check, &decision, asked->worker->scratch);
    return verdict;
}

/* Compiles for this case alone what no other case asks. */
static struct verdict judge_leaf(struct asked *asked, uint32_t number)
{
    struct worker *worker = asked->worker;
    const struct assertion_plan_node *node = &asked->plan->nodes.items[number];
    if (node->uses == 1) {
        struct assert_check *once = assert_check_open(node->assertion, worker->scratch);
        struct verdict verdict = judge_check(asked, once);
        assert_check_close(once);
        return verdict;
    }
    if (worker->checks[number] == NULL)
        worker->checks[number] = assert_check_open(node->assertion, worker->kept);
    return judge_check(asked, worker->checks[number]);
}

/* The sums behind the score of a case or a set. */
struct sum {
    double score;
    double weight;
    bool all; /* so far, everything with weight holds */
};

static void add(struct sum *sum, const struct assertion *assertion, const struct verdict *verdict)
{
    sum->score += assertion->weight * verdict->score;
    sum->weight += assertion->weight;
    sum->all = sum->all && (verdict->pass || assertion->weight == 0);
}

static struct verdict judge_set(struct asked *asked, const struct assertion_plan_node *node)
{
    const struct assertion *set = node->assertion;
    struct arena *scratch = asked->worker->scratch;
    struct sum sum = {.all = true};
    struct str first = STR("nothing in it fails");
    for (size_t i = 0; i < set->children.count; i++) {
        const struct assertion *child = &set->children.items[i];
        bool none = sum.all;
        struct verdict verdict = judge(asked, node->children[i]);
        add(&sum, child, &verdict);
        if (none && !sum.all)
            first = str_from(arena_printf(scratch, "%.*s %.*s",
                                          STR_ARG(assertion_title(child, scratch)),
                                          STR_ARG(verdict.reason)));
    }
    double score = sum.weight == 0 ? 1 : sum.score / sum.weight;
    bool limited = !isnan(set->threshold);
    bool holds = limited ? score >= set->threshold : sum.all;
    struct verdict verdict = {holds != set->negated, set->negated ? 1 - score : score, STR_NONE};
    if (!verdict.pass && limited)
        verdict.reason = str_from(arena_printf(scratch, "scores %.4g, %s %g: %.*s", score,
                                               set->negated ? "not below" : "below", set->threshold,
                                               STR_ARG(first)));
    else if (!verdict.pass)
        verdict.reason = set->negated ? STR("holds as a whole") : first;
    return verdict;
}

static struct verdict judge(struct asked *asked, uint32_t number)
{
    const struct assertion_plan_node *node = &asked->plan->nodes.items[number];
    struct assertions_outcome *outcome = asked->next++;
    struct verdict verdict = {.reason = asked->failure};
    if (node->assertion->type == ASSERTION_SET && asked->answered)
        verdict = judge_set(asked, node);
    else if (asked->answered)
        verdict = judge_leaf(asked, number);
    else
        for (size_t i = 0; i < node->assertion->children.count; i++)
            judge(asked, node->children[i]);
    *outcome = (struct assertions_outcome){number, verdict.pass, verdict.score};
    return verdict;
}

/* ── one answer ── */

static struct str failure_of(const struct reading *reading, struct arena *scratch)
{
    return str_from(arena_printf(scratch, "there is no answer: %.*s", STR_ARG(reading->reason)));
}

/* Answer `i` in the order of the interpreter's readings. */
static void judge_answer(const struct judging *judging, size_t i, struct worker *worker)
{
    const struct assertions_question *question = judging->question;
    const struct assertion_plan *plan = question->plan;
    const struct assertion_plan_case *one = &plan->cases[i % plan->count];
    const struct reading *reading = &question->interpreter->readings[i];
    struct assertion_result *result = &judging->out->results[i];
    *result = (struct assertion_result){.score = NAN};
    if (one->count == 0 || reading->status == READING_MISSING)
        return;

    struct asked asked = {
        .worker = worker,
        .plan = plan,
        .answer = {.text = question->outputs == NULL ? reading->raw : question->outputs[i],
                   .latency_ms = reading->latency_ms,
                   .cost = reading->cost,
                   .reader = worker->reader,
                   .scratch = worker->scratch},
        .answered = reading->status != READING_FAILED,
        .next = judging->out->outcomes + i / plan->count * plan->outcomes + one->first,
    };
    if (!asked.answered)
        asked.failure = failure_of(reading, worker->scratch);
    struct sum sum = {.all = true};
    struct assertion_failure failures[ASSERTION_FAILURES_MAX];
    for (size_t r = 0; r < one->count; r++) {
        const struct assertion *assertion = plan->nodes.items[one->roots[r]].assertion;
        struct verdict verdict = judge(&asked, one->roots[r]);
        add(&sum, assertion, &verdict);
        if (verdict.pass || assertion->weight == 0)
            continue;
        if (result->failed < ASSERTION_FAILURES_MAX)
            failures[result->failed] =
                (struct assertion_failure){assertion, str_copy(worker->kept, verdict.reason)};
        result->failed++;
    }
    result->judged = one->count;
    result->pass = sum.all;
    result->score = sum.weight == 0 ? NAN : sum.score / sum.weight;
    size_t kept = result->failed < ASSERTION_FAILURES_MAX ? result->failed : ASSERTION_FAILURES_MAX;
    result->failures = ARENA_ARRAY(worker->kept, struct assertion_failure, kept);
    for (size_t f = 0; f < kept; f++)
        result->failures[f] = failures[f];
}

/* ── all of them ── */

static void judge_answers(void *context, size_t index, size_t number)
{
    const struct judging *judging = context;
    struct worker *worker = &judging->workers[number];
    size_t end = (index + 1) * ANSWERS_AT_ONCE;
    if (end > judging->answers)
        end = judging->answers;
    for (size_t i = index * ANSWERS_AT_ONCE; i < end; i++) {
        judge_answer(judging, i, worker);
        arena_reset(worker->scratch);
    }
}

static struct worker worker_open(size_t nodes)
{
    struct worker worker = {
        .kept = arena_open("assertions", WORKER_MAX),
        .scratch = arena_open("an answer", WORKER_MAX),
        .reader = json_reader_open(TEXT_MAX),
    };
    worker.checks = ARENA_ARRAY(worker.kept, struct assert_check *, nodes);
    return worker;
}

static void worker_close(struct worker *worker, size_t nodes)
{
    for (size_t n = 0; n < nodes; n++)
        assert_check_close(worker->checks[n]);
    json_reader_close(worker->reader);
    arena_close(worker->scratch);
    arena_close(worker->kept);
}

/* From the arenas of the workers, which end, to the caller's. */
static void keep_failures(struct assertion_result *result, struct arena *arena)
{
    size_t kept = result->failed < ASSERTION_FAILURES_MAX ? result->failed : ASSERTION_FAILURES_MAX;
    struct assertion_failure *failures = ARENA_ARRAY(arena, struct assertion_failure, kept);
    for (size_t f = 0; f < kept; f++)
        failures[f] = (struct assertion_failure){result->failures[f].assertion,
                                                 str_copy(arena, result->failures[f].reason)};
    result->failures = failures;
}

struct assertions assertions_judge(const struct assertions_question *question, struct pool *pool,
                                   struct arena *arena)
{
    const struct assertion_plan *plan = question->plan;
    size_t threads = pool_threads(pool);
    size_t answers = plan->count * question->interpreter->repeats;
    struct assertions assertions = {
        .plan = plan,
        .interpreter = question->interpreter,
        .results = ARENA_ARRAY(arena, struct assertion_result, answers),
        .outcomes = ARENA_ARRAY(arena, struct assertions_outcome,
                                plan->outcomes * question->interpreter->repeats),
    };
    struct judging judging = {question, &assertions, ARENA_ARRAY(arena, struct worker, threads),
                              answers};
    for (size_t t = 0; t < threads; t++)
        judging.workers[t] = worker_open(plan->nodes.count);
    pool_run(pool, (answers + ANSWERS_AT_ONCE - 1) / ANSWERS_AT_ONCE, judge_answers, &judging);
    for (size_t i = 0; i < answers; i++)
        if (assertions.results[i].failed != 0)
            keep_failures(&assertions.results[i], arena);
    for (size_t t = 0; t < threads; t++)
        worker_close(&judging.workers[t], plan->nodes.count);
    return assertions;
}
