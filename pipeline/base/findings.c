#include "base/findings.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REASON_MAX 200 /* bytes; a longer reason is cut and ends with "…" */

struct findings findings_init(struct arena *arena)
{
    return (struct findings){.arena = arena};
}

bool findings_add(struct findings *findings, struct at at, const char *format, ...)
{
    static const struct str CUT = {"…", sizeof "…" - 1};
    size_t place = findings->count++;
    if (place >= FINDINGS_KEPT)
        return false;

    char text[REASON_MAX + 2] = ""; /* a byte more than a reason has tells that it is too long */
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct str reason = str_from(text);
    if (reason.size > REASON_MAX) {
        reason = str_cut(reason, REASON_MAX - CUT.size);
        memcpy(text + reason.size, CUT.data, CUT.size);
        reason.size += CUT.size;
    }
    for (size_t i = 0; i < reason.size; i++)
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
            text[i] = '?';
    findings->items[place] = (struct finding){at, str_copy(findings->arena, reason)};
    return false;
}
