#include "model/input.h"

#include <string.h>

struct input *input_add(struct input_list *list, const char *kind, const char *path)
{
    struct input *input = ARENA_PUSH(list->arena, list);
    *input = (struct input){.kind = kind,
                            .path = arena_copy(list->arena, path, strlen(path)),
                            .rejects = findings_init(list->arena),
                            .notes = findings_init(list->arena)};
    return input;
}

bool input_synthetic(const struct input_list *list, const char *kind)
{
    size_t synthetic = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].kind, kind) != 0)
            continue;
        if (!list->items[i].synthetic)
            return false;
        synthetic++;
    }
    return synthetic != 0;
}

static size_t records(const struct input *input)
{
    return input->read - input->blank;
}

/* Sums over the inputs of one kind; `worst` is the first of those with most rejects. */
struct kind_sum {
    size_t records;
    size_t rejected;
    const struct input *worst;
};

static struct kind_sum sum_kind(const struct input_list *list, const char *kind)
{
    struct kind_sum sum = {0};
    for (size_t i = 0; i < list->count; i++) {
        const struct input *input = &list->items[i];
        if (strcmp(input->kind, kind) != 0)
            continue;
        sum.records += records(input);
        sum.rejected += input->rejected;
        if (sum.worst == NULL || input->rejected > sum.worst->rejected)
            sum.worst = input;
    }
    return sum;
}

bool input_check_rejects(const struct input_list *list, double share, struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        struct kind_sum sum = sum_kind(list, list->items[i].kind);
        if ((double)sum.rejected <= share * (double)sum.records)
            continue;
        const struct finding *first = &sum.worst->rejects.items[0];
        return error_set(err, ERROR_INPUT, first->at,
                         "%.*s (%zu of %zu %s records are rejected, more than the allowed %g %%)",
                         STR_ARG(first->reason), sum.rejected, sum.records, list->items[i].kind,
                         share * 100.0);
    }
    return true;
}

bool input_check_accepted(const struct input_list *list, const char *kind, struct error *err)
{
    const struct finding *reason = NULL;
    struct at first = AT_NOWHERE;
    for (size_t i = 0; i < list->count; i++) {
        const struct input *input = &list->items[i];
        if (strcmp(input->kind, kind) != 0)
            continue;
        if (input->accepted != 0)
            return true;
        if (first.file == NULL)
            first = AT_FILE(input->path);
        if (reason == NULL && input->rejects.count != 0)
            reason = &input->rejects.items[0];
        if (reason == NULL && input->notes.count != 0)
            reason = &input->notes.items[0];
    }
    if (reason == NULL)
        return error_set(err, ERROR_INPUT, first, "there is no %s record", kind);
    return error_set(err, ERROR_INPUT, reason->at, "%.*s (no %s record is left)",
                     STR_ARG(reason->reason), kind);
}
