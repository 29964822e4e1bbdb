"""The integer programme against brute force, and the limits that it must never break."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product as cartesian

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.bundle.menu import FIT, LINE, MIDDLING, MUST, NICE, THRIFT, TIE, TWIN, VARIETY, importance, typical_cost
from assistant.bundle.model import Demand, Option, packs_for
from assistant.bundle.solve import cheapest, solve
from catalog.pricing import Pricing

DIETS = ("vegan", "halal")


def pricings() -> st.SearchStrategy[Pricing]:
    """Price rules with and without promotion groups."""
    plain = st.integers(50, 900).map(lambda unit: Pricing("KRW", unit, unit))
    bogo = st.integers(50, 900).map(lambda unit: Pricing("KRW", unit, unit, 2, unit))
    multi = st.integers(60, 900).map(lambda unit: Pricing("KRW", unit, unit, 3, unit // 2))
    return st.one_of(plain, plain, bogo, multi)


def options(demand: int) -> st.SearchStrategy[Option]:
    """Options of one demand."""
    return st.builds(
        Option,
        key=st.uuids().map(str),
        demand=st.just(demand),
        fit=st.integers(0, 20).map(lambda n: n / 20),
        capacity=st.sampled_from([1.0, 2.0, 2.5, 4.0]),
        pricing=pricings(),
        limit=st.integers(0, 4),
        group=st.sampled_from(["a", "b", "c"]),
        diets=st.sets(st.sampled_from(DIETS)).map(frozenset),
    )


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Demand], list[Option], int | None]:
    """One or two demands with up to three options each, and a budget that may bind."""
    demands, found = [], []
    for n in range(draw(st.integers(1, 2))):
        quantity = draw(st.sampled_from([1.0, 2.0, 3.0, 4.5]))
        shares = tuple((d, quantity * 0.25) for d in draw(st.sets(st.sampled_from(DIETS), max_size=1)))
        demands.append(
            Demand(
                quantity, draw(st.booleans()), draw(st.sampled_from([0.2, 0.5, 1.0])), draw(st.integers(1, 2)), shares
            )
        )
        found += draw(st.lists(options(n), min_size=0, max_size=3))
    return demands, found, draw(st.one_of(st.none(), st.integers(0, 4_000)))


def worth(demand: Demand, own: list[tuple[int, Option]], packs: tuple[int, ...]) -> float | None:
    """The worth of pack counts by the documented formula, written apart from the code; None where not allowed."""
    bought = [(i, option, count) for (i, option), count in zip(own, packs, strict=True) if count]
    if not bought:
        return 0.0
    if len(bought) > demand.variety:
        return None
    left, fit = 1.0, 0.0
    for _, option, count in sorted(bought, key=lambda b: -b[1].fit):
        share = min(left, option.capacity * count / demand.quantity)
        left, fit = left - share, fit + share * (option.fit - MIDDLING)
    served = all(
        sum(o.capacity * c for _, o, c in bought if diet in o.diets) >= units - 1e-9 for diet, units in demand.shares
    )
    whole = left <= 1e-9 and served
    if not whole and not demand.must:
        return None
    covered = 1.0 if whole else min(1 - left, 0.99)
    base = MUST * importance(demand.weight) * (covered + whole) / 2 if demand.must else NICE * (0.5 + demand.weight)
    cost = sum(o.pricing.total(c) for _, o, c in bought)
    twins = len(bought) - len({o.group for _, o, _ in bought})
    shape = -LINE * len(bought) + VARIETY * (len(bought) - 1) - TWIN * twins - TIE * sum(i for i, _, _ in bought)
    usable = [o for _, o in own if o.limit > 0]
    return base + FIT * fit - THRIFT * cost / typical_cost(demand, usable) + shape


def brute(demands: list[Demand], found: list[Option], budget: int | None) -> float:
    """The best worth over every combination of pack counts."""
    per_demand: list[list[tuple[int, float]]] = []
    for n, demand in enumerate(demands):
        own = [(i, o) for i, o in enumerate(found) if o.demand == n]
        per_demand.append(list(_choices(demand, own)))
    best = 0.0
    for combination in cartesian(*per_demand):
        if budget is None or sum(cost for cost, _ in combination) <= budget:
            best = max(best, sum(value for _, value in combination))
    return best


def _choices(demand: Demand, own: list[tuple[int, Option]]) -> Iterator[tuple[int, float]]:
    for packs in cartesian(*(range(option.limit + 1) for _, option in own)):
        value = worth(demand, own, packs)
        if value is not None:
            yield sum(o.pricing.total(c) for (_, o), c in zip(own, packs, strict=True)), value


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_basket_is_worth_more_than_the_chosen_one(problem: tuple[list[Demand], list[Option], int | None]) -> None:
    """The programme finds the optimum that brute force finds."""
    demands, found, budget = problem
    assert solve(demands, found, budget).objective == pytest.approx(brute(demands, found, budget), abs=1e-3)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_budget_stock_and_variety_are_never_exceeded(problem: tuple[list[Demand], list[Option], int | None]) -> None:
    """Hard limits hold, and the total is the exact sum of promotions and prices."""
    demands, found, budget = problem
    solution = solve(demands, found, budget)
    assert solution.total == sum(found[i].pricing.total(count) for i, count in solution.packs.items())
    assert budget is None or solution.total <= budget
    for i, count in solution.packs.items():
        assert 1 <= count <= found[i].limit
    for n, demand in enumerate(demands):
        assert sum(1 for i in solution.packs if found[i].demand == n) <= demand.variety


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_smallest_budget_really_covers_every_must(problem: tuple[list[Demand], list[Option], int | None]) -> None:
    """With the sum of the cheapest covers as budget every must that can be covered is."""
    demands, found, _ = problem
    prices = cheapest(demands, found)
    musts = [n for n, d in enumerate(demands) if d.must and prices[n] is not None]
    budget = sum(price for n in musts if (price := prices[n]) is not None)
    solution = solve(demands, found, budget)
    assert all(solution.full(n) for n in musts)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_same_problem_gives_the_same_basket(problem: tuple[list[Demand], list[Option], int | None]) -> None:
    """Nothing depends on chance or on an earlier call."""
    assert solve(*problem) == solve(*problem)


def option(demand: int, price: int, capacity: float = 1, **more: object) -> Option:
    """A plain option."""
    values: dict[str, object] = {"fit": 0.5, "limit": 99, **more}
    return Option(f"{demand}-{price}", demand, capacity=capacity, pricing=Pricing("KRW", price, price), **values)  # type: ignore[arg-type]


def test_a_must_comes_before_every_nice_thing() -> None:
    """Money that covers either one must or several nice needs goes to the must."""
    demands = [Demand(1, must=True), *(Demand(1, must=False, weight=1.0) for _ in range(5))]
    found = [option(0, 1_000), *(option(n, 200, fit=1.0) for n in range(1, 6))]
    assert solve(demands, found, 1_000).packs == {0: 1}


def test_too_small_a_budget_buys_part_of_a_must() -> None:
    """The best partial basket is an answer, and says how much is covered."""
    solution = solve([Demand(10)], [option(0, 100)], 450)
    assert solution.packs == {0: 4}
    assert solution.covered == {0: pytest.approx(0.4)}


def test_one_large_tent_is_better_than_two_small_ones() -> None:
    """Bulky needs take the size that fits, even when two small ones are a little cheaper."""
    found = [option(0, 89_000, 2), option(0, 219_000, 4)]
    assert solve([Demand(4, bulky=True)], found).packs == {1: 1}


def test_a_diet_share_is_served() -> None:
    """Two vegans of eight get their quarter from what they may eat."""
    found = [option(0, 100, 4, fit=1.0), option(0, 300, 1, diets=frozenset({"vegan"}))]
    solution = solve([Demand(8, variety=2, shares=(("vegan", 2.0),))], found)
    assert solution.packs[1] >= 2


def test_ten_thousand_guests_are_answered_with_what_there_is() -> None:
    """An absurd quantity is bounded by stock, not by patience."""
    found = [option(0, 100 + k, 4, limit=99) for k in range(8)]
    solution = solve([Demand(20_000, variety=3)], found)
    assert 0 < solution.covered[0] < 1


@pytest.mark.parametrize(
    ("quantity", "capacity", "packs"), [(8, 4, 2), (9, 4, 3), (0.1, 4, 1), (7.5, 2.5, 3), (1, 1, 1)]
)
def test_packs_are_the_fewest_that_cover(quantity: float, capacity: float, packs: int) -> None:
    """Rounding up, without floating-point surprises."""
    assert packs_for(quantity, option(0, 1, capacity)) == packs
