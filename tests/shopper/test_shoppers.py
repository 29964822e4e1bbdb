"""The desk of shoppers: consent is asked for each purpose each time, and bad input is one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.adapters.records import SqlRecords
from assistant.errors import BadInput
from assistant.shopper.records import Records
from assistant.shopper.shoppers import MOST_PREFERENCES, Shoppers
from assistant.shopper.types import PURPOSES, Consent
from assistant.types import Happened
from tests.fakes import MemoryRecords, an_event

AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
SEEN = Happened(kind="view", product_id="salsa")


@pytest.fixture
def records() -> MemoryRecords:
    """Three purchases of Ann's, and no word about consent."""
    kept = MemoryRecords()
    kept.record("ann", [an_event(n) for n in (1, 2, 200)])
    return kept


@pytest.fixture
def shoppers(records: MemoryRecords) -> Shoppers:
    """The desk over those records."""
    return Shoppers(records)


def sold(product: str) -> bool:
    """The shop has everything but ghosts."""
    return product != "ghost"


def test_without_personalise_there_is_no_profile(shoppers: Shoppers) -> None:
    """Not before it was asked, not with every other purpose, not after it was taken back."""
    assert shoppers.profile("ann", AT) is None
    for purpose in ("remember", "contribute"):
        shoppers.consent("ann", purpose, True)
        assert shoppers.profile("ann", AT) is None
    shoppers.consent("ann", "personalise", True)
    assert shoppers.profile("ann", AT) is not None
    shoppers.consent("ann", "personalise", False)
    assert shoppers.profile("ann", AT) is None
    assert shoppers.profile("nobody", AT) is None


@pytest.mark.parametrize("purpose", ["personalise", "contribute"])
def test_without_remember_nothing_is_kept_and_the_answer_says_why(shoppers: Shoppers, purpose: str) -> None:
    """Neither events nor dislikes; the refusal names the purpose."""
    shoppers.consent("ann", purpose, True)
    before = shoppers.holdings("ann")
    answer = shoppers.record("ann", [SEEN], sold)
    assert answer.recorded == 0
    assert answer.refused is not None
    assert "remember" in answer.refused
    assert shoppers.dislike("ann", ["coriander"], AT) is False
    assert shoppers.holdings("ann") == before


def test_with_remember_what_happened_is_kept(shoppers: Shoppers) -> None:
    """Every event with a moment, a missing one being now, and each with an id of its own."""
    shoppers.consent("ann", "remember", True)
    naive = Happened(kind="rating", product_id="salsa", value=5, at=dt.datetime(2026, 5, 1))
    assert shoppers.record("ann", [SEEN, naive], sold).recorded == 2
    new = shoppers.holdings("ann").events
    kept = {e.kind: e for e in new if e.product_id == "salsa"}
    assert kept["rating"].at == dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    assert abs(dt.datetime.now(dt.UTC) - kept["view"].at) < dt.timedelta(minutes=5)
    assert kept["rating"].value == 5
    assert len({e.id for e in new}) == len(new)
    assert not any(e.simulated for e in new)


def test_dislikes_are_kept_once_and_not_without_end(shoppers: Shoppers) -> None:
    """The same thing twice is one; nobody fills the store."""
    shoppers.consent("ann", "remember", True)
    assert shoppers.dislike("ann", ["coriander", "고수"], AT)
    assert shoppers.dislike("ann", ["coriander"], AT)
    assert sorted(p.text for p in shoppers.holdings("ann").preferences) == ["coriander", "고수"]
    for n in range(3 * MOST_PREFERENCES):
        shoppers.dislike("ann", [f"thing {n}", f"other {n}"], AT)
    assert len(shoppers.holdings("ann").preferences) <= MOST_PREFERENCES + 1


def test_what_happens_later_is_not_known_yet(shoppers: Shoppers) -> None:
    """A moment in the past sees the past alone, whatever its time zone; a bare moment is UTC."""
    shoppers.consent("ann", "personalise", True)
    last = dt.datetime(2026, 1, 3, tzinfo=dt.UTC)  # of the first two purchases
    moments: dict[dt.datetime, int] = {
        last - dt.timedelta(days=2): 0,
        last: 2,
        last.astimezone(dt.timezone(dt.timedelta(hours=9))): 2,
        last.replace(tzinfo=None): 2,
        last - dt.timedelta(seconds=1): 1,
        dt.datetime(2027, 1, 1, tzinfo=dt.UTC): 3,
    }
    for at, count in moments.items():
        profile = shoppers.profile("ann", at)
        assert profile is not None
        assert len(profile.deeds) == count, at


