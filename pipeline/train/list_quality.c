#include "train/list_quality.h"

#include <math.h>

#include "train/top_items.h"

enum { LANES = 16 }; /* scores that are compared side by side */

/* ---- the whole row of scores --------------------------------------------------------------------
 */

/* Twice the scores below `value` and once those that equal it. */
static size_t count_below(const float *scores, size_t n, float value)
{
    uint32_t below[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++)
            below[lane] +=
                (uint32_t)(scores[i + lane] < value) + (uint32_t)(scores[i + lane] <= value);
    size_t sum = 0;
    for (; i < n; i++)
        sum += (size_t)(scores[i] < value) + (size_t)(scores[i] <= value);
    for (size_t lane = 0; lane < LANES; lane++)
        sum += below[lane];
    return sum;
}

/* In halves of a pair; two relevant items make one whole pair, whichever is higher. */
double list_quality_auc(const struct list_quality_scores *user, const uint32_t *relevant,
                        size_t count)
{
    size_t candidates = 0;
    for (size_t i = 0; i < user->n_items; i++)
        candidates += user->scores[i] > TOP_ITEMS_EXCLUDED;
    const size_t excluded = user->n_items - candidates;
    size_t positives = 0;
    double halves = 0.0;
    for (size_t n = 0; n < count; n++) {
        const float score = user->scores[relevant[n]];
        if (!(score > TOP_ITEMS_EXCLUDED))
            continue;
        positives++;
        halves += (double)(count_below(user->scores, user->n_items, score) - 2 * excluded - 1);
    }
    const double pairs = (double)positives * (double)(candidates - positives);
    if (pairs == 0.0)
        return NAN;
    return (halves - (double)positives * ((double)positives - 1.0)) / (2.0 * pairs);
}

double list_quality_serendipity(const struct item_facts *facts,
                                const struct list_quality_scores *user, const uint32_t *list,
                                size_t n)
{
    size_t hits = 0;
    for (size_t rank = 0; rank < n; rank++)
        hits += user->relevant[list[rank]];
    size_t expected = 0;
    for (size_t i = 0, taken = 0; i < facts->n_items && taken < n; i++) {
        const uint32_t item = facts->by_popularity[i];
        if (!(user->scores[item] > TOP_ITEMS_EXCLUDED))
            continue;
        taken++;
        if (!user->relevant[item])
            continue;
        for (size_t rank = 0; rank < n; rank++)
            expected += list[rank] == item;
    }
    return n == 0 ? NAN : (double)(hits - expected) / (double)n;
}

/* ---- popularity of the list ---------------------------------------------------------------------
 */

double list_quality_novelty(const struct item_facts *facts, const uint32_t *list, size_t n)
{
    double bits = 0.0;
    for (size_t rank = 0; rank < n; rank++) {
        const uint32_t count = facts->counts[list[rank]];
        bits += log2((double)facts->n_raters / (count == 0 ? 1.0 : (double)count));
    }
    return n == 0 || facts->n_raters == 0 ? NAN : bits / (double)n;
}

double list_quality_popularity(const struct item_facts *facts, const uint32_t *list, size_t n)
{
    double sum = 0.0;
    for (size_t rank = 0; rank < n; rank++)
        sum += (double)facts->counts[list[rank]];
    return n == 0 ? NAN : sum / (double)n;
}

double list_quality_tail_share(const struct item_facts *facts, const uint32_t *list, size_t n)
{
    size_t tail = 0;
    for (size_t rank = 0; rank < n; rank++)
        tail += facts->is_tail[list[rank]];
    return n == 0 ? NAN : (double)tail / (double)n;
}

/* ---- genres of the list -------------------------------------------------------------------------
 */

double list_quality_diversity(const genre_set *genres, const uint32_t *list, size_t n)
{
    double distance = 0.0;
    size_t pairs = 0;
    for (size_t a = 0; a < n; a++) {
        const genre_set left = genres[list[a]];
        for (size_t b = 0; b < a && left != 0; b++) {
            const genre_set right = genres[list[b]];
            if (right == 0)
                continue;
            distance += 1.0 - (double)genre_count(left & right) / (double)genre_count(left | right);
            pairs++;
        }
    }
    return pairs == 0 ? NAN : distance / (double)pairs;
}

/* Mean shares of the genres over the items that have any; returns how many do. */
static size_t mix_of(const genre_set *genres, const uint32_t *items, size_t n,
                     double out[GENRE_MAX])
{
    size_t counted = 0;
    for (size_t i = 0; i < n; i++) {
        const genre_set set = genres[items[i]];
        if (set == 0)
            continue;
        counted++;
        const double share = 1.0 / (double)genre_count(set);
        for (genre_set rest = set; rest != 0; rest &= rest - 1)
            out[__builtin_ctzll(rest)] += share;
    }
    for (size_t g = 0; g < GENRE_MAX && counted != 0; g++)
        out[g] /= (double)counted;
    return counted;
}

double list_quality_miscalibration(const genre_set *genres, const uint32_t *known, size_t known_n,
                                   const uint32_t *list, size_t n)
{
    double taste[GENRE_MAX] = {0};
    double offer[GENRE_MAX] = {0};
    if (mix_of(genres, known, known_n, taste) == 0 || mix_of(genres, list, n, offer) == 0)
        return NAN;
    double divergence = 0.0;
    for (size_t g = 0; g < GENRE_MAX; g++) {
        const double smoothed =
            (1.0 - LIST_QUALITY_SMOOTHING) * offer[g] + LIST_QUALITY_SMOOTHING * taste[g];
        if (taste[g] > 0.0)
            divergence += taste[g] * log(taste[g] / smoothed);
    }
    return divergence;
}
