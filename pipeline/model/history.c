#include "model/history.h"

double history_baseline_value(const struct history_baseline *baseline, struct str name)
{
    uint32_t index;
    if (!baseline->exists || !map_find(&baseline->metrics, name, &index))
        return NAN;
    return baseline->values[index];
}