UNUSABLE: list[tuple[str, str, Callable[[Shoppers], object]]] = [
    ("shopper", "spaces", lambda desk: desk.profile("a b", AT)),
    ("shopper", "empty", lambda desk: desk.holdings("")),
    ("shopper", "markup", lambda desk: desk.erase("<b>")),
    ("shopper", "long", lambda desk: desk.consent("a" * 81, "remember", True)),
    ("shopper", "line break", lambda desk: desk.forget("ann\n", "p")),
    ("shopper", "path", lambda desk: desk.record("../ann", [SEEN], sold)),
    ("shopper", "dislike", lambda desk: desk.dislike("-ann", ["mint"], AT)),
    ("purpose", "unknown", lambda desk: desk.consent("ann", "profit", True)),
    ("purpose", "case", lambda desk: desk.consent("ann", "Remember", True)),
    (
        "product_id",
        "unknown",
        lambda desk: desk.record("ann", [SEEN, Happened(kind="view", product_id="ghost")], sold),
    ),
    ("value", "six stars", lambda desk: desk.record("ann", [Happened(kind="rating", product_id="mat", value=6)], sold)),
]


@pytest.mark.parametrize(
    ("field", "run"), [(f, run) for f, _, run in UNUSABLE], ids=[f"{f} {n}" for f, n, _ in UNUSABLE]
)
def test_what_cannot_be_used_is_one_line(
    records: MemoryRecords, shoppers: Shoppers, field: str, run: Callable[[Shoppers], object]
) -> None:
    """It names the field, and nothing is changed; of several events none is kept."""
    records.consent("ann", Consent(purpose="remember", granted=True, at=AT))
    before = shoppers.holdings("ann")
    with pytest.raises(BadInput, match=f"^{field}: ") as error:
        run(shoppers)
    assert len(str(error.value).splitlines()) == 1
    assert shoppers.holdings("ann") == before


def test_an_unknown_purpose_is_told_which_there_are(shoppers: Shoppers) -> None:
    """The mend is in the line."""
    with pytest.raises(BadInput, match=", ".join(PURPOSES)):
        shoppers.consent("ann", "x", True)


def test_simulated_shoppers_are_loaded_when_the_first_is_asked_for() -> None:
    """Once, and not before."""
    loaded: list[Records] = []
    desk = Shoppers(MemoryRecords(), loaded.append)
    assert loaded == []
    desk.holdings("ann")
    desk.profile("ann", AT)
    desk.simulated()
    assert len(loaded) == 1


def test_a_failed_loading_is_tried_again() -> None:
    """An error leaves nothing half opened."""
    tries: list[int] = []

    def seed(_: Records) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise BadInput("not yet")

    desk = Shoppers(MemoryRecords(), seed)
    with pytest.raises(BadInput, match="not yet"):
        desk.holdings("ann")
    assert desk.holdings("ann").events == ()
    assert len(tries) == 2


@pytest.fixture
def two(tmp_path: Path) -> tuple[Shoppers, Shoppers, list[SqlRecords]]:
    """Two desks over one file, as of two processes."""
    stores = [SqlRecords(tmp_path / "shoppers.sqlite") for _ in range(2)]
    return Shoppers(stores[0]), Shoppers(stores[1]), stores


def test_what_another_process_does_is_seen_at_once(two: tuple[Shoppers, Shoppers, list[SqlRecords]]) -> None:
    """New events, a withdrawal, an erasure, and an agreement after it: nothing remembered stands in their place."""
    here, there, stores = two
    here.consent("ann", "personalise", True)
    stores[0].record("ann", [an_event(1)])
    first = here.profile("ann", AT)
    assert first is not None
    assert len(first.deeds) == 1
    stores[1].record("ann", [an_event(2)])
    second = here.profile("ann", AT)
    assert second is not None
    assert len(second.deeds) == 2
    there.consent("ann", "personalise", False)
    assert here.profile("ann", AT) is None
    there.consent("ann", "personalise", True)
    assert here.profile("ann", AT) is not None
    there.erase("ann")
    # As many changes as there were before the erasure: the count of them must not pass for the old record.
    for _ in range(5):
        there.consent("ann", "personalise", True)
        profile = here.profile("ann", AT)
        assert profile is not None
        assert profile.deeds == ()
    for store in stores:
        store.close()
