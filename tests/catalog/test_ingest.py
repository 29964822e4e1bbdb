"""Ingesting a shop again costs what changed, tells what happened, and ends where a fresh index would."""

from __future__ import annotations

import json
import shutil
import tempfile
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.encode import Encoder
from catalog.errors import IndexMissing, SourceError
from catalog.index import manifest, snapshot
from catalog.index.columns import Columns
from catalog.index.snapshot import Snapshot, passages
from catalog.index.verify import checks, same
from catalog.ingest import SHOWN, Feeds, Job, Reading, ingest
from catalog.search import Search
from catalog.staging import Staging
from catalog.types import Availability, Product, Promotion, Query, Review
from tests.fakes import BrokenEncoder, CountingEncoder, HashEncoder, a_product, stocked, tiny_products

PRINT = HashEncoder().fingerprint
TINY = tiny_products()
EVERY = len({text for item in TINY for text in passages(item).values()})


def feed(folder: Path, items: Sequence[Product], name: str = "feed", rest: str = "") -> Path:
    """The products as a file, and whatever else is in it."""
    file = folder / f"{name}.jsonl"
    file.write_text("".join(item.model_dump_json() + "\n" for item in items) + rest, "utf-8")
    return file


def told(folder: Path, items: Sequence[Product], encoder: Encoder | None = None, rest: str = "") -> dict[str, Any]:
    """Ingest products into the folder's index and return the summary."""
    return ingest(Feeds([feed(folder, items, rest=rest)]), Job(folder / "index", encoder or HashEncoder()))


def counts(summary: dict[str, Any]) -> tuple[int, int, int, int]:
    added, updated, unchanged, removed = (summary[name] for name in ("added", "updated", "unchanged", "removed"))
    return added, updated, unchanged, removed


def held(folder: Path) -> Snapshot:
    return snapshot.load(folder / "index", PRINT)


def changed(items: Sequence[Product], ident: str, **facts: Any) -> list[Product]:
    """The same products, one of them with other facts."""
    return [item.model_copy(update=facts) if item.id == ident else item for item in items]


def whole(folder: Path) -> bool:
    return all(check.ok for check in checks(folder / "index", PRINT))


def found(loaded: Snapshot, text: str, **filters: Any) -> list[str]:
    query = Query.model_validate({"text": text, **filters})
    return [hit.product.id for hit in Search(loaded, HashEncoder()).search(query)]


def test_the_first_ingest_adds_and_encodes_everything(tmp_path: Path) -> None:
    """What is read is what search finds, and the summary counts it."""
    summary = told(tmp_path, TINY)
    assert counts(summary) == (12, 0, 0, 0)
    assert summary["encoded"] == EVERY
    assert (summary["read"], summary["products"], summary["rejected"]) == (12, 12, [])
    assert held(tmp_path).products == TINY
    assert whole(tmp_path)


def test_the_same_feed_again_changes_nothing(tmp_path: Path) -> None:
    """No text is encoded, no generation is made, and who has the index open keeps it."""
    told(tmp_path, TINY)
    before = held(tmp_path)
    summary = told(tmp_path, TINY[::-1], BrokenEncoder(PRINT))
    assert counts(summary) == (0, 0, 12, 0)
    assert before.fresh() is before
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1


LIVE: dict[str, dict[str, Any]] = {
    "price": {"offers": a_product(kr=1, us=1).offers},
    "no-price": {"offers": ()},
    "stock": {"availability": stocked(0, 77)},
    "a-new-place": {"availability": (*stocked(3), Availability(place="moon", quantity=2))},
    "promotion": {"promotions": (Promotion(kind="percent", value=50),)},
    "rating": {"rating": 1.5, "review_count": 9},
}


