"""Packed texts read like the lists and dictionaries that they stand for; products on disk read like a tuple."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import store
from catalog.errors import IndexBroken
from catalog.index.columns import Columns
from catalog.index.names import Coded, Names, Places
from catalog.index.shelf import Shelf, shelved
from catalog.index.verify import same
from catalog.store import Store
from catalog.types import Availability, Product
from tests.fakes import a_product, tiny_products

TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=12)
PATHS = st.lists(st.sampled_from(["", "a", "a/b", "a/b/c", "ab", "a0", "a/", "b", "가", "가/나"]), max_size=12)


@given(TEXTS)
def test_names_are_the_list(texts: list[str]) -> None:
    """In order, with repetitions and empty ones, from either end of the alphabet."""
    names = Names.of(texts)
    assert list(names) == texts
    assert [names[i] for i in range(len(names))] == texts


@given(TEXTS, TEXTS)
def test_coded_texts_are_the_list_and_filter_like_it(texts: list[str], wanted: list[str]) -> None:
    """`among` and `where` are plain readings of the rule."""
    coded = Coded.of(texts)
    assert coded.tolist() == texts == [coded[i] for i in range(len(coded))]
    assert coded.among(wanted).tolist() == [text in wanted for text in texts]
    assert coded.where(lambda text: len(text) > 1).tolist() == [len(text) > 1 for text in texts]


@given(PATHS, PATHS)
def test_under_is_the_branch_and_what_grows_from_it(texts: list[str], branches: list[str]) -> None:
    """`ab` does not grow from `a`."""
    plain = [any(text == b or text.startswith(b + "/") for b in branches) for text in texts]
    assert Coded.of(texts).under(branches).tolist() == plain


@given(TEXTS.map(lambda texts: list(dict.fromkeys(texts))))
def test_places_are_the_dictionary(ids: list[str]) -> None:
    """Every id at its place, nothing else anywhere."""
    places = Places.of(ids)
    assert dict(places) == {ident: i for i, ident in enumerate(ids)}
    assert len(places) == len(ids)
    assert places.get("no such id") is None
    assert "no such id" not in places


def test_two_ids_with_one_hash_are_told_apart() -> None:
    """A hash only says where to look."""
    real = Places.of(["a", "b", "c"])
    clashing = Places(real.ids, np.full(3, real.hashes[0]), np.arange(3, dtype=np.int32))
    ident = real.ids[int(real.at[0])]
    assert clashing[ident] == real[ident]


@pytest.mark.parametrize("items", [(), tiny_products(), (a_product("1"),)], ids=["none", "tiny", "one"])
def test_columns_come_back_as_they_were_saved(tmp_path: Path, items: tuple[Product, ...]) -> None:
    """Every array and every name."""
    columns = Columns.of(items)
    columns.save(tmp_path / "facts.npz")
    assert same(Columns.load(tmp_path / "facts.npz"), columns)


def test_a_place_may_have_any_name(tmp_path: Path) -> None:
    """Names are data, also where files are made of them."""
    names = ("a:b", "../up", "file", "강남점", "", "x" * 300)
    items = [a_product(availability=tuple(Availability(place=name, quantity=i) for i, name in enumerate(names, 1)))]
    Columns.of(items).save(tmp_path / "facts.npz")
    loaded = Columns.load(tmp_path / "facts.npz")
    assert {name: int(loaded.stock[name][0]) for name in names} == {name: i for i, name in enumerate(names, 1)}


def test_a_number_that_no_array_holds_is_the_largest() -> None:
    """An absurd price or stock filters like a large one."""
    columns = Columns.of([a_product(kr=10**30, availability=(Availability(place="online", quantity=10**30),))])
    assert columns.prices["kr"][0] == columns.stock["online"][0] == 2**62


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The tiny shop on disk, of which three products are kept."""
    store.create(tmp_path / "products.db", tiny_products())
    return Shelf(Store(tmp_path / "products.db"), 12, kept=3)


def test_a_shelf_is_the_tuple(shelf: Shelf) -> None:
    """By position, from the end, by slice, in a loop; whatever was looked at before."""
    items = tiny_products()
    for _ in range(2):
        assert [shelf[i] for i in range(-12, 12)] == [items[i] for i in range(-12, 12)]
    assert (len(shelf), list(shelf), tuple(reversed(shelf))) == (12, list(items), items[::-1])
    assert (shelf[2:5], shelf[::3], shelf[9:99], shelf[5:2]) == (items[2:5], items[::3], items[9:99], ())
    for place in (12, -13):
        with pytest.raises(IndexError):
            shelf[place]


def test_a_shelf_keeps_what_was_looked_at_last(shelf: Shelf) -> None:
    """The same object while it is kept."""
    first = shelf[0]
    assert shelf[0] is first
    for place in (1, 0, 2, 3):
        assert shelf[place]
    assert shelf[0] is first
    for place in (4, 5, 6):
        assert shelf[place]
    assert shelf[0] is not first


def test_a_shelf_reads_ahead(shelf: Shelf) -> None:
    """What will be looked at is kept as if it had been; what is kept already stays the same object."""
    items, first = tiny_products(), shelf[0]
    shelf.ahead([2, 0, 1])
    assert shelf[0] is first
    assert (shelf[1], shelf[2]) == (items[1], items[2])
    shelf.ahead([])
    shelf.ahead(range(12))
    assert [shelf[place] for place in range(12)] == list(items)


def test_reading_ahead_of_what_is_missing_keeps_nothing(tmp_path: Path) -> None:
    """Looking at it says so; what is there reads as ever."""
    store.create(tmp_path / "products.db", tiny_products())
    shelf = Shelf(Store(tmp_path / "products.db"), 13)
    shelf.ahead([0, 12])
    assert shelf[0] == tiny_products()[0]
    with pytest.raises(IndexBroken, match="product 12 of 13 is missing"):
        shelf[12]


def test_a_shelf_of_an_older_generation_goes_on_reading(shelf: Shelf, tmp_path: Path) -> None:
    """Once it was opened, its file may be cleared away; what never was opened says that it is missing."""
    assert shelf[0] == tiny_products()[0]
    (tmp_path / "products.db").unlink()
    assert list(shelf) == list(tiny_products())
    with pytest.raises(IndexBroken, match="is missing"):
        Store(tmp_path / "products.db").count()


def test_few_products_are_kept_and_many_are_not(tmp_path: Path) -> None:
    """A tuple up to a number, a shelf beyond."""
    store.create(tmp_path / "products.db", tiny_products())
    opened = Store(tmp_path / "products.db")
    assert isinstance(shelved(opened, 12, few=12), tuple)
    assert isinstance(shelved(opened, 12, few=11), Shelf)
