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
#include <time.h>

#include "table.h"
#include "vec/environment.h"

/* So many times, for some 100 us, a thread looks for work, or for the end of it, before it sleeps. */
enum { PARTS_A_THREAD = 4, LOOKS = 7000 };
/* To wake a thread takes the caller 10 to 20 us, and the thread comes 30 to 100 us later. That pays for a call that
   is worth so many threads, or if the last one that might have been shared ended so short a time ago. */
enum { WAKE_FROM = 24, SOON_NS = 50000 };

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

    atomic_int busy, core; /* the core that the caller began on */
    int64_t last; /* when a call ended; like the next, changed by who is busy */
    int helpers;  /* that exist */
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

#ifdef __linux__
static int own_core(void) { return sched_getcpu(); }

/* The system may have woken a helper on the caller's core and leave it there for many calls. */
static void leave_core(void)
{
    cpu_set_t all, others;
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    others = all;
    CPU_CLR(own_core(), &others);
    if (CPU_COUNT(&others) > 0 && sched_setaffinity(0, sizeof others, &others) == 0)
        sched_setaffinity(0, sizeof all, &all);
}
#else
static int own_core(void) { return -1; }
static void leave_core(void) {}
#endif

/* Is this thread, a helper, in the caller's way? */
static int is_in_the_way(int thread)
{
    const int core = own_core();
    return thread != 0 && core >= 0 && core == atomic_load(&pool.core);
}

/* Whether there is something to do is asked again after `asleep` is set, and whoever makes it so looks at
   `asleep` afterwards: one of the two sees the other. */
static void sleep_until(int (*is_time)(int), int thread)
{
    struct sleeper *const self = &pool.sleepers[thread];
    for (;;) {
        for (int i = 0; i < LOOKS && !is_in_the_way(thread); i++) {
            if (is_time(thread))
                return;
            pause_thread();
        }
        pthread_mutex_lock(&self->lock);
        atomic_store(&self->asleep, 1);
        if (!is_time(thread))
            pthread_cond_wait(&self->woken, &self->lock);
        atomic_store(&self->asleep, 0);
        pthread_mutex_unlock(&self->lock);
        if (is_in_the_way(thread))
            leave_core();
        if (is_time(thread))
            return;
    }
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

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Is a helper awake, or worth waking? */
static int is_worth_it(intptr_t worth)
{
    return worth >= WAKE_FROM || !atomic_load(&pool.sleepers[1].asleep) || now_ns() - pool.last < SOON_NS;
}

/* Runs f(work, i, parts) for every i on up to MOST_THREADS threads, or returns 0; it is worth so many. One call at a
   time: others that come meanwhile have their own threads already. Some parts more than threads, since one may
   be held up. */
static int share_between(int threads, intptr_t worth, part_function *f, void *work)
{
    if (threads < 2 || worth < 2 || atomic_exchange(&pool.busy, 1))
        return 0;
    threads = have_threads(threads < worth ? threads : (int)worth);
    if (threads > 1 && is_worth_it(worth)) {
        atomic_store(&pool.core, own_core());
        pool.f = f;
        pool.work = work;
        pool.parts = (intptr_t)PARTS_A_THREAD * threads;
        atomic_store(&pool.unfinished, pool.parts);
        atomic_store(&pool.open, (uint_fast64_t)threads << 32 | (uint_fast64_t)pool.parts);
        work_as(0);
        sleep_until(all_is_done, 0);
    } else {
        f(work, 0, 1);
    }
    pool.last = now_ns();
    atomic_store(&pool.busy, 0);
    return 1;
}

#endif
