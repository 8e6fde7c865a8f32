#include "load/assertions_file.h"

#include "base/embedded.h"
#include "base/io.h"
#include "base/json.h"
#include "base/json_compact.h"
#include "load/assertion_read.h"
#include "load/assertion_value.h"
#include "load/record.h"
#include "load/whole_file.h"
#include "load/yaml_tree.h"

#define SCHEMA_MAX ((size_t)1 << 20) /* bytes */

/* Reads one assertion and counts what became of it. */
static void add(struct loader *loader, struct input *input, struct at at, struct str json,
                struct assertion_list *out)
{
    input->read++;
    if (assertion_read(loader, input, at, json, out))
        input->accepted++;
}

/* ── YAML and JSON ── */

static void add_branch(struct loader *loader, struct input *input, const struct yaml_tree *branch,
                       struct assertion_list *out)
{
    if (branch->kind != YAML_TREE_MAP) {
        input->read++;
        input_reject(input, branch->at, "an assertion is not an object");
        return;
    }
    struct json *json = yaml_tree_json(branch);
    add(loader, input, branch->at, json_write_line(loader->scratch, json), out);
    json_free(json);
}

static bool load_tree(struct loader *loader, const struct source *source, struct input *input,
                      struct assertion_list *out, struct error *err)
{
    struct str text;
    struct yaml_tree *root;
    if (!whole_file_read(source->path, YAML_TREE_BYTES_MAX, loader->arena, input, &text, err) ||
        !yaml_tree_parse(text, input->path, loader->arena, &root, err))
        return false;
    if (root->kind == YAML_TREE_MAP)
        add_branch(loader, input, root, out);
    for (const struct yaml_tree *each = root->kind == YAML_TREE_LIST ? root->first : NULL;
         each != NULL; each = each->next)
        add_branch(loader, input, each, out);
    return true;
}

/* ── JSON lines ── */

struct lines_context {
    struct loader *loader;
    struct assertion_list *out;
};

static bool add_record(void *context, const struct record *record, struct error *err)
{
    const struct lines_context *lines = context;
    (void)err;
    struct str json = json_compact(record->object, ASSERTION_VALUE_MAX, lines->loader->scratch);
    if (assertion_read(lines->loader, record->input, record->at, json, lines->out))
        record->input->accepted++;
    return true;
}

static bool load_lines(struct loader *loader, struct input *input, struct assertion_list *out,
                       struct error *err)
{
    struct lines_context context = {loader, out};
    struct lines *lines;
    if (!lines_open(input->path, &lines, err))
        return false;
    bool done = record_read_lines(loader, lines, input, add_record, &context, err);
    if (done)
        lines_account(lines, input);
    lines_close(lines);
    return done;
}

static bool is_lines(struct str path)
{
    if (str_ends_with(path, STR(".gz")))
        path.size -= STR(".gz").size;
    else if (str_ends_with(path, STR(".zst")))
        path.size -= STR(".zst").size;
    return str_ends_with(path, STR(".jsonl"));
}

bool assertions_file_load(struct loader *loader, const struct source_list *sources,
                          struct assertion_list *out, struct error *err)
{
    for (size_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];
        struct input *input =
            input_add(loader->inputs, source_kind_name(SOURCE_ASSERTIONS), source->path);
        input->synthetic = source->synthetic;
        bool done = is_lines(str_from(source->path)) ? load_lines(loader, input, out, err)
                                                     : load_tree(loader, source, input, out, err);
        arena_reset(loader->scratch);
        if (!done)
            return false;
    }
    return true;
}

/* ── schemas ── */

bool assertions_file_schema(struct loader *loader, const char *path, bool built_in, struct str *out,
                            struct error *err)
{
    struct input *input = input_add(loader->inputs, source_kind_name(SOURCE_ASSERTIONS), path);
    const struct embedded_file *embedded =
        built_in && !io_exists(path) ? embedded_find(path) : NULL;
    if (embedded != NULL) {
        *out = (struct str){(const char *)embedded->data, embedded->size};
        input->bytes = embedded->size;
        input->digest = hash_sha256(*out);
        findings_add(&input->notes, AT_FILE(input->path),
                     "the file does not exist; the copy inside the program is used");
    } else if (!whole_file_read(path, SCHEMA_MAX, loader->arena, input, out, err)) {
        return false;
    }
    if (out->size > SCHEMA_MAX)
        return error_set(err, ERROR_INPUT, AT_FILE(input->path), "is longer than %zu MiB",
                         SCHEMA_MAX >> 20);
    input->read = 1;
    input->accepted = 1;
    return true;
}
