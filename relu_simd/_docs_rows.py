"""The docstrings of the operations that work on rows, along an axis."""

from relu_simd._docs import _accuracy, _section
from relu_simd._docs_entry import Entry

_PARAMETERS = {
    "x": "array_like\n    The input. Its rows are what lies along the axis.",
    "y": "array_like\n    The output that the forward operation gave.",
    "g": "array_like\n    The incoming gradient, with respect to the output.",
    "logits": "array_like\n    What the classes are judged by, in rows along the axis.",
    "labels": "array_like of int\n    The index of the right class for each row: of the shape of "
              "`logits` without the axis, or one\n    that broadcasts with that.",
}
_RESULTS = {
    "v": "ndarray\n    Of the shape of the input, or of the broadcast shape if there are several.",
    "s": "ndarray\n    The loss of each row; a scalar if there is one row.",
}
_HOPELESS = "A row with NaN or inf, or with nothing but -inf, gives NaN in all of it."
_SPECIAL = f"{_HOPELESS} Elsewhere -inf gives {{}}. An empty row gives an empty result."
_POISON = "A NaN or an infinity in a row of `g` or `y` gives NaN in all of it."
_CHECKED = ("The function checks the labels before anything is written; the ufunc does not, and gives "
            "NaN for a label out of range.")
_BRIDLE = ("J. S. Bridle, \"Training stochastic model recognition algorithms as networks can lead to "
           "maximum mutual information estimation of parameters\", NIPS 1989.")

ROWS = {
    "softmax": Entry(
        "Probabilities in the ratio of the powers of e.", "x", "exp(x) / sum(exp(x))",
        _SPECIAL.format("+0.0"), _BRIDLE,
        ">>> np.round(rs.softmax(np.array([[1.0, 2.0, 3.0], [1000.0, 0.0, -np.inf]])), 4)\n"
        "array([[0.09  , 0.2447, 0.6652],\n       [1.    , 0.    , 0.    ]])\n"
        ">>> rs.softmax(np.zeros((2, 4)), axis=0)[0]\narray([0.5, 0.5, 0.5, 0.5])"),
    "softmax_backward_from_output": Entry(
        "Gradient of `softmax` from its output.", "g y", "y * (g - sum(g * y))",
        f"{_POISON} The sum is taken in twice the precision: the bound holds unless the difference "
        "cancels to less than 2**-23 of its terms (2**-52 in float64), and then for that part of them.",
        "Definition.",
        ">>> y = rs.softmax(np.array([0.0, 0.0]))\n"
        ">>> rs.softmax_backward_from_output(np.array([1.0, 0.0]), y)\narray([ 0.25, -0.25])"),
    "log_softmax": Entry(
        "Logarithm of `softmax`.", "x", "x - max(x) - log(sum(exp(x - max(x))))",
        f"{_SPECIAL.format('-inf')} Where a probability is nearly 1, its logarithm keeps its digits, "
        "and comes to -0.0.", _BRIDLE,
        ">>> np.round(rs.log_softmax(np.array([1.0, 2.0, 3.0])), 4)\n"
        "array([-2.4076, -1.4076, -0.4076])\n"
        ">>> rs.log_softmax(np.array([50.0, 0.0]))\narray([-1.92874985e-22, -5.00000000e+01])"),
    "log_softmax_backward_from_output": Entry(
        "Gradient of `log_softmax` from its output.", "g y", "g - exp(y) * sum(g)",
        f"{_POISON} Where the difference cancels, the bound holds for an eighth of its second term. "
        "A `y` above 0, which no logarithm of a probability is, counts as 0.", "Definition.",
        ">>> y = rs.log_softmax(np.array([0.0, 0.0]))\n"
        ">>> np.round(rs.log_softmax_backward_from_output(np.array([1.0, 0.0]), y), 4)\n"
        "array([ 0.5, -0.5])"),
    "softmax_cross_entropy": Entry(
        "Minus the logarithm of the probability that `softmax` gives the right class.", "logits labels",
        "log(sum(exp(logits))) - logits[label]",
        f"{_HOPELESS} -inf at the label gives inf. A loss near 0 keeps its digits. {_CHECKED}", _BRIDLE,
        ">>> logits = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 40.0]])\n"
        ">>> rs.softmax_cross_entropy(logits, np.array([0, 2]))\n"
        "array([4.07605964e-01, 8.49670851e-18])\n\nA label must be the index of a class:\n\n"
        ">>> rs.softmax_cross_entropy(logits, np.array([0, 3]))\n"
        "Traceback (most recent call last):\n"
        "    ...\n"
        "ValueError: label 3 (at index 1) is none of the 3 classes"),
    "softmax_cross_entropy_backward": Entry(
        "Gradient of `softmax_cross_entropy` with respect to the logits.", "g logits labels",
        "g * (softmax(logits) - onehot(label))",
        f"`g` has one element for each row. {_HOPELESS} At the label the result is minus the sum of the "
        f"other probabilities, without cancellation. {_CHECKED}", "Definition.",
        ">>> logits = np.array([[0.0, 0.0], [0.0, 800.0]])\n"
        ">>> rs.softmax_cross_entropy_backward(np.array([1.0, 0.5]), logits, np.array([0, 1]))\n"
        "array([[-0.5,  0.5],\n       [ 0. , -0. ]])"),
}


def row_docstring(name, op, function=False):
    """
    The docstring of an operation on rows.

    Parameters
    ----------
    name : str
    op : dict
        Its row of the table: shape, and max ULP for each dtype that has a loop.
    function : bool
        For the function, and not for the ufunc.

    Raises
    ------
    ValueError
        If there is no entry of that name.
    """
    if name not in ROWS:
        raise ValueError(f"no docstring for the operation {name!r}")
    entry = ROWS[name]
    parameters = [f"{operand} : {_PARAMETERS[operand]}" for operand in entry.operands.split()]
    parameters.append("axis : int, default -1\n    The axis along which the rows lie.")
    parameters.append(
        "out : ndarray, optional\n    Where to write the result; may be an input, for in-place use.")
    options = "casting, dtype" if function else "axes, casting, dtype, ..."
    parameters.append(f"{options} : optional\n    As for any generalized ufunc.")
    labels = "labels" in entry.operands
    raises = ("TypeError\n    For complex, longdouble, string, object, datetime and other dtypes "
              "that do\n    not cast safely to one of the loops"
              f"{'; for labels that are no integers' * labels}.\n"
              "ValueError\n    If the shapes do not fit, there is no such axis, or `out` is read-only"
              f"{'; for a label that is no index of a class' * (labels and function)}.")
    notes = (f"Formula: ``{entry.formula}``.\n\nSpecial values: {entry.special}\n\n"
             f"Accuracy: {_accuracy(op['max_ulp'])} The same bits on every CPU, for every layout.\n\n"
             f"Loops: {', '.join(op['max_ulp'])}; narrower real dtypes are cast safely to the first "
             f"that fits.\n\nSource: {entry.source}")
    returns = _RESULTS[op["shape"][-1]]
    return "\n".join([entry.summary, "", _section("Parameters", "\n".join(parameters)),
                      _section("Returns", returns), _section("Raises", raises),
                      _section("Notes", notes), _section("Examples", entry.example)])
