"""What every keeper of shoppers' records promises: the same tests against SQL and against the written fake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.records import SqlRecords
from assistant.shopper.records import Records
from assistant.shopper.types import PURPOSES, Consent, Preference, Purpose
from catalog.types import ShopEvent
from tests.fakes import MemoryRecords, an_event

DAY = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
ALL = [Consent(purpose=purpose, granted=True, at=DAY) for purpose in PURPOSES]


@pytest.fixture(params=["memory", "sql"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """An empty store of each kind."""
    if request.param == "memory":
        yield MemoryRecords()
        return
    kept = SqlRecords(tmp_path / "shoppers.sqlite")
    yield kept
    kept.close()


def answer(purpose: Purpose = "personalise", granted: bool = True, day: int = 0) -> Consent:
    """A yes or a no on a day of March."""
    return Consent(purpose=purpose, granted=granted, at=DAY + dt.timedelta(days=day))


def disliked(thing: str, at: dt.datetime = DAY) -> Preference:
    """A dislike, its id the thing's name."""
    return Preference(id=f"p-{thing}", text=thing, at=at)


def test_nothing_is_held_of_a_stranger(records: Records) -> None:
    """No version, no lines, no agreement; and looking leaves no trace."""
    held = records.holdings("ann")
    assert (held.shopper, held.simulated, held.consents, held.preferences, held.events) == ("ann", False, (), (), ())
    assert not any(held.allows(purpose) for purpose in PURPOSES)
    assert records.version("ann") == 0


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [([], False), ([True], True), ([False], False), ([True, False], False), ([True, False, True], True)],
)
def test_the_last_answer_about_a_purpose_counts(records: Records, answers: list[bool], allowed: bool) -> None:
    """Every answer stays on record, in the order given, whatever its clock said; other purposes are not touched."""
    given = [answer("remember", granted, day=-n) for n, granted in enumerate(answers)]
    for consent in given:
        records.consent("ann", consent)
    held = records.holdings("ann")
    assert held.consents == tuple(given)
    assert held.allows("remember") is allowed
    assert not held.allows("personalise")
    assert not held.allows("contribute")


CHANGES: list[tuple[str, Callable[[Records], object]]] = [
    ("consent", lambda records: records.consent("ann", answer())),
    ("event", lambda records: records.record("ann", [an_event(7)])),
    ("preference", lambda records: records.prefer("ann", disliked("basil"))),
    ("forgotten", lambda records: records.forget("ann", "p-mint")),
    ("erased", lambda records: records.erase("ann")),
]


@pytest.mark.parametrize("change", [run for _, run in CHANGES], ids=[name for name, _ in CHANGES])
def test_every_change_gives_the_record_another_version(records: Records, change: Callable[[Records], object]) -> None:
    """Of the one shopper, and of everybody's together; other shoppers keep theirs."""
    records.prefer("ann", disliked("mint"))
    records.consent("bo", answer())
    before = records.version("ann"), records.version("bo"), records.together()[0]
    assert records.changes() == before[2]
    change(records)
    assert records.version("ann") != before[0]
    assert records.version("bo") == before[1] > 0
    assert records.together()[0] != before[2]


def test_a_version_never_comes_back(records: Records) -> None:
    """What somebody remembers of an erased record is never taken for the record that is begun afterwards."""
    seen = set()
    for _ in range(3):
        for _ in range(3):
            records.consent("ann", answer())
            assert records.version("ann") not in seen
            seen.add(records.version("ann"))
        records.erase("ann")
    together = set()
    for who in ("ann", "bo", "ann"):
        records.erase(who)
        together.add(records.together()[0])
    assert len(together) == 3


def test_events_come_back_whole_and_in_the_order_of_time(records: Records) -> None:
    """Kind, amount, order and moment as they were given; one of the same id is kept once."""
    seoul = dt.timezone(dt.timedelta(hours=9))
    early = an_event(3, at=dt.datetime(2026, 1, 1, 8, 30, tzinfo=seoul), value=2, order="o1")  # 31 December in UTC
    events = [an_event(2, kind="rating", value=4), early, an_event(1, kind="view")]
    records.record("ann", events[:1])
    records.record("ann", events[1:])
    records.record("ann", [an_event(1, "salsa")])
    assert records.holdings("ann").events == (early, events[2], events[0])
    assert records.holdings("bo").events == ()


def test_preferences_come_in_the_order_of_time(records: Records) -> None:
    """Also where they were said in different time zones."""
    seoul = dt.timezone(dt.timedelta(hours=9))
    first = disliked("basil", dt.datetime(2026, 3, 2, 0, 30, tzinfo=seoul))  # half past three of 1 March in UTC
    second = disliked("anise", dt.datetime(2026, 3, 1, 20, 0, tzinfo=dt.UTC))
    records.prefer("ann", second)
    records.prefer("ann", first)
    assert records.holdings("ann").preferences == (first, second)


