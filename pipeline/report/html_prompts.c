#include "report/html_prompts.h"

#include "report/prompt_text.h"

#define USERS_MAX 4096 /* bytes of the list of who used a prompt */

bool html_prompts_has(const struct json *summary)
{
    return json_count(json_get(summary, "prompts")) != 0;
}

static const char *users_text(const struct html_page *page, const struct json *users)
{
    struct strbuf text = strbuf_init(page->arena, USERS_MAX);
    strbuf_add(&text, STR(""));
    for (const struct json *user = json_first(users); user != NULL; user = json_next(user))
        strbuf_addf(&text, "%s%s", text.size == 0 ? "" : ", ", json_text(user));
    return text.data;
}

static void fill_text(const struct html_page *page, struct template_dict *row,
                      const struct json *source)
{
    struct json *prompt;
    if (!json_is_string(source) ||
        !json_parse(str_from(json_text(source)), "source", &prompt, NULL)) {
        template_section(row, "UNKNOWN");
        return;
    }
    template_str(template_section(row, "KNOWN"), "TEXT", prompt_text_write(prompt, page->arena));
    json_free(prompt);
}

void html_prompts_fill(const struct html_page *page, struct template_dict *dict)
{
    const struct json *each = json_first(json_get(page->summary, "prompts"));
    for (; each != NULL; each = json_next(each)) {
        struct template_dict *row = template_section(dict, "PROMPT");
        html_parts_text(row, "REFERENCE", json_get(each, "reference"));
        template_text(row, "USERS", users_text(page, json_get(each, "used_by")));
        fill_text(page, row, json_get(each, "source"));
    }
}
