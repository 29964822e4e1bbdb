"""Choose one way for each need under the budget: an integer programme over all needs at once (scipy's HiGHS).

With w_nk ∈ {0,1} for way k of need n:  maximise Σ worth_nk·w_nk  subject to  Σ_k w_nk ≤ 1 for each n  and
Σ cost_nk·w_nk ≤ budget. Ways carry exact prices (promotions step with the pack count), so no price is ever
approximated; the relaxation is that of a multiple-choice knapsack, which is tight, so it solves in milliseconds.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from assistant.bundle.menu import THRIFT, Way, ways
from assistant.bundle.model import Demand, Option, Solution

_stdout_lock = threading.Lock()
MAX_NODES = 10_000  # bounds the search by work, not by time, so that the answer is the same on every machine


def solve(
    demands: Sequence[Demand], options: Sequence[Option], budget: int | None = None, thrift: float = THRIFT
) -> Solution:
    """Return the best basket. With no options, or a budget that buys nothing, it is empty.

    `budget` is in minor units of the options' currency; None means no limit.
    """
    menus = menus_of(demands, options, thrift)
    best = [max(menu, key=lambda w: w.worth) if menu else None for menu in menus]
    if budget is not None and sum(way.cost for way in best if way) > budget:
        best = _within(menus, budget)
    return _solution(best)


def menus_of(demands: Sequence[Demand], options: Sequence[Option], thrift: float = THRIFT) -> list[list[Way]]:
    """The worthwhile ways of each demand."""
    own: list[list[int]] = [[] for _ in demands]
    for i, option in enumerate(options):
        if option.limit > 0 and option.capacity > 0:
            own[option.demand].append(i)
    menus = [ways(demand, options, own[n], thrift) for n, demand in enumerate(demands)]
    return [[way for way in menu if way.worth > 0] for menu in menus]


def cheapest(demands: Sequence[Demand], options: Sequence[Option]) -> list[int | None]:
    """The smallest price that wholly covers each demand on its own; None where no amount of money does."""
    return [
        min((way.cost for way in menu if way.covered >= 1), default=None)
        for menu in menus_of(demands, options, thrift=0.0)
    ]


def _within(menus: Sequence[Sequence[Way]], budget: int) -> list[Way | None]:
    """The best ways whose prices together stay within the budget."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    columns = [(n, way) for n, menu in enumerate(menus) for way in menu if way.cost <= budget]
    if not columns:
        return [None] * len(menus)
    one = np.zeros((len(menus), len(columns)))
    for k, (n, _) in enumerate(columns):
        one[n, k] = 1
    # As shares of the budget: HiGHS measures feasibility absolutely, and would repair sums of large numbers.
    costs = np.array([[way.cost / budget for _, way in columns]])
    with _silent():
        found = milp(
            -np.array([way.worth for _, way in columns]),
            integrality=np.ones(len(columns), np.int64),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(one, -np.inf, 1), LinearConstraint(costs, -np.inf, 1.0)],
            options={"mip_rel_gap": 0.0, "node_limit": MAX_NODES},
        )
    chosen: list[Way | None] = [None] * len(menus)
    if found.x is not None:
        for k, (n, way) in enumerate(columns):
            if found.x[k] > 0.5:
                chosen[n] = way
    return chosen


@contextmanager
def _silent() -> Iterator[None]:
    """Keep HiGHS from writing to the process's standard output.

    HiGHS 1.12 prints a line of its own whenever it repairs a solution, also without presolve; `ask --json` must
    print JSON and nothing else. The lock keeps two solves from restoring each other's output.
    """
    with _stdout_lock:
        sys.stdout.flush()
        kept = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)


def _solution(chosen: Sequence[Way | None]) -> Solution:
    picked = {n: way for n, way in enumerate(chosen) if way is not None}
    return Solution(
        packs={i: count for way in picked.values() for i, count in way.packs},
        covered={n: way.covered for n, way in picked.items()},
        total=sum(way.cost for way in picked.values()),
        objective=sum(way.worth for way in picked.values()),
    )
