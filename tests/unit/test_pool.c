#include "base/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/rng.h"
#include "death.h"
#include "suite.h"

#define TASKS 1000

static struct pool *open_pool(size_t threads)
{
    struct error err = {0};
    struct pool *pool = NULL;
    ck_assert_msg(pool_open(threads, &pool, &err), "%s", err.text);
    return pool;
}

static void draw(void *context, size_t index, size_t worker)
{
    double *values = context;
    struct rng rng = rng_init(7, index);
    (void)worker;
    for (int i = 0; i < 100; i++)
        values[index] += rng_normal(&rng);
}

/* A sum of floating-point numbers, which would differ in its last digits in another order. */
static double sum_with(struct pool *pool)
{
    double values[TASKS] = {0};
    double sum = 0;
    pool_run(pool, TASKS, draw, values);
    for (size_t i = 0; i < TASKS; i++)
        sum += values[i];
    return sum;
}

START_TEST(the_result_is_the_same_on_any_number_of_threads)
{
    static const size_t THREADS[] = {1, 2, 8};
    double alone = sum_with(NULL);
    for (size_t i = 0; i < sizeof THREADS / sizeof *THREADS; i++) {
        struct pool *pool = open_pool(THREADS[i]);
        ck_assert_uint_eq(pool_threads(pool), THREADS[i]);
        ck_assert(sum_with(pool) == alone);
        pool_close(pool);
    }
}
END_TEST

static void count_call(void *context, size_t index, size_t worker)
{
    atomic_int *calls = context;
    (void)worker;
    atomic_fetch_add(&calls[index], 1);
}

START_TEST(every_index_is_called_once_in_each_of_many_jobs)
{
    static atomic_int calls[TASKS];
    struct pool *pool = open_pool(8);
    /* Jobs of every small size: most end before all threads have woken up. */
    for (size_t count = 0; count < TASKS; count++)
        pool_run(pool, count, count_call, calls);
    pool_close(pool);
    for (size_t i = 0; i < TASKS; i++)
        ck_assert_int_eq(atomic_load(&calls[i]), (int)(TASKS - 1 - i));
}
END_TEST

/* Numbers nobody else has while a task runs; a thread keeps its number. */
struct presence {
    atomic_int inside[8];
    pthread_t thread[8];
    atomic_bool known[8];
    atomic_int trouble;
};

static void come_and_go(void *context, size_t index, size_t worker)
{
    struct presence *presence = context;
    (void)index;
    if (worker >= 8 || atomic_fetch_add(&presence->inside[worker], 1) != 0) {
        atomic_fetch_add(&presence->trouble, 1);
        return;
    }
    if (!atomic_exchange(&presence->known[worker], true))
        presence->thread[worker] = pthread_self();
    else if (!pthread_equal(presence->thread[worker], pthread_self()))
        atomic_fetch_add(&presence->trouble, 1);
    atomic_fetch_sub(&presence->inside[worker], 1);
}

START_TEST(a_worker_number_belongs_to_one_thread)
{
    static struct presence presence;
    struct pool *pool = open_pool(8);
    for (int job = 0; job < 20; job++)
        pool_run(pool, TASKS, come_and_go, &presence);
    ck_assert_int_eq(atomic_load(&presence.trouble), 0);
    ck_assert(!atomic_load(&presence.known[0]) ||
              pthread_equal(presence.thread[0], pthread_self()));
    pool_close(pool);
}
END_TEST

struct pair {
    pthread_barrier_t both;
    bool deaf[2]; /* to SIGTERM, by worker */
};

static void meet(void *context, size_t index, size_t worker)
{
    struct pair *pair = context;
    sigset_t blocked;
    (void)index;
    pthread_barrier_wait(&pair->both);
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    pair->deaf[worker] = sigismember(&blocked, SIGTERM) == 1;
}

