/* Calls shared between threads, from several callers at once, for ThreadSanitizer to watch: every part runs
   once, what the parts wrote is seen by the caller, and no more threads than allowed take part. Built and run
   by tools/sanitize.sh. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pool.h"

enum { CALLERS = 3, CALLS = 2000, MOST = 9, MOST_PARTS = MOST * PARTS_A_THREAD };

/* What a call's parts write: how often each ran, and who did. */
struct call { int threads, parts; int runs[MOST_PARTS]; pthread_t by[MOST_PARTS]; };

static atomic_int shared_calls, helped_calls;

static void fail(const char *what)
{
    fprintf(stderr, "FAILED: %s\n", what);
    exit(1);
}

static void rest(long nanoseconds)
{
    const struct timespec time = {0, nanoseconds};
    nanosleep(&time, NULL);
}

static void part(void *work, intptr_t number, intptr_t parts)
{
    struct call *const call = work;
    if (parts > (intptr_t)PARTS_A_THREAD * call->threads)
        fail("too many parts");
    if (number == 0)
        call->parts = (int)parts;
    call->runs[number]++;
    call->by[number] = pthread_self();
    if (number % 8 == 3)
        rest(20000); /* so others come, and the caller has to wait for some */
}

static void check(const struct call *call)
{
    int threads = 0, helped = 0;
    for (int i = 0; i < call->parts; i++) {
        int seen = 0;
        if (call->runs[i] != 1)
            fail("a part did not run once");
        for (int j = 0; j < i; j++)
            seen |= pthread_equal(call->by[j], call->by[i]);
        threads += !seen;
        helped |= !pthread_equal(call->by[i], pthread_self());
    }
    if (threads > call->threads)
        fail("more threads than allowed");
    atomic_fetch_add(&shared_calls, 1);
    atomic_fetch_add(&helped_calls, helped);
}

static void *caller(void *seed)
{
    unsigned state = *(const unsigned *)seed;
    for (int i = 0; i < CALLS; i++) {
        struct call call;
        memset(&call, 0, sizeof call);
        state = state * 1664525u + 1013904223u;
        call.threads = 2 + (int)(state >> 16) % (MOST - 1);
        if (share_between(call.threads, WAKE_FROM, part, &call))
            check(&call);
        if (state >> 24 < 3)
            rest(300000); /* the helpers fall asleep */
    }
    return NULL;
}

int main(void)
{
    pthread_t callers[CALLERS];
    unsigned seeds[CALLERS];
    if (!start_pool())
        fail("the pool does not start");
    for (unsigned i = 0; i < CALLERS; i++) {
        seeds[i] = 12345 + i;
        if (pthread_create(&callers[i], NULL, caller, &seeds[i]) != 0)
            fail("no thread for a caller");
    }
    for (int i = 0; i < CALLERS; i++)
        pthread_join(callers[i], NULL);
    if (helped_calls == 0)
        fail("no helper has come");
    printf("pool: %d calls shared, others helped with %d\n", shared_calls, helped_calls);
    return 0;
}
