#include "report/summary_prompts.h"

#include "base/unicode.h"
#include "report/fields.h"

static void put_prompt(const struct prompt *prompt, struct json *node, struct arena *scratch)
{
    if (prompt == NULL) {
        json_put_null(node, "digest");
        json_put_null(node, "source");
        return;
    }
    fields_digest(node, "digest", prompt->digest);
    fields_text(node, "source", prompt->source, scratch);
}

void summary_prompts_put(const struct prompt_use *uses, size_t count, struct json *root,
                         struct arena *scratch)
{
    struct json *list = json_put_array(root, "prompts");
    for (size_t i = 0; i < count; i++) {
        struct json *node = json_append_object(list);
        struct str version = uses[i].reference;
        struct str name = STR_NONE;
        str_next(&version, '@', &name);
        fields_text(node, "reference", uses[i].reference, scratch);
        fields_text(node, "name", name, scratch);
        fields_text(node, "version", version, scratch);
        put_prompt(uses[i].prompt, node, scratch);
        struct json *users = json_put_array(node, "used_by");
        for (size_t u = 0; u < uses[i].user_count; u++)
            json_append_string(users, unicode_displayable(scratch, uses[i].users[u]));
    }
}
