#include "train/svd_ensemble.h"

#include <assert.h>
#include <math.h>

#include "base/memory.h"
#include "train/svd_plain.h"
#include "train/svd_start.h"

/* Streams of random numbers; those of split.c and rating_blocks.c have other names. */
enum { STREAM_USERS = 0x73766400, STREAM_ITEMS, STREAM_ORDERS };

enum { ROWS_PER_TASK = 256 };

/* ---- start ------------------------------------------------------------------------------------
 */

/* Each member has streams of its own; the first has those of a model without an ensemble. */
static uint64_t stream_of(uint64_t stream, size_t member)
{
    return stream + ((uint64_t)member << 32);
}

static struct svd_model start_member(const struct svd_ensemble *e, size_t member, struct pool *pool)
{
    const struct svd_options *options = e->options;
    struct svd_model model = {
        .n_users = e->ratings->n_users,
        .n_items = e->ratings->n_items,
        .factors = options->factors,
        .stride = svd_stride(options->factors),
        .mean = e->counts.mean,
        .scale_min = e->ratings->scale_min,
        .scale_max = e->ratings->scale_max,
    };
    model.users = memory_block(model.n_users * model.stride, sizeof *model.users);
    model.items = memory_block(model.n_items * model.stride, sizeof *model.items);

    struct svd_start start = {
        .rows = model.users,
        .counts = e->counts.users,
        .n = model.n_users,
        .factors = model.factors,
        .stride = model.stride,
        .one = model.stride - 1,
        .stddev = options->init_stddev,
        .seed = options->seed,
        .stream = stream_of(STREAM_USERS, member),
    };
    svd_start_rows(&start, pool);
    start.rows = model.items;
    start.counts = e->counts.items;
    start.n = model.n_items;
    start.one = model.stride - 2;
    start.stream = stream_of(STREAM_ITEMS, member);
    svd_start_rows(&start, pool);
    return model;
}

static void start_implicit(void *context, size_t m, size_t worker)
{
    (void)worker;
    struct svd_ensemble *e = context;
    e->members[m] = start_member(e, m, NULL);
    e->implicit[m] = svd_implicit_open(&e->lists, e->members[m].stride, e->options->seed,
                                       stream_of(STREAM_ORDERS, m));
}

struct svd_ensemble svd_ensemble_open(const struct svd_options *options,
                                      const struct ratings *ratings, const unsigned char *part,
                                      unsigned parts, const struct kernels *kernels,
                                      struct pool *pool)
{
    struct svd_ensemble e = {
        .options = options,
        .ratings = ratings,
        .kernels = kernels,
        .pool = pool,
        .counts = rating_counts_make(ratings, part, parts, pool),
        .n = options->models == 0 ? 1 : options->models,
    };
    assert(e.counts.total != 0);
    e.squared = memory_block(e.n, sizeof *e.squared);
    e.members = memory_block(e.n, sizeof *e.members);
    e.implicit = memory_block(e.n, sizeof *e.implicit);
    if (options->implicit) {
        e.lists = rating_lists_make(ratings, part, parts, &e.counts, pool);
        pool_run(pool, e.n, start_implicit, &e);
        return e;
    }
    e.blocks = rating_blocks_make(ratings, part, parts, &e.counts, options->seed, pool);
    for (size_t m = 0; m < e.n; m++)
        e.members[m] = start_member(&e, m, pool);
    return e;
}

void svd_ensemble_free(struct svd_ensemble *e)
{
    for (size_t m = 0; m < e->n; m++) {
        svd_free(&e->members[m]);
        svd_implicit_free(&e->implicit[m]);
    }
    memory_free(e->members);
    memory_free(e->implicit);
    memory_free(e->squared);
    rating_blocks_free(&e->blocks);
    rating_lists_free(&e->lists);
    rating_counts_free(&e->counts);
    *e = (struct svd_ensemble){0};
}

/* ---- one epoch --------------------------------------------------------------------------------
 */

static void run_implicit(void *context, size_t m, size_t worker)
{
    (void)worker;
    const struct svd_ensemble *e = context;
    const struct svd_options *options = e->options;
    const struct svd_implicit_step step = {
        .rate = e->rate,
        .regularization = options->regularization,
        .implicit_weight = options->implicit_weight,
        .implicit_regularization = options->implicit_regularization,
    };
    e->squared[m] = svd_implicit_pass(&e->implicit[m], &e->lists, e->kernels, &step, e->epoch,
                                      e->members[m].users, e->members[m].items);
}

static double run_plain(const struct svd_ensemble *e, size_t m)
{
    const struct kernels_model model = {
        .users = e->members[m].users,
        .items = e->members[m].items,
        .stride = e->members[m].stride,
        .rate = (float)e->rate,
        .regularization = (float)e->options->regularization,
    };
    return svd_plain_epoch(&e->blocks, e->kernels, &model, e->pool);
}

double svd_ensemble_epoch(struct svd_ensemble *e, double rate)
{
    e->rate = rate;
    if (e->options->implicit)
        pool_run(e->pool, e->n, run_implicit, e);
    double sum = 0.0;
    for (size_t m = 0; m < e->n; m++) {
        if (!e->options->implicit)
            e->squared[m] = run_plain(e, m);
        sum += e->squared[m];
    }
    e->epoch++;
    return sqrt(sum / ((double)e->counts.total * (double)e->n));
}

/* ---- the ensemble as one model ----------------------------------------------------------------
 */

/* Rows of one side of all members, put together. */
struct joint {
    const struct svd_ensemble *ensemble;
    bool users;
    float *rows; /* (n, stride), all 0 */
    size_t n;
    size_t stride;
};

/*
 * Factors of users carry the share of each member. Of the last two lanes one is 1, and
 * the other one is the bias, which is averaged.
 */
static void join_rows(void *context, size_t index, size_t worker)
{
    (void)worker;
    const struct joint *joint = context;
    const struct svd_ensemble *e = joint->ensemble;
    const size_t k = e->options->factors;
    const size_t one = joint->users ? 1 : 2; /* lanes from the end */
    const float share = 1.0F / (float)e->n;
    const size_t end = (index + 1) * ROWS_PER_TASK;
    for (size_t row = index * ROWS_PER_TASK; row < joint->n && row < end; row++) {
        float *to = joint->rows + row * joint->stride;
        to[joint->stride - one] = 1.0F;
        for (size_t m = 0; m < e->n; m++) {
            const struct svd_model *member = &e->members[m];
            const float *from =
                (joint->users ? member->users : member->items) + row * member->stride;
            for (size_t f = 0; f < k; f++)
                to[m * k + f] = joint->users ? from[f] * share : from[f];
            to[joint->stride - 3 + one] += from[member->stride - 3 + one] * share;
        }
    }
}

static float *join(const struct svd_ensemble *e, bool users, size_t n, size_t stride)
{
    struct joint joint = {e, users, memory_block(n * stride, sizeof(float)), n, stride};
    pool_run(e->pool, (n + ROWS_PER_TASK - 1) / ROWS_PER_TASK, join_rows, &joint);
    return joint.rows;
}

struct svd_model svd_ensemble_model(const struct svd_ensemble *e)
{
    struct svd_model model = e->members[0];
    model.factors = e->n * e->options->factors;
    model.stride = svd_stride(model.factors);
    model.users = join(e, true, model.n_users, model.stride);
    model.items = join(e, false, model.n_items, model.stride);
    return model;
}
