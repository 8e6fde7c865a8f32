#include "report/summary_assertions.h"

#include "model/assertion.h"
#include "report/fields.h"

void summary_assertions_put(struct json *reading, const struct evaluation *evaluation, size_t index,
                            struct arena *scratch)
{
    const struct assertion_result *result =
        evaluation->assertions == NULL ? NULL : &evaluation->assertions[index];
    if (result == NULL || result->failed == 0)
        return;
    struct json *node = json_put_object(reading, "assertions");
    json_put_count(node, "judged", result->judged);
    json_put_count(node, "failed", result->failed);
    json_put_number(node, "score", result->score);
    struct json *list = json_put_array(node, "failures");
    for (size_t f = 0; f < result->failed && f < ASSERTION_FAILURES_MAX; f++) {
        const struct assertion_failure *failure = &result->failures[f];
        struct json *one = json_append_object(list);
        fields_text(one, "title", assertion_title(failure->assertion, scratch), scratch);
        fields_text(one, "type", assertion_type_text(failure->assertion, scratch), scratch);
        fields_text(one, "reason", failure->reason, scratch);
    }
}