START_TEST(two_threads_work_side_by_side_and_signals_are_for_the_first)
{
    /* Neither task can end before the other has begun. */
    struct pair pair = {.deaf = {true, false}};
    ck_assert_int_eq(pthread_barrier_init(&pair.both, NULL, 2), 0);
    struct pool *pool = open_pool(2);
    pool_run(pool, 2, meet, &pair);
    pool_close(pool);
    pthread_barrier_destroy(&pair.both);
    ck_assert(!pair.deaf[0]);
    ck_assert(pair.deaf[1]);
}
END_TEST

struct sequence {
    size_t next;
    bool ordered;
};

static void expect_next(void *context, size_t index, size_t worker)
{
    struct sequence *sequence = context;
    sequence->ordered = sequence->ordered && index == sequence->next++ && worker == 0;
}

START_TEST(one_thread_and_none_take_the_indices_in_order)
{
    struct pool *pool = open_pool(1);
    struct sequence with_one = {0, true};
    struct sequence without = {0, true};
    pool_run(pool, TASKS, expect_next, &with_one);
    pool_run(NULL, TASKS, expect_next, &without);
    ck_assert(with_one.ordered && with_one.next == TASKS);
    ck_assert(without.ordered && without.next == TASKS);
    ck_assert_uint_eq(pool_threads(NULL), 1);
    pool_close(pool);
    pool_close(NULL);
}
END_TEST

START_TEST(no_number_is_one_thread_for_each_processor)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    struct pool *pool = open_pool(0);
    ck_assert_uint_eq(pool_threads(pool), online > 1024 ? 1024 : (size_t)online);
    pool_close(pool);
}
END_TEST

START_TEST(absurdly_many_threads_are_refused)
{
    struct error err = {0};
    struct pool *pool = NULL;
    ck_assert(!pool_open(1025, &pool, &err));
    ck_assert_str_eq(err.text, "1025 threads are more than 1024");
    ck_assert_int_eq(err.kind, ERROR_USAGE);
    ck_assert_ptr_null(pool);
}
END_TEST

START_TEST(a_pool_that_cannot_have_all_its_threads_has_none)
{
    /* Sanitizers need more addresses than this limit leaves. */
    struct rlimit little = {.rlim_cur = (rlim_t)256 << 20, .rlim_max = (rlim_t)256 << 20};
    struct error err = {0};
    struct pool *pool = NULL;
    int first;
    if (DEATH_SANITIZED)
        return;
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &little), 0);
    ck_assert(!pool_open(1000, &pool, &err));
    ck_assert_int_eq(sscanf(err.text, "cannot start thread %d of 1000: ", &first), 1);
    ck_assert(first > 1 && first < 1000);
    ck_assert_ptr_nonnull(strstr(err.text, ": Resource temporarily unavailable"));
    ck_assert_int_eq(err.kind, ERROR_SYSTEM);
    ck_assert_ptr_null(pool);
    /* Those that had started are gone: as many can be started again. */
    ck_assert(pool_open((size_t)first - 1, &pool, &err));
    pool_close(pool);
}
END_TEST

static void start_a_job(void *context, size_t index, size_t worker)
{
    (void)index;
    (void)worker;
    pool_run(context, 1, start_a_job, context);
}

static void nest_jobs(void)
{
    struct pool *pool = open_pool(1);
    pool_run(pool, 1, start_a_job, pool);
}

START_TEST(a_task_that_starts_a_job_is_our_bug)
{
    struct death death = death_of(nest_jobs);
    ck_assert_int_eq(death.signal, SIGABRT);
    ck_assert_ptr_nonnull(strstr(death.said, "!pool->running"));
}
END_TEST

int main(void)
{
    return SUITE_RUN(
        "pool", the_result_is_the_same_on_any_number_of_threads,
        every_index_is_called_once_in_each_of_many_jobs, a_worker_number_belongs_to_one_thread,
        two_threads_work_side_by_side_and_signals_are_for_the_first,
        one_thread_and_none_take_the_indices_in_order, no_number_is_one_thread_for_each_processor,
        absurdly_many_threads_are_refused, a_pool_that_cannot_have_all_its_threads_has_none,
        a_task_that_starts_a_job_is_our_bug);
}
