#include "train/hybrid_ranks.h"

#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "train/top_items.h"

enum { USERS_PER_TASK = 32 };

/* Apart by more than any popularity, so that a level always counts first. */
#define LEVEL_STEP 4294967296.0

/* A candidate in a list: `place` is its position among all items in the order of their ids. */
struct entry {
    double key; /* higher is better */
    uint32_t place;
    uint32_t level;
};

/* The best k entries seen so far, in no order but with the worst first: a binary heap. */
struct best {
    struct entry *entries; /* (k) */
    size_t count;
};

/* What one thread needs for a batch of users. */
struct workspace {
    float *scores; /* (USERS_PER_TASK, n_items) */
    float *placed; /* (n_items) those of the user at hand, in the order of the ids */
    uint32_t users[USERS_PER_TASK];
    struct best *by_level; /* (HYBRID_MATCH_LEVELS_MAX + 1) by the model's score */
    struct best by_match;  /* by level, then by popularity */
    struct entry *entries; /* of all of them */
    double mean;           /* of the scores of the user at hand */
    double deviation;
    size_t candidates;
    size_t matching;
};

struct job {
    const struct hybrid_ranks_input *input;
    const uint32_t *by_id;
    const struct hybrid_film *films; /* (n_items) in the order of the ids, like the next */
    const double *popularity;
    const size_t *firsts; /* (user_count + 1) where the requests of a user begin */
    size_t user_count;
    struct workspace *workspaces; /* one per thread */
    uint16_t *ranks;
    float *matching;
};

int hybrid_ranks_compare(const void *a, const void *b)
{
    const struct hybrid_request *left = a;
    const struct hybrid_request *right = b;
    if (left->user != right->user)
        return left->user < right->user ? -1 : 1;
    if (left->wish != right->wish)
        return left->wish < right->wish ? -1 : 1;
    if (left->item != right->item)
        return left->item < right->item ? -1 : 1;
    return left->liked - right->liked;
}

/* ---- the best of a level ----------------------------------------------------------------------
 */

static bool is_before(struct entry a, struct entry b)
{
    return a.key > b.key || (a.key == b.key && a.place < b.place);
}

static void add(struct best *best, struct entry entry)
{
    struct entry *entries = best->entries;
    size_t at = best->count++;
    for (; at > 0 && is_before(entries[(at - 1) / 2], entry); at = (at - 1) / 2)
        entries[at] = entries[(at - 1) / 2];
    entries[at] = entry;
}

/* Puts an entry into a full heap in place of the worst. */
static void replace_worst(struct best *best, size_t k, struct entry entry)
{
    struct entry *entries = best->entries;
    size_t at = 0;
    for (size_t child = 1; child < k; child = 2 * at + 1) {
        if (child + 1 < k && is_before(entries[child], entries[child + 1]))
            child++;
        if (!is_before(entry, entries[child]))
            break;
        entries[at] = entries[child];
        at = child;
    }
    entries[at] = entry;
}

/* Candidates come in the order of their places: one that is equal to the worst comes after it. */
static inline void offer(struct best *best, size_t k, struct entry entry)
{
    if (best->count < k)
        add(best, entry);
    else if (entry.key > best->entries[0].key)
        replace_worst(best, k, entry);
}

/* ---- one user ---------------------------------------------------------------------------------
 */

/* Puts the scores in the order of the ids, without what the model learned, and measures them. */
static void open_user(const struct job *job, uint32_t user, float *scores, struct workspace *work)
{
    const struct interactions *known = &job->input->fold->known;
    const size_t n_items = job->input->fold->n_items;
    double sum = 0.0;
    double squares = 0.0;
    work->candidates = 0;
    for (uint32_t n = known->first[user]; n < known->first[user + 1]; n++)
        scores[known->columns[n]] = TOP_ITEMS_EXCLUDED;
    for (size_t place = 0; place < n_items; place++) {
        const float score = scores[job->by_id[place]];
        work->placed[place] = score;
        if (score == TOP_ITEMS_EXCLUDED)
            continue;
        sum += (double)score;
        work->candidates++;
    }
    work->mean = sum / (double)work->candidates;
    for (size_t place = 0; place < n_items; place++) {
        const double rest = (double)work->placed[place] - work->mean;
        if (work->placed[place] != TOP_ITEMS_EXCLUDED)
            squares += rest * rest;
    }
    work->deviation = sqrt(squares / (double)work->candidates);
}

