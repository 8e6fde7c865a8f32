#include "load/gold_yaml.h"

#include <ctype.h>

#include "base/json.h"
#include "load/gold_record.h"
#include "load/yaml_tree.h"

/* "tests:", "- vars:", but no header of a table. */
static bool begins_line(struct str line)
{
    size_t end = 0;
    if (str_starts_with(line, STR("- ")) || str_equal(line, STR("-")) ||
        str_starts_with(line, STR("---")) || str_starts_with(line, STR("%YAML")))
        return true;
    while (end < line.size && (isalnum((unsigned char)line.data[end]) || line.data[end] == '_' ||
                               line.data[end] == '-'))
        end++;
    return end != 0 && end < line.size && line.data[end] == ':' &&
           (end + 1 == line.size || line.data[end + 1] == ' ');
}

bool gold_yaml_begins(struct str text)
{
    struct str line;
    while (str_next(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.size != 0 && line.data[0] != '#')
            return begins_line(line);
    }
    return false;
}

static const struct yaml_tree *find_list(const struct yaml_tree *root, const char *const *lists)
{
    if (root->kind == YAML_TREE_LIST)
        return root;
    for (; *lists != NULL; lists++) {
        const struct yaml_tree *list = yaml_tree_get(root, *lists);
        if (list != NULL && list->kind == YAML_TREE_LIST)
            return list;
    }
    return NULL;
}

static void read_case(struct gold_collect *collect, struct json_reader *reader,
                      const struct yaml_tree *node, struct input *input)
{
    struct arena *scratch = collect->loader->scratch;
    struct record record = {.input = input, .at = node->at};
    input->read++;
    if (node->kind != YAML_TREE_MAP) {
        input_reject(input, node->at, "the case is %s, not a map", yaml_tree_kind_name(node->kind));
        return;
    }
    struct json *json = yaml_tree_json(node);
    if (record_parse(reader, json_write_line(scratch, json), &record))
        gold_record_add(collect, &record);
    json_free(json);
    arena_reset(scratch);
}

bool gold_yaml_read(struct gold_collect *collect, struct str text, const char *const *lists,
                    struct input *input, struct error *err)
{
    struct yaml_tree *root;
    if (!yaml_tree_parse(text, input->path, collect->loader->arena, &root, err))
        return false;
    const struct yaml_tree *list = root == NULL ? NULL : find_list(root, lists);
    if (list == NULL)
        return error_set(
            err, ERROR_INPUT, (struct at){input->path, 1},
            "the document has no list of cases (\"tests\", \"examples\", \"items\", …)");
    struct json_reader *reader = json_reader_open(2 * YAML_TREE_BYTES_MAX);
    for (const struct yaml_tree *node = list->first; node != NULL; node = node->next)
        read_case(collect, reader, node, input);
    json_reader_close(reader);
    return true;
}
