/* Threads that help with a call. The caller takes parts of it too and returns when all are done. It waits for
   parts that others have begun, never for a thread that has not come yet: the end of an OpenMP region does,
   and on a busy machine that is many times the work. */
#ifndef RELU_SIMD_POOL_H
#define RELU_SIMD_POOL_H

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>

#include "table.h"

/* So many times, some 10 us, a thread looks for work, or for the end of it, before it sleeps. */
enum { MOST_THREADS = 1024, PARTS_A_THREAD = 4, LOOKS = 30 };

struct sleeper {
    pthread_mutex_t lock;
    pthread_cond_t woken;
    atomic_int asleep;
};

static struct {
    atomic_uint_fast64_t open; /* threads of the call, 32 bits; parts that nobody has taken, 32 bits */
    atomic_intptr_t unfinished;
    /* These hold still while a part is unfinished, so whoever has taken one may read them. */
    part_function *f;
    void *work;
    intptr_t parts;

    atomic_int busy;
    int helpers; /* that exist; who is busy may add some */
    struct sleeper sleepers[MOST_THREADS]; /* 0 is the caller's, then the helpers' */
} pool;

static int is_wanted(uint_fast64_t open, int thread)
{
    return (open & UINT32_MAX) != 0 && open >> 32 > (uint_fast64_t)thread;
}

static int has_work(int thread) { return is_wanted(atomic_load(&pool.open), thread); }

static int all_is_done(int thread)
{
    (void)thread;
    return atomic_load(&pool.unfinished) == 0;
}

/* Whether there is something to do is asked again after `asleep` is set, and whoever makes it so looks at
   `asleep` afterwards: one of the two sees the other. */
static void sleep_until(int (*is_time)(int), int thread)
{
    struct sleeper *const self = &pool.sleepers[thread];
    for (int i = 0; i < LOOKS; i++) {
        if (is_time(thread))
            return;
        sched_yield(); /* a helper may have been given the caller's core */
    }
    pthread_mutex_lock(&self->lock);
    while (atomic_store(&self->asleep, 1), !is_time(thread))
        pthread_cond_wait(&self->woken, &self->lock);
    atomic_store(&self->asleep, 0);
    pthread_mutex_unlock(&self->lock);
}

/* Once until it runs: the system takes 20 us to wake a thread that has to wait for a core. */
static void wake(int thread)
{
    struct sleeper *const other = &pool.sleepers[thread];
    if (!atomic_exchange(&other->asleep, 0))
        return;
    pthread_mutex_lock(&other->lock);
    pthread_cond_signal(&other->woken);
    pthread_mutex_unlock(&other->lock);
}

/* Wakes two threads, which wake two each, and takes parts until none is left. */
static void work_as(int thread)
{
    uint_fast64_t open = atomic_load(&pool.open);
    for (int next = 2 * thread + 1; next <= 2 * thread + 2 && is_wanted(open, next); next++)
        wake(next);
    while (is_wanted(open, thread)) {
        if (!atomic_compare_exchange_weak(&pool.open, &open, open - 1))
            continue;
        pool.f(pool.work, pool.parts - (intptr_t)(open & UINT32_MAX), pool.parts);
        if (atomic_fetch_sub(&pool.unfinished, 1) == 1 && thread != 0)
            wake(0);
        open = atomic_load(&pool.open);
    }
}

static void *helper(void *sleeper)
{
    const int thread = (int)((struct sleeper *)sleeper - pool.sleepers);
    for (;;) {
        sleep_until(has_work, thread);
        work_as(thread);
    }
    return NULL;
}

static int prepare_sleeper(int thread)
{
    struct sleeper *const new = &pool.sleepers[thread];
    return pthread_mutex_init(&new->lock, NULL) == 0 && pthread_cond_init(&new->woken, NULL) == 0;
}

/* Before the first call. */
static int start_pool(void) { return prepare_sleeper(0); }

/* As many threads as asked for, or as the system gives. Signals are for the program's own threads. */
static int have_threads(int wanted)
{
    if (pool.helpers + 1 >= wanted)
        return wanted;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (pool.helpers + 1 < wanted) {
        const int next = pool.helpers + 1;
        pthread_t id;
        if (!prepare_sleeper(next) || pthread_create(&id, NULL, helper, &pool.sleepers[next]) != 0)
            break;
        pthread_detach(id);
        pool.helpers++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pool.helpers + 1;
}

/* Runs f(work, i, parts) for every i on up to so many threads, or returns 0. One call at a time: others that
   come meanwhile have their own threads already. Some parts more than threads, since one may be held up. */
static int share_between(int threads, part_function *f, void *work)
{
    if (threads < 2 || atomic_exchange(&pool.busy, 1))
        return 0;
    threads = have_threads(threads < MOST_THREADS ? threads : MOST_THREADS);
    const int shared = threads > 1;
    if (shared) {
        pool.f = f;
        pool.work = work;
        pool.parts = (intptr_t)PARTS_A_THREAD * threads;
        atomic_store(&pool.unfinished, pool.parts);
        atomic_store(&pool.open, (uint_fast64_t)threads << 32 | (uint_fast64_t)pool.parts);
        work_as(0);
        sleep_until(all_is_done, 0);
    }
    atomic_store(&pool.busy, 0);
    return shared;
}

#endif
