/* endpoint_retry.h - how long to pause before an attempt, and how many attempts a minute. Pure. */
#ifndef LLM_ENDPOINT_RETRY_H
#define LLM_ENDPOINT_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "llm/endpoint.h"

/*
 * The pause after `attempts` attempts at question `number`, u uniform in [0, 1) by the seed:
 *
 *     asked_ms > 0    min(max, asked_ms + u · retry_wait)
 *     otherwise       min(max, retry_wait · 2^(attempts − 1)) · (1 + u) / 2
 *
 * `asked_ms` is what Retry-After says, 0 when it says nothing. The jitter keeps those that failed
 * together from coming back together.
 */
double endpoint_retry_pause_ms(const struct endpoint_options *options, uint64_t number,
                               unsigned attempts, double asked_ms);

/* Attempts at even distances, with no credit for what was not used. All zero: no limit. */
struct endpoint_retry_pace {
    double interval_ms; /* between two attempts; 0: no limit */
    double next_ms;     /* when the next one may begin */
};

struct endpoint_retry_pace endpoint_retry_pace_init(double requests_per_minute);

/*
 * True when an attempt may begin now; the next one then may an interval later. One that begins
 * less than an interval late does not put off those behind it.
 */
bool endpoint_retry_pace_take(struct endpoint_retry_pace *pace, double now_ms);

#endif
