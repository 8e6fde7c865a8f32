#include "train/leakage.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "train/split.h"

#define SENTENCES_MAX 1024

/* ---- repeated pairs ---------------------------------------------------------------------------
 */

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Where `item` is among the ascending `items` (n); n when it is not. */
static size_t find(const uint32_t *items, size_t n, uint32_t item)
{
    const uint32_t *found = bsearch(&item, items, n, sizeof *items, ascending);
    return found == NULL ? n : (size_t)(found - items);
}

/* Held-out pairs of user and film that are in train too. */
static size_t count_repeated(const struct held_out *held_out)
{
    const struct ratings *ratings = held_out->ratings;
    uint32_t *items = memory_block(held_out->count, sizeof *items);
    unsigned char *repeated = memory_block(held_out->count, sizeof *repeated);
    uint32_t *first = memory_block(ratings->n_users, sizeof *first);
    uint32_t *lengths = memory_block(ratings->n_users, sizeof *lengths);
    for (size_t n = 0; n < held_out->count; n++)
        items[n] = ratings->items[held_out->rows[n]];
    for (size_t n = 0; n < held_out->user_count; n++) {
        const uint32_t user = held_out->users[n];
        first[user] = held_out->first[n];
        lengths[user] = held_out->first[n + 1] - held_out->first[n];
        qsort(items + first[user], lengths[user], sizeof *items, ascending);
    }
    size_t count = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        const uint32_t user = ratings->users[i];
        if (held_out->part[i] == SPLIT_TEST || lengths[user] == 0)
            continue;
        const size_t at = find(items + first[user], lengths[user], ratings->items[i]);
        if (at == lengths[user] || repeated[first[user] + at])
            continue;
        repeated[first[user] + at] = 1;
        count++;
    }
    memory_free(items);
    memory_free(repeated);
    memory_free(first);
    memory_free(lengths);
    return count;
}

/* ---- the future -------------------------------------------------------------------------------
 */

static void add_future(struct leakage *leakage, const struct held_out *held_out)
{
    const struct ratings *ratings = held_out->ratings;
    uint32_t *latest = memory_block(ratings->n_users, sizeof *latest);
    uint32_t latest_of_all = 0;
    for (size_t i = 0; i < ratings->count; i++) {
        const uint32_t time = ratings->times[i];
        uint32_t *own = &latest[ratings->users[i]];
        leakage->dated |= time != ratings->times[0];
        if (held_out->part[i] == SPLIT_TEST)
            continue;
        *own = time > *own ? time : *own;
        latest_of_all = time > latest_of_all ? time : latest_of_all;
    }
    for (size_t n = 0; n < held_out->count; n++) {
        const uint32_t row = held_out->rows[n];
        leakage->own_future += ratings->times[row] < latest[ratings->users[row]];
        leakage->any_future += ratings->times[row] < latest_of_all;
    }
    memory_free(latest);
}

void leakage_add(struct leakage *leakage, const struct held_out *held_out)
{
    leakage->test += held_out->count;
    leakage->repeated += count_repeated(held_out);
    add_future(leakage, held_out);
}

/* ---- the sentence -----------------------------------------------------------------------------
 */

/* "7.5 %"; what is neither none nor all does not read as if it were. */
static const char *percent(size_t part, size_t whole, struct arena *arena)
{
    const double share = 100.0 * (double)part / (double)whole;
    if (part < whole && share > 99.9)
        return "over 99.9 %";
    if (part > 0 && share < 0.1)
        return "under 0.1 %";
    return arena_printf(arena, "%.3g %%", share);
}

void leakage_finish(struct leakage *leakage, struct arena *arena)
{
    struct strbuf text = strbuf_init(arena, SENTENCES_MAX);
    if (leakage->repeated != 0)
        strbuf_addf(&text,
                    "%s of the held-out ratings (%zu) are in the train part too, by the same user "
                    "of the same film: what is remembered there looks as if it were foretold.",
                    percent(leakage->repeated, leakage->test, arena), leakage->repeated);
    if (leakage->any_future != 0) {
        if (text.size != 0)
            strbuf_add_char(&text, ' ');
        strbuf_addf(&text,
                    "The model learned from the future: %s of the held-out ratings are older than "
                    "a train rating of the same user, %s older than one of anybody. Such scores "
                    "say how well gaps are filled; a split by time says how well the next ratings "
                    "are foretold.",
                    percent(leakage->own_future, leakage->test, arena),
                    percent(leakage->any_future, leakage->test, arena));
    }
    leakage->text = strbuf_str(&text);
}
