#include "model/gate.h"

const char *gate_operator_text(enum gate_operator op)
{
    static const char *const TEXTS[] = {">=", ">", "<=", "<"};
    return TEXTS[op];
}

const char *gate_status_name(enum gate_status status)
{
    static const char *const NAMES[] = {"passed", "failed", "skipped"};
    return NAMES[status];
}