static struct entry entry_at(const struct job *job, const struct hybrid_wish *wish,
                             const struct workspace *work, uint32_t place)
{
    return (struct entry){(double)work->placed[place], place,
                          hybrid_match_level(wish, &job->films[place])};
}

static struct entry by_match(const struct job *job, struct entry entry)
{
    entry.key = (double)entry.level * LEVEL_STEP + job->popularity[entry.place];
    return entry;
}

/* Finds the best candidates of every level for one wish. */
static void open_wish(const struct job *job, const struct hybrid_wish *wish, struct workspace *work)
{
    const size_t k = job->input->k;
    for (unsigned level = 0; level <= wish->levels; level++)
        work->by_level[level].count = 0;
    work->by_match.count = 0;
    work->matching = 0;
    for (uint32_t place = 0; place < job->input->fold->n_items; place++) {
        if (work->placed[place] == TOP_ITEMS_EXCLUDED)
            continue;
        const struct entry entry = entry_at(job, wish, work, place);
        work->matching += entry.level != 0;
        offer(&work->by_level[entry.level], k, entry);
        offer(&work->by_match, k, by_match(job, entry));
    }
}

/* ---- one request ------------------------------------------------------------------------------
 */

/* The rank of `own` among the candidates of the levels from `lowest` on; 0 beyond k. */
static uint16_t rank_at(const struct job *job, const struct workspace *work,
                        const struct hybrid_wish *wish, unsigned lowest, double weight,
                        struct entry own)
{
    const double scale = work->deviation == 0.0 ? 0.0 : (1.0 - weight) / work->deviation;
    const double step = weight / (double)wish->levels;
    size_t before = 0;
    own.key = scale * (own.key - work->mean) + step * (double)own.level;
    for (unsigned level = lowest; level <= wish->levels; level++) {
        const struct best *best = &work->by_level[level];
        for (size_t n = 0; n < best->count; n++) {
            struct entry other = best->entries[n];
            other.key = scale * (other.key - work->mean) + step * (double)level;
            before += is_before(other, own);
        }
    }
    return before < job->input->k ? (uint16_t)(before + 1) : 0;
}

static uint16_t rank_by_match(const struct job *job, const struct workspace *work, struct entry own)
{
    size_t before = 0;
    own = by_match(job, own);
    for (size_t n = 0; n < work->by_match.count; n++)
        before += is_before(work->by_match.entries[n], own);
    return before < job->input->k ? (uint16_t)(before + 1) : 0;
}

static void rank_request(const struct job *job, size_t request, const struct workspace *work)
{
    const struct hybrid_ranks_input *input = job->input;
    const struct hybrid_request *asked = &input->requests[request];
    const struct hybrid_wish *wish = &input->wishes[asked->wish];
    uint16_t *ranks = job->ranks + request * (input->weight_count + 1);
    const struct entry own = entry_at(job, wish, work, input->fold->place[asked->item]);
    assert(own.key != (double)TOP_ITEMS_EXCLUDED);
    for (size_t w = 0; w < input->weight_count; w++)
        ranks[w] = input->weights[w] < 1.0 ? rank_at(job, work, wish, 0, input->weights[w], own)
                                           : rank_by_match(job, work, own);
    ranks[input->weight_count] = own.level == 0 ? 0 : rank_at(job, work, wish, 1, 0.0, own);
    job->matching[request] = (float)work->matching / (float)work->candidates;
}

/* ---- all --------------------------------------------------------------------------------------
 */

