#include "eval/assert_decide.h"

#include <math.h>

#include "base/json_compact.h"
#include "eval/refusal.h"
#include "eval/rouge.h"
#include "eval/text_words.h"

#define JSON_MAX ((size_t)16 << 20) /* bytes of an answer as compact JSON */

static struct assert_decision decided(bool holds)
{
    return (struct assert_decision){.holds = holds, .score = holds, .measured = NAN};
}

static bool contains(struct str text, struct str part)
{
    return str_find(text, part) != SIZE_MAX;
}

/* ── texts ── */

static struct assert_decision decide_equals(const struct assertion *assertion,
                                            struct assert_answer *answer)
{
    if (assertion->json.size == 0)
        return decided(str_equal(answer->text, assertion->texts[0]));
    return decided(
        assert_answer_json(answer) &&
        str_equal(json_compact(answer->json, JSON_MAX, answer->scratch), assertion->json));
}

static struct assert_decision decide_any(const struct assert_check *check, struct str text)
{
    struct assert_decision decision = decided(false);
    for (size_t i = 0; i < check->assertion->text_count && !decision.holds; i++) {
        decision = decided(contains(text, check->texts[i]));
        decision.which = i;
    }
    return decision;
}

static struct assert_decision decide_all(const struct assert_check *check, struct str text)
{
    size_t count = check->assertion->text_count;
    size_t found = 0;
    size_t missing = count;
    for (size_t i = 0; i < count; i++) {
        bool there = contains(text, check->texts[i]);
        found += there;
        if (!there && missing == count)
            missing = i;
    }
    struct assert_decision decision = decided(found == count);
    decision.score = (double)found / (double)count;
    decision.which = missing;
    return decision;
}

static struct assert_decision decide_regex(const struct assert_check *check, struct str text)
{
    struct pattern_span span;
    enum pattern_result result = pattern_next(check->pattern, text, 0, &span);
    struct assert_decision decision = decided(result == PATTERN_FOUND);
    decision.unknown = result == PATTERN_LIMIT;
    return decision;
}

/* ── JSON ── */

static bool is_of_schema(const struct assert_check *check, struct json_reader_value value,
                         struct assert_answer *answer, struct str *detail)
{
    struct json_schema_fault fault;
    if (check->schema == NULL || json_schema_valid(check->schema, value, answer->scratch, &fault))
        return true;
    *detail = str_from(arena_printf(answer->scratch, "at \"%.*s\": %.*s", STR_ARG(fault.path),
                                    STR_ARG(fault.reason)));
    return false;
}

static struct assert_decision decide_is_json(const struct assert_check *check,
                                             struct assert_answer *answer)
{
    struct str detail = STR_NONE;
    bool is_json = assert_answer_json(answer);
    struct assert_decision decision =
        decided(is_json && is_of_schema(check, answer->json, answer, &detail));
    if (!is_json)
        detail = str_from(arena_printf(answer->scratch, "not JSON: %s", answer->json_reason));
    decision.detail = detail;
    return decision;
}

/* The first object of the right shape decides; otherwise the last one's fault is told. */
static struct assert_decision decide_contains_json(const struct assert_check *check,
                                                   struct assert_answer *answer)
{
    struct json_reader_value value;
    struct str detail = STR("no JSON object");
    bool found = false;
    for (size_t at = 0; !found && assert_answer_object(answer, &at, &value);)
        found = is_of_schema(check, value, answer, &detail);
    struct assert_decision decision = decided(found);
    decision.detail = detail;
    return decision;
}

/* ── measures ── */

static struct assert_decision at_most(double value, double most)
{
    struct assert_decision decision = decided(value <= most);
    decision.measured = value;
    decision.unknown = isnan(value);
    return decision;
}

static struct assert_decision at_least(double value, double least)
{
    struct assert_decision decision = decided(value >= least);
    decision.measured = decision.score = value;
    return decision;
}

static struct assert_decision within(size_t count, const struct assertion *assertion)
{
    struct assert_decision decision =
        decided((double)count >= assertion->min && (double)count <= assertion->max);
    decision.measured = (double)count;
    return decision;
}

static struct assert_decision decide_levenshtein(const struct assert_check *check,
                                                 struct assert_answer *answer)
{
    size_t most = (size_t)check->assertion->threshold;
    size_t edits = edit_distance_to(check->distance, answer->text, most, answer->scratch);
    return at_most((double)edits, check->assertion->threshold);
}

