"""Conversations: what was asked, the basket as it stands, and the way back. Kept on disk behind a few in memory."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.bundle.draft import Draft
from assistant.dialogue.conversations import Conversations, Kept, MemoryConversations, Step
from assistant.dialogue.stored import BLANK, Change, ProductOf, State, decoded, encoded, is_current
from assistant.errors import StorageError
from assistant.shopper.types import NOTHING, Lasting
from assistant.types import Act, Plan, Reply, Request
from catalog.types import Frozen

log = logging.getLogger(__name__)

MOST = 2_000  # conversations held in memory; the one unused for longest goes first
MOST_STEPS = 100  # kept to undo: more than anybody counts back
FORGET_LIST = frozenset({"plan", "refine"})  # acts after which nobody adds "the second" of a list before
MOST_SEEN = 60  # products before that a turn may point back at
KEY_BYTES = 12  # of a basket's own key: nobody can guess one, and no two are the same


class Pending(Frozen):
    """What the last reply asked to be confirmed. It holds for the very next turn alone."""

    what: Literal["age", "forget", "budget", "cancelled", "return_asked"]  # the last two: which order comes to that
    turn: int
    job: Request | None = None  # that waits for its budget


@dataclass(frozen=True)
class Session:
    """One conversation: the request in force, its plan, and the basket in numbers."""

    id: str
    request: Request | None = None
    plan: Plan | None = None
    draft: Draft | None = None
    shown: tuple[str, ...] = ()  # product ids of the last list, for "the second one"
    turns: int = 0
    shopper: str | None = None  # who asks, once said
    at: dt.datetime | None = None  # when the last turn was asked
    spoken: tuple[str, ...] = ()  # product ids last spoken of, for "that one"
    offered: tuple[str, ...] = ()  # the last list still, once something of it is in the basket
    seen: tuple[str, ...] = ()  # product ids of lists and baskets before, the latest last, for "the one from before"
    sought: Request | None = None  # the last search, for "cheaper ones"
    acted: Act | None = None  # what the last turn was
    key: str = ""  # the basket's own: a new one with every change, so that it is ordered once
    back: tuple[Step, ...] = ()  # the states before, the latest last
    pending: Pending | None = None
    of_age: bool = False  # the shopper has confirmed their age here
    young: bool = False  # the shopper has said to be too young for alcohol
    lasting: Lasting = NOTHING  # what holds for this whole conversation
    news: tuple[Change, ...] = ()  # what has changed in the shop since the last turn, to be said once
    settled: bool = False  # this turn has put the way back in order itself
    start: State = BLANK  # where this turn began

    @property
    def state(self) -> State:
        """What undoing would lead back to."""
        return State(self.request, self.plan, self.draft, self.key)

    def after(self, reply: Reply) -> Session:
        """The conversation with what a reply has shown."""
        cards = [line.product for line in reply.bundle.lines] if reply.bundle else reply.products
        seen = dict.fromkeys(one for one in self.seen if one not in {card.id for card in cards})
        seen |= dict.fromkeys(card.id for card in cards)
        offered = self.shown or (() if reply.act in FORGET_LIST else self.offered)
        return replace(self, acted=reply.act, seen=tuple(seen)[-MOST_SEEN:], offered=offered)

    def at_state(self, state: State) -> Session:
        """The conversation at another state."""
        return replace(self, request=state.request, plan=state.plan, draft=state.draft, key=state.key)


class _Document(Frozen):
    """A session as it is kept, apart from its steps back."""

    state: str
    shown: tuple[str, ...] = ()
    at: dt.datetime | None = None
    spoken: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    sought: Request | None = None
    acted: Act | None = None
    pending: Pending | None = None
    of_age: bool = False
    young: bool = False
    lasting: Lasting = NOTHING


class Sessions:
    """Conversations by id, safe to use from several threads and processes: the last turn counts."""

    def __init__(
        self,
        kept: Conversations | None = None,
        most: int = MOST,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.store: Conversations = kept or MemoryConversations(now)
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._most, self._now = most, now
        self._unsaved: set[str] = set()  # what memory alone knows of, since its last turn could not be stored
        self._lock, self._saving = threading.Lock(), threading.Lock()

    def open(self, ident: str | None, product_of: ProductOf | None = None) -> tuple[Session, bool]:
        """The conversation of an id and whether it was known; a new one where it is not.

        With `product_of` its basket is that of the shop as it is now, and `news` says what has changed.
        """
        session = self._known(ident, product_of) if ident else None
        if session is not None:
            return session, True
        return Session(secrets.token_urlsafe(18)), ident is None

    def keep(self, session: Session, named: bool = False) -> Session:
        """Remember a conversation's new state; on the shopper's name only where `named`."""
        if not session.settled:
            session = _stepped(session, named)
        counted = replace(session, turns=session.turns + 1, news=(), settled=False, start=session.state)
        with self._saving:  # or memory could end with one turn and the disk with another
            self._hold(counted)
            self._save(counted, named)
        return counted

    def drop(self, ident: str) -> None:
        """Take a conversation away, with the baskets that are its own."""
        with self._lock:
            self._held.pop(ident, None)
        self._unsaved.discard(ident)
        self.store.drop(ident)

    def _known(self, ident: str, product_of: ProductOf | None) -> Session | None:
        with self._lock:
            held = self._held.get(ident)
        try:
            revision = self.store.revision(ident)
            if held is None or (ident not in self._unsaved and held.turns != revision):
                # None: expired, or erased by another process
                held = self._load(ident, product_of) if revision is not None else None
        except StorageError as error:
            log.warning("conversations are kept in memory alone: %s", error)
        if held is not None:
            held = _refreshed(held, product_of)
            held = replace(held, start=held.state)
            self._hold(held)
        return held

    def _load(self, ident: str, product_of: ProductOf | None) -> Session | None:
        kept = self.store.load(ident)
        if kept is None or product_of is None:
            return None
        try:
            document = _Document.model_validate_json(kept.document)
            state, news = decoded(document.state, product_of)
        except ValueError:
            log.warning("a conversation could not be read, so it starts anew")
            return None
        facts = {name: getattr(document, name) for name in _Document.model_fields if name != "state"}
        session = Session(kept.id, turns=kept.revision, shopper=kept.shopper, back=kept.back, news=news, **facts)
        return session.at_state(state)

    def _hold(self, session: Session) -> None:
        with self._lock:
            self._held[session.id] = session
            self._held.move_to_end(session.id)
            while len(self._held) > self._most:
                self._unsaved.discard(self._held.popitem(last=False)[0])

    def _save(self, session: Session, named: bool) -> None:
        facts = {name: getattr(session, name) for name in _Document.model_fields if name != "state"}
        document = _Document(state=encoded(session.state, named), **facts)
        kept = Kept(
            id=session.id,
            revision=session.turns,
            shopper=session.shopper if named else None,
            touched=self._now(),
            document=document.model_dump_json(exclude_defaults=True),
            back=session.back,
        )
        try:
            self.store.save(kept)
            self._unsaved.discard(session.id)
        except StorageError as error:
            self._unsaved.add(session.id)
            log.warning("conversations are kept in memory alone: %s", error)


def _stepped(session: Session, named: bool) -> Session:
    """The session with a step back to where the turn began, where the turn has changed the basket.

    The turn's own beginning counts, not what is held by now: another thread may have read the conversation anew.
    """
    if session.draft is session.start.draft:
        return session
    if session.key and _content(session.draft) == _content(session.start.draft):
        return replace(session, key=session.start.key)  # the same goods: they are ordered once
    key = secrets.token_urlsafe(KEY_BYTES) if session.draft is not None else ""
    changed = replace(session, key=key)
    if session.turns == 0:
        return changed
    step = Step(number=session.turns, document=encoded(session.start, named))
    return replace(changed, back=(*session.back, step)[-MOST_STEPS:])


def _content(draft: Draft | None) -> object:
    """What would be ordered: products, packs and prices."""
    if draft is None:
        return None
    lines = {(line.pick.candidate.product.id, line.pick.packs, line.pick.total) for line in draft.lines}
    return draft.currency, lines


def _refreshed(session: Session, product_of: ProductOf | None) -> Session:
    """The session over the shop's products as they are now."""
    if product_of is None or session.draft is None or is_current(session.draft, product_of):
        return session
    state, news = decoded(encoded(session.state, personal=True), product_of)
    return replace(session.at_state(state), news=(*session.news, *news))
