#include "model/assertion.h"

static const char *const NAMES[ASSERTION_TYPES] = {
    [ASSERTION_EQUALS] = "equals",
    [ASSERTION_CONTAINS] = "contains",
    [ASSERTION_CONTAINS_ANY] = "contains-any",
    [ASSERTION_CONTAINS_ALL] = "contains-all",
    [ASSERTION_ICONTAINS] = "icontains",
    [ASSERTION_ICONTAINS_ANY] = "icontains-any",
    [ASSERTION_ICONTAINS_ALL] = "icontains-all",
    [ASSERTION_STARTS_WITH] = "starts-with",
    [ASSERTION_REGEX] = "regex",
    [ASSERTION_IS_JSON] = "is-json",
    [ASSERTION_CONTAINS_JSON] = "contains-json",
    [ASSERTION_LEVENSHTEIN] = "levenshtein",
    [ASSERTION_ROUGE_N] = "rouge-n",
    [ASSERTION_BLEU] = "bleu",
    [ASSERTION_WORD_COUNT] = "word-count",
    [ASSERTION_SENTENCE_COUNT] = "sentence-count",
    [ASSERTION_HAS_SECTION] = "has-section",
    [ASSERTION_STARTS_WITH_THEME] = "starts-with-theme",
    [ASSERTION_LATENCY] = "latency",
    [ASSERTION_COST] = "cost",
    [ASSERTION_IS_REFUSAL] = "is-refusal",
    [ASSERTION_SET] = "assert-set",
};

const char *assertion_type_name(enum assertion_type type)
{
    return NAMES[type];
}

enum assertion_type assertion_type_find(struct str name)
{
    int type = 0;
    while (type < ASSERTION_TYPES && !str_equal(name, str_from(NAMES[type])))
        type++;
    return (enum assertion_type)type;
}

struct str assertion_type_text(const struct assertion *assertion, struct arena *arena)
{
    return str_from(arena_printf(arena, "%s%s", assertion->negated ? "not-" : "",
                                 assertion_type_name(assertion->type)));
}

struct str assertion_title(const struct assertion *assertion, struct arena *arena)
{
    return assertion->metric.size != 0 ? assertion->metric : assertion_type_text(assertion, arena);
}
