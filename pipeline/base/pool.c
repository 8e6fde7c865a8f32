#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

#define THREADS_MAX 1024

struct job {
    void (*task)(void *context, size_t index, size_t worker);
    void *context;
    size_t count;
};

/* What a thread is told when it starts. */
struct worker {
    struct pool *pool;
    size_t number; /* 1 … threads−1: the caller is worker 0 */
    pthread_t thread;
};

/*
 * Invariants, all under `lock` except for `next`:
 *  1. `job` changes only while `busy` is 0, so that no worker sees half of one.
 *  2. A new `generation` is one job; every worker takes part in every one, if only to find it
 *     empty, and then counts itself out of `busy`.
 *  3. pool_run() returns only when `busy` is 0: no worker is late for a job.
 *  4. `running` is true from the start of pool_run() to its end: a task that starts a job is
 *     stopped on any number of threads, not only where it would do harm.
 */
struct pool {
    pthread_mutex_t lock;
    pthread_cond_t started;  /* a new generation, or the end */
    pthread_cond_t finished; /* busy has become 0 */
    struct job job;
    atomic_size_t next; /* the first index that nobody has taken */
    uint64_t generation;
    size_t busy;
    bool running;
    bool closing;
    size_t threads;
    struct worker *workers; /* threads−1 of them */
};

static void work_on(struct pool *pool, struct job job, size_t worker)
{
    for (;;) {
        size_t index = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
        if (index >= job.count)
            return;
        job.task(job.context, index, worker);
    }
}

static void *serve(void *argument)
{
    const struct worker *worker = argument;
    struct pool *pool = worker->pool;
    uint64_t seen = 0;

    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->generation == seen && !pool->closing)
            pthread_cond_wait(&pool->started, &pool->lock);
        if (pool->closing)
            break;
        seen = pool->generation;
        struct job job = pool->job;
        pthread_mutex_unlock(&pool->lock);
        work_on(pool, job, worker->number);
        pthread_mutex_lock(&pool->lock);
        if (--pool->busy == 0)
            pthread_cond_signal(&pool->finished);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Signals are for the thread that opened the pool: the others are started deaf to them. */
static int start_worker(struct worker *worker)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failure = pthread_create(&worker->thread, NULL, serve, worker);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failure;
}

static size_t processors(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 1)
        return 1;
    return online > THREADS_MAX ? THREADS_MAX : (size_t)online;
}

bool pool_open(size_t threads, struct pool **out, struct error *err)
{
    if (threads > THREADS_MAX)
        return error_set(err, ERROR_USAGE, AT_NOWHERE, "%zu threads are more than %d", threads,
                         THREADS_MAX);
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        memory_exhausted("the thread pool", sizeof *pool);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->started, NULL);
    pthread_cond_init(&pool->finished, NULL);
    if (threads == 0)
        threads = processors();
    pool->workers = memory_block(threads - 1, sizeof *pool->workers);

    for (pool->threads = 1; pool->threads < threads; pool->threads++) {
        struct worker *worker = &pool->workers[pool->threads - 1];
        *worker = (struct worker){.pool = pool, .number = pool->threads};
        int failure = start_worker(worker);
        if (failure != 0) {
            error_set(err, ERROR_SYSTEM, AT_NOWHERE, "cannot start thread %zu of %zu: %s",
                      pool->threads + 1, threads, strerror(failure));
            pool_close(pool);
            return false;
        }
    }
    *out = pool;
    return true;
}

void pool_close(struct pool *pool)
{
    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->lock);
    assert(!pool->running);
    pool->closing = true;
    pthread_cond_broadcast(&pool->started);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i + 1 < pool->threads; i++)
        pthread_join(pool->workers[i].thread, NULL);
    pthread_cond_destroy(&pool->started);
    pthread_cond_destroy(&pool->finished);
    pthread_mutex_destroy(&pool->lock);
    memory_free(pool->workers);
    free(pool);
}

size_t pool_threads(const struct pool *pool)
{
    return pool == NULL ? 1 : pool->threads;
}

static void begin(struct pool *pool, struct job job)
{
    pthread_mutex_lock(&pool->lock);
    assert(!pool->running);
    pool->running = true;
    pool->job = job;
    atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
    /* One task is not worth waking anybody. */
    if (job.count > 1) {
        pool->busy = pool->threads - 1;
        pool->generation++;
        pthread_cond_broadcast(&pool->started);
    }
    pthread_mutex_unlock(&pool->lock);
}

static void end(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->busy != 0)
        pthread_cond_wait(&pool->finished, &pool->lock);
    pool->running = false;
    pthread_mutex_unlock(&pool->lock);
}

void pool_run(struct pool *pool, size_t count,
              void (*task)(void *context, size_t index, size_t worker), void *context)
{
    if (pool == NULL) {
        for (size_t index = 0; index < count; index++)
            task(context, index, 0);
        return;
    }
    struct job job = {task, context, count};
    begin(pool, job);
    work_on(pool, job, 0);
    end(pool);
}
