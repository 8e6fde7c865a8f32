#include "train/ranking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "train/list_quality.h"
#include "train/ranking_list.h"
#include "train/top_items.h"

enum { USERS_PER_TASK = 64 };

static size_t beyond_k(const struct ranking_options *options)
{
    for (size_t n = 0; n < options->k_count; n++)
        if (options->ks[n] == RANKING_BEYOND_K)
            return RANKING_BEYOND_K;
    return options->k_count == 0 ? 0 : options->ks[0];
}

struct ranking ranking_init(const struct ranking_options *options, const struct ratings *ratings,
                            struct arena *arena)
{
    assert(options->k_count <= RANKING_KS_MAX);
    const size_t averages = options->k_count * RANKING_MEASURES;
    return (struct ranking){
        .options = *options,
        .beyond_k = beyond_k(options),
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .sums = ARENA_ARRAY(arena, double, averages * ratings->n_users),
        .counts = ARENA_ARRAY(arena, double, ratings->n_users),
        .beyond_sums = ARENA_ARRAY(arena, double, RANKING_BEYOND * ratings->n_users),
        .beyond_counts = ARENA_ARRAY(arena, double, RANKING_BEYOND * ratings->n_users),
    };
}

/* ---- one fold ---------------------------------------------------------------------------------
 */

/* What the threads share while they rank the users of a fold. */
struct job {
    struct ranking *ranking;
    const struct ranking_fold *fold;
    const struct predictor *predictor;
    const double *discount;       /* (RANKING_K_MAX) 1 / log2(rank + 1), from rank 1 on */
    const double *ideal;          /* (RANKING_K_MAX + 1) their sums up to a rank */
    struct workspace *workspaces; /* one per thread */
};

/* What one thread needs to rank a batch of users. */
struct workspace {
    float *scores;           /* (USERS_PER_TASK, n_items) */
    unsigned char *relevant; /* (n_items) 1 for the relevant items of the user at hand */
    uint32_t *list;          /* (longest list) items */
    float *list_scores;
    uint32_t *ties;      /* (n_items) of ranking_list_select() */
    uint32_t *best_rank; /* (n_items) 1-based; 0: in no list */
    uint32_t *exposure;  /* (n_items) in how many lists of beyond_k items it is */
};

static size_t longest_list(const struct ranking *ranking)
{
    size_t longest = ranking->options.ks[ranking->options.k_count - 1];
    return longest < ranking->n_items ? longest : ranking->n_items;
}

/* Adds the measures of one user's list of `found` items, of which `relevant` exist. */
static void measure_list(const struct job *job, uint32_t user, const struct workspace *work,
                         size_t found, size_t relevant)
{
    struct ranking *ranking = job->ranking;
    for (size_t n = 0; n < ranking->options.k_count; n++) {
        const size_t k = ranking->options.ks[n];
        const size_t best = relevant < k ? relevant : k;
        double value[RANKING_MEASURES] = {0};
        double hits = 0.0;
        for (size_t rank = 1; rank <= k && rank <= found; rank++) {
            if (!work->relevant[work->list[rank - 1]])
                continue;
            hits += 1.0;
            value[RANKING_NDCG] += job->discount[rank - 1];
            value[RANKING_MAP] += hits / (double)rank;
            if (hits == 1.0)
                value[RANKING_MRR] = 1.0 / (double)rank;
        }
        value[RANKING_NDCG] /= job->ideal[best];
        value[RANKING_RECALL] = hits / (double)relevant;
        value[RANKING_PRECISION] = hits / (double)k;
        value[RANKING_MAP] /= (double)best;
        value[RANKING_HIT_RATE] = hits > 0.0;
        for (size_t m = 0; m < RANKING_MEASURES; m++)
            ranking->sums[(n * RANKING_MEASURES + m) * ranking->n_users + user] += value[m];
    }
    ranking->counts[user] += 1.0;
}

