"""The façade: one turn in, one reply out."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from assistant.bundle.candidates import Finder, is_coloured
from assistant.bundle.choose import Problem, prepare
from assistant.bundle.edit import edited
from assistant.dialogue import answers, guards
from assistant.dialogue.basket import Made, make_basket
from assistant.dialogue.known import Desk, Known
from assistant.dialogue.renewal import Renewal
from assistant.dialogue.sessions import Session, Sessions
from assistant.errors import AssistantError, BadInput
from assistant.explain.basket import bundle, summary
from assistant.explain.cards import card
from assistant.explain.follow_ups import follow_ups
from assistant.explain.notices import notices
from assistant.explain.phrases import say
from assistant.plan.concepts import Meanings
from assistant.plan.limits import limits
from assistant.plan.planner import Planner
from assistant.plan.things import Mention
from assistant.types import Card, Edit, Happened, Notice, Recorded, Reply, Request, Turn
from assistant.understand.request import Vocabulary, merged, understand
from catalog.search import Search
from catalog.types import Language, Market

log = logging.getLogger(__name__)

SEVERAL = 2  # things named that make a job of whatever else is said
LONG_SEARCH = 8  # words: a longer text that names no product describes a job
NEW_JOB = frozenset({"plan", "find"})


@dataclass(frozen=True)
class _Asked:
    """One turn as its parts need it."""

    request: Request
    session: Session
    at: dt.datetime
    continued: bool
    who: Known


@dataclass
class Assistant:
    """Answers turns over one catalogue. Put together by `assistant.bootstrap`."""

    search: Search
    planner: Planner
    meanings: Meanings
    vocabulary: Vocabulary
    desk: Desk
    demo: bool = False
    sessions: Sessions = field(default_factory=Sessions)
    renewal: Renewal | None = None  # where the index may change while the shop is open

    def now(self) -> Assistant:
        """The assistant over what the index holds now, with the same conversations."""
        shop = self.renewal.current() if self.renewal else None
        if shop is None or shop.search is self.search:
            return self
        return Assistant(**vars(shop), demo=self.demo, sessions=self.sessions, renewal=self.renewal)

    def reply(self, turn: Turn) -> Reply:
        """Answer one turn. Raises BadInput only for a market that does not exist or what is no shopper id."""
        return self.now()._reply(turn)

    def edit(self, session_id: str, edit: Edit) -> Reply:
        """Change the basket by hand. Raises BadInput where there is no such basket, line or stock."""
        return self.now()._edit(session_id, edit)

    def _reply(self, turn: Turn) -> Reply:
        clock = Clock()
        market = guards.market_of(turn.market)
        session, known = self.sessions.open(turn.session)
        text, first = guards.clean(turn.text)
        at = turn.at or dt.datetime.now(dt.UTC)
        with clock.part("understand"):
            new = understand(text, at, self.vocabulary, market, session.draft is not None, _language(turn.language))
        request, continued = self._in_context(new, session, market)
        with clock.part("profile"):
            who = self.desk.known(turn.shopper or session.shopper, at)
            own = tuple(self.desk.notices(who, request, at))
        said = [*first(request.language), *guards.notices(turn, request, text, known), *own]
        reply, session = self._act(_Asked(request, session, at, continued, who), clock)
        kept = self.sessions.keep(replace(session, shopper=who.shopper, at=at))
        return reply.model_copy(
            update={
                "session": kept.id,
                "notices": tuple(dict.fromkeys((*said, *reply.notices))),
                "timings": clock.milliseconds(),
            }
        )

    def _edit(self, session_id: str, edit: Edit) -> Reply:
        session, _ = self.sessions.open(session_id)
        old, plan = session.request, session.plan
        if session.draft is None or plan is None or old is None:
            raise BadInput("session: has no basket; ask for one first")
        at = session.at or dt.datetime.now(dt.UTC)
        who = self.desk.known(session.shopper, at)
        draft = edited(session.draft, edit)
        if who.taste is None:  # consent was withdrawn since: what was bought before is no longer spoken of
            draft = replace(draft, had=())
        session = self.sessions.keep(replace(session, draft=draft))
        request = old.model_copy(update={"act": {"swap": "refine"}.get(edit.kind, edit.kind)})
        asked = _Asked(request, session, at, True, who)
        return self._basket_reply(request, Made(plan, draft, say(request.language, "refined")), session, asked)

    def problem(self, turn: Turn) -> Problem:
        """The integer programme that a turn poses, unsolved; the evaluations time its solution alone."""
        at = turn.at or dt.datetime.now(dt.UTC)
        request = understand(turn.text, at, self.vocabulary, guards.market_of(turn.market))
        bounds = limits(request, self.search.snapshot, self.meanings)
        plan = self.planner.plan(request, bounds, at)
        return prepare(plan, request, Finder(self.search, request, bounds, self.meanings)).problem

    def card(self, product_id: str, language: str, market: str) -> Card | None:
        """The card of a product, or None where the shop does not sell it in that market."""
        product = self.now().search.product(product_id)
        sold = product is not None and product.offer(market) is not None
        return card(product, language, market) if product is not None and sold else None

    def record(self, shopper: str, happened: Sequence[Happened]) -> Recorded:
        """Keep what a shop reports of a shopper, where they agreed. Raises BadInput for unknown products."""
        return self.desk.shoppers.record(shopper, happened, lambda ident: self.now().search.product(ident) is not None)

    def warm(self) -> None:
        """Load the search's words, the shoppers' records and what all tastes share, ahead of the first shopper.

        Where that fails, whoever asks first is told why.
        """
        self.search.read("warm")
        try:
            self.desk.taster.warm()
        except AssistantError as error:
            log.info("shoppers are not ready: %s", error)

    def is_simulated(self, shopper: str) -> bool:
        """Whether the id is one of the demo shop's simulated shoppers."""
        return self.demo and shopper in self.desk.shoppers.simulated()

    def _in_context(self, new: Request, session: Session, market: Market | None) -> tuple[Request, bool]:
        """A refinement continues the request in force; a new job starts afresh in the conversation's market."""
        old = session.request
        if old is None or new.act in NEW_JOB:
            return new, False
        if new.act in ("refine", "quantity", "add", "remove"):
            same = merged(old, new)
            return same.model_copy(update={"market": market or old.market}), True
        return new.model_copy(update={"market": market or old.market}), True

    def _act(self, asked: _Asked, clock: Clock) -> tuple[Reply, Session]:
        request, session = asked.request, asked.session
        if guards.RESET.fullmatch(request.text.strip(" .!~")):
            return self._words(request, say(request.language, "ask_empty"), ()), Session(session.id)
        stop = guards.unanswerable(request)
        if stop is not None:
            return self._words(request, stop[0], stop[1]), session
        things = self.planner.mentions(request)
        if request.act == "out_of_scope" and len(things) >= SEVERAL:  # "asking her to marry me: candles, flowers, wine"
            request = request.model_copy(update={"act": "plan"})
        if request.act == "plan" and not asked.continued and self.planner.is_search(request, things):
            request = request.model_copy(update={"act": "find"})
        if request.act in ("plan", "refine", "add", "remove", "quantity") and not answers.is_talk(request, session):
            return self._plan(replace(asked, request=request), clock)
        if request.act == "find":
            if not is_job(request, things):
                return self._find(replace(asked, request=request), things, clock)
            planned = request.model_copy(update={"act": "plan"})
            return self._plan(replace(asked, request=planned, continued=False), clock)
        said = answers.answer(request, session, self.desk.memory(asked.who, asked.at))
        return self._words(request, said, ()), replace(session)

    def _plan(self, asked: _Asked, clock: Clock) -> tuple[Reply, Session]:
        request, session = asked.request, asked.session
        made = make_basket(
            self.search, self.planner, self.meanings, request, session, asked.at, clock, asked.continued, asked.who
        )
        if not made.plan.needs and not asked.continued:
            return self._words(request, say(request.language, "empty"), ()), session
        session = replace(session, request=made.request or request, plan=made.plan, draft=made.draft)
        with clock.part("explain"):
            reply = self._basket_reply(session.request or request, made, session, asked)
        return reply, session

    def _find(self, asked: _Asked, things: list[Mention], clock: Clock) -> tuple[Reply, Session]:
        """A list of products. Several things, or counted ones, are a basket instead."""
        request, session, who = asked.request, asked.session, asked.who
        # One thing is looked for, so whoever keeps a diet is to have it: nobody's share can be set apart.
        bound = tuple(need.model_copy(update={"everyone": True}) for need in request.diet)
        request = request.model_copy(update={"diet": bound})
        with clock.part("find"):
            bounds = limits(request, self.search.snapshot, self.meanings, who.dislikes)
            finder = Finder(self.search, request, bounds, self.meanings, who.taste)
            words, found = answers.find(request, finder, things)
            said: tuple[Notice, ...] = ()
            if not found and things and request.diet:  # "vegan beef": what comes closest and keeps the diet
                words, found = answers.find(request, finder, (), closest=True)
                said = answers.contradiction(request, things) if found else ()
        if request.colours and found and not any(is_coloured(product, request.colours) for product in found):
            said = (*said, Notice(code="colour", text=say(request.language, "notice_colour")))
        if not found and not things:
            return self._words(request, say(request.language, "ask_unclear"), ()), session
        cards = tuple(card(product, request.language, request.market) for product in found)
        key = "find_some" if cards else "find_none"
        text = say(request.language, key, words=words)
        reply = self._words(request, text, said).model_copy(update={"products": cards, "answer": None})
        return reply, replace(session, shown=tuple(c.id for c in cards))

    def _basket_reply(self, request: Request, made: Made, session: Session, asked: _Asked) -> Reply:
        basket = bundle(made.draft, made.plan, request, self.desk.memory(asked.who, asked.at))
        text = summary(basket, made.plan, request)
        return Reply(
            id=uuid.uuid4().hex,
            session=session.id,
            language=request.language,
            market=request.market,
            act=request.act,
            text="\n".join(filter(None, [made.preface, text])),
            request=request,
            demo=self.demo,
            bundle=basket,
            follow_ups=follow_ups(basket, made.plan, request),
            notices=tuple(notices(made.draft, basket, made.plan, request)),
        )

    def _words(self, request: Request, text: str, said: tuple[Notice, ...]) -> Reply:
        return Reply(
            id=uuid.uuid4().hex,
            session="",
            language=request.language,
            market=request.market,
            act=request.act,
            text=text,
            request=request,
            demo=self.demo,
            answer=text,
            follow_ups=(say(request.language, "follow_plan"), say(request.language, "follow_find")),
            notices=said,
        )


def is_job(request: Request, things: Sequence[Mention]) -> bool:
    """Whether what reads like a product search is a basket after all: several things, counted ones, or no thing."""
    if len(things) >= 2 or any(want.quantity for want in request.wants):
        return True
    company = (request.people.total or 0) > 1
    return not things and (company or len(request.asked.split()) > LONG_SEARCH)


def _language(code: str | None) -> Language | None:
    return code if code in ("en", "ko") else None  # type: ignore[return-value]


class Clock:
    """How long each part of a turn took."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._parts: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self._parts[name] = self._parts.get(name, 0.0) + time.perf_counter() - start

    def milliseconds(self) -> dict[str, float]:
        """Milliseconds by part, and `total`."""
        parts = {**self._parts, "total": time.perf_counter() - self._start}
        return {name: round(seconds * 1000, 1) for name, seconds in parts.items()}
