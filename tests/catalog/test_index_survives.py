"""An index survives its writers: killed at any moment the last good one answers, and readers only see whole ones."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from catalog.index import snapshot
from catalog.index.snapshot import Snapshot
from catalog.index.verify import checks
from catalog.search import Search
from catalog.types import Money, Offer, Product, Query
from tests.catalog.ingest_apart import Writer, writer
from tests.fakes import HashEncoder, a_product, stocked

ENCODER = HashEncoder()
KILLS = 50
SIZE = 60
ROUNDS = 10


@pytest.fixture(scope="module")
def apart() -> Iterator[Writer]:
    """Where ingests run."""
    with writer() as process:
        yield process


def shop(version: int, texts: int = 0) -> tuple[Product, ...]:
    """A shop whose every price says its version; with each `texts` some titles are new and some products gone."""
    return tuple(
        a_product(
            f"thing-{i}",
            kr=1000 + version,
            us=None,
            title={"en": f"Blue thing number {i}" + (f", edition {texts}" if i % 7 == 0 else "")},
            availability=stocked(version),
        )
        for i in range(SIZE)
        if i % 10 != texts % 10 or not texts
    )


def feed(folder: Path, items: Sequence[Product], name: str = "feed") -> Path:
    """The products as a file."""
    file = folder / f"{name}.jsonl"
    file.write_text("".join(item.model_dump_json() + "\n" for item in items), "utf-8")
    return file


def by_id(items: Sequence[Product]) -> dict[str, Product]:
    return {item.id: item for item in items}


def test_killed_at_fifty_random_moments_the_last_good_index_answers(apart: Writer, tmp_path: Path) -> None:
    """After each kill it is whole, it is one of the two, it is found by searching, and the next ingest goes on."""
    index, drawn = tmp_path / "index", random.Random(20)
    states = [shop(0), shop(1), shop(1, texts=1), shop(2, texts=2)]  # prices alone, then texts, then both
    feeds = [feed(tmp_path, items, f"feed-{n}") for n, items in enumerate(states)]
    lasting = [apart.order(feeds[n], index)["seconds"] for n in (0, 1, 2, 0)][1:]
    before, killed = 0, 0
    for turn in range(KILLS):
        target = (before + 1 + turn % 3) % len(states)
        ended = apart.order(feeds[target], index, drawn.uniform(0, max(lasting)))
        assert ended["code"] in (0, -signal.SIGKILL)
        killed += ended["code"] != 0
        loaded = snapshot.load(index, ENCODER.fingerprint)
        found = by_id(loaded.products)
        now = next((n for n in (before, target) if found == by_id(states[n])), None)
        assert now is not None
        assert [check for check in checks(index, ENCODER.fingerprint) if not check.ok] == []
        hits = Search(loaded, ENCODER).search(Query(text="blue thing number 33", market="kr"))
        assert hits[0].product == by_id(states[now])["thing-33"]
        before = now
    assert killed >= KILLS // 2, "the kills came too late to say anything"
    assert apart.order(feed(tmp_path, shop(9)), index)["code"] == 0
    assert by_id(snapshot.load(index, ENCODER.fingerprint).products) == by_id(shop(9))
    assert len(list(index.glob("gen-*"))) <= 4, "what killed ingests left is cleared away"


def version_of(held: Snapshot) -> int:
    """The one version that everything in a snapshot is of."""
    answers = [hit.product for hit in Search(held, ENCODER).search(Query(text="blue thing", market="kr", k=100))]
    prices = {item.offers[0].price.amount for item in (*answers, *held.products)}
    columns = set(held.columns.prices["kr"].tolist())
    (price,) = prices | columns
    assert {item.id for item in held.products} == set(held.columns.places)
    return int(price) - 1000


def test_readers_see_one_whole_generation_after_another_while_a_writer_writes(apart: Writer, tmp_path: Path) -> None:
    """Ten ingests beneath readers that hold the index open and others that open it anew: no error, no mixture."""
    index = tmp_path / "index"
    apart.order(feed(tmp_path, shop(0)), index)
    held = snapshot.load(index, ENCODER.fingerprint)
    over = threading.Event()
    wrong: list[BaseException] = []
    seen: dict[str, list[int]] = {}

    def keep_open(name: str) -> None:
        own = held
        while not over.is_set():
            own = own.fresh()
            seen[name].append(version_of(own))

    def open_anew(name: str) -> None:
        while not over.is_set():
            seen[name].append(version_of(snapshot.load(index, ENCODER.fingerprint)))

    def run(work: Callable[[str], None], name: str) -> None:
        try:
            work(name)
        except BaseException as error:
            wrong.append(error)

    readers = {"open-1": keep_open, "open-2": keep_open, "anew": open_anew}
    threads = [threading.Thread(target=run, args=(work, name)) for name, work in readers.items()]
    seen.update({name: [] for name in readers})
    for thread in threads:
        thread.start()
    for version in range(1, ROUNDS + 1):
        assert apart.order(feed(tmp_path, shop(version, texts=version // 3)), index)["code"] == 0
    over.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    for name, versions in seen.items():
        assert versions == sorted(versions), name
        assert len(set(versions)) > 1, name
    assert version_of(held.fresh()) == ROUNDS


def test_the_next_query_of_an_open_index_sees_a_price(apart: Writer, tmp_path: Path) -> None:
    """Another process sells for less; who has the index open notices, and what it held before does not change."""
    index = tmp_path / "index"
    apart.order(feed(tmp_path, shop(0)), index)
    held = snapshot.load(index, ENCODER.fingerprint)
    cheaper = [
        item.model_copy(update={"offers": (Offer(market="kr", price=Money(amount=5, currency="KRW")),)})
        if item.id == "thing-7"
        else item
        for item in shop(0)
    ]
    apart.order(feed(tmp_path, cheaper), index)
    fresh = held.fresh()
    cheap = Query(text="blue thing", market="kr", max_price=10)
    assert [hit.product for hit in Search(fresh, ENCODER).search(cheap)] == [by_id(cheaper)["thing-7"]]
    assert Search(held, ENCODER).search(cheap) == []
    assert fresh.dense is held.dense
    assert fresh.lexical is held.lexical
    assert fresh.fresh() is fresh
