#include "model/rubric.h"

#include "base/arena.h"

static const char *const BINARY_WORDS[] = {"fail", "pass"};
static const char *const PAIR_WORDS[] = {"worse", "tie", "better"};

/* The words of a scale that has some; NULL: it has numbers. */
static const char *const *words_of(const struct rubric *rubric)
{
    switch (rubric->scale) {
    case RUBRIC_BINARY:
        return BINARY_WORDS;
    case RUBRIC_PAIR:
        return PAIR_WORDS;
    case RUBRIC_ORDINAL:
        break;
    }
    return NULL;
}

const struct rubric *rubric_find(const struct rubric_list *list, struct str name)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].prompt.name, name))
            return &list->items[i];
    return NULL;
}

size_t rubric_scores(const struct rubric *rubric)
{
    return (size_t)(rubric->high - rubric->low) + 1;
}

double rubric_share(const struct rubric *rubric, double score)
{
    return (score - rubric->low) / (rubric->high - rubric->low);
}

const char *rubric_score_text(const struct rubric *rubric, int score, struct arena *arena)
{
    const char *const *words = words_of(rubric);
    return words != NULL ? words[score] : arena_printf(arena, "%d", score);
}

bool rubric_score_read(const struct rubric *rubric, struct str text, int *score)
{
    const char *const *words = words_of(rubric);
    int64_t number;
    for (size_t i = 0; words != NULL && i < rubric_scores(rubric); i++)
        if (str_equal_ascii_nocase(text, str_from(words[i]))) {
            *score = (int)i;
            return true;
        }
    if (words != NULL || !str_to_int64(text, &number) || number < rubric->low ||
        number > rubric->high)
        return false;
    *score = (int)number;
    return true;
}

const char *rubric_scale_text(const struct rubric *rubric, struct arena *arena)
{
    switch (rubric->scale) {
    case RUBRIC_BINARY:
        return "pass or fail";
    case RUBRIC_PAIR:
        return "better, tie or worse";
    case RUBRIC_ORDINAL:
        break;
    }
    return arena_printf(arena, "%d to %d", rubric->low, rubric->high);
}
