"""An index is built aside, switched to at once, read whole, and when it is damaged says so in one line."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalog.encode import Encoder
from catalog.errors import CatalogError, EncoderError, IndexBroken, IndexMissing, StorageError
from catalog.index import snapshot
from catalog.index.matrix import key_of
from catalog.index.snapshot import passages
from catalog.types import Hit, Product, Query, Review, ShopEvent
from tests.conftest import opened
from tests.fakes import BrokenEncoder, CountingEncoder, HashEncoder, Shop, a_product, tiny_products

QUERIES = ["tortilla chips", "축구 종이접시", "casa roja", ""]
REVIEWS = [Review(id=f"tent/r{n}", product_id="tent", language="en", stars=n, text=f"{n} stars") for n in (2, 5)]
EVENTS = [
    ShopEvent(id=f"e{n}", shopper=who, product_id="mat", kind="view", at=datetime(2026, 1, n, tzinfo=UTC))
    for n, who in ((1, "ann"), (2, "bo"), (3, "ann"))
]


def answers(folder: Path) -> tuple[tuple[Product, ...], list[list[Hit]]]:
    """What an index answers, told by its products and the hits of some queries."""
    shop = opened(folder, HashEncoder())
    found = [shop.search.search(Query(text=text, k=20)) for text in QUERIES]
    shop.snapshot.store.close()
    return shop.products, found


def lists(folder: Path) -> list[list[tuple[str, float]]]:
    """The ids and scores that some queries find."""
    return [[(hit.product.id, hit.score) for hit in hits] for hits in answers(folder)[1]]


def one_line(error: BaseException, *words: str) -> None:
    """The message is one line and holds the words."""
    message = str(error)
    assert message
    assert "\n" not in message
    assert all(word in message for word in words), message


@pytest.fixture
def index(tiny_shop: Shop, tmp_path: Path) -> Path:
    """A copy of the tiny shop's index, to be damaged."""
    return Path(shutil.copytree(tiny_shop.folder, tmp_path / "index"))


def generation(folder: Path) -> Path:
    """The generation of an index that answers."""
    current = json.loads((folder / "current.json").read_text("utf-8"))
    return folder / str(current["generation"])


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """An index with reviews and events."""
    folder = tmp_path / "told"
    snapshot.build(folder, tiny_products(), HashEncoder(), REVIEWS, EVENTS)
    return folder


def test_what_was_built_is_what_is_read(tiny_shop: Shop) -> None:
    """Products, vectors and their texts come back as they went in, in order."""
    loaded = snapshot.load(tiny_shop.folder, HashEncoder().fingerprint)
    assert loaded.products == tiny_products()
    texts = {key_of(text): text for product in tiny_products() for text in passages(product).values()}
    assert sorted(loaded.dense.keys) == sorted(texts)
    rows = HashEncoder().encode([texts[key] for key in loaded.dense.keys.tolist()], query=False)
    assert np.allclose(loaded.dense.rows, rows, atol=1e-6)
    for position, key in zip(loaded.dense.positions, loaded.dense.keys.tolist(), strict=True):
        assert texts[key] in passages(loaded.products[position]).values()
    assert [loaded.position(p.id) for p in loaded.products] == list(range(12))
    assert loaded.position("no-such") is None


def test_reviews_and_events_are_kept(told: Path) -> None:
    """A product's reviews, a shopper's events, everybody's events; nothing for who is unknown."""
    store = snapshot.load(told, HashEncoder().fingerprint).store
    assert list(store.reviews("tent")) == REVIEWS
    assert store.reviews("mat") == ()
    assert list(store.events()) == EVENTS
    assert [event.id for event in store.events("ann")] == ["e1", "e3"]
    assert store.events("cy") == ()


@pytest.mark.parametrize(
    ("facts", "texts"),
    [
        ({"title": {"en": "Mug"}}, {"en": "Mug"}),
        ({"title": {"en": "Mug", "ko": "머그"}, "description": {"ko": "큰 컵."}}, {"en": "Mug", "ko": "머그. 큰 컵."}),
        (
            {"title": {"en": "Mug"}, "category_label": {"en": "Cups", "ko": "컵"}, "description": {"en": "Big."}},
            {"en": "Mug. Cups. Big."},
        ),
        ({"title": {"en": "", "ko": "머그"}}, {"ko": "머그"}),
        ({"title": {}}, {}),
    ],
    ids=str,
)
def test_a_passage_is_title_category_and_description_of_a_language(
    facts: dict[str, Any], texts: dict[str, str]
) -> None:
    """One text for each language that has a title; what a language lacks is left out."""
    assert passages(a_product(**facts)) == texts


@pytest.mark.parametrize(
    "items", [(), (a_product("only"),), (a_product("untitled", title={}),)], ids=["0", "1", "bare"]
)
def test_the_smallest_shops_are_shops(tmp_path: Path, items: tuple[Product, ...]) -> None:
    """None, one, and one without any text are built and read."""
    snapshot.build(tmp_path / "index", items, HashEncoder())
    assert answers(tmp_path / "index")[0] == items


