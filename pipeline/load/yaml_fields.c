#include "load/yaml_fields.h"

#include <stdio.h>
#include <string.h>

#include "base/suggest.h"

#define SHOWN 40 /* bytes of a value in a message */
#define NAME_MAX_BYTES 64

static bool is_listed(const char *const *names, struct str name)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (str_equal(str_from(names[i]), name))
            return true;
    return false;
}

bool yaml_fields_check(const struct yaml_tree *map, const char *what, const char *const *names,
                       struct error *err)
{
    if (map->kind != YAML_TREE_MAP)
        return error_set(err, ERROR_INPUT, map->at, "%s is a map, not %s", what,
                         yaml_tree_kind_name(map->kind));
    for (const struct yaml_tree *field = map->first; field != NULL; field = field->next) {
        if (is_listed(names, field->key))
            continue;
        struct suggest near = suggest_for(field->key);
        for (size_t i = 0; names[i] != NULL; i++)
            suggest_consider(&near, str_from(names[i]));
        struct str key = str_cut(field->key, SHOWN);
        if (near.best.size == 0)
            return error_set(err, ERROR_INPUT, field->at, "%s has no field \"%.*s\"", what,
                             STR_ARG(key));
        return error_set(err, ERROR_INPUT, field->at,
                         "%s has no field \"%.*s\"; did you mean \"%.*s\"?", what, STR_ARG(key),
                         STR_ARG(near.best));
    }
    return true;
}

bool yaml_fields_get(const struct yaml_tree *map, const char *name, enum yaml_tree_kind kind,
                     const struct yaml_tree **out, struct error *err)
{
    const struct yaml_tree *field = yaml_tree_get(map, name);
    *out = NULL;
    if (field == NULL || field->kind == YAML_TREE_NULL)
        return true;
    if (field->kind != kind)
        return error_set(err, ERROR_INPUT, field->at, "\"%s\" is %s, not %s", name,
                         yaml_tree_kind_name(kind), yaml_tree_kind_name(field->kind));
    *out = field;
    return true;
}

bool yaml_fields_text(const struct yaml_tree *map, const char *name, struct str *out,
                      struct error *err)
{
    const struct yaml_tree *field;
    if (!yaml_fields_get(map, name, YAML_TREE_TEXT, &field, err))
        return false;
    if (field != NULL)
        *out = field->text;
    return true;
}

bool yaml_fields_need_text(const struct yaml_tree *map, const char *name, struct str *out,
                           struct error *err)
{
    struct str text = STR_NONE;
    if (!yaml_fields_text(map, name, &text, err))
        return false;
    if (str_trim(text).size == 0)
        return error_set(err, ERROR_INPUT, map->at, "\"%s\" is missing", name);
    *out = text;
    return true;
}

bool yaml_fields_number(const struct yaml_tree *map, const char *name, double min, double max,
                        double *out, struct error *err)
{
    const struct yaml_tree *field;
    if (!yaml_fields_get(map, name, YAML_TREE_NUMBER, &field, err))
        return false;
    if (field == NULL)
        return true;
    if (field->number < min || field->number > max)
        return error_set(err, ERROR_INPUT, field->at, "\"%s\" is %.*s, which is outside %g … %g",
                         name, STR_ARG(str_cut(field->text, SHOWN)), min, max);
    *out = field->number;
    return true;
}

bool yaml_fields_integer(const struct yaml_tree *map, const char *name, int64_t min, int64_t max,
                         int64_t *out, bool *given, struct error *err)
{
    const struct yaml_tree *field;
    int64_t number = 0;
    if (!yaml_fields_get(map, name, YAML_TREE_NUMBER, &field, err))
        return false;
    if (given != NULL)
        *given = field != NULL;
    if (field == NULL)
        return true;
    if (!str_to_int64(field->text, &number) || number < min || number > max)
        return error_set(err, ERROR_INPUT, field->at,
                         "\"%s\" is %.*s, which is no whole number from %lld to %lld", name,
                         STR_ARG(str_cut(field->text, SHOWN)), (long long)min, (long long)max);
    *out = number;
    return true;
}

bool yaml_fields_word(const struct yaml_tree *map, const char *name, const char *const *words,
                      size_t *out, struct error *err)
{
    char listed[256] = "";
    size_t used = 0;
    const struct yaml_tree *field;
    if (!yaml_fields_get(map, name, YAML_TREE_TEXT, &field, err))
        return false;
    if (field == NULL)
        return true;
    for (size_t i = 0; words[i] != NULL; i++) {
        if (str_equal(field->text, str_from(words[i]))) {
            *out = i;
            return true;
        }
        if (used < sizeof listed)
            used += (size_t)snprintf(listed + used, sizeof listed - used, "%s%s",
                                     i == 0 ? "" : ", ", words[i]);
    }
    return error_set(err, ERROR_INPUT, field->at, "\"%s\" is one of %s, not \"%.*s\"", name, listed,
                     STR_ARG(str_cut(field->text, SHOWN)));
}

bool yaml_fields_name(const struct yaml_tree *map, struct str *out, struct error *err)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    struct str name = STR_NONE;
    if (!yaml_fields_need_text(map, "name", &name, err))
        return false;
    bool fits = name.size <= NAME_MAX_BYTES;
    for (size_t i = 0; fits && i < name.size; i++)
        fits = memchr(allowed, name.data[i], sizeof allowed - 1) != NULL;
    if (!fits)
        return error_set(err, ERROR_INPUT, yaml_tree_get(map, "name")->at,
                         "\"name\" is of a-z, 0-9, _ and -, and not longer than %d",
                         NAME_MAX_BYTES);
    *out = name;
    return true;
}
