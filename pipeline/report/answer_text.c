#include "report/answer_text.h"

#define TEXT_MAX ((size_t)1 << 20)

const char *answer_text(const struct json *reading, struct arena *arena)
{
    const struct json *raw = json_get(reading, "raw");
    if (json_is_string(raw))
        return json_text(raw);
    struct strbuf buf = strbuf_init(arena, TEXT_MAX);
    const struct json *slot = json_first(json_get(reading, "answer"));
    for (; slot != NULL; slot = json_next(slot))
        strbuf_addf(&buf, "%s%s %s", buf.size == 0 ? "" : ", ", json_key(slot), json_text(slot));
    return buf.size == 0 ? "" : buf.data;
}
