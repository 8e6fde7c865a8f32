#include "load/prompt_file.h"

#include "load/prompt_fields.h"
#include "load/unpack.h"
#include "load/yaml_tree.h"

/* ── the text of a file ── */

/* Reads one byte more than may be, so that yaml_tree_parse() sees what is too long. */
static bool read_all(struct unpack *unpack, struct arena *arena, struct str *out, struct error *err)
{
    char *data = arena_array(arena, YAML_TREE_BYTES_MAX + 1, 1);
    size_t size = 0;
    size_t got = 1;
    while (got != 0 && size <= YAML_TREE_BYTES_MAX) {
        if (!unpack_read(unpack, data + size, YAML_TREE_BYTES_MAX + 1 - size, &got, err))
            return false;
        size += got;
    }
    *out = (struct str){data, size};
    return true;
}

static bool read_file(struct loader *loader, const char *path, struct input *input,
                      struct str *text, struct error *err)
{
    struct unpack *unpack;
    if (!unpack_open(path, &unpack, err))
        return false;
    bool done = read_all(unpack, loader->scratch, text, err);
    if (done && text->size <= YAML_TREE_BYTES_MAX)
        input->bytes = unpack_account(unpack, &input->digest);
    unpack_close(unpack);
    return done;
}

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
    if (!read_file(loader, source->path, input, &text, err) ||
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
