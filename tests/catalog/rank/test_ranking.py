"""Ranking as a shopper sees it: each signal puts the better answer first, in a shop made for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from catalog.asked.read import Reader
from catalog.index import snapshot
from catalog.index.lexical import Lexical
from catalog.index.names import Coded
from catalog.rank.ranking import READ, WEIGHTS, Facts, Weights, rank
from catalog.search import Search
from catalog.types import Product, Query
from tests.conftest import opened
from tests.fakes import HashEncoder, Shop, a_product

Open = Callable[[Sequence[Product]], Shop]


@pytest.fixture
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Index products and open the shop; closed when the test is done."""
    shops: list[Shop] = []

    def build(items: Sequence[Product]) -> Shop:
        folder = tmp_path_factory.mktemp("ranked") / "index"
        snapshot.build(folder, items, HashEncoder())
        shops.append(opened(folder, HashEncoder()))
        return shops[-1]

    yield build
    for shop in shops:
        shop.snapshot.store.close()


def found(shop: Shop, text: str, weights: Weights = WEIGHTS, **filters: Any) -> list[str]:
    """The ids that a query finds, best first."""
    search = Search(shop.snapshot, shop.encoder, weights)
    return [hit.product.id for hit in search.search(Query.model_validate({"text": text, **filters}))]


def titled(**titles: str) -> list[Product]:
    """A product for each title, its id the keyword."""
    return [a_product(ident, title={"en": title}) for ident, title in titles.items()]


def test_the_thing_outranks_its_accessory(open_shop: Open) -> None:
    """However often the accessory says what it is for."""
    shop = open_shop(titled(band="Band for Tikto Watch 3, Watch 3 strap", watch="Tikto Watch 3 sports edition black"))
    assert found(shop, "tikto watch 3") == ["watch", "band"]


def test_the_brand_outranks_what_is_made_for_it(open_shop: Open) -> None:
    """A sleeve that names the brand is of another one."""
    items = [
        a_product("sleeve", title={"en": "Sleeve for Nordvik laptop"}, brand="Olim"),
        a_product("laptop", title={"en": "Nordvik laptop 14 inch, silver"}, brand="Nordvik"),
    ]
    shop = open_shop(items)
    assert found(shop, "nordvik laptop")[0] == "laptop"
    assert found(shop, "nordvik laptop sleeve")[0] == "sleeve"


def test_what_is_ruled_out_goes_last_and_what_says_so_first(open_shop: Open) -> None:
    """A belt that names its buckle only to deny it is what was asked for."""
    shop = open_shop(
        titled(with_one="Leather belt with steel buckle", plain="Leather belt", none="Leather belt without buckle")
    )
    assert found(shop, "leather belt without buckle") == ["none", "plain", "with_one"]


def test_what_is_ruled_out_in_korean_goes_last(open_shop: Open) -> None:
    """The same, natively."""
    items = [
        a_product("with_one", title={"ko": "손잡이 머그컵"}),
        a_product("none", title={"ko": "손잡이 없는 머그컵"}),
    ]
    assert found(open_shop(items), "손잡이 없는 머그컵") == ["none", "with_one"]
    assert found(open_shop(items), "손잡이 빼고 머그컵") == ["none", "with_one"]


@pytest.mark.parametrize(
    ("text", "best"), [("tent for 4", "four"), ("tent for 4 people", "four"), ("2인용 텐트", "two")]
)
def test_the_stated_amount_comes_first(open_shop: Open, text: str, best: str) -> None:
    """Whatever language states it."""
    items = [
        a_product("six", title={"en": "Dome tent for 6 people", "ko": "6인용 돔 텐트"}),
        a_product("four", title={"en": "Dome tent for 4 people", "ko": "4인용 돔 텐트"}),
        a_product("two", title={"en": "Dome tent for 2 people", "ko": "2인용 돔 텐트"}),
    ]
    assert found(open_shop(items), text)[0] == best


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("cheap tent", ["low", "middle", "high"]),
        ("luxury tent", ["high", "middle", "low"]),
        ("not expensive tent", ["low", "middle", "high"]),
    ],
)
def test_the_cheap_and_the_fine_come_first_where_they_are_wanted(open_shop: Open, text: str, order: list[str]) -> None:
    """Of three tents that say the same."""
    items = [
        a_product(ident, us=price, title={"en": f"Dome tent {name}"}, categories=("sports", "tents"))
        for ident, price, name in (("middle", 9000, "Aro"), ("high", 20000, "Elo"), ("low", 4000, "Ilo"))
    ]
    same = replace(WEIGHTS, meaning=0.0)  # their names say nothing here
    assert found(open_shop(items), text, same, market="us") == order


