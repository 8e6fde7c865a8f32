#include "load/assertion_read.h"

#include <math.h>

#include "base/json_compact.h"
#include "base/json_reader.h"
#include "base/suggest.h"
#include "load/assertion_value.h"
#include "load/quote.h"

#define DEPTH_MAX 8 /* sets within sets */
#define GRAM_MAX 9

#define NO_THRESHOLD (-1.0)   /* the type has none */
#define MUST_THRESHOLD (-2.0) /* there is no default */

struct rule {
    double threshold;     /* by default; or one of the above */
    double threshold_max; /* it is 0 … this */
};

static const struct rule RULES[ASSERTION_TYPES] = {
    [ASSERTION_EQUALS] = {NO_THRESHOLD, 0},
    [ASSERTION_CONTAINS] = {NO_THRESHOLD, 0},
    [ASSERTION_CONTAINS_ANY] = {NO_THRESHOLD, 0},
    [ASSERTION_CONTAINS_ALL] = {NO_THRESHOLD, 0},
    [ASSERTION_ICONTAINS] = {NO_THRESHOLD, 0},
    [ASSERTION_ICONTAINS_ANY] = {NO_THRESHOLD, 0},
    [ASSERTION_ICONTAINS_ALL] = {NO_THRESHOLD, 0},
    [ASSERTION_STARTS_WITH] = {NO_THRESHOLD, 0},
    [ASSERTION_REGEX] = {NO_THRESHOLD, 0},
    [ASSERTION_IS_JSON] = {NO_THRESHOLD, 0},
    [ASSERTION_CONTAINS_JSON] = {NO_THRESHOLD, 0},
    [ASSERTION_LEVENSHTEIN] = {5, 1e9},
    [ASSERTION_ROUGE_N] = {0.75, 1},
    [ASSERTION_BLEU] = {0.5, 1},
    [ASSERTION_WORD_COUNT] = {NO_THRESHOLD, 0},
    [ASSERTION_SENTENCE_COUNT] = {NO_THRESHOLD, 0},
    [ASSERTION_HAS_SECTION] = {NO_THRESHOLD, 0},
    [ASSERTION_STARTS_WITH_THEME] = {NO_THRESHOLD, 0},
    [ASSERTION_LATENCY] = {MUST_THRESHOLD, 1e12},
    [ASSERTION_COST] = {MUST_THRESHOLD, 1e12},
    [ASSERTION_IS_REFUSAL] = {NO_THRESHOLD, 0},
    [ASSERTION_SET] = {NAN, 1},
};

static const char *const FIELDS[] = {"type",   "value",  "threshold", "weight",
                                     "metric", "assert", "n"};

static struct str keep(const struct assertion_maker *maker, struct str text)
{
    return str_copy(maker->loader->arena, text);
}

static void note_unknown_fields(const struct assertion_maker *maker,
                                struct json_reader_value object)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value value;
    struct str key;
    while (json_reader_walk(object, &cursor, &key, &value)) {
        size_t f = 0;
        while (f < sizeof FIELDS / sizeof FIELDS[0] && !str_equal(key, str_from(FIELDS[f])))
            f++;
        if (f == sizeof FIELDS / sizeof FIELDS[0])
            findings_add(&maker->input->notes, maker->at,
                         "an assertion has \"%.*s\", which means nothing here",
                         STR_ARG(quote_text(maker->loader, key)));
    }
}

/* ── the type ── */

static bool unknown_type(const struct assertion_maker *maker, struct str name)
{
    struct suggest near = suggest_for(name);
    struct str shown = quote_text(maker->loader, name);
    for (int type = 0; type < ASSERTION_TYPES; type++)
        suggest_consider(&near, str_from(assertion_type_name((enum assertion_type)type)));
    if (near.best.size == 0)
        return input_reject(maker->input, maker->at, "unknown type of assertion \"%.*s\"",
                            STR_ARG(shown));
    return input_reject(maker->input, maker->at,
                        "unknown type of assertion \"%.*s\"; did you mean \"%.*s\"?",
                        STR_ARG(shown), STR_ARG(near.best));
}

static bool read_type(const struct assertion_maker *maker, struct json_reader_value object,
                      struct assertion *out)
{
    struct str name;
    if (!json_reader_string(json_reader_field(object, "type"), &name))
        return input_reject(maker->input, maker->at, "an assertion has no \"type\"");
    struct str rest = name;
    if (str_starts_with(name, STR("not-"))) {
        out->negated = true;
        rest = str_slice(name, 4, name.size);
    }
    out->type = assertion_type_find(rest);
    if (out->type == ASSERTION_TYPES)
        return unknown_type(maker, rest);
    return true;
}

static bool read_list(const struct assertion_maker *maker, struct json_reader_value list,
                      size_t depth, struct assertion_list *out);

