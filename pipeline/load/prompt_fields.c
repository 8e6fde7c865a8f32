#include "load/prompt_fields.h"

#include <math.h>

#include "load/yaml_fields.h"
#include "model/prompt_template.h"

#define TOKENS_MAX 10000000
#define SEED_MAX ((INT64_C(1) << 53) - 1) /* what JSON keeps exactly */
#define SHOWN 40                          /* bytes of a piece of template in a message */

static struct str as_line(const struct yaml_tree *branch, struct arena *arena)
{
    struct json *root = yaml_tree_json(branch);
    struct str line = json_write_line(arena, root);
    json_free(root);
    return line;
}

/* ── settings ── */

static bool read_format(const struct yaml_tree *map, struct arena *arena,
                        struct prompt_settings *settings, struct error *err)
{
    static const char *const formats[] = {"text", "json", "schema", NULL};
    size_t format = PROMPT_FORMAT_TEXT;
    const struct yaml_tree *schema;
    if (!yaml_fields_word(map, "format", formats, &format, err) ||
        !yaml_fields_get(map, "schema", YAML_TREE_MAP, &schema, err))
        return false;
    settings->format = (enum prompt_format)format;
    if ((schema != NULL) != (settings->format == PROMPT_FORMAT_SCHEMA))
        return error_set(err, ERROR_INPUT, map->at,
                         schema == NULL ? "the format \"schema\" needs a \"schema\""
                                        : "a \"schema\" needs the format \"schema\"");
    if (schema != NULL)
        settings->schema = as_line(schema, arena);
    return true;
}

static bool read_settings(const struct yaml_tree *root, struct arena *arena,
                          struct prompt_settings *out, struct error *err)
{
    static const char *const names[] = {"temperature", "top_p",  "max_tokens", "seed",
                                        "format",      "schema", NULL};
    struct prompt_settings settings = {.temperature = NAN, .top_p = NAN};
    const struct yaml_tree *map;
    int64_t tokens = 0;
    if (!yaml_fields_get(root, "settings", YAML_TREE_MAP, &map, err))
        return false;
    *out = settings;
    if (map == NULL)
        return true;
    if (!yaml_fields_check(map, "\"settings\"", names, err) ||
        !yaml_fields_number(map, "temperature", 0, 2, &settings.temperature, err) ||
        !yaml_fields_number(map, "top_p", 0, 1, &settings.top_p, err) ||
        !yaml_fields_integer(map, "max_tokens", 1, TOKENS_MAX, &tokens, NULL, err) ||
        !yaml_fields_integer(map, "seed", -SEED_MAX, SEED_MAX, &settings.seed, &settings.seeded,
                             err) ||
        !read_format(map, arena, &settings, err))
        return false;
    settings.max_tokens = (size_t)tokens;
    *out = settings;
    return true;
}

/* ── examples ── */

static bool read_example(const struct yaml_tree *map, struct arena *arena,
                         struct prompt_example *out, struct error *err)
{
    static const char *const names[] = {"query", "answer", NULL};
    const struct yaml_tree *answer;
    if (!yaml_fields_check(map, "an example", names, err) ||
        !yaml_fields_need_text(map, "query", &out->query, err))
        return false;
    answer = yaml_tree_get(map, "answer");
    if (answer == NULL || answer->kind != YAML_TREE_MAP)
        return yaml_fields_need_text(map, "answer", &out->answer, err);
    out->answer = as_line(answer, arena);
    return true;
}

static bool read_examples(const struct yaml_tree *root, struct arena *arena, struct prompt *prompt,
                          struct error *err)
{
    const struct yaml_tree *list;
    if (!yaml_fields_get(root, "examples", YAML_TREE_LIST, &list, err))
        return false;
    if (list == NULL)
        return true;
    prompt->examples = ARENA_ARRAY(arena, struct prompt_example, list->count);
    for (const struct yaml_tree *each = list->first; each != NULL; each = each->next)
        if (!read_example(each, arena, &prompt->examples[prompt->example_count++], err))
            return false;
    return true;
}

/* ── variables, both ways ── */

static bool is_declared(const struct prompt *prompt, struct str name)
{
    for (size_t i = 0; i < prompt->variable_count; i++)
        if (str_equal(prompt->variables[i], name))
            return true;
    return str_equal(name, STR("query"));
}

static bool read_variables(const struct yaml_tree *root, struct arena *arena, struct prompt *prompt,
                           struct error *err)
{
    const struct yaml_tree *list;
    if (!yaml_fields_get(root, "variables", YAML_TREE_LIST, &list, err))
        return false;
    if (list == NULL)
        return true;
    prompt->variables = ARENA_ARRAY(arena, struct str, list->count);
    for (const struct yaml_tree *each = list->first; each != NULL; each = each->next) {
        struct str shown = str_cut(each->text, SHOWN);
        if (each->kind != YAML_TREE_TEXT || !prompt_template_is_name(each->text))
            return error_set(err, ERROR_INPUT, each->at,
                             "a variable's name is of a-z, 0-9 and _ and begins with a letter");
        if (str_equal(each->text, STR("query")))
            return error_set(err, ERROR_INPUT, each->at,
                             "the variable \"query\" is always there and not declared");
        if (is_declared(prompt, each->text))
            return error_set(err, ERROR_INPUT, each->at, "the variable \"%.*s\" is declared twice",
                             STR_ARG(shown));
        prompt->variables[prompt->variable_count++] = each->text;
    }
    return true;
}

