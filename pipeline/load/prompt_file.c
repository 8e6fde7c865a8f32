#include "load/prompt_file.h"

#include "load/prompt_fields.h"
#include "load/whole_file.h"
#include "load/yaml_tree.h"

/* ── personal data ── */

static void mask(struct loader *loader, struct yaml_tree *node, struct redact_counts *masked)
{
    if (node->kind == YAML_TREE_TEXT)
        node->text = redact_text(loader->redactor, loader->arena, node->text, masked);
    for (struct yaml_tree *child = node->first; child != NULL; child = child->next)
        mask(loader, child, masked);
}

static void mask_all(struct loader *loader, struct yaml_tree *root, struct input *input)
{
    struct redact_counts masked = {0};
    size_t found = 0;
    mask(loader, root, &masked);
    for (int kind = 0; kind < REDACT_KINDS; kind++) {
        found += masked.found[kind];
        if (loader->masked != NULL)
            loader->masked->found[kind] += masked.found[kind];
    }
    if (found != 0)
        findings_add(&input->notes, AT_FILE(input->path),
                     "%zu places look like personal data and are sent masked", found);
}

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
    struct input *input = input_add(loader->inputs, source_kind_name(SOURCE_PROMPTS), source->path);
    struct yaml_tree *root;
    struct prompt prompt;
    struct str text;
    input->synthetic = source->synthetic;
    if (!whole_file_read(source->path, YAML_TREE_BYTES_MAX, loader->scratch, input, &text, err) ||
        !yaml_tree_parse(text, input->path, loader->arena, &root, err))
        return false;
    mask_all(loader, root, input);
    if (!prompt_fields_read(root, loader->arena, &prompt, err) ||
        !add_prompt(loader, &prompt, out, err))
        return false;
    input->read = 1;
    input->accepted = 1;
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
