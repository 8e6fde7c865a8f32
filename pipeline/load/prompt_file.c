#include "load/prompt_file.h"

#include "load/prompt_fields.h"
#include "load/yaml_file.h"

/* ── the list ── */

static bool add_prompt(struct loader *loader, const struct prompt *prompt, struct prompt_list *out,
                       struct error *err)
{
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->items[i].name, prompt->name))
            return error_set(err, ERROR_INPUT, prompt->at, "the prompt \"%.*s\" is in %s already",
                             STR_ARG(prompt->name), out->items[i].at.file);
    *ARENA_PUSH(loader->arena, out) = *prompt;
    return true;
}

static bool load_one(struct loader *loader, const struct source *source, struct prompt_list *out,
                     struct error *err)
{
    struct yaml_tree *root;
    struct prompt prompt;
    if (!yaml_file_read(loader, source, SOURCE_PROMPTS, &root, err) ||
        !prompt_fields_read(root, &prompt_fields_alone, loader->arena, &prompt, err) ||
        !add_prompt(loader, &prompt, out, err))
        return false;
    yaml_file_accept(loader);
    return true;
}

bool prompt_file_load(struct loader *loader, const struct source_list *sources,
                      struct prompt_list *out, struct error *err)
{
    for (size_t i = 0; i < sources->count; i++) {
        bool done = load_one(loader, &sources->items[i], out, err);
        arena_reset(loader->scratch);
        if (!done)
            return false;
    }
    return true;
}
