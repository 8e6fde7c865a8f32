#include "model/metric.h"

#include <assert.h>
#include <string.h>

#define NAME_MAX_BYTES 512

struct metric_list metric_list_init(struct arena *arena)
{
    return (struct metric_list){.arena = arena};
}

struct metric *metric_add(struct metric_list *list, const struct metric_definition *definition,
                          double value, size_t support)
{
    struct metric *metric = ARENA_PUSH(list->arena, list);
    *metric = (struct metric){
        .definition = definition, .value = value, .interval = INTERVAL_UNKNOWN, .support = support};
    return metric;
}

void metric_label(struct metric *metric, const char *key, struct str value)
{
    assert(metric->label_count < METRIC_LABELS_MAX);
    size_t place = metric->label_count++;
    for (; place > 0 && strcmp(metric->labels[place - 1].key, key) > 0; place--)
        metric->labels[place] = metric->labels[place - 1];
    metric->labels[place] = (struct metric_label){key, value};
}

struct str metric_name(const struct metric *metric, struct arena *arena)
{
    struct strbuf buf = strbuf_init(arena, NAME_MAX_BYTES);
    strbuf_add(&buf, str_from(metric->definition->key));
    for (size_t i = 0; i < metric->label_count; i++)
        strbuf_addf(&buf, "%c%s=%.*s", i == 0 ? '{' : ',', metric->labels[i].key,
                    STR_ARG(metric->labels[i].value));
    if (metric->label_count != 0)
        strbuf_add_char(&buf, '}');
    return strbuf_str(&buf);
}

static bool has_label(const struct metric *metric, struct str key, struct str value)
{
    for (size_t i = 0; i < metric->label_count; i++)
        if (str_equal(str_from(metric->labels[i].key), key) &&
            str_equal(metric->labels[i].value, value))
            return true;
    return false;
}

/* `inner` is what stands between the braces: "model=svd,split=test". */
static bool has_exactly(const struct metric *metric, struct str inner)
{
    size_t wanted = 0;
    struct str part;
    while (str_next(&inner, ',', &part)) {
        size_t equals = str_find(part, STR("="));
        if (equals == SIZE_MAX || !has_label(metric, str_trim(str_slice(part, 0, equals)),
                                             str_trim(str_slice(part, equals + 1, part.size))))
            return false;
        wanted++;
    }
    return wanted == metric->label_count;
}

const struct metric *metric_find(const struct metric_list *list, struct str selector)
{
    struct str name = str_trim(selector);
    size_t brace = str_find(name, STR("{"));
    bool labelled = brace != SIZE_MAX && str_ends_with(name, STR("}"));
    struct str key = labelled ? str_trim(str_slice(name, 0, brace)) : name;
    const struct metric *only = NULL;
    size_t same_key = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct metric *metric = &list->items[i];
        if (!str_equal(str_from(metric->definition->key), key))
            continue;
        if (labelled && has_exactly(metric, str_slice(name, brace + 1, name.size - 1)))
            return metric;
        if (!labelled && metric->headline)
            return metric;
        only = metric;
        same_key++;
    }
    return !labelled && same_key == 1 ? only : NULL;
}

const char *metric_unit_name(enum metric_unit unit)
{
    static const char *const NAMES[] = {"share", "count", "stars", "score", "ms"};
    return NAMES[unit];
}

const char *metric_direction_name(enum metric_direction dir)
{
    static const char *const NAMES[] = {"higher", "lower", "neutral"};
    return NAMES[dir];
}