@pytest.mark.parametrize("kind", LIVE)
def test_prices_stock_and_ratings_change_without_encoding(tmp_path: Path, kind: str) -> None:
    """The very next look of an open index sees them; texts, vectors and positions are the same objects."""
    told(tmp_path, TINY)
    before = held(tmp_path)
    items = changed(TINY, "plates", **LIVE[kind])
    summary = told(tmp_path, items, BrokenEncoder(PRINT))
    after = before.fresh()
    assert (counts(summary), summary["encoded"]) == ((0, 1, 11, 0), 0)
    assert list(after.products) == items
    assert list(before.products) == list(TINY)
    assert after.dense is before.dense
    assert after.lexical is before.lexical
    assert np.array_equal(after.columns.rating, Columns.of(items).rating)
    for market in ("kr", "us"):
        assert np.array_equal(after.columns.prices[market], Columns.of(items).prices[market])
    for place, stock in Columns.of(items).stock.items():
        assert np.array_equal(after.columns.stock[place], stock)
    assert list(held(tmp_path).products) == items
    assert whole(tmp_path)


def test_a_changed_text_costs_one_encoding(tmp_path: Path) -> None:
    """The other texts keep their vectors, and the words are found at once."""
    told(tmp_path, TINY)
    before, encoder = held(tmp_path), CountingEncoder(HashEncoder())
    summary = told(tmp_path, changed(TINY, "mat", title={"en": "Quilted blanket"}), encoder)
    assert encoder.asked == ["Quilted blanket"]
    assert (counts(summary), summary["encoded"]) == ((0, 1, 11, 0), 1)
    assert found(before.fresh(), "quilted blanket")[0] == "mat"
    assert whole(tmp_path)


def test_a_changed_allergen_is_a_new_generation_without_encoding(tmp_path: Path) -> None:
    """Whoever keeps masks by safety facts is told by `spoken`, though no text changed."""
    told(tmp_path, TINY)
    before = held(tmp_path)
    told(tmp_path, changed(TINY, "salsa", allergens=("milk",)), BrokenEncoder(PRINT))
    after = before.fresh()
    assert after.spoken != before.spoken
    assert "salsa" not in found(after, "salsa", without_allergens=["milk"])


def test_deletions_disappear(tmp_path: Path) -> None:
    """From an open index too; those that are left close ranks."""
    told(tmp_path, TINY)
    before = held(tmp_path)
    left = [item for item in TINY if item.id not in ("chips-plain", "salsa", "tent")]
    assert counts(told(tmp_path, left, BrokenEncoder(PRINT))) == (0, 0, 9, 3)
    after = before.fresh()
    assert {item.id for item in after.products} == {item.id for item in left}
    assert not {"chips-plain", "salsa", "tent"} & set(found(after, "salsa tent chips", k=20))
    assert after.position("tent") is None
    assert whole(tmp_path)


def test_of_rows_with_one_id_the_last_counts(tmp_path: Path) -> None:
    """Within a feed and across feeds."""
    first = feed(tmp_path, [a_product("a", title={"en": "one"}), a_product("a", title={"en": "two"})], "first")
    second = feed(tmp_path, [a_product("a", title={"en": "three"})], "second")
    for sources, title in (([first], "two"), ([first, second], "three"), ([second, first], "two")):
        ingest(Feeds(sources), Job(tmp_path / "index", HashEncoder()))
        assert [item.title["en"] for item in held(tmp_path).products] == [title]


