#include "model/run.h"

const char *run_outcome_name(enum run_outcome outcome)
{
    static const char *const NAMES[] = {"success", "gate_failed", "error"};
    return NAMES[outcome];
}
