"""Do what a turn asks: the ways to change what it points at first, then the handler of its act, then the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.bundle.draft import DraftLine
from assistant.dialogue import (
    adding,
    answers,
    comparing,
    explaining,
    guards,
    keeping,
    lines,
    lists,
    ordering,
    questions,
    remembering,
    standing,
    swapping,
    wished,
)
from assistant.dialogue.against import ruled_out, speaks_against
from assistant.dialogue.asked import Act, Answered, Asked, held_by_others
from assistant.dialogue.basket import Made, make_basket
from assistant.dialogue.confirming import awaiting_budget, settle
from assistant.dialogue.counts import said_count
from assistant.dialogue.finding import find
from assistant.dialogue.naming import named
from assistant.dialogue.replies import basket_reply, short_reply, words_reply
from assistant.dialogue.routing import by_rules, second_look
from assistant.dialogue.sessions import Session
from assistant.dialogue.unbroken import unbroken
from assistant.explain.phrases import say
from assistant.plan.added import with_added
from assistant.plan.limits import mentions
from assistant.types import Need
from catalog.text import tokens

OPENS = frozenset({"plan", "find", "add"})  # acts that a conversation may begin with
HALF = 0.5  # of the budget, and of what a job cannot do without: what takes so much of both is not put in
ON_BASKETS = frozenset({"plan", "refine", "add", "remove", "quantity"})


def act(asked: Asked) -> Answered:
    """Do what a turn asks; no basket breaks a limit afterwards."""
    return unbroken(asked, _act(asked))


def _act(asked: Asked) -> Answered:
    request, session = asked.request, asked.session
    if (settled := settle(asked)) is not None:
        return settled
    if guards.RESET.fullmatch(request.text.strip(" .!~")):
        return keeping.restart(asked)
    stop = guards.unanswerable(request)
    if stop is not None:
        return words_reply(asked, *stop), awaiting_budget(request, session)
    if session.draft is None and not session.shown and request.act in OPENS and guards.leaves_open(request):
        return words_reply(asked, say(request.language, "ask_empty")), session
    things = asked.shop.planner.mentions(request)
    request = second_look(asked, things) if asked.weighed else by_rules(asked, things)
    asked = replace(asked, request=request)
    pointed = next(filter(None, (way(asked) for way in POINTED)), None)
    if pointed is not None:
        return pointed
    if request.act == "quantity" and session.draft is not None and asked.weighed:
        return short_reply(asked, say(request.language, "not_in_basket")), session
    if request.act == "add" and asked.weighed and wished.names_nothing(asked, things):
        key = "add_what" if session.draft is not None or session.shown else "ask_unclear"
        return words_reply(asked, say(request.language, key)), session
    if request.act in ON_BASKETS and not answers.is_talk(request, session):
        return plan(replace(asked, request=ruled_out(request)) if speaks_against(request) else asked)
    if request.act == "find":
        return find(asked, things)
    if (handler := HANDLERS.get(request.act)) is not None:
        return handler(asked)
    said = answers.answer(request, session, asked.shop.desk.memory(asked.who, asked.at))
    return words_reply(asked, said), session


# Ways to change a line or a list that a turn points at, the surest first.
POINTED: Sequence[Callable[[Asked], Answered | None]] = (
    adding.same_again,
    swapping.swapped,
    adding.past_the_end,
    lines.change,
    adding.put_in_both,
    lists.added,
    adding.put_in,
    lists.narrowed,
    lists.again,
    standing.unmoved,
)
HANDLERS: Mapping[str, Act] = {
    "why": explaining.why,
    "ask": questions.answer,
    "compare": comparing.compare,
    "undo": keeping.undo,
    "keep": keeping.keep,
    "checkout": ordering.checkout,
    "order": ordering.order,
    "remember": remembering.remember,
    "forget": remembering.forget,
}


def plan(asked: Asked) -> Answered:
    """A basket for a new job, or the one in force, changed."""
    said, put, turn = asked.request.asked, _put_in(asked), asked
    asked = _with_needs(asked, put) if put else asked
    request, session, shop = asked.request, asked.session, asked.shop
    made = make_basket(
        shop.search,
        shop.planner,
        shop.meanings,
        request,
        session,
        asked.at,
        asked.clock,
        asked.continued,
        asked.who,
        held_by_others(asked),
    )
    if not made.plan.needs and not asked.continued:
        return words_reply(asked, say(request.language, "empty")), session
    roles = {need.role for need in put}
    new = [line for line in made.draft.lines if line.need.role in roles]
    if new and _is_gutted(session, made, new):  # a dear coat for the dog never takes its bowl and bed away
        return lists.no_room(turn, turn.session.draft or made.draft, new)
    new = new or (_new(said, session, made) if request.act == "add" else [])
    about = tuple(line.pick.candidate.product.id for line in new) or _named_alone(turn, made)
    session = replace(
        session,
        request=made.request or request,
        plan=with_added(made.plan, [line.need for line in new]) if asked.continued else made.plan,
        draft=made.draft,
        shown=(),
        spoken=about,
    )
    with asked.clock.part("explain"):
        reply = basket_reply(session.request or request, made, session, asked)
    return reply, session


def _named_alone(asked: Asked, made: Made) -> tuple[str, ...]:
    """The one product that a change names and that stays: "it needs to be the adult cape", which it is."""
    if not asked.continued or asked.session.draft is None or not mentions(asked.request):
        return ()
    there = {line.pick.candidate.product.id for line in made.draft.lines}
    called = tuple(one.id for one in named(asked, asked.request.asked))
    return called if len(called) == 1 and called[0] in there else ()


def _is_gutted(session: Session, made: Made, new: Sequence[DraftLine]) -> bool:
    """Whether what is put in takes half of the money, and half or more of what the job cannot do without with it."""
    if made.draft.budget is None or sum(line.pick.total for line in new) < HALF * made.draft.budget:
        return False
    there = {line.need.role for line in made.draft.lines}
    lines = session.draft.lines if session.draft is not None else ()
    musts = [line.need.role for line in lines if line.need.must and not line.need.stated]
    return bool(musts) and sum(role not in there for role in musts) >= HALF * len(musts)


def _put_in(asked: Asked) -> tuple[Need, ...]:
    """The needs of a turn that only puts something in: there is no room for it unless all else is weighed anew."""
    request, session = asked.request, asked.session
    if request.act != "add" or session.plan is None or session.request is None or not asked.continued:
        return ()
    beside = wished.BESIDE | ({"diet"} if adding.is_of_the_thing(request) else set())  # a vegan rice bowl binds no ham
    needs = () if set(request.spans) - beside else wished.needs_of(asked, request)
    if len(needs) == 1 and (count := said_count(request.asked)):
        return (needs[0].model_copy(update={"quantity": float(count), "unit": "pack"}),)
    return needs


def _with_needs(asked: Asked, needs: tuple[Need, ...]) -> Asked:
    """The turn with what it puts in as needs of the plan, and the job otherwise as it was."""
    request, session = asked.request, asked.session
    assert session.request is not None
    assert session.plan is not None
    same = {name: getattr(request, name) for name in ("text", "act", "language", "exclusions")}
    job = session.request.model_copy(update={**same, "job": session.request.asked, "changes": (), "target": None})
    return replace(asked, request=job, session=replace(session, plan=with_added(session.plan, needs)))


def _new(text: str, session: Session, made: Made) -> list[DraftLine]:
    """The lines of a basket made anew that it did not have before: those that were asked for, where any were."""
    before = {line.pick.candidate.product.id for line in session.draft.lines} if session.draft is not None else set()
    new = [line for line in made.draft.lines if line.pick.candidate.product.id not in before]
    said = [line for line in new if _says(text, line)]
    return [line for line in said if line.need.stated] or said or [line for line in new if line.need.stated] or new


def _says(text: str, line: DraftLine) -> bool:
    """Whether a text names what a line is there for."""
    title = line.pick.candidate.product.title.values()
    return bool(set(tokens(text)) & set(tokens(" ".join((*line.need.label.values(), *title)))))
