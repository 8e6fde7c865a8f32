#include "model/gold_classes.h"

const char *gold_classes_axis_name(enum gold_axis_kind axis)
{
    static const char *const NAMES[GOLD_AXES] = {"intent", "genre", "slot", "decade", "tag"};
    return NAMES[axis];
}
