"""The signals of ranking, each alone: what it counts, and that it counts nothing where nothing is asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from catalog.asked.amounts import Amount
from catalog.asked.read import Asked, Concept, Reader
from catalog.asked.without import Unwanted
from catalog.encode import Vectors
from catalog.index.lexical import HEADS, Lexical
from catalog.index.names import Coded
from catalog.rank import signals
from catalog.types import Product
from tests.fakes import a_product

TITLES = (
    "Watch 3",
    "Band for Watch 3",
    "Family tent for 4 people",
    "Hiking tent for 2 people",
    "Leather belt with buckle",
    "Leather belt without buckle",
    "Men's shoes",
    "Women's shoes",
    "Shoes",
)
ITEMS = tuple(
    a_product(str(n), title={"en": title}, brand="Tikto" if n == 0 else "Olim") for n, title in enumerate(TITLES)
)
ALL = np.arange(len(ITEMS), dtype=np.int64)


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical.build(ITEMS)


@pytest.fixture(scope="module")
def reader(lexical: Lexical) -> Reader:
    return Reader(lexical)


def product(place: int) -> Product:
    return ITEMS[place]


def places(values: Vectors) -> list[int]:
    return [int(at) for at in np.flatnonzero(values)]


@pytest.mark.parametrize(("cosine", "score"), [(0.5, 0), (0.75, 0), (0.835, 0.5), (0.92, 1), (1.0, 1), (-1.0, 0)])
def test_meaning_spreads_the_band_of_cosines(cosine: float, score: float) -> None:
    """Over 0..1, and never beyond."""
    assert signals.meaning(np.array([cosine], np.float32))[0] == pytest.approx(score, abs=1e-5)


def test_wording_is_one_for_the_best_and_none_for_who_says_nothing(lexical: Lexical, reader: Reader) -> None:
    """Whatever the words."""
    found = signals.wording(reader.read("leather belt"), lexical)
    assert found.max() == pytest.approx(1)
    assert places(found) == [4, 5]
    assert not signals.wording(reader.read("lawnmower"), lexical).any()
    assert not signals.wording(Asked(""), lexical).any()


def test_another_way_to_say_it_counts_less_than_the_word_itself(lexical: Lexical) -> None:
    """And a way of which a part is unknown counts nothing."""
    own, other, half = (Asked("", (Concept((("zzz",), way)),)) for way in [("zzz",), ("watch",), ("watch", "zzz")])
    both = Asked("", (Concept((("tent",), ("shoe",))),))
    found = signals.wording(both, lexical)
    assert 0 < found[8] < found[2]
    assert signals.wording(other, lexical).any()
    assert not signals.wording(half, lexical).any()
    assert not signals.wording(own, lexical).any()


def test_heads_tell_the_watch_from_its_band(lexical: Lexical, reader: Reader) -> None:
    """The band is called so, but is none."""
    asked = reader.read("watch 3")
    assert places(signals.wording(asked, lexical)) == [0, 1]
    assert places(signals.wording(asked, lexical, HEADS)) == [0]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("watch 3", 1, 1), ("leather belt", 1, 1), ("belt tent", 0.3, 0.7), ("lawnmower", 0, 0), ("", 0, 0)],
)
def test_a_name_is_what_one_product_is_called(
    lexical: Lexical, reader: Reader, text: str, least: float, most: float
) -> None:
    """1 where a title says all of it, and less where none does."""
    assert least <= round(signals.named(reader.read(text), lexical), 6) <= most


def test_a_description_is_not_a_name(lexical: Lexical, reader: Reader) -> None:
    """No title repeats it."""
    described = signals.named(reader.read("shoes that keep warm while sleeping outdoors"), lexical)
    assert 0 < described < 0.5


def test_the_brand_that_is_named(lexical: Lexical, reader: Reader) -> None:
    """Its products and no others; nobody where none is named."""
    assert places(signals.branded(reader.read("tikto watch"), lexical, ALL)) == [0]
    assert places(signals.branded(reader.read("watch"), lexical, ALL)) == []
    assert signals.branded(reader.read("tikto"), lexical, ALL[::-1]).tolist()[-1] == 1


def test_what_is_ruled_out(reader: Reader) -> None:
    """Has it, says that it has none, says nothing."""
    found = signals.unwanted(reader.read("belt without buckle"), ALL, product)
    assert found[[4, 5, 8]].tolist() == pytest.approx([1, -signals.SAYS_NONE, 0])
    assert not signals.unwanted(Asked("belt"), ALL, product).any()


def test_of_two_things_ruled_out_the_worse_counts() -> None:
    """Without a buckle, but of leather."""
    asked = Asked("", without=(Unwanted("buckle", ("buckl",)), Unwanted("leather", ("leather",))))
    assert signals.unwanted(asked, ALL, product)[5] == 1


@pytest.mark.parametrize(
    ("wanted", "scores"),
    [
        ((Amount("person", 4),), [1, signals.OTHER_AMOUNT, 0]),
        ((Amount("person", 2),), [signals.OTHER_AMOUNT, 1, 0]),
        ((Amount("g", 500),), [0, 0, 0]),
        ((Amount("person", 4), Amount("g", 500)), [0.5, signals.OTHER_AMOUNT / 2, 0]),
        ((), [0, 0, 0]),
    ],
)
def test_amounts_of_titles(wanted: tuple[Amount, ...], scores: list[float]) -> None:
    """The same, another, none of its kind."""
    assert signals.amounts(Asked("", amounts=wanted), np.array([2, 3, 8]), product).tolist() == scores


@pytest.mark.parametrize(
    ("who", "scores"), [({"men"}, [0, 1, 0]), ({"women"}, [1, 0, 0]), ({"dogs"}, [1, 1, 0]), (set(), [0, 0, 0])]
)
def test_made_for_others(who: set[str], scores: list[float]) -> None:
    """Shoes for nobody in particular fit anybody."""
    assert signals.misfit(Asked("", audience=frozenset(who)), np.array([6, 7, 8]), product).tolist() == scores


SHELVES = Coded.of(["sock", "sock", "sock", "tent", "tent", "mat"])
PRICES = np.array([300, 100, -1, 90000, 50000, 700], np.int64)
SIX = np.arange(6, dtype=np.int64)


def test_the_cheap_of_each_shelf() -> None:
    """A cheap tent costs more than a fine sock; who has no price or no neighbour is in the middle."""
    assert signals.price(Asked("", leaning="low"), SIX, PRICES, SHELVES).tolist() == [0, 1, 0.5, 0, 1, 0.5]


def test_the_fine_of_each_shelf() -> None:
    """The other way round."""
    assert signals.price(Asked("", leaning="high"), SIX, PRICES, SHELVES).tolist() == [1, 0, 0.5, 1, 0, 0.5]


def test_prices_count_nothing_where_nobody_asks() -> None:
    """Nor where none are known."""
    assert not signals.price(Asked(""), SIX, PRICES, SHELVES).any()
    assert len(set(signals.price(Asked("", leaning="low"), SIX, None, SHELVES).tolist())) == 1


def scored(*paths: str, scores: Sequence[float] | None = None) -> list[float]:
    base = np.array(scores or [1.0] * len(paths), np.float32)
    return [round(float(s), 3) for s in signals.shelf(base, np.arange(len(paths), dtype=np.int64), Coded.of(paths))]


def test_the_shelf_where_the_best_answers_stand() -> None:
    """A product beside them gains, its whole path counting; one on another shelf does not."""
    found = scored("sport/tent", "sport/tent", "sport/tent", "sport/mat", "food/tea")
    assert found[0] > found[3] > found[4] > 0


def test_who_has_no_category_gets_the_mean_of_the_best() -> None:
    """A feed that files only some of its products is not ranked by whether it filed them."""
    found = scored("sport/tent", "", "sport/tent", "")
    assert found == [1.0, 1.0, 1.0, 1.0]
    mixed = scored("a", "", "b", "a")
    assert min(mixed) <= mixed[1] <= max(mixed)


def test_a_shop_without_categories_has_no_shelves() -> None:
    """Nobody gains."""
    assert scored("", "", "") == [0, 0, 0]
    assert scored("a", "b", scores=[-1, -2]) == [0, 0]
    assert scored() == []


def test_only_the_uppermost_say_where_the_answers_stand() -> None:
    """However many stand below."""
    paths = ["good"] * signals.UPPERMOST + ["other"] * 100
    found = scored(*paths)
    assert found[0] == 1
    assert found[-1] == 0
