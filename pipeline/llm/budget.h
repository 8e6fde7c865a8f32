/*
 * budget.h - how much asking may cost: a limit that is not passed, rather than noticed afterwards.
 *
 * A question is paid with what it may need before it is sent, and what it did not need comes back
 * with its reply. Once something cannot be paid any more, nothing can.
 */
#ifndef LLM_BUDGET_H
#define LLM_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

/* 0: no limit. */
struct budget_limits {
    size_t max_calls;
    size_t max_tokens; /* in and out */
    double max_cost;   /* in the currency of the prices */
};

struct budget {
    struct budget_limits limits;
    size_t calls;
    double tokens;
    double cost;
    const char *stopped_by; /* "max_calls", "max_tokens", "max_cost"; NULL: nothing was refused */
};

/* What one question needs. What is unknown is NAN and counts as nothing: without a limit on the
 * answer's tokens, those under way can overdraw the budget by their answers. */
struct budget_need {
    double input_tokens;
    double output_tokens;
    double cost;
};

/* Takes the need of one call out of the budget; false, and nothing taken, when it does not fit or
 * something did not fit before. */
bool budget_take(struct budget *budget, const struct budget_need *need);

/* Puts back what was taken for a call and takes what it did need. */
void budget_settle(struct budget *budget, const struct budget_need *taken,
                   const struct budget_need *needed);

#endif
