# The shortest way to the operations on rows. A part of _ufuncs.pxi.

cdef bint is_alike(object operand, cnp.ndarray first):
    """Is it a plain C-contiguous array with the dtype and shape of the first one?"""
    return (type(operand) is np.ndarray and cnp.PyArray_TYPE(operand) == cnp.PyArray_TYPE(first)
            and cnp.PyArray_ISCARRAY_RO(operand) and cnp.PyArray_SAMESHAPE(operand, first))


cdef class SimpleRows:
    """
    A row operation on what most calls have: C-contiguous arrays of one float dtype and shape, along the
    last axis. A generalized ufunc's own call would take longer than a short row.
    """
    cdef op_loop *loops[2]

    def __cinit__(self, str name):
        for i, dtype in enumerate("fd"):
            self.loops[i] = find_row(ROW_TABLES, np.dtype(dtype), name).loop

    def __call__(self, out, *operands):
        # The result, in `out` or in a new array; None if these operands are something else.
        cdef char *args[MAX_OPERANDS]
        cdef cnp.npy_intp dimensions[2]
        cdef cnp.npy_intp steps[2 * MAX_OPERANDS]
        cdef int i, count = len(operands)
        cdef op_loop *loop
        cdef cnp.ndarray first, result
        if type(operands[0]) is not np.ndarray:
            return None
        first = operands[0]
        cdef int number = cnp.PyArray_TYPE(first), axes = cnp.PyArray_NDIM(first)
        cdef cnp.npy_intp elements = cnp.PyArray_SIZE(first), bytes = cnp.PyArray_NBYTES(first)
        if (number != cnp.NPY_FLOAT and number != cnp.NPY_DOUBLE) or axes == 0 or elements == 0:
            return None
        for i in range(count):
            if not is_alike(operands[i], first):
                return None
            args[i] = cnp.PyArray_BYTES(operands[i])
        if out is None:
            result = cnp.PyArray_EMPTY(axes, cnp.PyArray_DIMS(first), number, 0)
        elif is_alike(out, first) and cnp.PyArray_ISWRITEABLE(out):
            result = out
        else:
            return None
        args[count] = cnp.PyArray_BYTES(result)
        for i in range(count):  # the same array, or not a byte of it
            if args[i] != args[count] and args[i] < args[count] + bytes and args[count] < args[i] + bytes:
                return None
        dimensions[1] = cnp.PyArray_DIM(first, axes - 1)
        dimensions[0] = elements // dimensions[1]
        for i in range(count + 1):
            steps[i] = bytes // dimensions[0]
            steps[count + 1 + i] = bytes // elements
        loop = self.loops[number == cnp.NPY_DOUBLE]
        with nogil:
            loop(args, dimensions, steps, NULL)
        return result
