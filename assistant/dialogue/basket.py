"""One basket: limits → plan → candidates → choice, for a new job or for a change to the one in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from assistant.bundle.candidates import Finder
from assistant.bundle.choose import budget_of, choose
from assistant.bundle.draft import Draft
from assistant.bundle.held import needed, with_held
from assistant.bundle.menu import importance
from assistant.dialogue.attendance import attendance
from assistant.dialogue.known import STRANGER, Known
from assistant.dialogue.sessions import Session
from assistant.explain.phrases import say
from assistant.plan.added import carried, is_added_alone
from assistant.plan.concepts import Meanings
from assistant.plan.limits import Limits, limits, owned_mentions
from assistant.plan.planner import Planner
from assistant.types import Budget, DietNeed, People, Plan, Request, Stated
from assistant.understand.adjusted import find_adjustment, find_cheaper, find_restated, find_share
from assistant.understand.joining import Joining
from assistant.understand.wishes import COUNTS
from catalog.search import Search
from catalog.types import CURRENCY, Money, localized

NOTHING_HELD: Mapping[str, int] = MappingProxyType({})
CHEAPER = 0.8  # "cheaper": four fifths of what the basket costs now
TIMES = {"double": 2.0, "half": 0.5, "more": 1.25, "fewer": 0.75}  # changes of the number of people fed


class Timer(Protocol):
    """Times the parts of a turn."""

    def part(self, name: str) -> object: ...


@dataclass(frozen=True)
class Made:
    """A basket in numbers, the plan it follows, the request as it was understood, and words to put first."""

    plan: Plan
    draft: Draft
    preface: str = ""
    request: Request | None = None


def make_basket(
    search: Search,
    planner: Planner,
    meanings: Meanings,
    request: Request,
    session: Session,
    at: dt.datetime,
    clock: object,
    continued: bool,
    known: Known = STRANGER,
    reserved: Mapping[str, int] = NOTHING_HELD,
) -> Made:
    """Plan and choose. A continued request keeps its playbooks, so that a change never becomes another job."""
    cheaper = "cheaper" in request.changes
    relative = bool(set(request.changes) - COUNTS)  # other products are what is asked for
    if continued:
        request = changed(request, session)
    there: frozenset[str] = frozenset() if relative or not continued else _ids(session)
    bounds = limits(request, search.snapshot, meanings, known.dislikes)
    before = session.plan if continued else None
    with clock.part("plan"):  # type: ignore[attr-defined]
        plan = _planned(planner, request, bounds, at, before)
    if shared := binding(request, plan.people):  # who is all of them is everybody
        request = request.model_copy(update={"diet": shared})
        bounds = limits(request, search.snapshot, meanings, known.dislikes)
    if plan.adults == 0 and request.people.adults is None and plan.children:  # a child's own job
        request = request.model_copy(update={"people": request.people.model_copy(update={"adults": 0})})
        bounds = limits(request, search.snapshot, meanings, known.dislikes)
    plan = plan.model_copy(update={"needs": needed(plan.needs, request.held)})
    if cheaper and continued:
        plan = _no_more(plan, session)
    with clock.part("choose"):  # type: ignore[attr-defined]
        settled = _settled(plan, session) if there else {}
        finder = Finder(search, request, bounds, meanings, known.taste, reserved, there, settled)
        draft = choose(plan, request, finder)
        if not set(settled) <= {line.need.role for line in draft.lines}:  # the budget has no room for it as it is
            finder = replace(finder, firm=False)
            draft = choose(plan, request, finder)
        if plan.assumed_people and plan.people > 1 and _short(draft):
            one = request.model_copy(update={"people": People(adults=1)})
            alone = _planned(planner, one, bounds, at, before)
            alone = alone.model_copy(update={"needs": needed(alone.needs, request.held), "assumed_people": True})
            fewer = choose(alone, request, finder)
            plan, draft = (alone, fewer) if _short(fewer) < _short(draft) else (plan, draft)
        if relative and plan.listed and session.draft is not None and _short(draft):
            request = _up_to(request, min(draft.needed_budget or session.draft.total, session.draft.total))
            draft = choose(plan, request, replace(finder, request=request))
    draft = with_held(draft, request.held)
    preface = _preface(request, session, draft) if continued else ""
    # Later turns leave out what this one did, and no more.
    request = _with_owned(request.model_copy(update={"only": plan.only}))
    return Made(plan, draft, preface, request)


def _planned(planner: Planner, request: Request, bounds: Limits, at: dt.datetime, before: Plan | None) -> Plan:
    """The plan of a job, with what was put in before; of a list or a basket put together by hand, that alone."""
    if before is None:
        return planner.plan(request, bounds, at)
    if before.listed or is_added_alone(before):
        return planner.relisted(request, before)
    gone = (*request.exclusions, *request.owned)
    return carried(planner.plan(request, bounds, at, before.playbooks), before, gone)


def _settled(plan: Plan, session: Session) -> dict[str, frozenset[str]]:
    """By role, the products that serve the needs which were put in one by one."""
    lines = session.draft.lines if session.draft is not None else ()
    roles = {need.role for need in plan.added} & {need.role for need in plan.needs}
    return {
        role: frozenset(line.pick.candidate.product.id for line in lines if line.need.role == role)
        for role in sorted(roles & {line.need.role for line in lines})
    }


def _no_more(plan: Plan, session: Session) -> Plan:
    """The plan with what the basket has and cannot do without: what is to cost less gets nothing new put in."""
    there = {line.need.role for line in session.draft.lines} if session.draft is not None else set()
    return plan.model_copy(update={"needs": tuple(one for one in plan.needs if one.must or one.role in there)})


def _up_to(request: Request, amount: int) -> Request:
    """The request with a budget that a whole list fits in: "cheaper" leaves nothing of it out."""
    limit = Money(amount=amount, currency=CURRENCY[request.market])
    before = request.budget or Budget(limit=limit)
    return request.model_copy(update={"budget": before.model_copy(update={"limit": limit, "per_person": False})})


def _with_owned(request: Request) -> Request:
    """The request with the things that its words say are there already, which later turns must not forget."""
    held = {one.text for one in request.owned}
    more = tuple(Stated(text=one.word) for one in owned_mentions(request) if one.word not in held)
    return request.model_copy(update={"owned": (*request.owned, *more)})


def _short(draft: Draft) -> float:
    """How much of what the job cannot do without the money does not reach for."""
    return sum(importance(one.need.weight) for one in draft.missing if one.need.must and one.cause == "budget")


def binding(request: Request, people: int) -> tuple[DietNeed, ...] | None:
    """The diets with those that as many keep as there are people made everybody's; None where there are none such."""
    if not any(not need.everyone and need.people is not None and need.people >= people for need in request.diet):
        return None
    return tuple(
        need.model_copy(update={"everyone": need.everyone or (need.people or 0) >= people}) for need in request.diet
    )


