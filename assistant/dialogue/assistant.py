"""The façade: one turn in, one reply out."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.bundle.candidates import Finder
from assistant.bundle.choose import Problem, prepare
from assistant.bundle.edit import edited
from assistant.dialogue import answers, guards
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket import Made, make_basket
from assistant.dialogue.clock import Clock
from assistant.dialogue.finding import find, is_job
from assistant.dialogue.known import Desk
from assistant.dialogue.renewal import Renewal, Shop
from assistant.dialogue.replies import basket_reply, words_reply
from assistant.dialogue.sessions import Session, Sessions
from assistant.errors import AssistantError, BadInput
from assistant.explain.cards import card
from assistant.explain.phrases import say
from assistant.plan.concepts import Meanings
from assistant.plan.limits import limits
from assistant.plan.planner import Planner
from assistant.types import Card, Edit, Happened, Recorded, Reply, Request, Turn
from assistant.understand.request import Vocabulary, merged, understand
from catalog.search import Search
from catalog.types import Language, Market

log = logging.getLogger(__name__)

SEVERAL = 2  # things named that make a job of whatever else is said
NEW_JOB = frozenset({"plan", "find"})
ON_BASKETS = frozenset({"plan", "refine", "add", "remove", "quantity"})


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
        return Assistant(**vars(shop), sessions=self.sessions, renewal=self.renewal)

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
        reply, session = act(Asked(request, session, at, continued, who, self._shop(), clock))
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
        asked = Asked(request, session, at, True, who, self._shop(), Clock())
        return basket_reply(request, Made(plan, draft, say(request.language, "refined")), session, asked)

    def _shop(self) -> Shop:
        return Shop(self.search, self.planner, self.meanings, self.vocabulary, self.desk, self.demo)

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


def act(asked: Asked) -> Answered:
    """Do what a turn asks."""
    request, session = asked.request, asked.session
    if guards.RESET.fullmatch(request.text.strip(" .!~")):
        return words_reply(asked, say(request.language, "ask_empty")), Session(session.id)
    stop = guards.unanswerable(request)
    if stop is not None:
        return words_reply(asked, *stop), session
    planner = asked.shop.planner
    things = planner.mentions(request)
    if request.act == "out_of_scope" and len(things) >= SEVERAL:  # "asking her to marry me: candles, flowers, wine"
        request = request.model_copy(update={"act": "plan"})
    if request.act == "plan" and not asked.continued and planner.is_search(request, things):
        request = request.model_copy(update={"act": "find"})
    asked = replace(asked, request=request)
    if request.act in ON_BASKETS and not answers.is_talk(request, session):
        return plan(asked)
    if request.act == "find":
        if not is_job(request, things):
            return find(asked, things)
        return plan(replace(asked, request=request.model_copy(update={"act": "plan"}), continued=False))
    said = answers.answer(request, session, asked.shop.desk.memory(asked.who, asked.at))
    return words_reply(asked, said), session


def plan(asked: Asked) -> Answered:
    """A basket for a new job, or the one in force, changed."""
    request, session, shop = asked.request, asked.session, asked.shop
    made = make_basket(
        shop.search, shop.planner, shop.meanings, request, session, asked.at, asked.clock, asked.continued, asked.who
    )
    if not made.plan.needs and not asked.continued:
        return words_reply(asked, say(request.language, "empty")), session
    session = replace(session, request=made.request or request, plan=made.plan, draft=made.draft)
    with asked.clock.part("explain"):
        reply = basket_reply(session.request or request, made, session, asked)
    return reply, session


def _language(code: str | None) -> Language | None:
    return code if code in ("en", "ko") else None  # type: ignore[return-value]
