"""From a plan to a basket: find candidates for each need, solve, then say what is missing and what could be swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.bundle.candidates import Candidate, Finder
from assistant.bundle.draft import Cause, Draft, DraftLine, Missing, Pick
from assistant.bundle.menu import THRIFT
from assistant.bundle.model import Demand, Option, Solution, packs_for
from assistant.bundle.owned import Had, less_owned
from assistant.bundle.plants import BESIDE, plant_main, portion
from assistant.bundle.solve import cheapest, solve
from assistant.bundle.suiting import serves_diet
from assistant.plan.limits import serving_places
from assistant.types import Need, Plan, Request
from catalog.types import CURRENCY, DIETS

ALTERNATIVES = 3  # offered a line, where there are as many
FEWEST_ALTERNATIVES = 2  # below it the whole shelf is looked at again
STATED = 1.5  # what the shopper named comes before what the job would have as well
GENEROUS = 0.5  # with plenty of money quality weighs up to so much more against price
MODEST = 0.5  # nobody said how much may be spent: nice things of less weight than this stay on the shelf


@dataclass(frozen=True)
class Problem:
    """A plan in numbers: what the solver needs, and the needs and candidates that its indices stand for."""

    kept: tuple[tuple[Need, tuple[Candidate, ...]], ...]
    demands: tuple[Demand, ...]
    options: tuple[Option, ...]
    budget: int | None
    thrift: float
    gaps: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates in the order of the options."""
        return tuple(c for _, own in self.kept for c in own)

    def solve(self) -> Solution:
        """Choose products and packs."""
        return solve(self.demands, self.options, self.budget, self.thrift)


def choose(plan: Plan, request: Request, finder: Finder) -> Draft:
    """Return the best basket for the plan under the request's limits. Never raises for an impossible wish."""
    posed = prepare(plan, request, finder)
    problem = posed.problem
    solution = problem.solve()
    short, needed = _shortfall(problem, solution)
    return Draft(
        currency=CURRENCY[request.market],
        lines=_lines(problem, solution, finder),
        missing=(*posed.none, *short),
        owned=posed.owned,
        had=posed.had,
        budget=problem.budget,
        needed_budget=needed,
        diet_gaps=problem.gaps,
    )


@dataclass(frozen=True)
class Posed:
    """The problem to solve, the needs left out because the shopper has them, and those that nothing can serve."""

    problem: Problem
    owned: tuple[Need, ...]
    had: tuple[Had, ...]
    none: tuple[Missing, ...]


def prepare(plan: Plan, request: Request, finder: Finder) -> Posed:
    """Apply limits and possessions to the plan, find candidates, and pose the problem."""
    needs, owned = _applicable(plan, request, finder)
    needs, had = less_owned(plant_main(needs, request, plan.people), finder)
    found = [finder.candidates(need) for need in needs]
    _left_to_their_own(needs, found, finder)
    _assign(needs, found)
    none = [Missing(need, _why_none(need, finder)) for need, own in zip(needs, found, strict=True) if not own]
    kept = [(need, tuple(own)) for need, own in zip(needs, found, strict=True) if own]
    return Posed(pose(kept, plan, request), tuple(owned), had, tuple(none))


def pose(kept: Sequence[tuple[Need, tuple[Candidate, ...]]], plan: Plan, request: Request) -> Problem:
    """Put needs and candidates into numbers."""
    demands, gaps = _demands(kept, request, plan)
    options = tuple(_option(n, c) for n, (_, own) in enumerate(kept) for c in own)
    budget = budget_of(request, plan)
    return Problem(tuple(kept), tuple(demands), options, budget, _thrift(demands, options, budget), gaps)


def budget_of(request: Request, plan: Plan) -> int | None:
    """The most that the whole basket may cost, in minor units of the market's currency."""
    if request.budget is None or request.budget.limit.currency != CURRENCY[request.market]:
        return None
    limit = request.budget.limit.amount
    return max(0, limit * max(1, plan.people) if request.budget.per_person else limit)


def falls_away(need: Need, finder: Finder) -> str | None:
    """Whether a need falls away: its shelf is ruled out or had, or all that is called so: the helmet, not the lock."""
    places = serving_places(need, finder.search.snapshot)
    called = finder.called(need) & places
    whole = finder.limits.drops(places)
    if not called.any():
        return whole
    return finder.limits.drops(called) or (whole if whole == "excluded" else None)


