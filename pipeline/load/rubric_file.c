#include "load/rubric_file.h"

#include "load/prompt_fields.h"
#include "load/yaml_fields.h"
#include "load/yaml_file.h"

#define SCORE_MAX 100 /* the largest number on a scale */

static const char *const NAMES[] = {PROMPT_FIELDS_NAMES, "title", "scale", NULL};
static const struct prompt_fields_owner OWNER = {"a rubric", NAMES};

/* ── the scale ── */

static bool read_numbers(const struct yaml_tree *scale, struct rubric *out, struct error *err)
{
    static const char *const names[] = {"from", "to", "pass", NULL};
    int64_t from = 0;
    int64_t to = 0;
    int64_t pass = 0;
    bool given[3];
    if (!yaml_fields_check(scale, "\"scale\"", names, err) ||
        !yaml_fields_integer(scale, "from", 0, SCORE_MAX, &from, &given[0], err) ||
        !yaml_fields_integer(scale, "to", 0, SCORE_MAX, &to, &given[1], err) ||
        !yaml_fields_integer(scale, "pass", 0, SCORE_MAX, &pass, &given[2], err))
        return false;
    if (!given[0] || !given[1] || !given[2] || from >= to || pass <= from || pass > to ||
        to - from >= RUBRIC_SCORES_MAX)
        return error_set(err, ERROR_INPUT, scale->at,
                         "\"scale\" has from < pass <= to and at most %d scores",
                         RUBRIC_SCORES_MAX);
    out->scale = RUBRIC_ORDINAL;
    out->low = (int)from;
    out->high = (int)to;
    out->pass = (int)pass;
    return true;
}

static bool read_scale(const struct yaml_tree *root, struct rubric *out, struct error *err)
{
    const struct yaml_tree *scale = yaml_tree_get(root, "scale");
    if (scale != NULL && scale->kind == YAML_TREE_MAP)
        return read_numbers(scale, out, err);
    if (scale != NULL && str_equal(scale->text, STR("pass/fail"))) {
        out->scale = RUBRIC_BINARY;
        out->high = 1;
        out->pass = 1;
        return true;
    }
    if (scale != NULL && str_equal(scale->text, STR("better/tie/worse"))) {
        out->scale = RUBRIC_PAIR;
        out->low = RUBRIC_WORSE;
        out->high = RUBRIC_BETTER;
        out->pass = RUBRIC_BETTER;
        return true;
    }
    return error_set(err, ERROR_INPUT, scale == NULL ? root->at : scale->at,
                     "\"scale\" is a map with from, to and pass, \"pass/fail\" or "
                     "\"better/tie/worse\"");
}

/* ── what the judge has to be shown ── */

static bool need(const struct yaml_tree *root, const struct rubric *rubric, const char *name,
                 struct error *err)
{
    const struct prompt *prompt = &rubric->prompt;
    for (size_t i = 0; i < prompt->variable_count; i++)
        if (str_equal(prompt->variables[i], str_from(name)))
            return true;
    return error_set(err, ERROR_INPUT, root->at, "the templates do not use {{%s}}", name);
}

static bool check_variables(const struct yaml_tree *root, const struct rubric *rubric,
                            struct error *err)
{
    if (!need(root, rubric, "answer_format", err))
        return false;
    if (rubric->scale != RUBRIC_PAIR)
        return need(root, rubric, "answer", err);
    return need(root, rubric, "answer_a", err) && need(root, rubric, "answer_b", err);
}

/* ── the list ── */

static bool load_one(struct loader *loader, const struct source *source, struct rubric_list *out,
                     struct error *err)
{
    struct rubric rubric = {0};
    struct yaml_tree *root;
    if (!yaml_file_read(loader, source, SOURCE_RUBRICS, &root, err) ||
        !prompt_fields_read(root, &OWNER, loader->arena, &rubric.prompt, err) ||
        !yaml_fields_need_text(root, "title", &rubric.title, err) ||
        !read_scale(root, &rubric, err) || !check_variables(root, &rubric, err))
        return false;
    const struct rubric *other = rubric_find(out, rubric.prompt.name);
    if (other != NULL)
        return error_set(err, ERROR_INPUT, rubric.prompt.at, "the rubric \"%.*s\" is in %s already",
                         STR_ARG(rubric.prompt.name), other->prompt.at.file);
    *ARENA_PUSH(loader->arena, out) = rubric;
    yaml_file_accept(loader);
    return true;
}

bool rubric_file_load(struct loader *loader, const struct source_list *sources,
                      struct rubric_list *out, struct error *err)
{
    for (size_t i = 0; i < sources->count; i++) {
        bool done = load_one(loader, &sources->items[i], out, err);
        arena_reset(loader->scratch);
        if (!done)
            return false;
    }
    return true;
}