def test_every_rejected_row_is_in_the_file_and_stops_nothing(tmp_path: Path) -> None:
    """The summary lists the first; the next ingest without any takes the file away."""
    summary = told(tmp_path, TINY, rest='{"title": "no id"}\nnot json\n' * 20)
    rows = [json.loads(line) for line in (tmp_path / "index" / "rejected.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == summary["rejected_count"] == 40
    assert rows[:SHOWN] == summary["rejected"]
    assert [row["row"] for row in rows] == list(range(13, 53))
    assert all(row["source"] == "feed.jsonl" and row["reason"] for row in rows)
    assert summary["rejected_file"] == str(tmp_path / "index" / "rejected.jsonl")
    assert held(tmp_path).products == TINY
    assert told(tmp_path, TINY)["rejected_file"] is None
    assert not (tmp_path / "index" / "rejected.jsonl").exists()


@pytest.mark.parametrize("rest", ["", "not json\n" * 3], ids=["empty", "unreadable"])
def test_a_feed_of_nothing_leaves_the_index_as_it_was(tmp_path: Path, rest: str) -> None:
    """One line with the first reason; a feed that broke does not empty a shop."""
    with pytest.raises(SourceError, match="rows could be read"):
        told(tmp_path, (), rest=rest)
    with pytest.raises(IndexMissing):
        held(tmp_path)
    told(tmp_path, TINY)
    with pytest.raises(SourceError, match="rows could be read"):
        told(tmp_path, (), rest=rest)
    assert held(tmp_path).products == TINY
    assert len(list((tmp_path / "index").glob("gen-*"))) == 1


def test_the_same_product_of_two_feeds_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its GTIN; both stay, because which to keep is the shop's decision."""
    one, two = (a_product(ident, gtin="4006381333931", title={"en": "Marker pen"}) for ident in ("a", "b"))
    sources = [feed(tmp_path, [one], "one"), feed(tmp_path, [two], "two")]
    summary = ingest(Feeds(sources), Job(tmp_path / "index", HashEncoder()))
    assert summary["same_count"] == 1
    assert {summary["same"][0]["id"], summary["same"][0]["twin"]} == {"a", "b"}
    assert "two feeds" in capsys.readouterr().err
    assert summary["products"] == 2


def test_prices_without_a_currency_are_counted_with_the_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody can buy what has no currency, so it is said."""
    file = tmp_path / "feed.csv"
    file.write_text("id,title,price\na,Blue mug,4.50\nb,Red mug,5.50\n", "utf-8")
    assert ingest(Feeds([file]), Job(tmp_path / "index", HashEncoder()))["prices_unknown"] == 2
    assert "--currency" in capsys.readouterr().err
    assert ingest(Feeds([file], currency="USD"), Job(tmp_path / "index", HashEncoder()))["prices_unknown"] == 0
    assert held(tmp_path).columns.prices["us"].tolist() == [450, 550]


def test_reviews_of_a_product_that_is_gone_are_gone(tmp_path: Path) -> None:
    """Those of the others stay through an ingest."""
    reviews = [Review(id=f"{p}/1", product_id=p, language="en", stars=5, text="good") for p in ("tent", "mat")]
    snapshot.build(tmp_path / "index", TINY, HashEncoder(), reviews)
    told(tmp_path, [item for item in TINY if item.id != "tent"])
    store = held(tmp_path).store
    assert (store.reviews("tent"), len(store.reviews("mat"))) == ((), 1)


def test_an_index_of_another_encoder_does_not_reach_an_open_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who has the index open goes on with what it has, and the log says why."""
    told(tmp_path, TINY)
    before = held(tmp_path)
    told(tmp_path, changed(TINY, "mat", rating=1.0), HashEncoder(seed=1))
    assert before.fresh() is before.fresh() is before
    assert [record.message for record in caplog.records if "was encoded by" in record.message]
    told(tmp_path, changed(TINY, "mat", rating=2.0))
    assert held(tmp_path).products[8].rating == 2.0


def test_what_fails_after_the_switch_takes_nothing_back(tmp_path: Path) -> None:
    """The new generation answers already, so it stays; before the switch it would be deleted."""
    told(tmp_path, TINY)
    index = tmp_path / "index"

    def interrupted(switch: bool) -> None:
        with manifest.aside(index) as new:
            shutil.copytree(manifest_of(index).parent, new, dirs_exist_ok=True)
            if switch:
                manifest.switch(index, new.name)
            raise KeyboardInterrupt

    for switch, generations in ((False, 1), (True, 2)):
        with pytest.raises(KeyboardInterrupt):
            interrupted(switch)
        assert len(list(index.glob("gen-*"))) == generations
        assert held(tmp_path).products == TINY


def test_what_a_killed_ingest_left_is_cleared_away(tmp_path: Path) -> None:
    """Half a generation and half a switch go with the next ingest that writes."""
    index = tmp_path / "index"
    index.mkdir()
    (index / "gen-half").mkdir()
    (index / ".current.json.123").write_text("{", "utf-8")
    told(tmp_path, TINY)
    assert {path.name for path in index.iterdir()} - {".building"} == {"current.json", held(tmp_path).generation}


def manifest_of(index: Path) -> Path:
    return index / str(json.loads((index / "current.json").read_text("utf-8"))["generation"]) / "manifest.json"


def rewrite(index: Path, **facts: object) -> None:
    file = manifest_of(index)
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **facts}), "utf-8")


