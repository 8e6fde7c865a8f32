#include "model/reading.h"

#include <math.h>

struct reading reading_none(void)
{
    return (struct reading){.status = READING_MISSING,
                            .slots = slots_empty(),
                            .latency_ms = NAN,
                            .input_tokens = TOKENS_UNKNOWN,
                            .output_tokens = TOKENS_UNKNOWN,
                            .cost = NAN};
}

const char *reading_kind_name(enum interpreter_kind kind)
{
    static const char *const NAMES[] = {"built-in", "replay", "endpoint"};
    return NAMES[kind];
}

const char *reading_status_name(enum reading_status status)
{
    switch (status) {
    case READING_MISSING:
        return "missing";
    case READING_OK:
        return "ok";
    case READING_UNPARSEABLE:
        return "unparseable";
    case READING_FAILED:
        return "failed";
    }
    return "missing";
}
