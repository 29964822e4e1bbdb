"""The façade: one turn in, one reply out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from assistant.bundle.candidates import Finder
from assistant.bundle.choose import Problem, prepare
from assistant.bundle.edit import edited
from assistant.dialogue import (
    guards,
    keeping,
    ordering,
    remembering,
)
from assistant.dialogue.act_reader import ReadAct, ReadsActs
from assistant.dialogue.acting import act
from assistant.dialogue.asked import Act, Asked
from assistant.dialogue.basket import Made
from assistant.dialogue.books import Books
from assistant.dialogue.brain import Brain, Offline
from assistant.dialogue.careful import beside, carefully, fenced, heeded, left_out, needs_care
from assistant.dialogue.clock import Clock
from assistant.dialogue.confirming import with_its_budget
from assistant.dialogue.known import Desk
from assistant.dialogue.renewal import Renewal, Shop
from assistant.dialogue.replies import basket_reply
from assistant.dialogue.sessions import Session, Sessions
from assistant.dialogue.settled import by_hand, with_settled
from assistant.errors import AssistantError, BadInput
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.orders.ledger import Ledger, MemoryLedger
from assistant.plan.limits import limits
from assistant.types import Card, Edit, Grown, Happened, Notice, Recorded, Reply, Request, Turn
from assistant.understand.request import merged, understand
from assistant.understand.slips import in_full, without_slips
from catalog.search import Search
from catalog.text import normalize
from catalog.types import Language, Market

log = logging.getLogger(__name__)

NEW_JOB = frozenset({"plan", "find"})


@dataclass
class Assistant:
    """Answers turns over one catalogue. Put together by `assistant.bootstrap`."""

    shop: Shop
    sessions: Sessions = field(default_factory=Sessions)
    renewal: Renewal | None = None  # where the index may change while the shop is open
    ledger: Ledger = field(default_factory=MemoryLedger)  # the orders
    brain: Brain = field(default_factory=Offline)
    acts: ReadsActs | None = None  # None: the rules alone read what a turn asks for

    @property
    def search(self) -> Search:
        """The search over the shop."""
        return self.shop.search

    @property
    def desk(self) -> Desk:
        """Who is asking, and what is known of them."""
        return self.shop.desk

    @property
    def demo(self) -> bool:
        """Whether the shop is the demo shop."""
        return self.shop.demo

    def now(self) -> Assistant:
        """The assistant over what the index holds now, with the same conversations."""
        shop = self.renewal.current() if self.renewal else self.shop
        return self if shop is self.shop else replace(self, shop=shop)

    def reply(self, turn: Turn) -> Reply:
        """Answer one turn. Raises BadInput only for a market that does not exist or what is no shopper id."""
        *_, grown = self.replies(turn)
        return grown.reply

    def replies(self, turn: Turn) -> Iterator[Grown]:
        """The reply as it grows: where a model words it, first as code has written it. Raises as `reply` does."""
        return self.now()._replies(turn)

    def edit(self, session_id: str, edit: Edit) -> Reply:
        """Change the basket by hand. Raises BadInput where there is no such basket, line or stock."""
        return self.now()._edit(session_id, edit)

    def checkout(self, session_id: str, of_age: bool = False) -> Reply:
        """Order the basket of a session, once however often it is asked. Raises BadInput where there is no basket."""
        return self.now()._pressed(session_id, "checkout", partial(ordering.checkout, of_age=of_age))

    def resume(self, session_id: str) -> Reply:
        """The basket of a session as it stands. Raises BadInput where there is none."""
        return self.now()._pressed(session_id, "keep", keeping.resume)

    def _replies(self, turn: Turn) -> Iterator[Grown]:
        clock = Clock()
        market = guards.market_of(turn.market)
        session, known = self.sessions.open(turn.session, self.search.product)
        text, first = guards.clean(turn.text)
        text, slips = without_slips(in_full(text), self.search.slip)
        text, attacked = fenced(text)
        at = turn.at or dt.datetime.now(dt.UTC)
        with clock.part("understand"):
            there = session.draft is not None or bool(session.shown)  # a basket or a list that a turn may lean on
            new = understand(text, at, self.shop.vocabulary, market, there, _language(turn.language))
            who = self.desk.known(turn.shopper or session.shopper, at)
            again = _said_again(new, session)
            read = ReadAct(again or new, sure=False)
            if self.acts is not None and again is None:
                read = self.acts.read(Asked(new, session, at, False, who, self.shop, clock))
            thinking = Offline() if needs_care(new) else self.brain.turn(session.id)
            new = _heard(read, thinking.understand(read.request, there), session)
        request, continued = self._in_context(heeded(new), session, market)
        with clock.part("profile"):
            own = (*self.desk.notices(who, request, at), *keeping.news(session, request.language))
            request, remembered = remembering.limited(request, session, who)
        said = [*first(request.language), *guards.notices(turn, request, text, known), *own]
        said += guards.read_as(slips, request.language)
        said += [left_out(request.language)] if attacked else []
        weighed = self.acts is not None
        asked = Asked(request, session, at, continued, who, self.shop, clock, self._books(), weighed)
        reply, session = carefully(asked, act)
        said += remembered if reply.bundle is not None or reply.products else ()
        session = replace(session.after(reply), shopper=who.shopper, at=at)
        kept = self.sessions.keep(session, self.desk.remembers(who.shopper))
        reply = reply.model_copy(update={"session": kept.id})
        beside_it = tuple(beside(said, reply))
        if thinking.rewords(reply):
            yield Grown(_with_notices(reply, beside_it, clock), whole=False)
        for better in clock.each("word", thinking.wording(reply)):
            if better.text != reply.text:
                yield Grown(_with_notices(better, beside_it, clock), whole=False)
            reply = better
        yield Grown(_with_notices(reply, beside_it, clock), whole=True)

    def _edit(self, session_id: str, edit: Edit) -> Reply:
        session, _ = self.sessions.open(session_id, self.search.product)
        old, plan = session.request, session.plan
        if session.draft is None or plan is None or old is None:
            raise BadInput("session: has no basket; ask for one first")
        at = session.at or dt.datetime.now(dt.UTC)
        who = self.desk.known(session.shopper, at)
        draft = edited(session.draft, edit)
        old = with_settled(old, by_hand(session.draft, draft))
        if who.taste is None:  # consent was withdrawn since: what was bought before is no longer spoken of
            draft = replace(draft, had=())
        news = tuple(keeping.news(session, old.language))
        session = self.sessions.keep(replace(session, draft=draft, request=old), who.remembers)
        request = old.model_copy(update={"act": {"swap": "refine"}.get(edit.kind, edit.kind)})
        asked = Asked(request, session, at, True, who, self.shop, Clock(), self._books())
        reply = basket_reply(request, Made(plan, draft, say(request.language, "refined")), session, asked)
        return reply.model_copy(update={"notices": (*news, *reply.notices)})

    def _pressed(self, session_id: str, act: Literal["checkout", "keep"], handler: Act) -> Reply:
        """What a button does with a session's basket."""
        session, _ = self.sessions.open(session_id, self.search.product)
        if session.draft is None or session.request is None:
            raise BadInput("session: has no basket; ask for one first")
        at = dt.datetime.now(dt.UTC)
        who = self.desk.known(session.shopper, at)
        request = session.request.model_copy(update={"act": act})
        reply, after = handler(Asked(request, session, at, True, who, self.shop, Clock(), self._books()))
        if after is not session or session.news:  # what has changed nothing must not overwrite what another turn did
            after = self.sessions.keep(after, who.remembers)
        said = (*keeping.news(session, request.language), *reply.notices)
        return reply.model_copy(update={"session": session.id, "notices": said})

    def _books(self) -> Books:
        return Books(self.sessions, self.ledger)

    def problem(self, turn: Turn) -> Problem:
        """The integer programme that a turn poses, unsolved; the evaluations time its solution alone."""
        at = turn.at or dt.datetime.now(dt.UTC)
        shop = self.shop
        request = understand(turn.text, at, shop.vocabulary, guards.market_of(turn.market))
        bounds = limits(request, shop.search.snapshot, shop.meanings)
        plan = shop.planner.plan(request, bounds, at)
        return prepare(plan, request, Finder(shop.search, request, bounds, shop.meanings)).problem

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
        if (job := with_its_budget(new, session)) is not None:
            return job, False
        if old is None or new.act in NEW_JOB:
            return new, False
        if new.act in ("refine", "quantity", "add", "remove"):
            same = merged(old, new)
            return same.model_copy(update={"market": market or old.market}), True
        return new.model_copy(update={"market": market or old.market}), True


def _said_again(new: Request, session: Session) -> Request | None:
    """The turn as the job that the basket was made for, where it is put in the very same words; else None."""
    old = session.request
    if old is None or old.act not in NEW_JOB or normalize(new.text) != normalize(old.text):
        return None
    return new.model_copy(update={"act": old.act})


def _with_notices(reply: Reply, beside_it: tuple[Notice, ...], clock: Clock) -> Reply:
    """The reply with what is to be said beside it, and how long it took so far."""
    notices = tuple(dict.fromkeys((*beside_it, *reply.notices)))
    return reply.model_copy(update={"notices": notices, "timings": clock.milliseconds()})


def _heard(read: ReadAct, heard: Request, session: Session) -> Request:
    """The request as a brain hears it. Its act stands where ours is in doubt, and never ends a basket's limits."""
    new_job = heard.act in NEW_JOB and read.request.act not in NEW_JOB and session.draft is not None
    keeps = heard.act == read.request.act or not (read.sure or new_job)
    return heard if keeps else heard.model_copy(update={"act": read.request.act})


def _language(code: str | None) -> Language | None:
    return code if code in ("en", "ko") else None  # type: ignore[return-value]
