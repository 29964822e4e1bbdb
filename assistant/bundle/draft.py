"""A chosen basket before it is put into words: products, packs, exact prices, alternatives, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.bundle.candidates import Candidate
from assistant.bundle.owned import Had
from assistant.types import Need

Cause = Literal["budget", "nothing_fits", "stock", "excluded"]


@dataclass(frozen=True)
class Pick:
    """A candidate in a number of packs, with its exact price after promotions."""

    candidate: Candidate
    packs: int

    @property
    def total(self) -> int:
        return self.candidate.pricing.total(self.packs)

    @property
    def served(self) -> float:
        """How much of the need it covers, in the need's unit."""
        return self.candidate.capacity * self.packs


@dataclass(frozen=True)
class DraftLine:
    """One line: what was picked for a need, what could stand there instead, and which diets it is for."""

    need: Need
    pick: Pick
    alternatives: tuple[Pick, ...] = ()
    complements: str | None = None  # the role of a line that this one is often bought with


@dataclass(frozen=True)
class Missing:
    """A need that is not (wholly) covered; `extra` is the least further money that would cover it."""

    need: Need
    cause: Cause
    covered: float = 0.0
    extra: int | None = None


@dataclass(frozen=True)
class Draft:
    """The basket in numbers, in minor units of `currency`."""

    currency: str
    lines: tuple[DraftLine, ...] = ()
    missing: tuple[Missing, ...] = ()
    owned: tuple[Need, ...] = ()  # needs left out because the shopper says to have them
    had: tuple[Had, ...] = ()  # what was bought before and serves a need
    budget: int | None = None
    needed_budget: int | None = None
    diet_gaps: tuple[str, ...] = ()  # diets that some need could not serve

    @property
    def total(self) -> int:
        return sum(line.pick.total for line in self.lines)

    @property
    def regular(self) -> int:
        """The price of the same packs without any promotion."""
        return sum(line.pick.candidate.pricing.regular * line.pick.packs for line in self.lines)
