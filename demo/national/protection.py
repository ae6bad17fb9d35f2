"""Small cells: which rows of a table may not be shown, and which others must go with them.

A row's figures are hidden when any count behind them lies between 1 and the limit; then those of further rows, small
ones first, until at least two are and none of the sums that "total minus shown rows" gives away is small itself.
"""

import numpy as np
from numpy.typing import NDArray

from demo.national.data import table

type Counts = NDArray[np.int64]


def small(counts: Counts) -> NDArray[np.bool_]:
    """Counts of at least one household and fewer than the limit."""
    return (counts > 0) & (counts < table("law")["small_cell"])


def hidden_rows(counts: Counts, sizes: Counts) -> tuple[NDArray[np.bool_], bool]:
    """Which rows are hidden, and whether the total row is too.

    `counts` has a row per category and a column per count of households that needs protection; `sizes` orders the rows
    that are hidden for the sake of others. Where no choice of rows protects, everything is hidden.
    """
    hidden = small(counts).any(axis=1)
    if small(counts.sum(axis=0)).any():
        return np.ones(len(counts), dtype=np.bool_), True
    if not hidden.any():
        return hidden, False
    for row in np.argsort(sizes, kind="stable"):
        if _safe(counts, hidden):
            break
        hidden[row] = True
    return hidden, not _safe(counts, hidden)


def _safe(counts: Counts, hidden: NDArray[np.bool_]) -> bool:
    return bool(hidden.sum() >= 2 and not small(counts[hidden].sum(axis=0)).any())