def test_a_preference_is_kept_once(records: Records) -> None:
    """The first of a thing stays; the same thing of somebody else is theirs."""
    records.prefer("ann", disliked("mint"))
    records.prefer("ann", Preference(id="other", text="mint", at=DAY))
    records.prefer("bo", Preference(id="bo-mint", text="mint", at=DAY))
    assert [p.id for p in records.holdings("ann").preferences] == ["p-mint"]
    assert [p.id for p in records.holdings("bo").preferences] == ["bo-mint"]


def test_only_ones_own_preference_can_be_forgotten(records: Records) -> None:
    """True once; what is not held, or is somebody else's, leaves no trace."""
    records.prefer("ann", disliked("mint"))
    assert not records.forget("bo", "p-mint")
    assert records.version("bo") == 0
    assert records.forget("ann", "p-mint")
    assert not records.forget("ann", "p-mint")
    assert records.holdings("ann").preferences == ()


def test_an_erasure_takes_everything_of_one_shopper(records: Records) -> None:
    """The counts say what went; somebody else's record stands; a second time there is nothing."""
    for who in ("ann", "bo"):
        records.consent(who, answer())
        records.consent(who, answer("remember"))
        records.record(who, [an_event(1, shopper=who), an_event(2, shopper=who), an_event(3, shopper=who)])
        records.prefer(who, Preference(id=f"{who}-mint", text="mint", at=DAY))
    left = records.holdings("bo")
    gone = records.erase("ann")
    assert (gone.events, gone.preferences, gone.consents) == (3, 1, 2)
    assert records.version("ann") == 0
    assert records.holdings("ann") == type(left)(shopper="ann")
    assert records.holdings("bo") == left
    again = records.erase("ann")
    assert (again.events, again.preferences, again.consents) == (0, 0, 0)


def simulated(*numbers: int, who: str = "sim-1") -> list[ShopEvent]:
    """Simulated purchases of a shopper."""
    return [an_event(n, shopper=who, simulated=True, order=f"{who}/o{n}") for n in numbers]


def test_a_source_is_loaded_once(records: Records) -> None:
    """Its events are not even read a second time."""
    read: list[str] = []

    def events() -> list[ShopEvent]:
        read.append("read")
        return simulated(1, 2)

    records.seed("demo-1", ["sim-1", "sim-2"], events, ALL)
    version = records.version("sim-1")
    records.seed("demo-1", ["sim-1", "sim-2"], events, ALL)
    assert read == ["read"]
    assert records.version("sim-1") == version > 0
    assert records.simulated() == ("sim-1", "sim-2")
    held = records.holdings("sim-1")
    assert held.simulated
    assert held.consents == tuple(ALL)
    assert held.events == tuple(simulated(1, 2))
    assert records.holdings("sim-2").events == ()


def test_a_newer_source_replaces_simulated_events_and_nothing_else(records: Records) -> None:
    """What was agreed, said or recorded since stays."""
    records.seed("demo-1", ["sim-1"], lambda: simulated(1, 2), ALL)
    records.consent("sim-1", answer("contribute", False, day=1))
    records.prefer("sim-1", disliked("mint"))
    own = an_event(9, shopper="sim-1")
    records.record("sim-1", [own])
    version = records.version("sim-1")
    records.seed("demo-2", ["sim-1", "sim-2"], lambda: simulated(3), ALL)
    held = records.holdings("sim-1")
    assert held.events == (*simulated(3), own)
    assert not held.allows("contribute")
    assert held.allows("personalise")
    assert [p.text for p in held.preferences] == ["mint"]
    assert records.version("sim-1") != version
    assert records.holdings("sim-2").consents == tuple(ALL)


def test_whoever_was_erased_does_not_come_back(records: Records) -> None:
    """Not with a newer source, nor with the first one."""
    records.erase("sim-2")
    records.seed("demo-1", ["sim-1", "sim-2"], lambda: [*simulated(1), *simulated(2, who="sim-2")], ALL)
    records.erase("sim-1")
    records.seed("demo-2", ["sim-1", "sim-2"], lambda: [*simulated(3), *simulated(4, who="sim-2")], ALL)
    assert records.simulated() == ()
    assert records.version("sim-1") == records.version("sim-2") == 0
    assert records.together()[1] == ()


def test_only_those_who_contribute_are_counted_together(records: Records) -> None:
    """Purchases with an order alone, and no longer after a withdrawal or an erasure."""
    for who in ("ann", "bo", "cy"):
        bought = [an_event(n, product, shopper=who, order=f"{who}/o") for n, product in ((1, "salsa"), (2, "mat"))]
        records.record(who, [*bought, an_event(3, shopper=who), an_event(4, kind="view", shopper=who, order="x")])
    records.consent("cy", answer("personalise"))
    for who in ("ann", "bo"):
        records.consent(who, answer("contribute"))
    both = (("ann/o", "mat"), ("ann/o", "salsa"), ("bo/o", "mat"), ("bo/o", "salsa"))
    assert records.together()[1] == both
    records.consent("ann", answer("contribute", False))
    assert records.together()[1] == both[2:]
    records.erase("bo")
    assert records.together()[1] == ()
