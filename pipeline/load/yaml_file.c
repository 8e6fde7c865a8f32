#include "load/yaml_file.h"

#include "load/whole_file.h"

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

bool yaml_file_read(struct loader *loader, const struct source *source, enum source_kind kind,
                    struct yaml_tree **out, struct error *err)
{
    struct input *input = input_add(loader->inputs, source_kind_name(kind), source->path);
    struct str text;
    input->synthetic = source->synthetic;
    if (!whole_file_read(source->path, YAML_TREE_BYTES_MAX, loader->scratch, input, &text, err) ||
        !yaml_tree_parse(text, input->path, loader->arena, out, err))
        return false;
    input->read = 1;
    mask_all(loader, *out, input);
    return true;
}

void yaml_file_accept(struct loader *loader)
{
    loader->inputs->items[loader->inputs->count - 1].accepted = 1;
}
