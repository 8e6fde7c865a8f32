#include "eval/assert_reason.h"

#include <math.h>

#define SHOWN_MAX 80 /* bytes of a text */

static struct str say(struct arena *arena, const char *before, struct str text, const char *behind)
{
    struct str cut = str_cut(text, SHOWN_MAX);
    return str_from(arena_printf(arena, "%s \"%.*s%s\"%s", before, STR_ARG(cut),
                                 cut.size < text.size ? "…" : "", behind));
}

static struct str bounds(const struct assertion *assertion, struct arena *arena)
{
    if (assertion->min == assertion->max)
        return str_from(arena_printf(arena, "%g", assertion->min));
    if (isinf(assertion->max))
        return str_from(arena_printf(arena, "at least %g", assertion->min));
    if (isinf(assertion->min))
        return str_from(arena_printf(arena, "at most %g", assertion->max));
    return str_from(arena_printf(arena, "%g to %g", assertion->min, assertion->max));
}

static struct str count_reason(const struct assertion *assertion, double count, const char *unit,
                               struct arena *arena)
{
    struct str range = bounds(assertion, arena);
    return str_from(arena_printf(arena, "has %g %s, %s %.*s", count, unit,
                                 assertion->negated ? "which is" : "not", STR_ARG(range)));
}

static struct str score_reason(const struct assertion *assertion, double score, struct arena *arena)
{
    const char *what = assertion->type == ASSERTION_BLEU
                           ? "BLEU-4"
                           : arena_printf(arena, "ROUGE-%zu", assertion->gram);
    return str_from(arena_printf(arena, "%s is %.4f, %s %g", what, score,
                                 assertion->negated ? "not below" : "below", assertion->threshold));
}

/* The text that decided, or the JSON where there are no texts. */
static struct str text_of(const struct assertion *assertion, const struct assert_decision *decision)
{
    return decision->which < assertion->text_count ? assertion->texts[decision->which]
                                                   : assertion->json;
}

/* Of an assertion without "not-" that does not hold. */
static struct str why_not(const struct assert_check *check, const struct assert_decision *decision,
                          struct arena *arena)
{
    const struct assertion *assertion = check->assertion;
    struct str text = text_of(assertion, decision);
    switch (assertion->type) {
    case ASSERTION_EQUALS:
        return say(arena, "is not", text, "");
    case ASSERTION_CONTAINS_ANY:
    case ASSERTION_ICONTAINS_ANY:
        return say(arena, "contains none of the texts, the last of which is", text, "");
    case ASSERTION_STARTS_WITH:
        return say(arena, "does not start with", text, "");
    case ASSERTION_STARTS_WITH_THEME:
        return say(arena, "does not start with", text, " and a theme");
    case ASSERTION_REGEX:
        return say(arena, "does not match", text, "");
    case ASSERTION_IS_JSON:
    case ASSERTION_CONTAINS_JSON:
        return str_copy(arena, decision->detail);
    case ASSERTION_LEVENSHTEIN:
        return str_from(arena_printf(arena, "is more than %g edits away", assertion->threshold));
    case ASSERTION_HAS_SECTION:
        return say(arena, "has no section", text, "");
    case ASSERTION_LATENCY:
        return str_from(arena_printf(arena, "took %.0f ms, more than %g", decision->measured,
                                     assertion->threshold));
    case ASSERTION_COST:
        return str_from(
            arena_printf(arena, "cost %g, more than %g", decision->measured, assertion->threshold));
    case ASSERTION_IS_REFUSAL:
        return STR("is no refusal");
    default:
        return say(arena, "does not contain", text, "");
    }
}

/* Of an assertion with "not-" of which the opposite holds. */
static struct str why_yet(const struct assert_check *check, const struct assert_decision *decision,
                          struct arena *arena)
{
    const struct assertion *assertion = check->assertion;
    struct str text = text_of(assertion, decision);
    switch (assertion->type) {
    case ASSERTION_EQUALS:
        return say(arena, "is", text, "");
    case ASSERTION_CONTAINS_ALL:
    case ASSERTION_ICONTAINS_ALL:
        return STR("contains all of the texts");
    case ASSERTION_STARTS_WITH:
    case ASSERTION_STARTS_WITH_THEME:
        return say(arena, "starts with", text, "");
    case ASSERTION_REGEX:
        return say(arena, "matches", text, "");
    case ASSERTION_IS_JSON:
        return check->schema == NULL ? STR("is JSON") : STR("is JSON of the schema");
    case ASSERTION_CONTAINS_JSON:
        return check->schema == NULL ? STR("contains JSON") : STR("contains JSON of the schema");
    case ASSERTION_LEVENSHTEIN:
        return str_from(arena_printf(arena, "is only %g edits away", decision->measured));
    case ASSERTION_HAS_SECTION:
        return STR("has all of the sections");
    case ASSERTION_LATENCY:
        return str_from(arena_printf(arena, "took only %.0f ms", decision->measured));
    case ASSERTION_COST:
        return str_from(arena_printf(arena, "cost only %g", decision->measured));
    case ASSERTION_IS_REFUSAL:
        return STR("is a refusal");
    default:
        return say(arena, "contains", text, "");
    }
}

struct str assert_reason(const struct assert_check *check, const struct assert_decision *decision,
                         struct arena *arena)
{
    const struct assertion *assertion = check->assertion;
    if (decision->unknown && assertion->type == ASSERTION_REGEX)
        return say(arena, "takes too many steps to match", assertion->texts[0], "");
    if (decision->unknown)
        return str_from(
            arena_printf(arena, "the %s is unknown", assertion_type_name(assertion->type)));
    switch (assertion->type) {
    case ASSERTION_WORD_COUNT:
        return count_reason(assertion, decision->measured, "words", arena);
    case ASSERTION_SENTENCE_COUNT:
        return count_reason(assertion, decision->measured, "sentences", arena);
    case ASSERTION_ROUGE_N:
    case ASSERTION_BLEU:
        return score_reason(assertion, decision->measured, arena);
    default:
        return assertion->negated ? why_yet(check, decision, arena)
                                  : why_not(check, decision, arena);
    }
}
