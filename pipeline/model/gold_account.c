#include "model/gold_account.h"

const char *gold_account_change_name(enum gold_change_kind kind)
{
    static const char *const NAMES[GOLD_CHANGE_KINDS] = {"added", "removed", "edited"};
    return NAMES[kind];
}