def test_women_s_shoes_are_not_for_him(open_shop: Open) -> None:
    """Shoes that say nothing about it are."""
    shop = open_shop(titled(hers="Women's running shoes", his="Men's running shoes", any="Running shoes, trail"))
    assert found(shop, "running shoes for men")[0] == "his"
    assert found(shop, "running shoes for men")[-1] == "hers"
    assert found(shop, "running shoes for women")[-1] == "his"


def test_the_shelf_of_the_best_answers_lifts_what_stands_on_it(open_shop: Open) -> None:
    """Of two that say the same, the one beside the other tents."""
    tents = [
        a_product(f"tent-{n}", title={"en": f"Dome tent, model {n}"}, categories=("sports", "tents")) for n in range(5)
    ]
    pair = [
        a_product("b-tent", title={"en": "Tent canvas"}, categories=("sports", "tents")),
        a_product("a-book", title={"en": "Tent canvas"}, brand="Press", categories=("books", "novels")),
    ]
    order = found(open_shop([*tents, *pair]), "tent")
    assert order.index("b-tent") < order.index("a-book")


def test_products_without_a_category_are_not_left_behind(open_shop: Open) -> None:
    """A feed that files only some of its products finds the others all the same."""
    filed = [a_product(f"z-{n}", title={"en": f"Kettle steel {n}"}, categories=("home", "kettles")) for n in range(3)]
    loose = a_product("loose", title={"en": "Whistling kettle"})
    assert found(open_shop([*filed, loose]), "whistling kettle")[0] == "loose"


def test_near_copies_step_behind_the_first_page(open_shop: Open) -> None:
    """Twelve listings of one bottle leave the page to the others; none is lost."""
    title = "Steel water bottle wide mouth straw lid insulated"
    copies = [a_product(f"copy-{n:02}", title={"en": title}, brand="Olim") for n in range(12)]
    others = [
        a_product(f"other-{n}", title={"en": f"Water bottle {name}"}, brand="Olim")
        for n, name in enumerate("aro ben cor dun elo fir gol han ilo jun".split())
    ]
    order = found(open_shop([*copies, *others]), "steel water bottle", k=22)
    assert sum(ident.startswith("copy") for ident in order[:10]) == 1
    assert sorted(order) == sorted(p.id for p in [*copies, *others])


def test_an_umbrella_spreads_over_shelves(open_shop: Open) -> None:
    """Who asks for skincare sees more than serums."""
    kinds = ("serum", "toner", "sunscreen", "eye cream")
    items = [
        a_product(
            f"{kind}-{n}",
            title={"en": f"{kind} number {n}"},
            brand=f"{kind}{n}",
            categories=("beauty", kind.replace(" ", "_")),
        )
        for kind in kinds
        for n in range(8)
    ]
    page = found(open_shop(items), "skincare", k=10)
    assert len({ident.rsplit("-", 1)[0] for ident in page}) >= 3
    assert len({ident.rsplit("-", 1)[0] for ident in found(open_shop(items), "serum", k=5)}) == 1


def test_ties_stand_in_the_order_of_their_ids(open_shop: Open) -> None:
    """Whatever order they were read in."""
    items = [a_product(ident, title={"en": "Tent"}, brand=ident) for ident in ("c", "a", "d", "b")]
    assert found(open_shop(items), "tent") == ["a", "b", "c", "d"]
    assert found(open_shop(items[::-1]), "tent") == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    "text", ["tent", "cheap tent without poles for 4 men under $900", "원피스", "", "🎉", "\ud800"]
)
def test_a_filter_that_leaves_ten_finds_all_ten(open_shop: Open, text: str) -> None:
    """However many others are better."""
    items = [a_product(f"tent-{n:03}", title={"en": f"Tent {n}"}) for n in range(700)]
    ten = [a_product(f"sock-{n}", title={"en": f"Sock {n}"}, categories=("socks",)) for n in range(10)]
    order = found(open_shop([*items, *ten]), text, k=50, categories=("socks",))
    assert sorted(order) == sorted(p.id for p in ten)


@pytest.mark.parametrize(
    ("text", "market", "left"),
    [
        ("tent under $50", None, {"cheap"}),
        ("tent under $50", "us", {"cheap"}),
        ("tent over $50", None, {"dear"}),
        ("텐트 5만원 이하", None, {"cheap"}),
        ("텐트 10만원대", None, {"dear"}),
        ("tent under $50", "kr", {"cheap", "dear", "home"}),
        ("tent", None, {"cheap", "dear", "home"}),
    ],
)
def test_a_price_in_words_is_a_filter(open_shop: Open, text: str, market: str | None, left: set[str]) -> None:
    """In its own currency; asked in another market it says nothing."""
    items = [
        a_product("cheap", 40_000, 3000, title={"en": "Dome tent", "ko": "돔 텐트"}),
        a_product("dear", 150_000, 12000, title={"en": "Dome tent", "ko": "돔 텐트"}, brand="Elo"),
        a_product("home", 200_000, None, title={"en": "Dome tent", "ko": "돔 텐트"}, brand="Ilo"),
    ]
    assert set(found(open_shop(items), text, market=market)) == left