static bool read_children(const struct assertion_maker *maker, struct json_reader_value object,
                          size_t depth, struct assertion *out)
{
    struct json_reader_value list = json_reader_field(object, "assert");
    if (depth == DEPTH_MAX)
        return ASSERTION_REFUSE(maker, out->type, "more than %d levels", DEPTH_MAX);
    if (json_reader_type(list) != JSON_READER_ARRAY)
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is not a list", "assert");
    return read_list(maker, list, depth + 1, &out->children) &&
           (out->children.count != 0 ||
            ASSERTION_REFUSE(maker, out->type, "\"%s\" is empty", "assert"));
}

/* ── the rest ── */

static bool read_threshold(const struct assertion_maker *maker, struct json_reader_value object,
                           struct assertion *out)
{
    const struct rule *rule = &RULES[out->type];
    struct json_reader_value value = json_reader_field(object, "threshold");
    if (json_reader_type(value) == JSON_READER_MISSING) {
        if (rule->threshold == MUST_THRESHOLD)
            return ASSERTION_REFUSE(maker, out->type, "\"%s\" is missing", "threshold");
        out->threshold = rule->threshold == NO_THRESHOLD ? NAN : rule->threshold;
        return true;
    }
    if (rule->threshold == NO_THRESHOLD)
        return ASSERTION_REFUSE(maker, out->type, "it has no \"%s\"", "threshold");
    if (!json_reader_number(value, &out->threshold) || out->threshold < 0 ||
        out->threshold > rule->threshold_max)
        return ASSERTION_REFUSE(maker, out->type, "\"threshold\" is no number from 0 to %g",
                                rule->threshold_max);
    return true;
}

static bool read_common(const struct assertion_maker *maker, struct json_reader_value object,
                        struct assertion *out)
{
    struct json_reader_value weight = json_reader_field(object, "weight");
    struct json_reader_value metric = json_reader_field(object, "metric");
    struct json_reader_value gram = json_reader_field(object, "n");
    struct str name = STR_NONE;
    int64_t n = 1;
    out->weight = 1;
    if (json_reader_type(weight) != JSON_READER_MISSING &&
        (!json_reader_number(weight, &out->weight) || out->weight < 0))
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is no number from 0 on", "weight");
    if (json_reader_type(metric) != JSON_READER_MISSING && !json_reader_string(metric, &name))
        return ASSERTION_REFUSE(maker, out->type, "\"%s\" is no text", "metric");
    out->metric = keep(maker, str_trim(name));
    if (json_reader_type(gram) != JSON_READER_MISSING &&
        (out->type != ASSERTION_ROUGE_N || !json_reader_int64(gram, &n) || n < 1 || n > GRAM_MAX))
        return ASSERTION_REFUSE(maker, out->type, "\"n\" is 1 to %d, and for rouge-n only",
                                GRAM_MAX);
    out->gram = out->type == ASSERTION_ROUGE_N ? (size_t)n : 0;
    return true;
}

static bool read_object(const struct assertion_maker *maker, struct json_reader_value object,
                        size_t depth, struct assertion *out)
{
    *out = (struct assertion){.min = -INFINITY, .max = INFINITY, .at = maker->at};
    if (json_reader_type(object) != JSON_READER_OBJECT)
        return input_reject(maker->input, maker->at, "an assertion is not an object");
    if (!read_type(maker, object, out) ||
        !assertion_value_read(maker, json_reader_field(object, "value"), out) ||
        (out->type == ASSERTION_SET && !read_children(maker, object, depth, out)) ||
        !read_threshold(maker, object, out) || !read_common(maker, object, out))
        return false;
    note_unknown_fields(maker, object);
    out->source = keep(maker, json_compact(object, ASSERTION_VALUE_MAX, maker->loader->scratch));
    return true;
}

static bool read_list(const struct assertion_maker *maker, struct json_reader_value list,
                      size_t depth, struct assertion_list *out)
{
    struct json_reader_cursor cursor = {0};
    struct json_reader_value item;
    struct assertion assertion;
    while (json_reader_walk(list, &cursor, NULL, &item)) {
        if (!read_object(maker, item, depth, &assertion))
            return false;
        *ARENA_PUSH(maker->loader->arena, out) = assertion;
    }
    return true;
}

bool assertion_read(struct loader *loader, struct input *input, struct at at, struct str json,
                    struct assertion_list *out)
{
    struct assertion_maker maker = {.loader = loader, .input = input, .at = at};
    struct json_reader_value value;
    struct assertion_list list = *out;
    struct assertion one;
    const char *reason;
    struct str masked = redact_text(loader->redactor, loader->scratch, json, loader->masked);
    struct json_reader *reader = json_reader_open(masked.size);
    bool done = json_reader_parse(reader, masked, &value, &reason);
    if (!done)
        input_reject(input, at, "assertions are not JSON: %s", reason);
    else if (json_reader_type(value) == JSON_READER_ARRAY)
        done = read_list(&maker, value, 0, &list);
    else if ((done = read_object(&maker, value, 0, &one)))
        *ARENA_PUSH(loader->arena, &list) = one;
    json_reader_close(reader);
    if (done)
        *out = list;
    return done;
}
