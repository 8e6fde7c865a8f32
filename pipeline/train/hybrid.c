#include "train/hybrid.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/rng.h"
#include "train/comparison.h"

#define HALVES_STREAM 0x68616c76 /* "halv" */

enum measure { HIT_RATE, NDCG, UNWANTED, MEASURES };

/* Means over requests, user by user. Users are numbered densely in the order of the requests. */
struct tally {
    size_t n_users;
    uint32_t *users;  /* (n_users) their numbers in the ratings */
    size_t rows;      /* of means: one a weight, the filter, and the chosen weight */
    double *means;    /* (rows, MEASURES, n_users) 0 for a user without a request */
    double *liked;    /* (n_users) 1: the user has a liked request, otherwise 0 */
    double *disliked; /* (n_users) the same for disliked ones */
    double *fitted;   /* (n_users) `liked`, where the weight was chosen on other users */
    double *fitted_disliked;
    size_t *requests; /* (n_users) liked ones */
    int *half;        /* (n_users) 0 or 1 */
};

static double *means_of(const struct tally *tally, size_t row, enum measure measure)
{
    return tally->means + (row * MEASURES + measure) * tally->n_users;
}

/* ---- counting ---------------------------------------------------------------------------------
 */

static struct tally open_tally(size_t requests, size_t rows, struct arena *scratch)
{
    return (struct tally){
        .users = ARENA_ARRAY(scratch, uint32_t, requests),
        .rows = rows,
        .liked = ARENA_ARRAY(scratch, double, requests),
        .disliked = ARENA_ARRAY(scratch, double, requests),
        .fitted = ARENA_ARRAY(scratch, double, requests),
        .fitted_disliked = ARENA_ARRAY(scratch, double, requests),
        .requests = ARENA_ARRAY(scratch, size_t, requests),
        .half = ARENA_ARRAY(scratch, int, requests),
    };
}

static void number_users(struct tally *tally, const struct hybrid_input *input)
{
    for (size_t r = 0; r < input->count; r++)
        if (r == 0 || input->requests[r].user != input->requests[r - 1].user)
            tally->users[tally->n_users++] = input->requests[r].user;
}

static void add_rank(const struct tally *tally, size_t row, size_t user, int liked, uint16_t rank)
{
    if (rank == 0)
        return;
    if (liked) {
        means_of(tally, row, HIT_RATE)[user] += 1.0;
        means_of(tally, row, NDCG)[user] += 1.0 / log2(1.0 + (double)rank);
    } else {
        means_of(tally, row, UNWANTED)[user] += 1.0;
    }
}

/* Turns the sums over requests into means. */
static void divide(const struct tally *tally, size_t user, double liked, double disliked)
{
    for (size_t row = 0; row + 1 < tally->rows; row++) {
        if (liked != 0.0) {
            means_of(tally, row, HIT_RATE)[user] /= liked;
            means_of(tally, row, NDCG)[user] /= liked;
        }
        if (disliked != 0.0)
            means_of(tally, row, UNWANTED)[user] /= disliked;
    }
    tally->liked[user] = liked != 0.0;
    tally->disliked[user] = disliked != 0.0;
    tally->requests[user] = (size_t)liked;
}

/* All rows but the last, which waits for the weights to be chosen. */
static void count_ranks(const struct tally *tally, const struct hybrid_input *input,
                        const uint16_t *ranks)
{
    size_t user = 0;
    for (size_t r = 0; r < input->count; r++) {
        const struct hybrid_request *request = &input->requests[r];
        user += request->user != tally->users[user];
        (request->liked ? tally->liked : tally->disliked)[user] += 1.0;
        for (size_t row = 0; row + 1 < tally->rows; row++)
            add_rank(tally, row, user, request->liked, ranks[r * (tally->rows - 1) + row]);
    }
    for (user = 0; user < tally->n_users; user++)
        divide(tally, user, tally->liked[user], tally->disliked[user]);
}

/* ---- choosing the weight ----------------------------------------------------------------------
 */

struct dealt {
    uint32_t hash;
    uint32_t user; /* dense */
};

static int compare_dealt(const void *a, const void *b)
{
    const struct dealt *left = a;
    const struct dealt *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->user > right->user) - (left->user < right->user);
}

