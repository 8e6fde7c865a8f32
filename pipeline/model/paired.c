#include "model/paired.h"

#include <string.h>

const char *paired_metric_key(enum paired_metric metric)
{
    static const char *const KEYS[PAIRED_METRICS] = {
        [PAIRED_CASE_ACCURACY] = "case_accuracy",
        [PAIRED_CASE_SCORE] = "case_score",
        [PAIRED_INTENT_ACCURACY] = "intent_accuracy",
        [PAIRED_GENRE_RECALL] = "genre_recall",
        [PAIRED_GENRE_F1] = "genre_f1",
    };
    return KEYS[metric];
}

const char *paired_metric_title(enum paired_metric metric)
{
    static const char *const TITLES[PAIRED_METRICS] = {
        [PAIRED_CASE_ACCURACY] = "Case accuracy",
        [PAIRED_CASE_SCORE] = "Case score",
        [PAIRED_INTENT_ACCURACY] = "Intent accuracy",
        [PAIRED_GENRE_RECALL] = "Genre recall",
        [PAIRED_GENRE_F1] = "Genre F1",
    };
    return TITLES[metric];
}

bool paired_metric_find(const char *key, enum paired_metric *metric)
{
    for (int m = 0; m < PAIRED_METRICS; m++)
        if (strcmp(paired_metric_key((enum paired_metric)m), key) == 0) {
            *metric = (enum paired_metric)m;
            return true;
        }
    return false;
}

const struct paired *paired_find(const struct paired_list *list, enum paired_metric metric,
                                 struct str first, struct str second)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].metric == metric && str_equal(list->items[i].first, first) &&
            str_equal(list->items[i].second, second))
            return &list->items[i];
    return NULL;
}
