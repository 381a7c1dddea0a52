"""How many threads a call may use, and the threads themselves. Built with baseline flags."""

import operator
import os

from cpython.pycapsule cimport PyCapsule_New

cdef extern from *:
    """
    #include "table.h"
    #include <stdatomic.h>

    static atomic_int most_threads; /* what the user has set; 0: as OpenMP has it */

    /* OpenMP knows how many threads the user, the system and threadpoolctl allow; the threads are our own. */
    #ifdef _OPENMP
    #include <omp.h>
    #include "pool.h"

    enum { HAS_OPENMP = 1 };
    static int threads_at_start;
    static atomic_int forked;

    /* The helpers do not exist in a child. */
    static void after_fork(void) { atomic_store(&forked, 1); }

    static void start_threads(void)
    {
        threads_at_start = omp_get_max_threads();
        atomic_store(&forked, !start_pool());
        pthread_atfork(NULL, NULL, after_fork);
    }

    static int least(int a, int b) { return a < b ? a : b; }

    /* OpenMP's number is this thread's own: threadpoolctl lowers it for a while, and that counts in any case. */
    static int thread_count(void)
    {
        if (atomic_load(&forked) || omp_in_parallel())
            return 1;
        const int set = atomic_load(&most_threads), openmp = omp_get_max_threads();
        if (set == 0)
            return least(least(openmp, omp_get_num_procs()), MOST_THREADS); /* affinity may have changed */
        return openmp < threads_at_start ? least(openmp, set) : set;
    }

    static int share(part_function *f, void *work, intptr_t worth)
    {
        return share_between(thread_count(), worth, f, work);
    }
    #else
    enum { HAS_OPENMP = 0 };
    static void start_threads(void) {}
    static int thread_count(void) { return 1; }
    static int share(part_function *f, void *work, intptr_t worth)
    {
        (void)f, (void)work, (void)worth;
        return 0;
    }
    #endif

    static int get_most_threads(void) { return atomic_load(&most_threads); }
    static void set_most_threads(int threads) { atomic_store(&most_threads, threads); }
    """
    const int HAS_OPENMP, MOST_THREADS
    void start_threads()
    int thread_count()
    int get_most_threads()
    void set_most_threads(int)
    void share()

VARIABLE = "RELU_SIMD_NUM_THREADS"
THREADING = "pthreads" if HAS_OPENMP else None
# What the loops are given: a share_function of src/table.h.
SHARE = PyCapsule_New(<void *>share, "relu_simd.share", NULL)


def _checked(threads):
    number = operator.index(threads)
    if not 1 <= number <= MOST_THREADS:
        raise ValueError(f"the number of threads must be from 1 to {MOST_THREADS:,}, not {number}")
    return number


def get_num_threads():
    """
    The largest number of threads that a call of this thread uses.

    Returns
    -------
    int
        As `set_num_threads` or the environment variable RELU_SIMD_NUM_THREADS has it, else as OpenMP has it:
        OMP_NUM_THREADS, at most the CPUs of this process. Not more than threadpoolctl allows at the moment. 1 in a
        forked child and in a build without OpenMP.

    See Also
    --------
    set_num_threads, num_threads

    Examples
    --------
    >>> with rs.num_threads(1):
    ...     rs.get_num_threads()
    1
    """
    return thread_count()


def set_num_threads(threads):
    """
    Set the largest number of threads that a call uses, for the whole process.

    Results are the same bits for every number. Small calls run on the thread that makes them in any case.

    Parameters
    ----------
    threads : int or None
        At least 1. None: as if it had never been set.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is less than 1.

    See Also
    --------
    get_num_threads, num_threads

    Notes
    -----
    In a forked child and in a build without OpenMP it has no effect: calls run on one thread.

    Examples
    --------
    >>> rs.set_num_threads(1)
    >>> rs.get_num_threads()
    1
    >>> rs.set_num_threads(None)
    """
    set_most_threads(0 if threads is None else _checked(threads))


class num_threads:
    """
    Set the largest number of threads that a call uses within a ``with`` block, for the whole process.

    Parameters
    ----------
    threads : int or None
        As in `set_num_threads`.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is less than 1.

    See Also
    --------
    set_num_threads, get_num_threads

    Examples
    --------
    >>> with rs.num_threads(1):
    ...     y = rs.gelu(np.linspace(-1, 1, 1_000_000))
    """

    def __init__(self, threads):
        self._threads = None if threads is None else _checked(threads)
        self._before = []

    def __enter__(self):
        self._before.append(get_most_threads() or None)
        set_num_threads(self._threads)
        return self

    def __exit__(self, *exception):
        set_num_threads(self._before.pop())


def _from_environment():
    given = os.environ.get(VARIABLE)
    if given:
        try:
            set_num_threads(int(given) if given.isdecimal() else 0)
        except ValueError:
            raise ImportError(f"{VARIABLE}={given!r} is not a number of threads") from None


start_threads()
_from_environment()
