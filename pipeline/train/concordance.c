#include "train/concordance.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static int ascending(const void *a, const void *b)
{
    const float left = *(const float *)a;
    const float right = *(const float *)b;
    return (left > right) - (left < right);
}

double concordance_pairs(float *values, size_t n)
{
    qsort(values, n, sizeof *values, ascending);
    double pairs = 0.0;
    size_t first_equal = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i] != values[first_equal])
            first_equal = i;
        pairs += (double)first_equal; /* all that are smaller */
    }
    return pairs;
}

/* By expectation; of equal ones the higher actual first, so that they count as no ascent. */
static int by_expectation(const void *a, const void *b)
{
    const struct concordance_pair *left = a;
    const struct concordance_pair *right = b;
    if (left->expected != right->expected)
        return left->expected < right->expected ? -1 : 1;
    return (left->actual < right->actual) - (left->actual > right->actual);
}

/*
 * Counts i < j with values[i] < values[j] while it merges the two sorted halves [0, middle) and
 * [middle, n) into `work`, and copies back.
 */
static double merge(float *values, size_t middle, size_t n, float *work)
{
    double ascents = 0.0;
    size_t left = 0;
    size_t right = middle;
    for (size_t out = 0; out < n; out++) {
        if (right == n || (left < middle && values[left] < values[right])) {
            work[out] = values[left++];
        } else {
            ascents += (double)left;
            work[out] = values[right++];
        }
    }
    memcpy(values, work, n * sizeof *values);
    return ascents;
}

/* The ascents of `values` (n), which it sorts; `work` has room for as many. */
static double count_ascents(float *values, size_t n, float *work)
{
    if (n < 2)
        return 0.0;
    const size_t middle = n / 2;
    const double halves =
        count_ascents(values, middle, work) + count_ascents(values + middle, n - middle, work);
    return halves + merge(values, middle, n, work);
}

double concordance_count(struct concordance_pair *pairs, size_t n)
{
    if (n < 2)
        return 0.0;
    qsort(pairs, n, sizeof *pairs, by_expectation);
    float *actual = memory_block(2 * n, sizeof *actual);
    for (size_t i = 0; i < n; i++)
        actual[i] = pairs[i].actual;
    const double concordant = count_ascents(actual, n, actual + n);
    memory_free(actual);
    return concordant;
}