/* Adds what the list is worth beyond its hits; what is not defined for it leaves the user out. */
static void measure_beyond(const struct job *job, uint32_t user, const float *scores,
                           const struct workspace *work, size_t found)
{
    struct ranking *ranking = job->ranking;
    const struct ranking_fold *fold = job->fold;
    const struct interactions *known = &fold->known;
    const struct interactions *relevant = &fold->relevant;
    const struct list_quality_scores all = {scores, fold->n_items, work->relevant};
    const genre_set *genres = ranking->options.genres;
    const size_t n = found < ranking->beyond_k ? found : ranking->beyond_k;
    const uint32_t *list = work->list;
    double value[RANKING_BEYOND] = {
        [RANKING_AUC] = list_quality_auc(&all, relevant->columns + relevant->first[user],
                                         interactions_length(relevant, user)),
        [RANKING_NOVELTY] = list_quality_novelty(&fold->facts, list, n),
        [RANKING_POPULARITY] = list_quality_popularity(&fold->facts, list, n),
        [RANKING_TAIL_SHARE] = list_quality_tail_share(&fold->facts, list, n),
        [RANKING_SERENDIPITY] = list_quality_serendipity(&fold->facts, &all, list, n),
        [RANKING_DIVERSITY] = NAN,
        [RANKING_MISCALIBRATION] = NAN,
    };
    if (genres != NULL) {
        value[RANKING_DIVERSITY] = list_quality_diversity(genres, list, n);
        value[RANKING_MISCALIBRATION] = list_quality_miscalibration(
            genres, known->columns + known->first[user], interactions_length(known, user), list, n);
    }
    for (size_t b = 0; b < RANKING_BEYOND; b++) {
        if (isnan(value[b]))
            continue;
        ranking->beyond_sums[b * ranking->n_users + user] += value[b];
        ranking->beyond_counts[b * ranking->n_users + user] += 1.0;
    }
}

static void note_exposure(const struct job *job, const struct workspace *work, size_t found)
{
    for (uint32_t rank = 1; rank <= found; rank++) {
        const uint32_t item = work->list[rank - 1];
        uint32_t *best = &work->best_rank[item];
        if (*best == 0 || rank < *best)
            *best = rank;
        work->exposure[item] += rank <= job->ranking->beyond_k;
    }
}

static void rank_user(const struct job *job, uint32_t user, float *scores, struct workspace *work)
{
    const struct interactions *known = &job->fold->known;
    const struct interactions *relevant = &job->fold->relevant;
    for (uint32_t n = known->first[user]; n < known->first[user + 1]; n++)
        scores[known->columns[n]] = TOP_ITEMS_EXCLUDED;
    for (uint32_t n = relevant->first[user]; n < relevant->first[user + 1]; n++)
        work->relevant[relevant->columns[n]] = 1;
    const size_t found = ranking_list_select(job->fold, scores, longest_list(job->ranking),
                                             work->list, work->list_scores, work->ties);
    measure_list(job, user, work, found, interactions_length(relevant, user));
    measure_beyond(job, user, scores, work, found);
    note_exposure(job, work, found);
    for (uint32_t n = relevant->first[user]; n < relevant->first[user + 1]; n++)
        work->relevant[relevant->columns[n]] = 0;
}

static void rank_batch(void *context, size_t index, size_t worker)
{
    const struct job *job = context;
    struct workspace *work = &job->workspaces[worker];
    const size_t begin = index * USERS_PER_TASK;
    const uint32_t *users = job->fold->users + begin;
    size_t count = job->fold->user_count - begin;
    if (count > USERS_PER_TASK)
        count = USERS_PER_TASK;
    job->predictor->score(job->predictor->model, users, count, work->scores);
    for (size_t n = 0; n < count; n++)
        rank_user(job, users[n], work->scores + n * job->fold->n_items, work);
}

static struct workspace *open_workspaces(const struct ranking *ranking, size_t threads)
{
    const size_t n_items = ranking->n_items;
    const size_t longest = longest_list(ranking);
    struct workspace *workspaces = memory_block(threads, sizeof *workspaces);
    for (size_t t = 0; t < threads; t++) {
        workspaces[t] = (struct workspace){
            .scores = memory_block(USERS_PER_TASK * n_items, sizeof(float)),
            .relevant = memory_block(n_items, 1),
            .list = memory_block(longest, sizeof(uint32_t)),
            .list_scores = memory_block(longest, sizeof(float)),
            .ties = memory_block(n_items, sizeof(uint32_t)),
            .best_rank = memory_block(n_items, sizeof(uint32_t)),
            .exposure = memory_block(n_items, sizeof(uint32_t)),
        };
    }
    return workspaces;
}

