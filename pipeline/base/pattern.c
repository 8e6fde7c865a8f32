#define PCRE2_CODE_UNIT_WIDTH 8

#include "base/pattern.h"

#include <pcre2.h>
#include <stdlib.h>

#include "base/memory.h"

#define STACK_MIN ((size_t)32 << 10)
#define STACK_MAX ((size_t)1 << 20) /* bytes for the machine code's own stack */
#define HEAP_MAX_KIB 8192           /* for the interpreter, where there is no machine code */
#define MESSAGE_MAX 200

/* `stack` is NULL where PCRE2 cannot compile to machine code; the interpreter then matches. */
struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    pcre2_jit_stack *stack;
};

static uint32_t options_of(unsigned flags)
{
    uint32_t options = PCRE2_NEVER_BACKSLASH_C;
    if ((flags & PATTERN_BYTES) == 0)
        options |= PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
    else
        options |= PCRE2_NEVER_UTF;
    if ((flags & PATTERN_CASELESS) != 0)
        options |= PCRE2_CASELESS;
    return options;
}

bool pattern_open(struct str expression, unsigned flags, struct at at, struct pattern **out,
                  struct error *err)
{
    int number;
    PCRE2_SIZE place;
    PCRE2_SPTR text = (PCRE2_SPTR)(expression.size == 0 ? "" : expression.data);
    pcre2_code *code =
        pcre2_compile(text, expression.size, options_of(flags), &number, &place, NULL);
    if (code == NULL) {
        PCRE2_UCHAR message[MESSAGE_MAX];
        pcre2_get_error_message(number, message, sizeof message);
        return error_set(err, ERROR_INPUT, at, "regular expression: %s at character %zu",
                         (const char *)message, place + 1);
    }

    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern == NULL)
        memory_exhausted("a regular expression", sizeof *pattern);
    pattern->code = code;
    pattern->match = pcre2_match_data_create(1, NULL);
    pattern->limits = pcre2_match_context_create(NULL);
    if (pattern->match == NULL || pattern->limits == NULL)
        memory_exhausted("a regular expression", STACK_MIN);
    pcre2_set_match_limit(pattern->limits, PATTERN_STEPS_MAX);
    pcre2_set_heap_limit(pattern->limits, HEAP_MAX_KIB);
    if (pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0) {
        pattern->stack = pcre2_jit_stack_create(STACK_MIN, STACK_MAX, NULL);
        if (pattern->stack == NULL)
            memory_exhausted("a regular expression", STACK_MIN);
        pcre2_jit_stack_assign(pattern->limits, NULL, pattern->stack);
    }
    *out = pattern;
    return true;
}

void pattern_close(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_jit_stack_free(pattern->stack);
    pcre2_match_context_free(pattern->limits);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    free(pattern);
}

enum pattern_result pattern_next(struct pattern *pattern, struct str text, size_t from,
                                 struct pattern_span *span)
{
    PCRE2_SPTR data = (PCRE2_SPTR)(text.size == 0 ? "" : text.data);
    int found =
        pcre2_match(pattern->code, data, text.size, from, 0, pattern->match, pattern->limits);
    if (found == PCRE2_ERROR_NOMATCH)
        return PATTERN_NONE;
    if (found < 0)
        return PATTERN_LIMIT;
    const PCRE2_SIZE *edges = pcre2_get_ovector_pointer(pattern->match);
    *span = (struct pattern_span){edges[0], edges[1]};
    return PATTERN_FOUND;
}
