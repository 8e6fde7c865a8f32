#include "train/bpr.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "train/interactions.h"

#define INIT_STDDEV 0.1 /* of a whole row: each factor has that over √k */
#define FINAL_RATE 0.1  /* share of the learning rate that the last epoch has */
#define TRIES 32        /* for an item that the user did not rate, before the triple is dropped */

/* Streams of random numbers: one for the start, one for the groups, and one for every block. */
#define STREAM_START 0x627072
#define STREAM_GROUPS 0x627073
#define STREAM_BLOCKS 0x62707400

enum { BLOCKS = BPR_GROUPS * BPR_GROUPS };

struct liked {
    uint32_t user;
    uint32_t item;
};

/* One epoch: the likes by block (user group, item group), and the items by group. */
struct epoch {
    struct bpr *bpr;
    const struct interactions *known; /* by user: what is no unrated item */
    const struct liked *likes;        /* (like_count) by block */
    size_t first_like[BLOCKS + 1];
    const uint32_t *items; /* (n_items) by group: group g from first_item[g] on */
    size_t first_item[BPR_GROUPS + 1];
    uint64_t seed;
    size_t number;
    size_t round;
    float rate;
    float regularization;
};

struct bpr_options bpr_defaults(double liked_from, uint64_t seed)
{
    return (struct bpr_options){
        .factors = 64,
        .epochs = 30,
        .learning_rate = 0.05,
        .regularization = 0.01,
        .liked_from = liked_from,
        .seed = seed,
    };
}

/* ---- one block --------------------------------------------------------------------------------
 */

void bpr_step(float *user, float *rated, float *unrated, size_t stride, float rate,
              float regularization)
{
    float products[KERNELS_LANES] = {0};
    for (size_t c = 0; c < stride; c += KERNELS_LANES)
        for (size_t lane = 0; lane < KERNELS_LANES; lane++)
            products[lane] += user[c + lane] * (rated[c + lane] - unrated[c + lane]);
    float x = 0.0F;
    for (size_t lane = 0; lane < KERNELS_LANES; lane++)
        x += products[lane];
    const float gain = rate / (1.0F + expf(x));
    const float decay = 1.0F - rate * regularization;
    for (size_t c = 0; c < stride; c += KERNELS_LANES) {
        for (size_t lane = c; lane < c + KERNELS_LANES; lane++) {
            const float p = user[lane];
            const float difference = rated[lane] - unrated[lane];
            rated[lane] = decay * rated[lane] + gain * p;
            unrated[lane] = decay * unrated[lane] - gain * p;
            user[lane] = decay * p + gain * difference;
        }
    }
    user[stride - 1] = 1.0F;
}

