#include "report/summary_paired.h"

#include <math.h>

#include "report/fields.h"
#include "report/sentences_paired.h"

static void put_test(struct json *node, const struct paired *paired)
{
    if (paired->test == PAIRED_MCNEMAR) {
        json_put_text(node, "test", "mcnemar");
        json_put_count(node, "only_first", paired->only_first);
        json_put_count(node, "only_second", paired->only_second);
    } else {
        json_put_text(node, "test", "student");
        json_put_null(node, "only_first");
        json_put_null(node, "only_second");
    }
    json_put_number(node, "p_value", paired->p);
    json_put_number(node, "p_corrected", paired->p_corrected);
}

static void put_comparison(struct json *list, const struct paired *paired, struct arena *scratch)
{
    static const char *const VERDICTS[] = {
        [SENTENCES_PAIRED_NEITHER] = "undecided",
        [SENTENCES_PAIRED_FIRST] = "first",
        [SENTENCES_PAIRED_SECOND] = "second",
    };
    struct json *node = json_append_object(list);
    json_put_text(node, "metric", paired_metric_key(paired->metric));
    json_put_text(node, "title", paired_metric_title(paired->metric));
    fields_text(node, "first", paired->first, scratch);
    fields_text_or_null(node, "second", paired->second, scratch);
    json_put_count(node, "cases", paired->cases);
    json_put_number(node, "first_value", paired->first_value);
    json_put_number(node, "second_value", paired->second_value);
    json_put_number(node, "difference", paired->difference);
    fields_interval(node, paired->interval);
    put_test(node, paired);
    json_put_number(node, "detectable", paired->detectable);
    json_put_number(node, "needed", isfinite(paired->needed) ? ceil(paired->needed) : NAN);
    json_put_text(node, "verdict", VERDICTS[sentences_paired_better(paired)]);
    fields_text(node, "sentence", str_from(sentences_paired_difference(scratch, paired)), scratch);
    json_put_text(node, "power", sentences_paired_power(scratch, paired));
}

static void put_list(struct json *node, const char *key, const struct paired_list *list,
                     struct arena *scratch)
{
    struct json *array = json_put_array(node, key);
    for (size_t i = 0; list != NULL && i < list->count; i++)
        put_comparison(array, &list->items[i], scratch);
}

void summary_paired_put(const struct summary_input *input, struct json *root, struct arena *scratch)
{
    struct json *node = json_put_object(root, "comparisons");
    put_list(node, "interpreters", input->between, scratch);
    put_list(node, "baseline", input->since_baseline, scratch);
}
