"""How alike two ranked lists are, after FaiRLLM (Zhang et al., RecSys 2023): Jaccard, SERP* and PRAG*.

`x` is the list judged (K items, 1-based ranks), `y` the one that it is held against. Identical lists give 1, lists
without a shared item 0, every value lies in 0..1. SERP* and PRAG* weigh the order of `x` and are not symmetric: a `y`
that only goes on after `x` ends takes nothing from them, while Jaccard sees it. Two empty lists are the same answer
(1); where one alone is empty nothing is shared (0).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations


def jaccard(x: Sequence[str], y: Sequence[str]) -> float:
    """|x∩y| / |x∪y|: which items are shared, in any order."""
    union = set(x) | set(y)
    return len(set(x) & set(y)) / len(union) if union else 1.0


def serp(x: Sequence[str], y: Sequence[str]) -> float:
    """SERP*: Σ over shared items of (K - rank in x + 1), over K(K+1)/2: shared items that stand high count more."""
    if not x:
        return float(not y)
    size, other = len(x), set(y)
    return sum(size - rank for rank, item in enumerate(x) if item in other) / (size * (size + 1) / 2)


def prag(x: Sequence[str], y: Sequence[str]) -> float:
    """PRAG*: the share of the pairs of x that stand in an order that y agrees to.

    A pair agrees where its first item is in y, and its second is not in y or stands later there. A list of one item
    has no pair: it counts as 1 where y holds the item, and 0 where it does not.
    """
    if not x:
        return float(not y)
    ranks = {item: rank for rank, item in enumerate(y)}
    if len(x) == 1:
        return float(x[0] in ranks)
    pairs = list(combinations(x, 2))
    agreed = sum(a in ranks and (b not in ranks or ranks[a] < ranks[b]) for a, b in pairs)
    return agreed / len(pairs)
