#include "llm/budget.h"

#include <math.h>

static double known(double number)
{
    return isnan(number) ? 0 : number;
}

static double tokens_of(const struct budget_need *need)
{
    return known(need->input_tokens) + known(need->output_tokens);
}

bool budget_take(struct budget *budget, const struct budget_need *need)
{
    const struct budget_limits *limits = &budget->limits;
    double tokens = budget->tokens + tokens_of(need);
    double cost = budget->cost + known(need->cost);
    if (budget->stopped_by != NULL)
        return false;
    if (limits->max_calls != 0 && budget->calls + 1 > limits->max_calls)
        budget->stopped_by = "max_calls";
    else if (limits->max_tokens != 0 && tokens > (double)limits->max_tokens)
        budget->stopped_by = "max_tokens";
    else if (limits->max_cost != 0 && cost > limits->max_cost)
        budget->stopped_by = "max_cost";
    if (budget->stopped_by != NULL)
        return false;
    budget->calls++;
    budget->tokens = tokens;
    budget->cost = cost;
    return true;
}

void budget_settle(struct budget *budget, const struct budget_need *taken,
                   const struct budget_need *needed)
{
    budget->tokens += tokens_of(needed) - tokens_of(taken);
    budget->cost += known(needed->cost) - known(taken->cost);
}