def _applicable(plan: Plan, request: Request, finder: Finder) -> tuple[list[Need], list[Need]]:
    """The needs left after what is excluded, and those the shopper has; stated wishes always stay."""
    needs: list[Need] = []
    owned: list[Need] = []
    gone: list[Need] = []
    for need in plan.needs:
        if request.budget is None and not need.must and need.weight < MODEST:
            continue
        drop = falls_away(need, finder) if need.categories else None
        if drop == "owned" and not need.stated:
            owned.append(need)
        elif drop != "excluded" or need.stated:
            needs.append(need)
        elif need.must:
            gone.append(need)
    return _stepped_in(needs, gone), owned


def _stepped_in(needs: list[Need], gone: Sequence[Need]) -> list[Need]:
    """Where an excluded must leaves a hole, its nearest kin becomes the must: beef where pork is ruled out."""
    for lost in gone:
        kin = {"/".join(path.split("/")[:2]) for path in lost.categories}
        place = next((i for i, n in enumerate(needs) if any(c.startswith(tuple(kin)) for c in n.categories)), None)
        if place is not None and not needs[place].must:
            larger = max(needs[place].quantity, lost.quantity if lost.unit == needs[place].unit else 0)
            needs[place] = needs[place].model_copy(update={"must": True, "weight": 1.0, "quantity": larger})
    return needs


def _left_to_their_own(needs: Sequence[Need], found: list[list[Candidate]], finder: Finder) -> None:
    """Leave what is called just what another need is called to that one: litter is no litter box."""
    place = finder.search.snapshot.position
    called = [finder.called(need) for need in needs]
    for n, own in enumerate(found):
        at = [place(one.product.id) for one in own]
        others = [m for m in range(len(needs)) if m != n]
        kept = [
            one
            for one, i in zip(own, at, strict=True)
            if i is None or called[n][i] or not any(called[m][i] and _has(found[m], one) for m in others)
        ]
        found[n] = kept or own


def _has(found: Sequence[Candidate], candidate: Candidate) -> bool:
    return any(one.product.id == candidate.product.id for one in found)


def _assign(needs: Sequence[Need], found: list[list[Candidate]]) -> None:
    """Let each product serve one need only, so that stock is never counted twice: musts first, then better fits."""
    order = sorted(range(len(needs)), key=lambda n: (not needs[n].stated, not needs[n].must, -needs[n].weight, n))
    taken: set[str] = set()
    for n in order:
        own = [c for c in found[n] if c.product.id not in taken]
        found[n] = own or []
        reserve = own if len(own) <= ALTERNATIVES + 1 else own[: ALTERNATIVES + 2]
        taken |= {c.product.id for c in reserve}
    for n in order:  # what nobody reserved may still be shared out once
        mine = {c.product.id for c in found[n]}
        for other in order[order.index(n) + 1 :]:
            found[other] = [c for c in found[other] if c.product.id not in mine]


def _why_none(need: Need, finder: Finder) -> Cause:
    """Why a need has no candidate: nothing of its kind is in stock, or what there is breaks a limit."""
    places = serving_places(need, finder.search.snapshot)
    if (places & finder.limits.excluded).any() and not (places & ~finder.limits.excluded).any():
        return "excluded"
    stock = finder.search.snapshot.columns.stock[finder.limits.query.place]
    return "stock" if places.any() and not (stock[places] > 0).any() else "nothing_fits"


def _option(n: int, candidate: Candidate) -> Option:
    product = candidate.product
    return Option(
        key=product.id,
        demand=n,
        fit=candidate.fit,
        capacity=candidate.capacity,
        pricing=candidate.pricing,
        limit=candidate.limit,
        group=product.group_id or product.id,
        diets=frozenset(product.diet if product.edible else DIETS),
    )


def _demands(
    kept: Sequence[tuple[Need, Sequence[Candidate]]], request: Request, plan: Plan
) -> tuple[list[Demand], tuple[str, ...]]:
    """The needs in numbers. Where only some keep a diet, their share must come from what they may have.

    Where nothing in a need's candidates suits a diet, those people's share is taken off instead.
    """
    people = max(1, plan.people)
    gaps: set[str] = set()
    demands = []
    for need, candidates in kept:
        quantity = need.quantity
        shares: list[tuple[str, float]] = []
        if any(c.product.edible for c in candidates):
            for diet in (d for d in request.diet if not d.everyone):
                share = 1.0 if need.role == BESIDE else portion(diet, people)
                if any(serves_diet(c.product, diet.diet) for c in candidates):
                    shares.append((diet.diet, round(need.quantity * share, 3)))
                elif share < 1:
                    quantity = min(quantity, round(need.quantity * (1 - share), 3))
                    gaps.add(f"{diet.diet}:{need.role}")
        bulky = need.unit == "serving" and not any(c.product.edible for c in candidates)
        weight = need.weight * STATED if need.stated and need.must else need.weight
        demands.append(Demand(max(quantity, 0.001), need.must, weight, need.variety, tuple(shares), bulky))
    return demands, tuple(sorted(gaps))


