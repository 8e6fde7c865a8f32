#include "llm/endpoint_retry.h"

#include <math.h>

#include "base/rng.h"

double endpoint_retry_pause_ms(const struct endpoint_options *options, uint64_t number,
                               unsigned attempts, double asked_ms)
{
    struct rng rng = rng_init(options->seed, number);
    double jitter = 0;
    for (unsigned i = 0; i < attempts; i++)
        jitter = rng_uniform(&rng);
    if (asked_ms > 0)
        return fmin(options->retry_wait_max_ms, asked_ms + jitter * options->retry_wait_ms);
    double doubled = options->retry_wait_ms * exp2((double)attempts - 1);
    return fmin(options->retry_wait_max_ms, doubled) * (1 + jitter) / 2;
}

struct endpoint_retry_pace endpoint_retry_pace_init(double requests_per_minute)
{
    return (struct endpoint_retry_pace){
        .interval_ms = requests_per_minute > 0 ? 60e3 / requests_per_minute : 0};
}

bool endpoint_retry_pace_take(struct endpoint_retry_pace *pace, double now_ms)
{
    if (now_ms < pace->next_ms)
        return false;
    bool on_time = now_ms - pace->next_ms < pace->interval_ms;
    pace->next_ms = (on_time ? pace->next_ms : now_ms) + pace->interval_ms;
    return true;
}