def _preface(request: Request, session: Session, draft: Draft) -> str:
    """What to say first of a changed basket: that it is changed, or that what was to go was not in it."""
    old = {line.pick.candidate.product.id for line in session.draft.lines} if session.draft is not None else set()
    new = {line.pick.candidate.product.id for line in draft.lines}
    if request.act == "remove" and old == new:
        return say(request.language, "not_in_basket")
    refined = say(request.language, "refined")
    if request.act == "refine" and session.draft is not None and _packs(session.draft) == _packs(draft):
        return say(request.language, "unchanged")
    if request.act != "add" or session.draft is None:
        return refined
    if _packs(session.draft) == _packs(draft):
        return say(request.language, "unchanged" if draft.budget is None else "no_room")
    gone = [line.pick.candidate.product for line in session.draft.lines if line.pick.candidate.product.id not in new]
    items = ", ".join(localized(one.title, request.language) for one in gone)
    return f"{refined} {say(request.language, 'made_room', item=items)}" if items else refined


def _ids(session: Session) -> frozenset[str]:
    lines = session.draft.lines if session.draft is not None else ()
    return frozenset(line.pick.candidate.product.id for line in lines)


def _packs(draft: Draft) -> set[tuple[str, int]]:
    return {(line.pick.candidate.product.id, line.pick.packs) for line in draft.lines}


def changed(request: Request, session: Session) -> Request:
    """The request with its relative changes made absolute: cheaper, double, half."""
    changes: dict[str, object] = {"changes": ()}
    less = find_cheaper(request.asked)
    for change in request.changes:
        if change == "cheaper" and session.draft is not None and session.plan is not None and not _says_budget(request):
            share = CHEAPER if less is None else less.value
            changes["budget"] = _cheaper(request, session.draft, session.plan, share)
        elif change in TIMES and session.plan is not None:
            plan = session.plan
            adults = max(1, round(plan.adults * TIMES[change]))
            changes["people"] = People(adults=adults, children=round(plan.children * TIMES[change]))
    if less is None and session.plan is not None and (adjusted := adjusted_budget(request, session.plan)) is not None:
        changes["budget"] = adjusted
    if session.plan is not None and (joining := attendance(request.asked)) is not None:
        changes["people"] = joined(session.plan, joining)
    return request.model_copy(update=changes)


def _says_budget(request: Request) -> bool:
    """Whether the turn itself says how much: "get it down to $420" is $420, not four fifths."""
    return bool(request.spans.get("budget"))


def adjusted_budget(request: Request, plan: Plan) -> Budget | None:
    """The budget that the turn makes of the one in force: "raise it by 20", "a third off", "and 180?"."""
    before, currency = budget_of(request, plan), CURRENCY[request.market]
    if before is None or _says_budget(request):
        return None
    more, share = find_adjustment(request.asked, currency), find_share(request.asked)
    alone = not set(request.spans) - {"act"}  # "make it 12" of people is no money
    stated = find_restated(request.asked, before, currency) if alone else None
    after = before + more if more is not None else round(before * share) if share is not None else stated or 0
    return Budget(limit=Money(amount=after, currency=currency)) if after > 0 else None


def joined(plan: Plan, joining: Joining) -> People:
    """Who there is once some have joined or left: the children stay unless that is all there are."""
    total = joining.total or max(1, plan.people + joining.more)
    children = min(plan.children, total if not plan.adults else max(0, total - 1))
    return People(adults=total - children, children=children)


def _cheaper(request: Request, draft: Draft, plan: Plan, share: float) -> Budget:
    """Up to that share of what the basket costs, and never above the budget in force."""
    current = budget_of(request, plan)
    limit = int(draft.total * share)
    amount = limit if current is None else min(current, limit)
    lowered = Money(amount=max(1, amount), currency=CURRENCY[request.market])
    said = request.budget
    if said is None or said.stated is not None:
        return Budget(limit=lowered, stated=said and said.stated, stated_each=said is not None and said.stated_each)
    return Budget(limit=lowered, stated=said.limit, stated_each=said.per_person)