def test_only_new_texts_are_encoded_again(index: Path) -> None:
    """A changed price costs no vector, a changed title costs one, and the answers are those of a fresh build."""
    items = list(tiny_products())
    items[7] = items[7].model_copy(update={"offers": ()})
    items[8] = items[8].model_copy(update={"title": {"en": "Large picnic mat"}})
    encoder = CountingEncoder(HashEncoder())
    snapshot.build(index, items[::-1], encoder)
    assert encoder.asked == ["Large picnic mat"]
    fresh = index.with_name("fresh")
    snapshot.build(fresh, items[::-1], HashEncoder())
    # A vector that was read back may differ in its last bit.
    for again, anew in zip(lists(index), lists(fresh), strict=True):
        assert [ident for ident, _ in again] == [ident for ident, _ in anew]
        assert [score for _, score in again] == pytest.approx([score for _, score in anew], abs=1e-5)


def test_another_encoder_encodes_everything_anew(index: Path) -> None:
    """Vectors of two encoders are never mixed."""
    encoder = CountingEncoder(HashEncoder(seed=1))
    snapshot.build(index, tiny_products(), encoder)
    assert len(encoder.asked) == len({text for p in tiny_products() for text in passages(p).values()})
    assert snapshot.load(index, encoder.fingerprint).products == tiny_products()


def test_a_build_keeps_the_generation_before_and_clears_the_rest(index: Path) -> None:
    """Who still reads the one before may go on; what a killed build left is cleared away."""
    old = generation(index)
    (index / "gen-killed").mkdir()
    snapshot.build(index, tiny_products()[:3], HashEncoder())
    assert generation(index) != old
    left = {p.name for p in index.iterdir()} - {".building"}  # the lock's file may stay
    assert left == {"current.json", old.name, generation(index).name}