def _thrift(demands: Sequence[Demand], options: Sequence[Option], budget: int | None) -> float:
    """How much price weighs against fit: less when the budget is far above what the musts cost at least."""
    if budget is None:
        return THRIFT
    prices = zip(cheapest(demands, options), demands, strict=True)
    least = sum(cost for cost, demand in prices if cost is not None and demand.must)
    ease = min(1.0, max(0.0, budget / max(1, least) - 1.5))
    return THRIFT * (1 - GENEROUS * ease)


def _lines(problem: Problem, solution: Solution, finder: Finder) -> tuple[DraftLine, ...]:
    chosen = frozenset(problem.options[i].key for i in solution.packs)
    lines = []
    for i, packs in sorted(solution.packs.items()):
        demand = problem.options[i].demand
        need, own = problem.kept[demand]
        pick = Pick(problem.candidates[i], packs)
        others = [c for c in own if c.product.id not in chosen]
        offered = alternatives(pick, others, problem.demands[demand])
        if len(offered) < FEWEST_ALTERNATIVES:
            known = frozenset(c.product.id for c in others)
            others += finder.spare(need, chosen | known)
            offered = alternatives(pick, others, problem.demands[demand])
        lines.append(DraftLine(need, pick, tuple(offered)))
    return tuple(lines)


def alternatives(pick: Pick, others: Sequence[Candidate], demand: Demand) -> list[Pick]:
    """What could stand in the line: as much of the need, other families first, never worse for the diets it serves."""
    diets = {diet for diet, _ in demand.shares if serves_diet(pick.candidate.product, diet)}
    fitting = [c for c in others if all(serves_diet(c.product, diet) for diet in diets)]
    family = pick.candidate.product.group_id
    ordered = sorted(fitting, key=lambda c: c.product.group_id == family)
    wanted = min(pick.served, demand.quantity)
    picks = [Pick(c, _packs(wanted, c)) for c in ordered]
    return [p for p in picks if p.packs <= p.candidate.limit][:ALTERNATIVES]


def _packs(quantity: float, candidate: Candidate) -> int:
    return packs_for(quantity, _option(0, candidate))


def _shortfall(problem: Problem, solution: Solution) -> tuple[list[Missing], int | None]:
    """What the basket leaves open and the least money that would close it; the smallest budget for every must."""
    open_needs = [n for n in range(len(problem.kept)) if not solution.full(n)]
    if not open_needs:
        return [], None
    prices = cheapest(problem.demands, problem.options)
    missing = [_missing(problem, solution, n, prices[n]) for n in open_needs]
    musts = [price for price, demand in zip(prices, problem.demands, strict=True) if demand.must]
    lacking = problem.budget is not None and any(problem.demands[n].must and prices[n] is not None for n in open_needs)
    return missing, sum(price for price in musts if price is not None) if lacking else None


def _missing(problem: Problem, solution: Solution, n: int, price: int | None) -> Missing:
    need, covered = problem.kept[n][0], solution.covered.get(n, 0.0)
    if price is None and (short := _next_pack(problem, solution, n)) > 0:
        return Missing(need, "budget", covered, short)
    if price is None or problem.budget is None:
        return Missing(need, "stock", covered)
    spent = sum(
        problem.options[i].pricing.total(k) for i, k in solution.packs.items() if problem.options[i].demand == n
    )
    return Missing(need, "budget", covered, max(1, solution.total - spent + price - problem.budget))


def _next_pack(problem: Problem, solution: Solution, n: int) -> int:
    """How much more money one more pack for a need takes; 0 where there is none to be had, or money enough for it."""
    if problem.budget is None:
        return 0
    own = [i for i, option in enumerate(problem.options) if option.demand == n]
    more = [i for i in own if solution.packs.get(i, 0) < problem.options[i].limit]
    left = problem.budget - solution.total
    prices = (problem.options[i].pricing for i in more)
    return max(0, min((p.total(1) for p in prices), default=0) - left)
