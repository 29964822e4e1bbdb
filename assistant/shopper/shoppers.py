"""The desk where a shopper's record is opened, changed, shown and erased. Consent is asked of the record each time."""

from __future__ import annotations

import datetime as dt
import re
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assistant.errors import BadInput
from assistant.shopper.profile import Profile, profile_of
from assistant.shopper.records import Records
from assistant.shopper.types import PURPOSES, Consent, Erased, Holdings, Preference, PreferenceKind, Purpose
from assistant.types import Happened, Recorded
from catalog.types import ShopEvent

IDENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,79}")
MOST_PREFERENCES = 100  # kept a shopper: more would be noise, or an attack
MOST_CACHED = 2_000  # shoppers whose holdings are remembered between turns

Seed = Callable[[Records], None]


class Annex(Protocol):
    """Whatever else is kept on shoppers' names, shown and erased with their record."""

    def held(self, holdings: Holdings) -> Holdings: ...

    def erased(self, gone: Erased) -> Erased: ...


class Shoppers:
    """Shoppers over a store of records. `seed` loads the simulated ones when the first shopper is asked for."""

    def __init__(self, records: Records, seed: Seed | None = None, annexes: Sequence[Annex] = ()) -> None:
        self._records, self._seed, self._annexes = records, seed, tuple(annexes)
        self._kept: dict[str, tuple[int, Holdings]] = {}
        self._lock = threading.Lock()

    def opened(self) -> Records:
        """The records, the simulated shoppers in them."""
        with self._lock:
            if self._seed is not None:
                self._seed(self._records)
                self._seed = None
        return self._records

    def profile(self, shopper: str, at: dt.datetime) -> Profile | None:
        """What may choose products for the shopper at a moment; None without consent. Raises BadInput for a bad id."""
        version = self.opened().version(checked(shopper))
        if version == 0:
            return None
        return profile_of(self._own(shopper, version), version, aware(at))

    def holdings(self, shopper: str) -> Holdings:
        """Everything held of the shopper."""
        held = self.opened().holdings(checked(shopper))
        for annex in self._annexes:
            held = annex.held(held)
        return held

    def consent(self, shopper: str, purpose: str, granted: bool) -> Holdings:
        """Put a yes or no on record, and return what is held now."""
        consent = Consent(purpose=purpose_of(purpose), granted=granted, at=dt.datetime.now(dt.UTC))
        self.opened().consent(checked(shopper), consent)
        return self._records.holdings(shopper)

    def allows(self, shopper: str, purpose: Purpose) -> bool:
        """Whether the record says yes to the purpose."""
        return self._own(shopper, self.opened().version(checked(shopper))).allows(purpose)

    def erase(self, shopper: str) -> Erased:
        """Take everything away that is held of the shopper."""
        erased = self.opened().erase(checked(shopper))
        with self._lock:
            self._kept.pop(shopper, None)
        for annex in self._annexes:
            erased = annex.erased(erased)
        return erased

    def record(self, shopper: str, happened: Sequence[Happened], known: Callable[[str], bool]) -> Recorded:
        """Keep events where the shopper agreed to that. Raises BadInput for products that `known` denies."""
        for one in happened:
            if not known(one.product_id):
                raise BadInput(f"product_id: {one.product_id[:80]!r} is not in this shop")
            if one.kind == "rating" and one.value > 5:
                raise BadInput(f"value: {one.value} stars are more than five")
        if not self.allows(shopper, "remember"):
            return Recorded(recorded=0, refused="the shopper has not agreed to `remember`, so nothing was kept")
        self._records.record(shopper, [_event(shopper, one) for one in happened])
        return Recorded(recorded=len(happened))

    def dislike(self, shopper: str, things: Iterable[str], at: dt.datetime) -> bool:
        """Keep what the shopper says to dislike; False, and nothing kept, where they have not agreed to that."""
        return self.prefer(shopper, [("dislike", thing) for thing in things], at)

    def prefer(self, shopper: str, stated: Iterable[tuple[PreferenceKind, str]], at: dt.datetime) -> bool:
        """Keep dislikes, diets and allergens; False, and nothing kept, where the shopper has not agreed to that."""
        held = self.opened().holdings(checked(shopper))
        if not held.allows("remember") or len(held.preferences) >= MOST_PREFERENCES:
            return False
        for kind, text in stated:
            self._records.prefer(shopper, Preference(id=uuid.uuid4().hex, kind=kind, text=text, at=aware(at)))
        return True

    def forget(self, shopper: str, preference_id: str) -> bool:
        """Drop one stated preference."""
        return self.opened().forget(checked(shopper), preference_id)

    def simulated(self) -> tuple[str, ...]:
        """The ids of the simulated shoppers."""
        return self.opened().simulated()

    def _own(self, shopper: str, version: int) -> Holdings:
        """The record itself, read again only where it has changed."""
        known = self._kept.get(shopper)
        if known is None or known[0] != version:
            known = (version, self._records.holdings(shopper))
            self._remember(shopper, known)
        return known[1]

    def _remember(self, shopper: str, held: tuple[int, Holdings]) -> None:
        with self._lock:
            if len(self._kept) >= MOST_CACHED:
                self._kept.clear()
            self._kept[shopper] = held


def checked(shopper: str) -> str:
    """The id, where it can be one. Raises BadInput."""
    if not IDENT.fullmatch(shopper):
        raise BadInput(f"shopper: {shopper[:40]!r} is no shopper id; use letters, digits and . _ @ - (at most 80)")
    return shopper


def purpose_of(word: str) -> Purpose:
    """The purpose of a name. Raises BadInput with the ones there are."""
    for purpose in PURPOSES:
        if purpose == word:
            return purpose
    raise BadInput(f"purpose: {word[:40]!r} is none of {', '.join(PURPOSES)}")


def aware(at: dt.datetime) -> dt.datetime:
    """The moment with a time zone; one without is taken as UTC."""
    return at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC)


def _event(shopper: str, one: Happened) -> ShopEvent:
    at = aware(one.at or dt.datetime.now(dt.UTC))
    ident = f"{shopper}/{uuid.uuid4().hex}"
    return ShopEvent(id=ident, shopper=shopper, product_id=one.product_id, kind=one.kind, at=at, value=one.value)