/* Every variable in the template of that field is declared. */
static bool check_template(const struct prompt *prompt, const struct yaml_tree *root,
                           const char *field, struct error *err)
{
    const struct yaml_tree *node = yaml_tree_get(root, field);
    struct prompt_template_part part;
    if (node == NULL)
        return true;
    struct str rest = node->text;
    while ((part = prompt_template_next(&rest)).kind != PROMPT_TEMPLATE_END) {
        struct str shown = str_cut(part.text, SHOWN);
        if (part.kind == PROMPT_TEMPLATE_UNCLOSED)
            return error_set(err, ERROR_INPUT, node->at,
                             "\"%.*s\": no \"}}\" follows on the line; write \\{{ for the "
                             "characters themselves",
                             STR_ARG(shown));
        if (part.kind == PROMPT_TEMPLATE_NO_NAME)
            return error_set(err, ERROR_INPUT, node->at,
                             "{{%.*s}} is no variable's name; write \\{{ for the characters "
                             "themselves",
                             STR_ARG(shown));
        if (part.kind == PROMPT_TEMPLATE_VARIABLE && !is_declared(prompt, part.text))
            return error_set(err, ERROR_INPUT, node->at,
                             "{{%.*s}} is used here, but \"variables\" does not declare it",
                             STR_ARG(shown));
    }
    return true;
}

/* The templates have been checked. */
static bool uses(struct str text, struct str name)
{
    struct prompt_template_part part;
    while ((part = prompt_template_next(&text)).kind != PROMPT_TEMPLATE_END)
        if (part.kind == PROMPT_TEMPLATE_VARIABLE && str_equal(part.text, name))
            return true;
    return false;
}

static bool check_variables(const struct prompt *prompt, const struct yaml_tree *root,
                            struct error *err)
{
    if (!check_template(prompt, root, "system", err) ||
        !check_template(prompt, root, "template", err))
        return false;
    for (size_t i = 0; i < prompt->variable_count; i++)
        if (!uses(prompt->system, prompt->variables[i]) &&
            !uses(prompt->text, prompt->variables[i]))
            return error_set(err, ERROR_INPUT, yaml_tree_get(root, "variables")->at,
                             "the variable \"%.*s\" is declared but never used",
                             STR_ARG(str_cut(prompt->variables[i], SHOWN)));
    if (prompt->example_count != 0 && !uses(prompt->text, STR("query")))
        return error_set(err, ERROR_INPUT, yaml_tree_get(root, "examples")->at,
                         "the examples have queries, but the template does not use {{query}}");
    return true;
}

/* ── the version ── */

static void add_number(struct hash_stream *stream, double value, struct arena *arena)
{
    hash_stream_add_field(stream,
                          isnan(value) ? STR("") : str_from(arena_printf(arena, "%.17g", value)));
}

/* All that is sent, in a fixed order, each field behind its length. */
static struct hash_sha256 digest(const struct prompt *prompt, struct arena *arena)
{
    const struct prompt_settings *settings = &prompt->settings;
    struct hash_stream *stream = hash_stream_open();
    hash_stream_add_field(stream, STR("prompt 1"));
    hash_stream_add_field(stream, prompt->system);
    hash_stream_add_field(stream, prompt->text);
    add_number(stream, (double)prompt->example_count, arena);
    for (size_t i = 0; i < prompt->example_count; i++) {
        hash_stream_add_field(stream, prompt->examples[i].query);
        hash_stream_add_field(stream, prompt->examples[i].answer);
    }
    add_number(stream, settings->temperature, arena);
    add_number(stream, settings->top_p, arena);
    add_number(stream, (double)settings->max_tokens, arena);
    hash_stream_add_field(
        stream, settings->seeded ? str_from(arena_printf(arena, "%lld", (long long)settings->seed))
                                 : STR(""));
    hash_stream_add_field(stream, str_from(prompt_format_name(settings->format)));
    hash_stream_add_field(stream, settings->schema);
    return hash_stream_close(stream);
}

static void name_version(struct prompt *prompt, struct arena *arena)
{
    char digits[HASH_SHA256_HEX];
    prompt->digest = digest(prompt, arena);
    hash_hex(prompt->digest, digits);
    prompt->version =
        (struct str){arena_copy(arena, digits, PROMPT_VERSION_DIGITS), PROMPT_VERSION_DIGITS};
    prompt->reference =
        str_from(arena_printf(arena, "%.*s@%.*s", STR_ARG(prompt->name), STR_ARG(prompt->version)));
}

static const char *const NAMES[] = {PROMPT_FIELDS_NAMES, NULL};
const struct prompt_fields_owner prompt_fields_alone = {"a prompt", NAMES};

bool prompt_fields_read(const struct yaml_tree *root, const struct prompt_fields_owner *owner,
                        struct arena *arena, struct prompt *out, struct error *err)
{
    struct prompt prompt = {.at = root->at};
    if (!yaml_fields_check(root, owner->what, owner->names, err) ||
        !yaml_fields_name(root, &prompt.name, err) ||
        !yaml_fields_text(root, "note", &prompt.note, err) ||
        !yaml_fields_text(root, "system", &prompt.system, err) ||
        !yaml_fields_need_text(root, "template", &prompt.text, err) ||
        !read_variables(root, arena, &prompt, err) || !read_examples(root, arena, &prompt, err) ||
        !read_settings(root, arena, &prompt.settings, err) || !check_variables(&prompt, root, err))
        return false;
    prompt.source = as_line(root, arena);
    name_version(&prompt, arena);
    *out = prompt;
    return true;
}