static void close_workspaces(struct workspace *workspaces, size_t threads)
{
    for (size_t t = 0; t < threads; t++) {
        memory_free(workspaces[t].scores);
        memory_free(workspaces[t].relevant);
        memory_free(workspaces[t].list);
        memory_free(workspaces[t].list_scores);
        memory_free(workspaces[t].ties);
        memory_free(workspaces[t].best_rank);
        memory_free(workspaces[t].exposure);
    }
    memory_free(workspaces);
}

/* Adds the share of items that some thread saw in a list, for each length of list. */
static void add_coverage(const struct job *job, size_t threads)
{
    struct ranking *ranking = job->ranking;
    for (size_t n = 0; n < ranking->options.k_count; n++) {
        size_t covered = 0;
        for (size_t i = 0; i < ranking->n_items; i++) {
            bool listed = false;
            for (size_t t = 0; t < threads; t++) {
                uint32_t rank = job->workspaces[t].best_rank[i];
                listed |= rank != 0 && rank <= ranking->options.ks[n];
            }
            covered += listed;
        }
        mean_add(&ranking->coverage[n], (double)covered / (double)ranking->n_items);
    }
}

static int ascending(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Adds how evenly the lists of beyond_k items spread over the items. */
static void add_spread(const struct job *job, size_t threads)
{
    struct ranking *ranking = job->ranking;
    const size_t n_items = ranking->n_items;
    uint32_t *exposure = job->workspaces[0].exposure;
    for (size_t t = 1; t < threads; t++)
        for (size_t i = 0; i < n_items; i++)
            exposure[i] += job->workspaces[t].exposure[i];
    qsort(exposure, n_items, sizeof *exposure, ascending);
    double total = 0.0;
    for (size_t i = 0; i < n_items; i++)
        total += (double)exposure[i];
    double weighted = 0.0;
    double nats = 0.0;
    for (size_t i = 0; i < n_items; i++) {
        const double share = (double)exposure[i] / total;
        weighted += (2.0 * (double)i + 1.0 - (double)n_items) * share;
        if (exposure[i] != 0)
            nats -= share * log(share);
    }
    if (total == 0.0)
        return;
    mean_add(&ranking->gini, weighted / (double)n_items);
    mean_add(&ranking->entropy, nats);
}

void ranking_add(struct ranking *ranking, const struct ranking_fold *fold,
                 const struct predictor *predictor, struct pool *pool)
{
    assert(fold->n_users == ranking->n_users && fold->n_items == ranking->n_items);
    ranking->ranked_users += fold->user_count;
    ranking->unranked_users += fold->unranked_users;
    if (ranking->options.k_count == 0 || fold->user_count == 0)
        return;
    double discount[RANKING_K_MAX];
    double ideal[RANKING_K_MAX + 1] = {0};
    for (size_t n = 0; n < RANKING_K_MAX; n++) {
        discount[n] = 1.0 / log2((double)n + 2.0);
        ideal[n + 1] = ideal[n] + discount[n];
    }
    const size_t threads = pool_threads(pool);
    struct job job = {
        .ranking = ranking,
        .fold = fold,
        .predictor = predictor,
        .discount = discount,
        .ideal = ideal,
        .workspaces = open_workspaces(ranking, threads),
    };
    pool_run(pool, (fold->user_count + USERS_PER_TASK - 1) / USERS_PER_TASK, rank_batch, &job);
    add_coverage(&job, threads);
    add_spread(&job, threads);
    close_workspaces(job.workspaces, threads);
}

/* ---- averages ----------------------------------------------------------------------------------
 */

size_t ranking_average_count(const struct ranking *ranking)
{
    return ranking->options.k_count == 0
               ? 0
               : ranking->options.k_count * RANKING_MEASURES + RANKING_BEYOND;
}

size_t ranking_averages(const struct ranking *ranking,
                        struct user_average out[RANKING_AVERAGES_MAX])
{
    const size_t count = ranking_average_count(ranking);
    const size_t listed = ranking->options.k_count * RANKING_MEASURES;
    for (size_t a = 0; a < count; a++) {
        const size_t row = a < listed ? a * ranking->n_users : (a - listed) * ranking->n_users;
        out[a] = a < listed ? (struct user_average){ranking->sums + row, ranking->counts}
                            : (struct user_average){ranking->beyond_sums + row,
                                                    ranking->beyond_counts + row};
    }
    return count;
}
