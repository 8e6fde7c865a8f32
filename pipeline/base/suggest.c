#include "base/suggest.h"

#include <ctype.h>

struct suggest suggest_for(struct str word)
{
    size_t near = word.size / 3;
    return (struct suggest){.word = word, .distance = (near == 0 ? 1 : near) + 1};
}

void suggest_consider(struct suggest *search, struct str candidate)
{
    size_t distance = suggest_distance(search->word, candidate);
    if (distance < search->distance) {
        search->distance = distance;
        search->best = candidate;
    }
}

static int letter(struct str word, size_t index)
{
    return tolower((unsigned char)word.data[index]);
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t suggest_distance(struct str a, struct str b)
{
    a = str_slice(a, 0, SUGGEST_WORD_MAX);
    b = str_slice(b, 0, SUGGEST_WORD_MAX);

    /* cost[i % 3][j] turns the first i letters of `a` into the first j of `b`. A swap looks two
     * rows back, so three rows are enough. */
    size_t cost[3][SUGGEST_WORD_MAX + 1];
    for (size_t j = 0; j <= b.size; j++)
        cost[0][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t *row = cost[i % 3];
        const size_t *above = cost[(i + 2) % 3];
        const size_t *two_above = cost[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t replaced = above[j - 1] + (letter(a, i - 1) != letter(b, j - 1));
            row[j] = smaller(replaced, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) &&
                letter(a, i - 2) == letter(b, j - 1))
                row[j] = smaller(row[j], two_above[j - 2] + 1);
        }
    }
    return cost[a.size % 3][b.size];
}
