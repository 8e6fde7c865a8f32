/* gold_classes.h - how many gold cases there are of every class. */
#ifndef MODEL_GOLD_CLASSES_H
#define MODEL_GOLD_CLASSES_H

#include <stddef.h>

#include "base/str.h"

struct gold_class {
    struct str name;
    size_t cases;
};

enum gold_axis_kind {
    GOLD_AXIS_INTENT,
    GOLD_AXIS_GENRE,
    GOLD_AXIS_SLOT,
    GOLD_AXIS_DECADE,
    GOLD_AXIS_TAG,
    GOLD_AXES,
};

struct gold_axis {
    struct gold_class *items;
    size_t count;
    size_t capacity;
};

struct gold_classes {
    struct gold_axis axes[GOLD_AXES];
};

const char *gold_classes_axis_name(enum gold_axis_kind axis); /* "intent", "genre", … */

#endif
