# The shortest way to an operation, past NumPy's dispatch, for what most calls have. A part of _ufuncs.pxi.

cdef object FLOAT32 = np.dtype(np.float32), FLOAT64 = np.dtype(np.float64), INT64 = np.dtype(np.int64)
cdef enum:
    HELD_BELOW = 512  # fewer elements keep the GIL: giving it up and getting it back costs more


cdef union number:
    float narrow
    double wide


cdef bint is_plain(object operand, const void *dtype, int axes, const cnp.npy_intp *shape) noexcept:
    """Is it a C-contiguous array, of no subclass, with this dtype (the very object) and shape?"""
    if not cnp.PyArray_CheckExact(operand):
        return False
    cdef cnp.ndarray array = <cnp.ndarray>operand
    return (<const void *>cnp.PyArray_DESCR(array) == dtype and cnp.PyArray_NDIM(array) == axes
            and cnp.PyArray_ISCARRAY_RO(array)
            and cnp.PyArray_CompareLists(cnp.PyArray_DIMS(array), shape, axes))


cdef bint store_number(object operand, bint wide, number *place) except -1:
    """A Python number as NumPy would convert it; not if NumPy would have something to say."""
    cdef double value
    if type(operand) is float:
        value = operand
    elif type(operand) is int and -2**24 <= operand <= 2**24:
        value = operand
    else:
        return False
    if wide:
        place.wide = value
        return True
    place.narrow = <float>value
    return isinf(value) or not isinf(place.narrow)


cdef bint are_indices_below(cnp.npy_intp length, const cnp.npy_int64 *values, cnp.npy_intp count) noexcept nogil:
    cdef cnp.npy_intp i
    cdef bint wrong = False
    for i in range(count):
        wrong |= values[i] < 0 or values[i] >= length
    return not wrong


cdef class Direct:
    """
    An operation on C-contiguous arrays of one float dtype and shape, with Python numbers as parameters; on
    rows, along the last axis. NumPy's own call would take longer than the work on a small array.
    """
    cdef op_loop *loops[2]
    cdef bytes letters
    cdef int inputs, first
    cdef bint of_rows

    def __cinit__(self, str name):
        self.of_rows = name in ROWS
        for i, dtype in enumerate((FLOAT32, FLOAT64)):
            self.loops[i] = find_row(ROW_TABLES if self.of_rows else TABLES, dtype, name).loop
        shape = (ROWS if self.of_rows else OPS)[name]["shape"]
        self.letters = shape.replace("_", "").encode()
        self.inputs = len(self.letters) - 1
        self.first = shape.index("v")

    def __call__(self, *args):
        # Of the result's array or None, then the operands: the result. None if NumPy has to take the call.
        cdef char *data[MAX_OPERANDS]
        cdef cnp.npy_intp sizes[MAX_OPERANDS]  # in bytes; 0 for a number
        cdef number numbers[MAX_OPERANDS]
        cdef cnp.npy_intp dimensions[2]
        cdef cnp.npy_intp steps[2 * MAX_OPERANDS]
        cdef const char *letters = self.letters
        cdef int i, along = self.inputs + 1
        cdef op_loop *loop
        cdef cnp.ndarray first, result
        if not cnp.PyArray_CheckExact(args[1 + self.first]):
            return None
        first = args[1 + self.first]
        cdef const void *dtype = cnp.PyArray_DESCR(first)
        cdef bint wide = dtype == <const void *>FLOAT64
        cdef int axes = cnp.PyArray_NDIM(first)
        cdef cnp.npy_intp elements = cnp.PyArray_SIZE(first), rows, length
        cdef const cnp.npy_intp *shape = cnp.PyArray_DIMS(first)
        if not (wide or dtype == <const void *>FLOAT32) or axes == 0 or elements == 0:
            return None
        length = shape[axes - 1] if self.of_rows else 1
        rows = elements // length
        for i in range(self.inputs):
            operand = args[1 + i]
            if (letters[i] == c"p" or letters[i] == c"s") and store_number(operand, wide, &numbers[i]):
                sizes[i], data[i] = 0, <char *>&numbers[i]
                continue
            if letters[i] == c"p" or not is_plain(operand, <const void *>INT64 if letters[i] == c"l" else dtype,
                                                  axes - (letters[i] != c"v"), shape):
                return None
            sizes[i], data[i] = cnp.PyArray_NBYTES(operand), cnp.PyArray_BYTES(operand)
            # If somebody changes the labels after this, the loop gives NaN.
            if letters[i] == c"l" and not are_indices_below(length, <cnp.npy_int64 *>data[i], rows):
                return None
        cdef bint one_each = letters[self.inputs] == c"s"  # the result: one value for each row
        if one_each and axes == 1:
            return None
        if args[0] is None:
            result = cnp.PyArray_EMPTY(axes - one_each, shape, cnp.NPY_DOUBLE if wide else cnp.NPY_FLOAT, 0)
        elif is_plain(args[0], dtype, axes - one_each, shape) and cnp.PyArray_ISWRITEABLE(args[0]):
            result = args[0]
        else:
            return None
        sizes[self.inputs], data[self.inputs] = cnp.PyArray_NBYTES(result), cnp.PyArray_BYTES(result)
        for i in range(self.inputs):  # the same array, or not a byte of it
            if (sizes[i] and data[i] < data[self.inputs] + sizes[self.inputs]
                    and data[self.inputs] < data[i] + sizes[i]
                    and (data[i] != data[self.inputs] or letters[i] != letters[self.inputs])):
                return None
        dimensions[0], dimensions[1] = rows, length
        for i in range(self.inputs + 1):
            steps[i] = sizes[i] // rows
            if letters[i] == c"v":
                steps[along] = steps[i] // length
                along += 1
        loop = self.loops[wide]
        if elements < HELD_BELOW:
            loop(data, dimensions, steps, NULL)
        else:
            with nogil:
                loop(data, dimensions, steps, NULL)
        return result
