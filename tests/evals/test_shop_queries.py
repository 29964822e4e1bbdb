"""The demo shop's judged queries: how a product is graded, and what the files of pairs hold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from catalog.errors import SourceError
from catalog.sample.shop import demo_products
from catalog.types import Money, Offer, Product
from evals.shop_queries import (
    CLOSE,
    EXACT,
    LANGUAGES,
    PARTS,
    RELATED,
    Pair,
    Part,
    judged_for,
    kinds,
    pairs,
    shop_queries,
)
from tests.fakes import a_product

PAIRS = 85  # a part
MOST_EXACT = 60  # more, and any ten of a shelf would do


@pytest.fixture(scope="module", name="shop")
def _shop() -> tuple[Product, ...]:
    return demo_products()


def priced(title: str, us: int, kr: int) -> Product:
    """A mouse at a price in both markets."""
    offers = (
        Offer(market="us", price=Money(amount=us, currency="USD")),
        Offer(market="kr", price=Money(amount=kr, currency="KRW")),
    )
    return a_product(title={"en": title}, categories=("desk", "mice"), group_id="mouse", offers=offers)


def a_pair(**more: object) -> Pair:
    """A need of mice."""
    return Pair.model_validate({"id": "p", "kind": "price", "en": "mouse", "ko": "마우스", "shelf": ["desk"], **more})


@pytest.mark.parametrize(
    ("rule", "grade"),
    [
        ({}, EXACT),
        ({"exact": ["mouse"]}, EXACT),
        ({"exact": ["desk/mice"]}, EXACT),
        ({"exact": ["desk/mi"]}, RELATED),
        ({"exact": ["keyboard"]}, RELATED),
        ({"exact": ["keyboard"], "close": ["mouse"]}, CLOSE),
        ({"exact": ["mouse"], "words": ["wired"], "close": ["desk"]}, CLOSE),
        ({"shelf": ["pets"], "exact": ["mouse"], "words": ["wired"]}, RELATED),
        ({"shelf": ["pets"]}, 0),
        ({"exact": ["mouse"], "without": ["wired|silent"]}, 0),
        ({"max_price": {"us": 2000, "kr": 20000}}, EXACT),
        ({"max_price": {"us": 1999, "kr": 20000}}, RELATED),
        ({"max_price": {"us": 2000, "kr": 19999}}, RELATED),
    ],
)
def test_a_place_is_a_shelf_or_a_family(rule: dict[str, object], grade: int) -> None:
    """Exact where it is named and says the words in the price, close where named so, related beside it."""
    assert a_pair(**rule).grade(priced("Silent mouse", 2000, 20000)) == grade


def test_what_is_not_for_sale_has_no_price_within_a_limit() -> None:
    """A market without an offer is not a cheap one."""
    unsold = a_product(categories=("desk",), offers=())
    assert a_pair(max_price={"us": 10**6}).grade(unsold) == RELATED


def test_the_halves_are_alike_and_apart() -> None:
    """As many of each kind, and no id or wording of the held-out half in the other."""
    dev, test = (pairs(part) for part in PARTS)
    assert len(dev) == len(test) == PAIRS
    assert Counter(pair.kind for pair in dev) == Counter(pair.kind for pair in test)
    for language in LANGUAGES:
        known, held = (shop_queries(language, part=part) for part in PARTS)
        assert len({query.id for query in (*known, *held)}) == len(known) + len(held)
        assert {query.query.casefold() for query in known} & {query.query.casefold() for query in held} == set()


@pytest.mark.parametrize("part", PARTS)
def test_every_place_of_a_pair_exists(part: Part, shop: tuple[Product, ...]) -> None:
    """A shelf or family that is renamed would quietly judge nothing."""
    families = {product.group_id for product in shop}
    levels = [product.category.split("/") for product in shop]
    known = families | {"/".join(level[:depth]) for level in levels for depth in range(1, len(level) + 1)}
    missing = [(p.id, place) for p in pairs(part) for place in (*p.shelf, *p.exact, *p.close) if place not in known]
    assert missing == []


@pytest.mark.parametrize("part", PARTS)
def test_every_pair_has_answers_and_the_same_in_both_languages(part: Part, shop: tuple[Product, ...]) -> None:
    """At least one exact family and not a whole department; judged once for both."""
    english, korean = (judged_for(language, shop, part) for language in LANGUAGES)
    for pair in pairs(part):
        assert english.grades[pair.id] == korean.grades[pair.id]
        assert 1 <= list(english.grades[pair.id].values()).count(EXACT) <= MOST_EXACT, pair.id


def test_a_price_limit_means_the_same_in_both_markets(shop: tuple[Product, ...]) -> None:
    """No product whose words fit is within one market's limit only: one judgement serves both languages."""
    for pair in (pair for part in PARTS for pair in pairs(part) if pair.max_price):
        assert set(pair.max_price) == {"us", "kr"}
        alone = [pair.model_copy(update={"max_price": {market: limit}}) for market, limit in pair.max_price.items()]
        split = [item.id for item in shop if len({each.grade(item) == EXACT for each in alone}) > 1]
        assert (pair.id, split) == (pair.id, [])


def test_the_held_out_half_holds_pairs_alone() -> None:
    """The queries of one language were tuned on; their kind says so."""
    for language in LANGUAGES:
        assert "own" in kinds(language).values()
        assert kinds(language, "test") == {pair.id: pair.kind for pair in pairs("test")}
        assert [judged_for(language, (), part).name for part in PARTS] == [f"demo_{language}", f"demo_{language}_held"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("- {id: a, kind: head, en: x, ko: y, shelf: [s], more: 1}", "row 1: more: Extra inputs"),
        ("- {id: a, kind: odd, en: x, ko: y, shelf: [s]}", "row 1: kind: Input should be"),
        ("- {id: a, kind: head, en: x, shelf: [s]}", "row 1: ko: Field required"),
        ("- {id: a", "cannot be read as YAML"),
        ("", "is not a list"),
    ],
)
def test_a_file_of_pairs_that_is_wrong_is_one_line(tmp_path: Path, row: str, said: str) -> None:
    """The file, the row and the field."""
    (tmp_path / "search_pairs_test.yaml").write_text(row, "utf-8")
    with pytest.raises(SourceError, match=said) as raised:
        shop_queries("ko", tmp_path, "test")
    assert "\n" not in str(raised.value)
