from typing import Any, Literal

from numpy.typing import ArrayLike, DTypeLike, NDArray

__all__ = [
    "log_softmax",
    "log_softmax_backward_from_output",
    "softmax",
    "softmax_backward_from_output",
    "softmax_cross_entropy",
    "softmax_cross_entropy_backward",
]

_Casting = Literal["no", "equiv", "safe", "same_kind", "same_value", "unsafe"]

def softmax(
    x: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softmax_backward_from_output(
    g: ArrayLike,
    y: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def log_softmax(
    x: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def log_softmax_backward_from_output(
    g: ArrayLike,
    y: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softmax_cross_entropy(
    logits: ArrayLike,
    labels: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softmax_cross_entropy_backward(
    g: ArrayLike,
    logits: ArrayLike,
    labels: ArrayLike,
    axis: int = -1,
    out: NDArray[Any] | None = None,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
