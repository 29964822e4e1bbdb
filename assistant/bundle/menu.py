"""The ways to serve one need: which products, how many packs, at what exact price, and what that is worth.

A way is worth

    MUST·importance·(½·covered + ½·[wholly])  or  NICE·(½ + weight), wholly or not at all, for a nice need
    + FIT · Σ (fit_j − MIDDLING) · share_j − thrift · cost / typical − LINE · kinds + VARIETY · (kinds − 1)
    − TWIN · twins − BULK · (packs − 1) where the need is bulky

with share_j the part of the need credited to option j, best fit first, Σ share_j = covered ≤ 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.bundle.model import Demand, Option, packs_for

MUST = 1_000.0  # a covered must outweighs every nice thing that could be had instead (at most ~30 each)
LEAST_IMPORTANT = 0.25  # of a must: still more than the nice things that its money could buy
NICE = 8.0  # a nice need is worth about as much as a far better product for a must
FIT = 14.0  # the best fit against none, within a need
MIDDLING = 0.5  # a nice thing that fits worse than this loses more by not fitting than it gains by being there
THRIFT = 2.5  # paying twice the typical price must buy a sixth of fit
LINE = 0.4  # a basket of fewer lines is easier to read and carry
VARIETY = 0.7  # a second kind, where the need welcomes it, is worth a little more than the line it costs
TWIN = 0.5  # …unless it is the same thing in another flavour
BULK = 1.5  # what holds people (tents, tables, mats) is better one of the right size than several small ones
TIE = 1e-4  # earlier options win between equals, so that the answer never depends on chance
LEVELS = 8  # pack counts tried of one option before another completes the need; beyond it, evenly spaced ones
LEVELS_OF_THREE = 4  # the same where three kinds share a need
KINDS_OF_THREE = 5  # only the best so many options are tried three at a time


@dataclass(frozen=True)
class Way:
    """Packs by option index, the price in minor units, the covered share, and the worth."""

    packs: tuple[tuple[int, int], ...]
    cost: int
    covered: float
    worth: float


def typical_cost(demand: Demand, options: Sequence[Option]) -> float:
    """The median price of covering a demand with one option alone, in minor units (1 at least)."""
    prices = sorted(o.pricing.total(packs_for(demand.quantity, o)) for o in options)
    return float(max(1, prices[len(prices) // 2])) if prices else 1.0


def ways(demand: Demand, options: Sequence[Option], own: Sequence[int], thrift: float = THRIFT) -> list[Way]:
    """Every sensible way to serve the demand with the options at the indices `own`, dominated ones left out.

    Cheapest first; each further way costs more and is worth more. The last pack count of a way is always the smallest
    that completes it, because further packs cost money and cover nothing.
    """
    typical = typical_cost(demand, [options[i] for i in own])
    found = [
        _way(demand, options, packs, typical, thrift)
        for kinds in range(1, min(demand.variety, len(own), 3) + 1)
        for chosen in permutations(own if kinds < 3 else own[:KINDS_OF_THREE], kinds)
        for packs in _counts(demand, options, chosen)
    ]
    return _frontier([way for way in found if demand.must or way.covered >= 1])


def _counts(
    demand: Demand, options: Sequence[Option], chosen: tuple[int, ...]
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Pack counts of the chosen options: all but the last at each level, the last just enough (or, alone, fewer)."""
    *firsts, last = chosen
    if not firsts:
        enough = _enough(demand, options, (), last)
        for count in {*_levels(enough, LEVELS), *_grouped(options[last], enough)}:
            yield ((last, count),)
        return
    steps = LEVELS if len(firsts) == 1 else LEVELS_OF_THREE
    heads: list[tuple[tuple[int, int], ...]] = [()]
    for i in firsts:
        heads = [(*head, (i, count)) for head in heads for count in _levels(_enough(demand, options, head, i), steps)]
    for head in heads:
        if (enough := _enough(demand, options, head, last)) > 0:
            for count in {enough, *_grouped(options[last], enough)}:
                yield (*head, (last, count))


def _grouped(option: Option, enough: int) -> set[int]:
    """The pack count that fills up a promotion's last group, which can cost less than stopping short of it."""
    group = option.pricing.group
    full = -(-enough // group) * group if group else enough
    return {full} if 0 < full <= option.limit else set()


def _levels(most: int, steps: int) -> list[int]:
    """Pack counts 1..most, thinned to `steps` evenly spaced ones that end with `most`."""
    if most <= steps:
        return list(range(1, most + 1))
    return sorted({max(1, round(most * (k + 1) / steps)) for k in range(steps)})


def _enough(demand: Demand, options: Sequence[Option], head: tuple[tuple[int, int], ...], last: int) -> int:
    """The packs of `last` that complete what `head` leaves open, diets included, within its limit."""
    option = options[last]
    missing = demand.quantity - sum(options[i].capacity * count for i, count in head)
    for diet, units in demand.shares:
        if diet in option.diets:
            fit = sum(options[i].capacity * count for i, count in head if diet in options[i].diets)
            missing = max(missing, units - fit)
    return min(option.limit, packs_for(missing, option)) if missing > 1e-9 else 0


def _way(
    demand: Demand, options: Sequence[Option], packs: tuple[tuple[int, int], ...], typical: float, thrift: float
) -> Way:
    cost = sum(options[i].pricing.total(count) for i, count in packs)
    covered, fit = 0.0, 0.0
    for i, count in sorted(packs, key=lambda p: -options[p[0]].fit):
        share = min(1 - covered, options[i].capacity * count / demand.quantity)
        covered, fit = covered + share, fit + share * (options[i].fit - MIDDLING)
    whole = covered >= 1 - 1e-9 and shares_met(demand, options, packs)
    covered = 1.0 if whole else min(covered, 0.99)
    base = MUST * importance(demand.weight) * (covered + whole) / 2 if demand.must else NICE * (0.5 + demand.weight)
    kinds = len(packs)
    twins = kinds - len({options[i].group or options[i].key for i, _ in packs})
    shape = -LINE * kinds + VARIETY * (kinds - 1) - TWIN * twins - TIE * sum(i for i, _ in packs)
    if demand.bulky:
        shape -= BULK * (sum(count for _, count in packs) - 1)
    return Way(tuple(sorted(packs)), cost, covered, base + FIT * fit - thrift * cost / typical + shape)


def importance(weight: float) -> float:
    """How much a must counts among musts: where money is short, the tent comes before the burner and the gas."""
    return max(LEAST_IMPORTANT, weight**2)


def shares_met(demand: Demand, options: Sequence[Option], packs: Sequence[tuple[int, int]]) -> bool:
    """Whether each diet's share of the demand comes from options fit for it."""
    return all(
        sum(options[i].capacity * count for i, count in packs if diet in options[i].diets) >= units - 1e-9
        for diet, units in demand.shares
    )


def _frontier(found: list[Way]) -> list[Way]:
    """The ways that no cheaper way beats, cheapest first."""
    best: list[Way] = []
    for way in sorted(found, key=lambda w: (w.cost, -w.worth, w.packs)):
        if not best or way.worth > best[-1].worth + 1e-9:
            best.append(way)
    return best
