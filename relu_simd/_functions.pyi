from typing import Any, Literal

from numpy.typing import ArrayLike, DTypeLike, NDArray

__all__ = [
    "celu",
    "celu_backward",
    "elu",
    "elu_backward",
    "elu_backward_from_output",
    "gelu",
    "gelu_backward",
    "hardshrink",
    "hardshrink_backward",
    "hardtanh",
    "hardtanh_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "leaky_relu_backward_from_output",
    "prelu_weight_gradient",
    "softplus",
    "softplus_backward",
    "softshrink",
    "softshrink_backward",
]

WITH_DEFAULTS: dict[str, tuple[str, dict[str, float]]]
WITH_APPROXIMATE: dict[str, tuple[str, dict[str, str]]]

_Casting = Literal["no", "equiv", "safe", "same_kind", "same_value", "unsafe"]
_Approximate = Literal["none", "tanh"]

def leaky_relu(
    x: ArrayLike,
    negative_slope: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def leaky_relu_backward(
    g: ArrayLike,
    x: ArrayLike,
    negative_slope: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def leaky_relu_backward_from_output(
    g: ArrayLike,
    y: ArrayLike,
    negative_slope: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def hardtanh(
    x: ArrayLike,
    min_val: ArrayLike = ...,
    max_val: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def hardtanh_backward(
    g: ArrayLike,
    x: ArrayLike,
    min_val: ArrayLike = ...,
    max_val: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def hardshrink(
    x: ArrayLike,
    lambd: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def hardshrink_backward(
    g: ArrayLike,
    x: ArrayLike,
    lambd: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softshrink(
    x: ArrayLike,
    lambd: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softshrink_backward(
    g: ArrayLike,
    x: ArrayLike,
    lambd: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softplus(
    x: ArrayLike,
    beta: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def softplus_backward(
    g: ArrayLike,
    x: ArrayLike,
    beta: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def elu(
    x: ArrayLike,
    alpha: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def elu_backward(
    g: ArrayLike,
    x: ArrayLike,
    alpha: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def elu_backward_from_output(
    g: ArrayLike,
    y: ArrayLike,
    alpha: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def celu(
    x: ArrayLike,
    alpha: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def celu_backward(
    g: ArrayLike,
    x: ArrayLike,
    alpha: ArrayLike = ...,
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def gelu(
    x: ArrayLike,
    approximate: _Approximate = "none",
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def gelu_backward(
    g: ArrayLike,
    x: ArrayLike,
    approximate: _Approximate = "none",
    out: NDArray[Any] | None = None,
    where: ArrayLike = True,
    casting: _Casting = "same_kind",
    dtype: DTypeLike | None = None,
) -> Any: ...
def prelu_weight_gradient(g: ArrayLike, x: ArrayLike, weight: ArrayLike) -> NDArray[Any]: ...
