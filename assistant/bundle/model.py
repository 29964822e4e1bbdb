"""What the integer programme works on: demands, the options that serve them, and its answer. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.pricing import Pricing


@dataclass(frozen=True)
class Option:
    """One product that may serve one demand.

    `capacity` is how much of the demand one pack covers, in the demand's unit; `limit` the most packs that stock and
    pack limits allow; `group` is shared by near-duplicates; `diets` are those it may be served to.
    """

    key: str
    demand: int
    fit: float
    capacity: float
    pricing: Pricing
    limit: int
    group: str = ""
    diets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Demand:
    """One need in numbers. `shares` are (diet, units): so much of it must come from options fit for that diet.

    `bulky` demands are for things that hold people, where one large pack is better than several small ones.
    """

    quantity: float
    must: bool = True
    weight: float = 0.5
    variety: int = 1
    shares: tuple[tuple[str, float], ...] = ()
    bulky: bool = False


@dataclass(frozen=True)
class Solution:
    """Packs by option index, covered share by demand index, and the exact total in minor units."""

    packs: dict[int, int] = field(default_factory=dict)
    covered: dict[int, float] = field(default_factory=dict)
    total: int = 0
    objective: float = 0.0

    def full(self, demand: int) -> bool:
        """Whether a demand is wholly covered."""
        return self.covered.get(demand, 0.0) >= 1 - 1e-6


def packs_for(quantity: float, option: Option) -> int:
    """The fewest packs of one option that cover a quantity (1 at least)."""
    return max(1, -(-round(quantity * 1000) // max(1, round(option.capacity * 1000))))
