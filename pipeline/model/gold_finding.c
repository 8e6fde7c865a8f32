#include "model/gold_finding.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT_MAX 400 /* bytes of one text */

struct str gold_finding_name(enum gold_finding_kind kind)
{
    struct str rest = STR(GOLD_FINDING_NAMES);
    struct str name = STR_NONE;
    for (int i = 0; i <= (int)kind; i++)
        str_next(&rest, '|', &name);
    return name;
}

void gold_finding_add(struct gold_finding_list *list, struct arena *arena,
                      enum gold_finding_kind kind, struct at at, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    if (list->counts[kind]++ >= GOLD_FINDING_KEPT)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    for (char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = '?';
    struct str whole = str_from(text);
    *ARENA_PUSH(arena, list) = (struct gold_finding){
        .kind = kind,
        .at = at,
        .text =
            str_copy(arena, whole.size == TEXT_MAX - 1 ? str_cut(whole, whole.size - 4) : whole),
    };
}

size_t gold_finding_total(const struct gold_finding_list *list, unsigned set)
{
    size_t total = 0;
    for (int kind = 0; kind < GOLD_FINDING_KINDS; kind++)
        if ((set >> kind & 1u) != 0)
            total += list->counts[kind];
    return total;
}