static bool is_known(const struct interactions *known, uint32_t user, uint32_t item)
{
    uint32_t low = known->first[user];
    uint32_t high = known->first[user + 1];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (known->columns[middle] < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low < known->first[user + 1] && known->columns[low] == item;
}

/* User group `index` meets item group index + round. */
static void run_block(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct epoch *epoch = context;
    struct bpr *bpr = epoch->bpr;
    const size_t group = (index + epoch->round) % BPR_GROUPS;
    const size_t block = index * BPR_GROUPS + group;
    const struct liked *likes = epoch->likes + epoch->first_like[block];
    const size_t count = epoch->first_like[block + 1] - epoch->first_like[block];
    const uint32_t *items = epoch->items + epoch->first_item[group];
    const uint32_t item_count = (uint32_t)(epoch->first_item[group + 1] - epoch->first_item[group]);
    struct rng rng = rng_init(epoch->seed, STREAM_BLOCKS + block);
    rng.block = (uint64_t)epoch->number << 32;
    for (size_t n = 0; n < count; n++) {
        const struct liked like = likes[rng_below(&rng, (uint32_t)count)];
        for (int tries = 0; tries < TRIES; tries++) {
            const uint32_t other = items[rng_below(&rng, item_count)];
            if (is_known(epoch->known, like.user, other))
                continue;
            bpr_step(bpr->users + like.user * bpr->stride, bpr->items + like.item * bpr->stride,
                     bpr->items + other * bpr->stride, bpr->stride, epoch->rate,
                     epoch->regularization);
            break;
        }
    }
}

/* ---- all epochs -------------------------------------------------------------------------------
 */

/* Deals the items to groups of nearly equal size; `group_of` (n_items) and epoch->items. */
static void deal_items(struct epoch *epoch, uint32_t *items, unsigned char *group_of)
{
    const size_t n_items = epoch->bpr->n_items;
    struct rng rng = rng_init(epoch->seed, STREAM_GROUPS);
    rng.block = (uint64_t)epoch->number << 32;
    rng_permutation(&rng, items, n_items);
    for (size_t g = 0; g <= BPR_GROUPS; g++)
        epoch->first_item[g] = g * n_items / BPR_GROUPS;
    for (size_t g = 0; g < BPR_GROUPS; g++)
        for (size_t n = epoch->first_item[g]; n < epoch->first_item[g + 1]; n++)
            group_of[items[n]] = (unsigned char)g;
    epoch->items = items;
}

static size_t block_of(const struct liked *like, const unsigned char *group_of)
{
    return like->user % BPR_GROUPS * BPR_GROUPS + group_of[like->item];
}

/* Sorts the likes by block, keeping their order inside. */
static void sort_likes(struct epoch *epoch, const struct liked *likes, size_t count,
                       const unsigned char *group_of, struct liked *sorted)
{
    size_t next[BLOCKS];
    memset(epoch->first_like, 0, sizeof epoch->first_like);
    for (size_t n = 0; n < count; n++)
        epoch->first_like[block_of(&likes[n], group_of) + 1]++;
    for (size_t b = 0; b < BLOCKS; b++) {
        epoch->first_like[b + 1] += epoch->first_like[b];
        next[b] = epoch->first_like[b];
    }
    for (size_t n = 0; n < count; n++)
        sorted[next[block_of(&likes[n], group_of)]++] = likes[n];
    epoch->likes = sorted;
}

static void run_epochs(struct bpr *bpr, const struct bpr_options *options,
                       const struct interactions *known, const struct liked *likes, size_t count,
                       struct pool *pool)
{
    struct epoch epoch = {
        .bpr = bpr,
        .known = known,
        .seed = options->seed,
        .regularization = (float)options->regularization,
    };
    struct liked *sorted = memory_block(count, sizeof *sorted);
    uint32_t *items = memory_block(bpr->n_items, sizeof *items);
    unsigned char *group_of = memory_block(bpr->n_items, 1);
    for (epoch.number = 0; epoch.number < options->epochs; epoch.number++) {
        const double done = (double)epoch.number / (double)options->epochs;
        epoch.rate = (float)(options->learning_rate * (1.0 - done * (1.0 - FINAL_RATE)));
        deal_items(&epoch, items, group_of);
        sort_likes(&epoch, likes, count, group_of, sorted);
        for (epoch.round = 0; epoch.round < BPR_GROUPS; epoch.round++)
            pool_run(pool, BPR_GROUPS, run_block, &epoch);
    }
    memory_free(sorted);
    memory_free(items);
    memory_free(group_of);
}

/* Draws the rows of users with a like and of learned items; returns the likes. */
static struct liked *start(struct bpr *bpr, const struct bpr_options *options,
                           const struct interactions *known, size_t *count)
{
    struct liked *likes = memory_block(known->count, sizeof *likes);
    struct rng rng = rng_init(options->seed, STREAM_START);
    const double stddev = INIT_STDDEV / sqrt((double)options->factors);
    *count = 0;
    for (uint32_t u = 0; u < known->n_rows; u++) {
        const size_t before = *count;
        for (uint32_t n = known->first[u]; n < known->first[u + 1]; n++)
            if ((double)known->values[n] >= options->liked_from)
                likes[(*count)++] = (struct liked){u, known->columns[n]};
        float *row = bpr->users + u * bpr->stride;
        for (size_t c = 0; c < options->factors; c++) {
            const float drawn = (float)(stddev * rng_normal(&rng));
            row[c] = *count == before ? 0.0F : drawn;
        }
        row[bpr->stride - 1] = *count == before ? 0.0F : 1.0F;
    }
    for (size_t i = 0; i < bpr->n_items; i++) {
        bpr->is_learned[i] = bpr->popularity.counts[i] > 0.0F;
        for (size_t c = 0; c < options->factors; c++)
            bpr->items[i * bpr->stride + c] = (float)(stddev * rng_normal(&rng));
    }
    return likes;
}

struct bpr bpr_fit(const struct bpr_options *options, const struct ratings *ratings,
                   const unsigned char *part, unsigned parts, const struct kernels *kernels,
                   struct pool *pool)
{
    const size_t stride = (options->factors + KERNELS_LANES) / KERNELS_LANES * KERNELS_LANES;
    struct bpr bpr = {
        .n_users = ratings->n_users,
        .n_items = ratings->n_items,
        .stride = stride,
        .users = memory_block(ratings->n_users * stride, sizeof(float)),
        .items = memory_block(ratings->n_items * stride, sizeof(float)),
        .is_learned = memory_block(ratings->n_items, 1),
        .popularity = popularity_fit(ratings, part, parts),
        .kernels = kernels,
    };
    struct interactions known = interactions_make(ratings, part, parts);
    size_t count;
    struct liked *likes = start(&bpr, options, &known, &count);
    run_epochs(&bpr, options, &known, likes, count, pool);
    memory_free(likes);
    interactions_free(&known);
    return bpr;
}

/* ---- the predictor ----------------------------------------------------------------------------
 */

static void score(const void *model, const uint32_t *users, size_t count, float *out)
{
    const struct bpr *bpr = model;
    kernels_score_users(bpr->kernels, bpr->users, users, count, bpr->items, bpr->n_items,
                        bpr->stride, out);
    for (size_t n = 0; n < count; n++) {
        float *scores = out + n * bpr->n_items;
        if (bpr->users[(users[n] + (size_t)1) * bpr->stride - 1] == 0.0F)
            memcpy(scores, bpr->popularity.counts, bpr->n_items * sizeof *scores);
        else
            popularity_complete(&bpr->popularity, bpr->is_learned, scores);
    }
}

struct predictor bpr_predictor(const struct bpr *bpr)
{
    return (struct predictor){.name = "bpr", .model = bpr, .score = score};
}

void bpr_free(struct bpr *bpr)
{
    memory_free(bpr->users);
    memory_free(bpr->items);
    memory_free(bpr->is_learned);
    popularity_free(&bpr->popularity);
    *bpr = (struct bpr){0};
}
