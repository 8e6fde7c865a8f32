#include "base/clock.h"

#include <math.h>
#include <time.h>

struct clock clock_start(int64_t now_ms, bool frozen)
{
    struct clock clock = {.now_ms = now_ms, .frozen = frozen};
    clock.start_ms = clock_ms(&clock);
    return clock;
}

double clock_ms(const struct clock *clock)
{
    if (clock->frozen)
        return NAN;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

int64_t clock_wall_ms(const struct clock *clock)
{
    return clock->frozen ? clock->now_ms
                         : clock->now_ms + (int64_t)(clock_ms(clock) - clock->start_ms);
}
