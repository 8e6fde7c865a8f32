#include "model/rubric.h"

#include "base/arena.h"

static const char *const BINARY_WORDS[] = {"fail", "pass"};
static const char *const PAIR_WORDS[] = {"worse", "tie", "better"};

/* The words of a scale, one for each score; none: it has numbers. */
struct words {
    const char *const *items;
    size_t count;
};

#define WORDS(list) ((struct words){list, sizeof(list) / sizeof *(list)})

static struct words words_of(const struct rubric *rubric)
{
    switch (rubric->scale) {
    case RUBRIC_BINARY:
        return WORDS(BINARY_WORDS);
    case RUBRIC_PAIR:
        return WORDS(PAIR_WORDS);
    case RUBRIC_ORDINAL:
        break;
    }
    return (struct words){NULL, 0};
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
    const struct words words = words_of(rubric);
    return words.count != 0 ? words.items[score] : arena_printf(arena, "%d", score);
}

bool rubric_score_read(const struct rubric *rubric, struct str text, int *score)
{
    const struct words words = words_of(rubric);
    int64_t number;
    for (size_t i = 0; i < words.count; i++)
        if (str_equal_ascii_nocase(text, str_from(words.items[i]))) {
            *score = (int)i;
            return true;
        }
    if (words.count != 0 || !str_to_int64(text, &number) || number < rubric->low ||
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
