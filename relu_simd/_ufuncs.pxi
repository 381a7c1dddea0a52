# Makes the ufuncs of one target out of its tables. Included by the module of each target, which
# defines TABLES and CHECKS.

cimport numpy as cnp
from cpython.object cimport PyObject
from cpython.pycapsule cimport PyCapsule_GetPointer, PyCapsule_New
from cpython.ref cimport Py_XINCREF
from libc.math cimport isinf
from libc.stdlib cimport malloc

from contextlib import suppress

import numpy as np

from relu_simd._caches import stream_from
from relu_simd._docs import docstring
from relu_simd._docs_rows import row_docstring
from relu_simd._threads import SHARE, THREADING

cdef extern from "table.h":
    enum: MAX_OPERANDS
    ctypedef void op_loop(char **, const cnp.npy_intp *, const cnp.npy_intp *, void *) noexcept nogil
    struct op_row:
        const char *name
        const char *shape
        double max_ulp
        op_loop *loop
    ctypedef int share_function(void *, void *, cnp.npy_intp) noexcept nogil
    struct settings:
        cnp.npy_intp stream_from, share_from
        share_function *share
    struct op_table:
        const char *dtype
        const op_row *rows
        settings *settings

cdef extern from "numpy/ufuncobject.h":
    int PyUFunc_AddPromoter(object ufunc, object dtypes, object promoter) except -1

cnp.import_array()
cnp.import_umath()

# Narrow before wide: NumPy takes the first loop that the inputs can be cast to safely.
_DTYPES = tuple(np.dtype(code) for code in "bBhHiIlLqQfd")
_SUPPORTED = frozenset(type(np.dtype(code)) for code in "?bBhHiIlLqQefd")
_PYTHON_SCALARS = (bool, int, float)
_LABEL = np.dtype(np.int64).char
# From where on two threads pay, also if the second one sleeps; measured, in tenths of a nanosecond.
SHARE_FROM = 150_000
# What a letter of a row operation's shape is in a generalized ufunc's signature.
_CORE = {"v": "(n)", "s": "()", "l": "()"}


cdef struct ufunc_parts:
    # What a ufunc keeps pointers to for as long as it lives: never freed.
    cnp.PyUFuncGenericFunction *loops
    void **data
    char *types


cdef const op_row *first_row(const op_table *tables, dtype):
    """The rows of a dtype; NULL if there are none."""
    wanted = dtype.str[1:].encode()
    while tables.dtype != NULL:
        if tables.dtype == wanted:
            return tables.rows
        tables += 1
    return NULL


cdef const op_row *find_row(const op_table *tables, dtype, str name):
    cdef const op_row *row = first_row(tables, dtype)
    wanted = name.encode()
    while row != NULL and row.name != NULL:
        if row.name == wanted:
            return row
        row += 1
    return NULL


cdef dict describe(const op_table *tables):
    """name -> {"shape": inputs and result as letters, "max_ulp": {dtype name: bound}}"""
    cdef const op_row *row
    cdef dict ops = {}
    for dtype in _DTYPES:
        row = first_row(tables, dtype)
        while row != NULL and row.name != NULL:
            op = ops.setdefault(row.name.decode(), {"shape": row.shape.decode(), "max_ulp": {}})
            op["max_ulp"][dtype.name] = row.max_ulp
            row += 1
    return ops


cdef int reject_dtypes(object ufunc, PyObject **op_dtypes, PyObject **signature,
                       PyObject **new_op_dtypes) except -1:
    """
    The promoter for inputs that no loop takes as they are. It refuses the dtypes that no cast
    makes right, by name; for the others it changes nothing, and NumPy goes on to its safe casts.
    """
    cdef int i
    for i in range(ufunc.nin):
        if op_dtypes[i] == NULL:
            continue
        dtype = <object>op_dtypes[i]
        scalar = dtype.type
        if dtype not in _SUPPORTED and scalar not in _PYTHON_SCALARS:
            raise TypeError(f"ufunc {ufunc.__name__!r} does not support dtype "
                            f"{scalar.__name__.rstrip('_')} (input {i + 1})")
        if ufunc.types[0][i] == "?" and scalar not in (np.bool_, bool):
            raise TypeError(f"ufunc {ufunc.__name__!r} takes a mask as input {i + 1}: it must be "
                            f"bool, not {scalar.__name__}")
        if ufunc.types[0][i] == _LABEL and not issubclass(scalar, (np.integer, int)):
            raise TypeError(f"ufunc {ufunc.__name__!r} takes labels as input {i + 1}: they must be "
                            f"integers, not {scalar.__name__}")
    for i in range(ufunc.nargs):
        Py_XINCREF(op_dtypes[i])
        new_op_dtypes[i] = op_dtypes[i]
    return 0