def test_the_stricter_of_two_prices_counts(open_shop: Open) -> None:
    """What the words say and what the filter says."""
    items = [a_product(f"t{price}", us=price, title={"en": f"Tent {price}"}) for price in (1000, 3000, 5000)]
    shop = open_shop(items)
    assert set(found(shop, "tent under $40", market="us", max_price=2000)) == {"t1000"}
    assert set(found(shop, "tent under $20", market="us", max_price=4000)) == {"t1000"}


NOTHING = Weights(
    meaning=0, wording=0, wording_described=0, head=0, brand=0, unwanted=0, misfit=0, amount=0, price=0, shelf=0
)


@pytest.mark.parametrize(
    ("weights", "text", "best"),
    [
        ({"meaning": 1.0}, "dome tent", "tent"),
        ({"wording": 1.0, "wording_described": 1.0}, "mat", "mat"),
        ({"head": 1.0}, "mat", "mat"),
        ({"brand": 1.0}, "olim", "mat"),
        ({"unwanted": -1.0}, "tent without poles", "mat"),
        ({"misfit": -1.0}, "tent for men", "mat"),
        ({"amount": 1.0}, "4 people", "tent"),
        ({"price": 1.0}, "cheap tent", "peg"),
    ],
)
def test_one_weight_alone_decides(open_shop: Open, weights: dict[str, float], text: str, best: str) -> None:
    """With all the others zero its signal is the order."""
    items = [
        a_product("b-tent", us=9000, title={"en": "Dome tent for 4 people, with poles, women"}, brand="Nordvik"),
        a_product("a-mat", us=5000, title={"en": "Picnic mat"}, brand="Olim"),
        a_product("c-peg", us=100, title={"en": "Peg"}, brand="Nordvik"),
    ]
    order = found(open_shop(items), text, replace(NOTHING, **weights), market="us")
    assert order[0].split("-")[1] == best
    assert len(order) == 3


def test_scores_are_shares_of_the_best_there_could_be(open_shop: Open) -> None:
    """Between 0 and 1, whatever is asked."""
    shop = open_shop(titled(tent="Tent for 4 people", belt="Belt with buckle"))
    for text in ("tent for 4 people", "belt without buckle", "cheap men's tent", "", "없는 것"):
        hits = shop.search.search(Query(text=text, k=5))
        assert all(0 <= hit.score <= 1 and np.isfinite(hit.score) for hit in hits)


def test_a_misspelt_query_finds_what_the_right_one_finds(open_shop: Open) -> None:
    """And the wrong keyboard layout too."""
    items = [
        a_product("ear", title={"en": "Earphones", "ko": "이어폰"}),
        a_product("tent", title={"en": "Tent", "ko": "텐트"}),
    ]
    shop = open_shop(items)
    assert found(shop, "earphnoes")[0] == found(shop, "dldjvhs")[0] == "ear"
    assert found(shop, "xpsxm")[0] == "tent"


def test_the_same_question_has_the_same_answer(open_shop: Open) -> None:
    """In another index of the same products too."""
    items = titled(a="Tent", b="Dome tent", c="Tent peg", d="Mat")
    assert found(open_shop(items), "tent") == found(open_shop(items[::-1]), "tent")


@pytest.mark.parametrize(
    ("text", "depth", "read"),
    [("cup", 10, 0), ("cup without handle", 10, READ), ("cup without handle", 150, 300), ("cup for kids", 10, READ)],
)
def test_texts_are_read_of_the_uppermost_alone(text: str, depth: int, read: int) -> None:
    """And only where the query asks for what no index holds; who is not read stands behind who answers."""
    items = [
        a_product(f"c{n:03}", title={"en": f"cup {'with handle' if n < 100 else 'plain'} {n}"}) for n in range(400)
    ]
    lexical, fetched = Lexical.build(items), list[int]()
    none, by_id = Coded.of([""] * len(items)), np.arange(len(items), dtype=np.int32)
    facts = Facts(lexical, none, by_id, items.__getitem__, ahead=fetched.extend)
    cosine = np.linspace(0.9, 0.8, len(items), dtype=np.float32)
    ranked = rank(Reader(lexical).read(text), cosine, np.ones(len(items), bool), facts, depth=depth)
    assert len(fetched) == read
    assert len(ranked.places) == len(items)
    if "handle" in text:
        assert min(ranked.places[:30]) >= 100
