#include "load/quote.h"

#include "base/unicode.h"

#define SHOWN_MAX 40 /* bytes */

struct str quote_text(struct loader *loader, struct str text)
{
    struct str shown = unicode_displayable(loader->scratch, text);
    shown = redact_text(loader->redactor, loader->scratch, shown, NULL);
    if (shown.size <= SHOWN_MAX)
        return shown;
    return str_from(arena_printf(loader->scratch, "%.*s…", STR_ARG(str_cut(shown, SHOWN_MAX))));
}