/* ── sections ── */

/* Whether a text begins a line of `text` at `*at` or behind; moves `*at` behind it. */
static bool find_heading(struct str text, struct str heading, size_t *at)
{
    size_t from = *at;
    while (from <= text.size) {
        size_t found = str_find(str_slice(text, from, text.size), heading);
        if (found == SIZE_MAX)
            return false;
        found += from;
        if (found == 0 || text.data[found - 1] == '\n') {
            *at = found + heading.size;
            return true;
        }
        from = found + 1;
    }
    return false;
}

/* Where the section that begins at `from` ends: at the next heading of the assertion. */
static size_t section_end(const struct assertion *assertion, struct str text, size_t from)
{
    size_t end = text.size;
    for (size_t i = 0; i < assertion->text_count; i++) {
        size_t at = from;
        if (find_heading(text, assertion->texts[i], &at) && at - assertion->texts[i].size < end)
            end = at - assertion->texts[i].size;
    }
    return end;
}

static struct assert_decision decide_sections(const struct assertion *assertion, struct str text)
{
    size_t found = 0;
    size_t missing = assertion->text_count;
    for (size_t i = 0; i < assertion->text_count; i++) {
        size_t at = 0;
        bool there = false;
        while (!there && find_heading(text, assertion->texts[i], &at))
            there = str_trim(str_slice(text, at, section_end(assertion, text, at))).size != 0;
        found += there;
        if (!there && missing == assertion->text_count)
            missing = i;
    }
    struct assert_decision decision = decided(found == assertion->text_count);
    decision.score = (double)found / (double)assertion->text_count;
    decision.which = missing;
    return decision;
}

static struct assert_decision decide_theme(const struct assert_check *check,
                                           struct assert_answer *answer)
{
    struct str text = str_trim(assert_answer_folded(answer));
    struct str line = STR_NONE;
    str_next(&text, '\n', &line);
    struct str prefix = check->texts[0];
    return decided(str_starts_with(line, prefix) &&
                   str_trim(str_slice(line, prefix.size, line.size)).size != 0);
}

/* ── */

struct assert_decision assert_decide(const struct assert_check *check, struct assert_answer *answer)
{
    const struct assertion *assertion = check->assertion;
    switch (assertion->type) {
    case ASSERTION_EQUALS:
        return decide_equals(assertion, answer);
    case ASSERTION_CONTAINS:
    case ASSERTION_CONTAINS_ANY:
        return decide_any(check, answer->text);
    case ASSERTION_CONTAINS_ALL:
        return decide_all(check, answer->text);
    case ASSERTION_ICONTAINS:
    case ASSERTION_ICONTAINS_ANY:
        return decide_any(check, assert_answer_folded(answer));
    case ASSERTION_ICONTAINS_ALL:
        return decide_all(check, assert_answer_folded(answer));
    case ASSERTION_STARTS_WITH:
        return decided(str_starts_with(answer->text, check->texts[0]));
    case ASSERTION_REGEX:
        return decide_regex(check, answer->text);
    case ASSERTION_IS_JSON:
        return decide_is_json(check, answer);
    case ASSERTION_CONTAINS_JSON:
        return decide_contains_json(check, answer);
    case ASSERTION_LEVENSHTEIN:
        return decide_levenshtein(check, answer);
    case ASSERTION_ROUGE_N:
        return at_least(rouge_f1(&check->rouge, assert_answer_tokens(answer), answer->scratch),
                        assertion->threshold);
    case ASSERTION_BLEU:
        return at_least(bleu_score(&check->bleu, assert_answer_words(answer), answer->scratch),
                        assertion->threshold);
    case ASSERTION_WORD_COUNT:
        return within(assert_answer_words(answer)->count, assertion);
    case ASSERTION_SENTENCE_COUNT:
        return within(text_words_sentences(answer->text), assertion);
    case ASSERTION_HAS_SECTION:
        return decide_sections(assertion, answer->text);
    case ASSERTION_STARTS_WITH_THEME:
        return decide_theme(check, answer);
    case ASSERTION_LATENCY:
        return at_most(answer->latency_ms, assertion->threshold);
    case ASSERTION_COST:
        return at_most(answer->cost, assertion->threshold);
    case ASSERTION_IS_REFUSAL:
        return decided(refusal_found(assert_answer_folded(answer)));
    case ASSERTION_SET:
    case ASSERTION_TYPES:
        break;
    }
    return decided(false);
}