class Unwilling:
    """A source of reviews or events that fails on its way."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def reviews(self) -> Iterator[Review]:
        yield REVIEWS[0]
        raise self._error

    def events(self) -> Iterator[ShopEvent]:
        yield EVENTS[0]
        raise self._error


FRESH = (a_product("fresh", title={"en": "never seen before"}),)
Build = Callable[[Path], None]
FAILURES: dict[str, tuple[Build, type[BaseException]]] = {
    "encoder": (
        lambda folder: snapshot.build(folder, FRESH, BrokenEncoder(HashEncoder().fingerprint)),
        EncoderError,
    ),
    "reviews": (
        lambda folder: snapshot.build(folder, FRESH, HashEncoder(), Unwilling(ValueError("feed")).reviews()),
        ValueError,
    ),
    "interrupt": (
        lambda folder: snapshot.build(folder, FRESH, HashEncoder(), (), Unwilling(KeyboardInterrupt()).events()),
        KeyboardInterrupt,
    ),
    "same-id-twice": (lambda folder: snapshot.build(folder, FRESH * 2, HashEncoder()), StorageError),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_build_leaves_the_old_generation_answering(index: Path, failure: str) -> None:
    """Whatever goes wrong, what answered before answers still, and the next build succeeds."""
    before = answers(index)
    build, error = FAILURES[failure]
    with pytest.raises(error):
        build(index)
    assert answers(index) == before
    snapshot.build(index, FRESH, HashEncoder())
    assert answers(index)[0] == FRESH
    assert generation(index).is_dir()


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_first_build_is_no_index(tmp_path: Path, failure: str) -> None:
    """Half an index is never taken for one."""
    build, error = FAILURES[failure]
    with pytest.raises(error):
        build(tmp_path / "index")
    with pytest.raises(IndexMissing):
        snapshot.load(tmp_path / "index", HashEncoder().fingerprint)


def rewrite(file: Path, **facts: object) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **facts}), "utf-8")


def sql(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(statement)
    connection.commit()
    connection.close()


def cut(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def every(folder: Path, damage: Callable[[Path], object]) -> None:
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        damage(file)


# What can be wrong with an index folder: name -> (how to do it, what the error must say beside the mend).
DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "current-empty": (lambda f: (f / "current.json").write_text(""), "half written"),
    "current-garbage": (lambda f: (f / "current.json").write_bytes(b"\xff\xfe{"), "half written"),
    "current-list": (lambda f: (f / "current.json").write_text("[]"), "half written"),
    "current-nameless": (lambda f: (f / "current.json").write_text("{}"), "half written"),
    "current-elsewhere": (lambda f: rewrite(f / "current.json", generation="gen-gone"), "half written"),
    "generation-gone": (lambda f: shutil.rmtree(generation(f)), "half written"),
    "manifest-gone": (lambda f: (generation(f) / "manifest.json").unlink(), "half written"),
    "manifest-cut": (lambda f: cut(generation(f) / "manifest.json"), "half written"),
    "manifest-null": (lambda f: (generation(f) / "manifest.json").write_text("null"), "half written"),
    "manifest-list": (lambda f: (generation(f) / "manifest.json").write_text("[1]"), "half written"),
    "other-schema": (lambda f: rewrite(generation(f) / "manifest.json", schema=0), "another version"),
    "no-schema": (lambda f: (generation(f) / "manifest.json").write_text("{}"), "another version"),
    "other-encoder": (lambda f: rewrite(generation(f) / "manifest.json", fingerprint="e5"), "'e5'"),
    "products-gone": (lambda f: (generation(f) / "products.db").unlink(), "missing"),
    "products-empty": (lambda f: (generation(f) / "products.db").write_bytes(b""), "cannot be read"),
    "products-garbage": (lambda f: (generation(f) / "products.db").write_bytes(b"no database" * 99), "cannot be read"),
    "products-cut": (lambda f: cut(generation(f) / "products.db"), "cannot be read"),
    "product-lost": (
        lambda f: sql(generation(f) / "products.db", "DELETE FROM products WHERE id = 'mat'"),
        "11 of 12",
    ),
    "product-of-another-time": (
        lambda f: sql(generation(f) / "products.db", "UPDATE products SET document = '{\"sku\": 1}'"),
        "cannot be read",
    ),
    "vectors-gone": (lambda f: shutil.rmtree(generation(f) / "chroma"), "chroma: is missing"),
    "vectors-garbage": (
        lambda f: (generation(f) / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 99),
        "vectors",
    ),
    "words-gone": (lambda f: shutil.rmtree(generation(f) / "lexical"), "lexical"),
    "words-empty": (lambda f: every(generation(f) / "lexical", lambda p: p.write_bytes(b"")), "lexical"),
    "words-cut": (lambda f: every(generation(f) / "lexical", cut), "lexical"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_index_is_one_clear_line_with_the_mend(index: Path, damage: str) -> None:
    """It names the folder, says what is wrong, and that ingesting again mends it, which it does."""
    do, says = DAMAGES[damage]
    do(index)
    with pytest.raises(IndexBroken) as error:
        snapshot.load(index, HashEncoder().fingerprint)
    one_line(error.value, str(index), says, "ingest the shop again")
    snapshot.build(index, tiny_products(), HashEncoder())
    assert answers(index)[0] == tiny_products()


@pytest.mark.parametrize("part", [".", "lexical", "chroma"])
def test_a_lost_file_is_noticed_or_not_needed(index: Path, part: str) -> None:
    """Without any one of its files a generation answers as before or says that it is broken."""
    whole = answers(index)
    folder = generation(index) / part
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        data = path.read_bytes()
        path.unlink()
        try:
            assert answers(index) == whole, path.name
        except CatalogError as error:
            one_line(error, str(index))
        path.write_bytes(data)


def test_no_index_is_one_clear_line_with_the_command(tmp_path: Path) -> None:
    """A folder that is not there, and one that holds nothing of ours."""
    for folder in (tmp_path / "absent", tmp_path):
        with pytest.raises(IndexMissing) as error:
            snapshot.load(folder, HashEncoder().fingerprint)
        one_line(error.value, str(folder), "python -m catalog ingest")


def test_a_generation_outside_the_index_is_never_opened(index: Path, tmp_path: Path) -> None:
    """A name with a path in it stays within the folder."""
    outside = tmp_path / "outside"
    shutil.copytree(generation(index), outside)
    rewrite(index / "current.json", generation="../outside")
    with pytest.raises(IndexBroken):
        snapshot.load(index, HashEncoder().fingerprint)


def test_an_index_cannot_be_put_where_a_file_is(tmp_path: Path) -> None:
    """The error names the place and how to choose another."""
    (tmp_path / "index").write_text("in the way", "utf-8")
    with pytest.raises(StorageError) as error:
        snapshot.build(tmp_path / "index", tiny_products(), HashEncoder())
    one_line(error.value, str(tmp_path / "index"), "--index")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_folder_without_permission_is_one_clear_line(tmp_path: Path) -> None:
    """Neither building there nor beside it leaves anything."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    for folder in (locked, locked / "index"):
        with pytest.raises(StorageError) as error:
            snapshot.build(folder, tiny_products(), HashEncoder())
        one_line(error.value, str(folder), "--index")
    assert not list(locked.iterdir())


def test_an_older_reader_keeps_its_products(index: Path) -> None:
    """Who loaded before a build goes on searching what it loaded."""
    before = opened(index, HashEncoder())
    expected = before.search.search(Query(text="tortilla chips"))
    snapshot.build(index, FRESH, HashEncoder())
    assert before.search.search(Query(text="tortilla chips")) == expected
    encoder: Encoder = HashEncoder()
    assert opened(index, encoder).products == FRESH