cdef object make_ufunc(const op_table *tables, str name, str shape, str doc, bint of_rows=False):
    cdef const op_row *row
    cdef ufunc_parts parts
    cdef int count = 0, operand
    cdef const char *signature = NULL  # of no generalized ufunc
    inputs, result = shape.split("_")
    operands = inputs + result
    parts.loops = <cnp.PyUFuncGenericFunction *>malloc(len(_DTYPES) * sizeof(parts.loops[0]))
    parts.data = <void **>malloc(len(_DTYPES) * sizeof(parts.data[0]))
    parts.types = <char *>malloc(len(_DTYPES) * len(operands))
    if parts.loops == NULL or parts.data == NULL or parts.types == NULL:
        raise MemoryError
    for dtype in _DTYPES:
        row = find_row(tables, dtype, name)
        if row == NULL:
            continue
        parts.loops[count] = <cnp.PyUFuncGenericFunction>row.loop
        parts.data[count] = NULL
        for operand in range(len(operands)):
            code = {"m": cnp.NPY_BOOL, "l": cnp.NPY_INT64}.get(operands[operand], dtype.num)
            parts.types[count * len(operands) + operand] = code
        count += 1
    name_bytes, doc_bytes = name.encode(), doc.encode()
    _KEEP_ALIVE.append((name_bytes, doc_bytes))
    if of_rows:
        core = (",".join(map(_CORE.get, inputs)) + "->" + _CORE[result]).encode()
        signature = core  # NumPy copies it
    ufunc = cnp.PyUFunc_FromFuncAndDataAndSignature(
        parts.loops, parts.data, parts.types, count, len(inputs), 1, cnp.PyUFunc_None, name_bytes,
        doc_bytes, 0, signature)
    PyUFunc_AddPromoter(ufunc, (None,) * len(operands),
                        PyCapsule_New(<void *>reject_dtypes, "numpy._ufunc_promoter", NULL))
    return ufunc


def are_indices(cnp.ndarray labels, cnp.npy_intp length):
    """Is each of these int64, in an aligned C-contiguous array, an index along an axis of this length?"""
    return are_indices_below(length, <cnp.npy_int64 *>cnp.PyArray_DATA(labels), cnp.PyArray_SIZE(labels))


include "_direct.pxi"


def set_limits(stream_from=None, share_from=None):
    """
    Set from where on calls change their way; None leaves it. For the tests and for measurements.

    Parameters
    ----------
    stream_from : int, optional
        Bytes that a call reads and writes, from which its result is stored past the caches.
    share_from : int, optional
        The cost of a call (see src/ops.h) from which threads share it.
    """
    cdef const op_table *table = TABLES
    while table.dtype != NULL:
        if table.settings != NULL:
            table.settings.share = <share_function *>PyCapsule_GetPointer(SHARE, "relu_simd.share")
            if stream_from is not None:
                table.settings.stream_from = stream_from
            if share_from is not None:
                table.settings.share_from = share_from
        table += 1


def vec_functions():
    """
    The functions of the vec layer as ufuncs, for the tests.

    Returns
    -------
    dict
        Name to ufunc. A mask argument comes last; `mask_and`, `mask_or` and `mask_not` take the
        signs of their operands as masks.
    """
    return {name: make_ufunc(CHECKS, name, op["shape"], name)
            for name, op in describe(CHECKS).items()}


set_limits(stream_from(), SHARE_FROM if THREADING else None)
_KEEP_ALIVE = []
OPS = describe(TABLES)
ROWS = describe(ROW_TABLES)
for _name, _op in OPS.items():
    globals()[_name] = make_ufunc(TABLES, _name, _op["shape"], docstring(_name, _op))
for _name, _op in ROWS.items():
    globals()[_name] = make_ufunc(ROW_TABLES, _name, _op["shape"], row_docstring(_name, _op), True)
for _name in (*OPS, *ROWS):
    with suppress(AttributeError):  # an older NumPy, where pickle looks for the name in every module
        globals()[_name].__module__ = __name__
