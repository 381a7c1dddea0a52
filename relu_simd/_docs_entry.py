"""What an entry of the docstrings holds, and the sentences that several entries share."""

from typing import NamedTuple

ACTIVE = "A unit is active where ``not (x <= 0)``, so NaN is active and 0 is not."
SELECTED = ("It is a select and not a product: an inactive element gives +0.0 even for an infinite "
             "or NaN `g`.")
VANISHING = "Infinite `x` gives +0.0 whatever `g` is. NaN `x` gives NaN."


class Entry(NamedTuple):
    summary: str
    operands: str
    formula: str
    special: str
    source: str
    example: str