/* Users who liked something, the first and every second one of a shuffled pack to half 0. */
static void deal_users(struct tally *tally, const struct hybrid_input *input, uint64_t seed,
                       struct arena *scratch)
{
    struct dealt *pack = ARENA_ARRAY(scratch, struct dealt, tally->n_users);
    for (size_t u = 0; u < tally->n_users; u++) {
        uint32_t words[4];
        rng_block(seed, HALVES_STREAM, input->user_keys[tally->users[u]], words);
        pack[u] = (struct dealt){words[0], (uint32_t)u};
    }
    qsort(pack, tally->n_users, sizeof *pack, compare_dealt);
    size_t dealt = 0;
    for (size_t n = 0; n < tally->n_users; n++) {
        tally->half[pack[n].user] = (int)(dealt % 2);
        dealt += tally->liked[pack[n].user] != 0.0;
    }
}

static double ndcg_of_half(const struct tally *tally, size_t row, int half)
{
    double sum = 0.0;
    double count = 0.0;
    for (size_t u = 0; u < tally->n_users; u++) {
        if (tally->half[u] != half)
            continue;
        sum += means_of(tally, row, NDCG)[u];
        count += tally->liked[u];
    }
    return count == 0.0 ? NAN : sum / count;
}

/* The row of the best nDCG on a half. */
static size_t choose_row(const struct tally *tally, size_t points, int half)
{
    size_t best = 0;
    for (size_t row = 1; row < points; row++)
        if (ndcg_of_half(tally, row, half) > ndcg_of_half(tally, best, half))
            best = row;
    return best;
}

/* Fills the last row of the sums: each half with what was chosen on the other, if anything was. */
static void apply_choices(struct tally *tally, const struct hybrid_half halves[2],
                          const size_t chosen[2])
{
    for (size_t u = 0; u < tally->n_users; u++) {
        const int other = 1 - tally->half[u];
        if (halves[other].requests == 0)
            continue;
        for (int m = 0; m < MEASURES; m++)
            means_of(tally, tally->rows - 1, (enum measure)m)[u] =
                means_of(tally, chosen[other], (enum measure)m)[u];
        tally->fitted[u] = tally->liked[u];
        tally->fitted_disliked[u] = tally->disliked[u];
    }
}

static void choose(struct tally *tally, const struct hybrid_input *input, uint64_t seed,
                   struct arena *scratch, struct hybrid_curve *out)
{
    size_t chosen[2];
    deal_users(tally, input, seed, scratch);
    for (size_t u = 0; u < tally->n_users; u++) {
        out->halves[tally->half[u]].users += tally->liked[u] != 0.0;
        out->halves[tally->half[u]].requests += tally->requests[u];
    }
    for (int half = 0; half < 2; half++) {
        struct hybrid_half *side = &out->halves[half];
        chosen[half] = choose_row(tally, out->point_count, half);
        side->weight = side->requests == 0 ? NAN : out->points[chosen[half]].weight;
        side->chosen_ndcg = ndcg_of_half(tally, chosen[half], half);
        side->other_ndcg = side->requests == 0 ? NAN : ndcg_of_half(tally, chosen[half], 1 - half);
    }
    apply_choices(tally, out->halves, chosen);
}

/* ---- figures ----------------------------------------------------------------------------------
 */

static struct hybrid_scores *scores_of(struct hybrid_curve *out, size_t row)
{
    if (row < out->point_count)
        return &out->points[row].scores;
    return row == out->point_count ? &out->filter : &out->chosen;
}

static struct hybrid_value *value_of(struct hybrid_scores *scores, enum measure measure)
{
    return measure == HIT_RATE ? &scores->hit_rate
           : measure == NDCG   ? &scores->ndcg
                               : &scores->unwanted;
}

static struct user_average average_of(const struct tally *tally, size_t row, enum measure measure)
{
    const bool fitted = row + 1 == tally->rows;
    const double *liked = fitted ? tally->fitted : tally->liked;
    const double *disliked = fitted ? tally->fitted_disliked : tally->disliked;
    return (struct user_average){means_of(tally, row, measure),
                                 measure == UNWANTED ? disliked : liked};
}

static void settle_scores(const struct hybrid_options *options, const struct tally *tally,
                          struct pool *pool, struct arena *scratch, struct hybrid_curve *out)
{
    const size_t count = tally->rows * MEASURES;
    struct user_average *averages = ARENA_ARRAY(scratch, struct user_average, count);
    struct interval *intervals = ARENA_ARRAY(scratch, struct interval, count);
    for (size_t a = 0; a < count; a++)
        averages[a] = average_of(tally, a / MEASURES, (enum measure)(a % MEASURES));
    user_bootstrap_intervals(&options->bootstrap, averages, count, tally->n_users, pool, intervals);
    for (size_t a = 0; a < count; a++) {
        size_t users;
        *value_of(scores_of(out, a / MEASURES), (enum measure)(a % MEASURES)) =
            (struct hybrid_value){user_bootstrap_value(averages[a], tally->n_users, &users),
                                  intervals[a]};
    }
    for (size_t p = 1; p < out->point_count; p++)
        if (out->points[p].scores.ndcg.value > out->points[out->best].scores.ndcg.value)
            out->best = p;
}

