#include "model/title.h"

const char *title_kind_name(enum title_kind kind)
{
    static const char *const NAMES[TITLE_KINDS] = {"listed", "other_year", "fuzzy", "unlisted"};
    return NAMES[kind];
}