static void rank_batch(void *context, size_t index, size_t worker)
{
    const struct job *job = context;
    const struct hybrid_ranks_input *input = job->input;
    struct workspace *work = &job->workspaces[worker];
    const size_t begin = index * USERS_PER_TASK;
    size_t count = 0;
    for (; count < USERS_PER_TASK && begin + count < job->user_count; count++)
        work->users[count] = input->requests[job->firsts[begin + count]].user;
    input->predictor->score(input->predictor->model, work->users, count, work->scores);
    for (size_t n = 0; n < count; n++) {
        size_t open = SIZE_MAX;
        open_user(job, work->users[n], work->scores + n * input->fold->n_items, work);
        for (size_t r = job->firsts[begin + n]; r < job->firsts[begin + n + 1]; r++) {
            if (input->requests[r].wish != open)
                open_wish(job, &input->wishes[input->requests[r].wish], work);
            open = input->requests[r].wish;
            rank_request(job, r, work);
        }
    }
}

/* Films and popularity in the order of the ids, which is that of the candidates. */
static void place_items(const struct hybrid_ranks_input *input, struct hybrid_film *films,
                        double *popularity)
{
    const struct ranking_fold *fold = input->fold;
    for (size_t place = 0; place < fold->n_items; place++)
        films[place] = input->films[fold->by_id[place]];
    for (size_t n = 0; n < fold->known.count; n++)
        popularity[fold->place[fold->known.columns[n]]] += 1.0;
}

static size_t group_by_user(const struct hybrid_ranks_input *input, size_t *firsts)
{
    size_t users = 0;
    for (size_t r = 0; r < input->count; r++) {
        assert(r == 0 || hybrid_ranks_compare(&input->requests[r - 1], &input->requests[r]) <= 0);
        if (r == 0 || input->requests[r].user != input->requests[r - 1].user)
            firsts[users++] = r;
    }
    firsts[users] = input->count;
    return users;
}

static unsigned most_levels(const struct hybrid_ranks_input *input)
{
    unsigned most = 1;
    for (size_t r = 0; r < input->count; r++)
        if (input->wishes[input->requests[r].wish].levels > most)
            most = input->wishes[input->requests[r].wish].levels;
    return most;
}

static struct workspace *open_workspaces(const struct hybrid_ranks_input *input, size_t threads)
{
    const size_t lists = most_levels(input) + 1;
    struct workspace *workspaces = memory_block(threads, sizeof *workspaces);
    for (size_t t = 0; t < threads; t++) {
        struct workspace *work = &workspaces[t];
        work->scores = memory_block(USERS_PER_TASK * input->fold->n_items, sizeof *work->scores);
        work->placed = memory_block(input->fold->n_items, sizeof *work->placed);
        work->by_level = memory_block(lists, sizeof *work->by_level);
        work->entries = memory_block((lists + 1) * input->k, sizeof *work->entries);
        for (size_t level = 0; level < lists; level++)
            work->by_level[level].entries = work->entries + level * input->k;
        work->by_match.entries = work->entries + lists * input->k;
    }
    return workspaces;
}

static void close_workspaces(struct workspace *workspaces, size_t threads)
{
    for (size_t t = 0; t < threads; t++) {
        memory_free(workspaces[t].scores);
        memory_free(workspaces[t].placed);
        memory_free(workspaces[t].by_level);
        memory_free(workspaces[t].entries);
    }
    memory_free(workspaces);
}

void hybrid_ranks_compute(const struct hybrid_ranks_input *input, struct pool *pool,
                          uint16_t *ranks, float *matching)
{
    const size_t threads = pool_threads(pool);
    struct hybrid_film *films = memory_block(input->fold->n_items, sizeof *films);
    double *popularity = memory_block(input->fold->n_items, sizeof *popularity);
    size_t *firsts = memory_block(input->count + 1, sizeof *firsts);
    assert(input->k >= 1 && input->k <= HYBRID_RANKS_K_MAX);
    place_items(input, films, popularity);
    struct job job = {
        .input = input,
        .by_id = input->fold->by_id,
        .films = films,
        .popularity = popularity,
        .firsts = firsts,
        .user_count = group_by_user(input, firsts),
        .workspaces = open_workspaces(input, threads),
        .ranks = ranks,
        .matching = matching,
    };
    pool_run(pool, (job.user_count + USERS_PER_TASK - 1) / USERS_PER_TASK, rank_batch, &job);
    close_workspaces(job.workspaces, threads);
    memory_free(films);
    memory_free(popularity);
    memory_free(firsts);
}