/* The chosen weight against the two ends of the curve, among the users who have a chosen one. */
static void compare(const struct hybrid_options *options, const struct hybrid_input *input,
                    const struct tally *tally, struct pool *pool, struct arena *arena,
                    struct hybrid_curve *out)
{
    static const enum measure MEASURED[HYBRID_COMPARISONS] = {NDCG, NDCG, HIT_RATE, HIT_RATE};
    static const char *const NAMES[MEASURES] = {[NDCG] = "ndcg", [HIT_RATE] = "hit_rate"};
    struct comparison_question questions[HYBRID_COMPARISONS];
    for (size_t c = 0; c < HYBRID_COMPARISONS; c++) {
        const enum measure measure = MEASURED[c];
        const bool model = c % 2 == 0;
        const double *end = means_of(tally, model ? 0 : out->point_count - 1, measure);
        questions[c] = (struct comparison_question){
            .metric = str_from(arena_printf(arena, "%s_at_%zu", NAMES[measure], options->k)),
            .first = {STR("hybrid"), average_of(tally, tally->rows - 1, measure)},
            .second = {model ? str_from(input->predictor->name) : STR("reading"),
                       {end, tally->fitted}},
        };
    }
    comparison_answer(&options->bootstrap, questions, HYBRID_COMPARISONS, tally->n_users, pool,
                      out->comparisons);
}

/* ---- the whole --------------------------------------------------------------------------------
 */

/* What the queries ask for: how many differ, how many ask for nothing, how much matches. */
static void describe_wishes(const struct hybrid_input *input, const struct tally *tally,
                            const float *matching, struct arena *scratch, struct hybrid_curve *out)
{
    size_t wishes = 0;
    struct mean share = {0};
    for (size_t r = 0; r < input->count; r++)
        if (input->requests[r].wish >= wishes)
            wishes = (size_t)input->requests[r].wish + 1;
    unsigned char *asked = ARENA_ARRAY(scratch, unsigned char, wishes);
    for (size_t r = 0; r < input->count; r++) {
        const struct hybrid_request *request = &input->requests[r];
        if (!request->liked)
            continue;
        out->readings += asked[request->wish] == 0;
        asked[request->wish] = 1;
        if (hybrid_match_is_open(&input->wishes[request->wish]))
            out->unfiltered++;
        else
            mean_add(&share, (double)matching[r]);
    }
    for (size_t u = 0; u < tally->n_users; u++)
        out->users += tally->liked[u] != 0.0;
    out->matching = mean_value(share);
}

void hybrid_measure(const struct hybrid_options *options, const struct hybrid_input *input,
                    struct pool *pool, struct arena *arena, struct arena *scratch,
                    struct hybrid_curve *out)
{
    double weights[HYBRID_POINTS_MAX];
    assert(options->steps >= 1 && options->steps < HYBRID_POINTS_MAX);
    out->point_count = options->steps + 1;
    for (size_t p = 0; p < out->point_count; p++) {
        weights[p] = (double)p / (double)options->steps;
        out->points[p].weight = weights[p];
    }
    qsort(input->requests, input->count, sizeof *input->requests, hybrid_ranks_compare);
    const struct hybrid_ranks_input ranked = {
        .fold = input->fold,
        .predictor = input->predictor,
        .films = input->films,
        .wishes = input->wishes,
        .requests = input->requests,
        .count = input->count,
        .k = options->k,
        .weights = weights,
        .weight_count = out->point_count,
    };
    uint16_t *ranks = ARENA_ARRAY(scratch, uint16_t, input->count * (out->point_count + 1));
    float *matching = ARENA_ARRAY(scratch, float, input->count);
    hybrid_ranks_compute(&ranked, pool, ranks, matching);

    struct tally tally = open_tally(input->count, out->point_count + 2, scratch);
    number_users(&tally, input);
    tally.means = ARENA_ARRAY(scratch, double, tally.rows *MEASURES *tally.n_users);
    count_ranks(&tally, input, ranks);
    describe_wishes(input, &tally, matching, scratch, out);
    choose(&tally, input, options->bootstrap.seed, scratch, out);
    settle_scores(options, &tally, pool, scratch, out);
    compare(options, input, &tally, pool, arena, out);
}