FAULTS: dict[str, tuple[Callable[[Path], object], str, int]] = {  # how, what is said, how many texts are encoded
    "encoder": (lambda index: rewrite(index, fingerprint="e5"), "'e5'", EVERY),
    "tokenizer": (lambda index: rewrite(index, tokenizer="spaces/1"), "'spaces/1'", 0),
    "schema": (lambda index: rewrite(index, schema=2), "another version", EVERY),
    "products": (lambda index: (manifest_of(index).parent / "products.db").write_bytes(b"no"), "products.db", 0),
    "facts": (lambda index: (manifest_of(index).parent / "facts.npz").write_bytes(b"no"), "facts.npz", 0),
    "facts gone": (lambda index: (manifest_of(index).parent / "facts.npz").unlink(), "facts.npz", 0),
    "words": (lambda index: shutil.rmtree(manifest_of(index).parent / "lexical"), "lexical", 0),
    "vectors": (lambda index: shutil.rmtree(manifest_of(index).parent / "chroma"), "chroma", EVERY),
    "manifest": (lambda index: manifest_of(index).write_text("{"), "damaged", EVERY),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_wrong_with_an_index_is_named_and_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    """Nothing of another encoder, tokenizer or schema is mixed in; only what is still right is taken over."""
    told(tmp_path, TINY)
    do, says, encoded = FAULTS[fault]
    do(tmp_path / "index")
    assert not whole(tmp_path)
    capsys.readouterr()
    summary = told(tmp_path, TINY)
    assert says in capsys.readouterr().err
    assert summary["encoded"] == encoded
    assert held(tmp_path).products == TINY
    assert whole(tmp_path)


def test_rows_stream_through_in_constant_memory(tmp_path: Path) -> None:
    """Four times the rows take no more memory while they are read and compared."""
    peaks = []
    for number in (3_000, 12_000):
        file = feed(tmp_path, [a_product(f"p{i}", description={"en": "word " * 40}) for i in range(number)])
        staging = Staging(tmp_path / f"staging-{number}.db", None)
        tracemalloc.start()
        for batch in Reading(Feeds([file]), tmp_path / "rejected.jsonl").batches(progress=False):
            staging.put(batch)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert staging.changes().added == number
        staging.close()
    assert peaks[1] < 1.2 * peaks[0]


FACTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "kr": st.none() | st.integers(0, 3),
        "title": st.sampled_from([{"en": "blue mug"}, {"en": "red mug", "ko": "빨간 컵"}, {}]),
        "categories": st.sampled_from([(), ("a",), ("a", "b")]),
        "availability": st.sampled_from([(), stocked(1), stocked(0, 2)]),
        "rating": st.none() | st.sampled_from([1.0, 5.0]),
    }
)
SHOPS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), FACTS, min_size=1, max_size=6), min_size=2, max_size=4)


@settings(max_examples=12)
@given(SHOPS)
def test_any_run_of_ingests_ends_where_one_fresh_ingest_would(shops: list[dict[str, dict[str, Any]]]) -> None:
    """Products, facts and vectors are those of the last feed, whatever came before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shop in shops:
            items = [a_product(ident, **facts) for ident, facts in shop.items()]
            told(folder, items)
        loaded = held(folder)
        assert {item.id: item for item in loaded.products} == {item.id: item for item in items}
        expected = Columns.of(list(loaded.products))
        assert all(
            same(getattr(loaded.columns, f), getattr(expected, f)) for f in ("places", "prices", "stock", "rating")
        )
        assert whole(folder)
        loaded.store.close()
