#include "model/feedback.h"

const char *feedback_action_name(enum swipe_action action)
{
    static const char *const NAMES[SWIPE_ACTIONS] = {"like", "dislike", "skip"};
    return NAMES[action];
}
