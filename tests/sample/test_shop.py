"""The demo shop: large, bilingual, for sale in two markets, consistent with itself, and the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from catalog.errors import SourceError
from catalog.pricing import pricing
from catalog.sample import build as check_build
from catalog.sample.families import HERE, STORES, draw, load_department, load_tree, load_yaml, problems
from catalog.sample.pictures import icon_names, picture
from catalog.sample.reviews import aspects, reviews
from catalog.sample.shop import demo_products
from catalog.sample.simulate import MONTHS, SHOPPERS, events, shoppers
from catalog.types import CURRENCY, DIET_DENIES, ONLINE, Product, Review, ShopEvent

FILES = sorted((HERE / "departments").glob("*.yaml"))
LANGUAGES = {"en", "ko"}


@cache
def items() -> tuple[Product, ...]:
    return demo_products()


@cache
def said() -> tuple[Review, ...]:
    return tuple(reviews(items()))


@cache
def happened() -> tuple[ShopEvent, ...]:
    return tuple(events(items()))


def korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def wrong(rule: Callable[[Product], bool]) -> list[str]:
    """The ids of the products that break a rule."""
    return [product.id for product in items() if not rule(product)]


def test_the_shop_is_large_and_broad() -> None:
    """At least 1,500 products in at least 15 departments, none of them thin."""
    departments = Counter(product.categories[0] for product in items())
    assert len(items()) >= 1500
    assert len(departments) >= 15
    assert min(departments.values()) >= 20, departments


def test_ids_are_unique_and_fit_a_url() -> None:
    """An id stands once and needs no escaping."""
    assert len({product.id for product in items()}) == len(items())
    assert not wrong(lambda p: all(c.isascii() and (c.isalnum() or c in "-_") for c in p.id))


@pytest.mark.parametrize("field", ["title", "description", "brand_label", "category_label"])
def test_every_text_is_in_both_languages(field: str) -> None:
    """Exactly English and Korean, neither of them empty."""
    assert not wrong(lambda p: set(getattr(p, field)) == LANGUAGES and all(map(str.strip, getattr(p, field).values())))


def test_each_language_is_itself() -> None:
    """English texts hold no Korean letters, Korean ones do."""
    assert not wrong(lambda p: not any(korean(text["en"]) for text in (p.title, p.description, p.category_label)))
    assert not wrong(lambda p: korean(p.title["ko"]) and korean(p.description["ko"]))


def test_attributes_in_words_are_in_both_languages() -> None:
    """An attribute written per language is written in each."""
    both = [v for p in items() for v in p.attributes.values() if isinstance(v, dict)]
    assert both
    assert all(set(value) == LANGUAGES for value in both)


@pytest.mark.parametrize("market", CURRENCY)
def test_everything_is_for_sale_in_each_market_in_its_currency(market: str) -> None:
    """One offer a market with a price above zero that a promotion never turns into nothing."""
    for product in items():
        offers = [offer for offer in product.offers if offer.market == market]
        rule = pricing(product, market)
        assert len(offers) == 1, product.id
        assert rule is not None, product.id
        assert rule.currency == CURRENCY[market], product.id  # type: ignore[index]
        assert rule.regular > 0, product.id
        assert rule.total(1) > 0, product.id
        assert all(rule.total(n) <= rule.regular * n for n in (1, 2, 3, 6)), product.id


def test_every_promotion_saves_something_somewhere() -> None:
    """A promotion that is shown lowers the price of some number of packages in both markets."""
    promoted = [product for product in items() if product.promotions]
    assert len(promoted) >= 50
    for product in promoted:
        for market in CURRENCY:
            rule = pricing(product, market)
            assert rule is not None, product.id
            assert rule.total(12) < rule.regular * 12, product.id


def test_the_two_prices_are_of_the_same_thing() -> None:
    """A won price is some hundreds to thousands of times the dollar price: no digit too many or too few."""
    ratios = {p.id: p.offers[0].price.amount / (p.offers[1].price.amount / 100) for p in items()}
    assert not {ident: ratio for ident, ratio in ratios.items() if not 300 <= ratio <= 3000}


def test_every_picture_can_be_drawn() -> None:
    """Each image is a tile that the shop draws: a well-formed SVG without scripts or links."""
    for path in sorted({image for product in items() for image in product.images}):
        _, folder, department, name = path.split("/")
        drawn = picture(department, name.removesuffix(".svg"))
        assert folder == "pictures", path
        assert drawn is not None, path
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(drawn).iter()}
        assert "svg" in tags, path
        assert not tags & {"script", "a", "image", "foreignObject"}, path
    assert not wrong(lambda p: len(p.images) >= 1)


@pytest.mark.parametrize(("department", "icon"), [("no-such", "taco"), ("grocery", "no-such"), ("", ""), ("..", "..")])
def test_a_picture_of_nothing_is_none(department: str, icon: str) -> None:
    """An unknown department or icon is no picture and no error."""
    assert picture(department, icon) is None


def test_diets_never_contradict_allergens() -> None:
    """Nothing vegan holds milk, nothing gluten-free wheat, and so on; what is vegan is vegetarian and dairy-free."""
    for product in items():
        for diet in product.diet:
            assert not DIET_DENIES.get(diet, frozenset()) & set(product.allergens or ()), (product.id, diet)
    assert not wrong(lambda p: "vegan" not in p.diet or {"vegetarian", "dairy_free"} <= set(p.diet))


def test_what_is_eaten_or_drunk_says_for_how_many() -> None:
    """Every edible product has serves; some allergens are left unstated, as on real labels."""
    food = [product for product in items() if product.edible]
    assert not [product.id for product in food if product.serves is None]
    silent = sum(product.allergens is None for product in food)
    assert 0 < silent < len(food) / 3
    assert {p.categories[0] for p in food} >= {"grocery", "drinks", "alcohol", "fresh", "frozen"}


def test_alcohol_has_an_age_and_is_not_halal() -> None:
    """Nobody under age is offered a drink; what stands among the alcohol is alcohol."""
    assert not wrong(lambda p: not p.contains_alcohol or (p.min_age or 0) >= 19)
    assert not wrong(lambda p: not (p.contains_alcohol and "halal" in p.diet))
    assert sum(product.contains_alcohol for product in items()) >= 20


def test_related_categories_exist() -> None:
    """What goes with a product can be found: each branch holds products."""
    held = {"/".join(p.categories[:depth]) for p in items() for depth in range(1, len(p.categories) + 1)}
    assert not wrong(lambda p: set(p.goes_with) <= held)


def test_every_category_of_the_tree_has_products() -> None:
    """No empty shelf, and no product beside the shelves."""
    assert {product.category for product in items()} == set(load_tree().categories)


def test_stock_is_known_online_and_in_three_stores() -> None:
    """Each product says what each place holds; nearly everything is in stock online, not quite all."""
    assert not wrong(lambda p: [held.place for held in p.availability] == [ONLINE, *STORES])
    gone = sum(product.stock() == 0 for product in items())
    assert len(STORES) == 3
    assert 0 < gone < len(items()) / 20


def test_variants_of_a_family_are_one_group() -> None:
    """Products of a family share a group, a brand and a category, and differ in their titles."""
    groups: dict[str | None, list[Product]] = {}
    for product in items():
        groups.setdefault(product.group_id, []).append(product)
    assert None not in groups
    assert len(groups) >= 500
    for group in groups.values():
        assert len({(p.brand, p.category) for p in group}) == 1, group[0].group_id
        for language in LANGUAGES:
            assert len({p.title[language] for p in group}) == len(group), group[0].group_id


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_was_written_by_hand_has_no_problem(file: Path) -> None:
    """Each department passes the check that its writers run."""
    assert list(problems(load_department(file), load_tree(), icon_names())) == []


def test_the_check_command_says_done(capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m catalog.sample.build --check` ends with 0 and counts."""
    assert check_build.main(["--check", str(FILES[0])]) == 0
    assert "0 problems" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("brands: [", "cannot be read"),
        ("brands: {}\nfamilies: []\nnonsense: 1", "nonsense"),
        ("brands: {}\nfamilies: [{id: Bad Id}]", "families.0"),
        ("- a list", "dictionary"),
    ],
    ids=["syntax", "field", "family", "list"],
)
def test_a_department_that_cannot_be_read_names_its_file(tmp_path: Path, text: str, says: str) -> None:
    """One line: which file and what is wrong in it, which the check command prints and fails on."""
    file = tmp_path / "broken.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(SourceError) as error:
        load_department(file)
    assert "\n" not in str(error.value)
    assert "broken.yaml" in str(error.value)
    assert says in str(error.value)
    assert check_build.main(["--check", str(file)]) == 1


def test_reviews_are_many_in_both_languages_and_simulated() -> None:
    """At least 5,000, each language at least two in five, each marked as simulated."""
    languages = Counter(review.language for review in said())
    assert len(said()) >= 5000
    assert set(languages) == LANGUAGES
    assert min(languages.values()) >= 0.4 * len(said())
    assert all(review.simulated for review in said())


def test_reviews_are_of_products_and_in_their_language() -> None:
    """Each speaks of a product that is there, in the language it says, of aspects that are written."""
    known, names = {product.id for product in items()}, {aspect.name for aspect in aspects()}
    assert len({review.id for review in said()}) == len(said())
    for review in said():
        assert review.product_id in known, review.id
        assert korean(review.text) == (review.language == "ko"), review.id
        assert review.text.strip(), review.id
        assert review.aspects, review.id
        assert set(review.aspects) <= names, review.id


def test_every_product_has_a_review() -> None:
    """There is a fitting aspect for every category."""
    assert {review.product_id for review in said()} == {product.id for product in items()}


def test_reviews_agree_with_the_rating_shown() -> None:
    """On average the stars given are near the rating that the product shows."""
    ratings = {product.id: product.rating or 0 for product in items()}
    apart = [review.stars - ratings[review.product_id] for review in said()]
    assert abs(sum(apart) / len(apart)) < 0.5


def test_there_are_three_hundred_shoppers() -> None:
    """300, each with an id that says it is simulated, of several types."""
    crowd = shoppers()
    assert len(crowd) == SHOPPERS == 300
    assert len({s.id for s in crowd}) == 300
    assert all(s.id.startswith("sim-") for s in crowd)
    assert len({s.taste["id"] for s in crowd}) >= 5


def test_events_are_of_a_year_of_every_shopper_and_simulated() -> None:
    """Each shopper acts, each of twelve months has events, every one marked, with a moment in a time zone."""
    assert all(event.simulated and event.at.utcoffset() == timedelta(0) for event in happened())
    assert {event.shopper for event in happened()} == {shopper.id for shopper in shoppers()}
    months = Counter((event.at.year, event.at.month) for event in happened() if event.kind == "purchase")
    assert MONTHS == 12
    assert len(months) in (12, 13)
    assert sum(count > 100 for count in months.values()) >= 12
    first, last = min(e.at for e in happened()), max(e.at for e in happened())
    assert timedelta(days=350) < last - first < timedelta(days=390)


def test_events_are_of_products_and_their_numbers_make_sense() -> None:
    """Ids stand once; a purchase has an order and packages, a rating one to five stars."""
    known = {product.id for product in items()}
    assert len({event.id for event in happened()}) == len(happened())
    assert {event.kind for event in happened()} == {"view", "purchase", "rating"}
    for event in happened():
        assert event.product_id in known, event.id
        if event.kind == "purchase":
            assert event.order, event.id
            assert 1 <= event.value <= 5, event.id
        if event.kind == "rating":
            assert 1 <= event.value <= 5, event.id


def test_who_rates_has_bought_before() -> None:
    """A rating follows a purchase of the same product by the same shopper."""
    bought: dict[tuple[str, str], list[ShopEvent]] = {}
    for event in happened():
        if event.kind == "purchase":
            bought.setdefault((event.shopper, event.product_id), []).append(event)
    for event in happened():
        if event.kind == "rating":
            assert any(b.at < event.at for b in bought[event.shopper, event.product_id]), event.id


def test_shoppers_keep_to_their_diet() -> None:
    """Whoever's type has a diet buys food that claims it, wherever the shelf has some."""
    diets = {s.id: set(s.taste["diet"]) for s in shoppers() if s.taste["diet"]}
    by_id = {product.id: product for product in items()}
    for_diet = [
        diets[e.shopper] <= set(by_id[e.product_id].diet)
        for e in happened()
        if e.kind == "purchase" and e.shopper in diets and by_id[e.product_id].edible
    ]
    assert for_diet
    assert sum(for_diet) / len(for_diet) > 0.6


@pytest.mark.parametrize("name", ["missions", "tastes"])
def test_trips_and_tastes_speak_of_what_exists(name: str) -> None:
    """Missions draw from categories that hold products; tastes name missions that are there; ids stand once."""
    rows = load_yaml(HERE / f"{name}.yaml")
    assert len({row["id"] for row in rows}) == len(rows)
    held = {"/".join(p.categories[:depth]) for p in items() for depth in range(1, len(p.categories) + 1)}
    if name == "missions":
        assert not {path for row in rows for path in row["items"]} - held
        assert {month for row in rows for month in row["months"]} == set(range(1, 13))
    else:
        missions = {row["id"] for row in load_yaml(HERE / "missions.yaml")}
        assert not {mission for row in rows for mission in row["missions"]} - missions


@pytest.mark.parametrize(
    "made",
    [demo_products, lambda: tuple(reviews(items())), lambda: tuple(events(items())), lambda: tuple(shoppers())],
    ids=["products", "reviews", "events", "shoppers"],
)
def test_building_twice_gives_the_same(made: Callable[[], tuple[object, ...]]) -> None:
    """Nothing depends on the clock or on what was drawn before."""
    assert made() == made() != ()


DIGEST = """
import hashlib
from catalog.sample import reviews, shop, simulate
items = shop.demo_products()
made = (*items, *reviews.reviews(items), *simulate.events(items))
print(hashlib.sha256("\\n".join(value.model_dump_json() for value in made).encode()).hexdigest())
"""


def test_every_process_builds_the_same_shop() -> None:
    """Python orders sets of words anew in each process; the shop does not depend on it."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HERE.parents[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize(("seed", "low", "high", "drawn"), [("a", 0, 9, 0), ("b", 0, 9, 6), ("딥", 1, 6, 6)])
def test_numbers_drawn_are_the_same_on_every_machine(seed: str, low: int, high: int, drawn: int) -> None:
    """A draw depends on its seed alone: these are written down."""
    assert draw(seed, low, high) == drawn
    assert draw(seed, 3, 3) == 3


def test_every_product_names_related_ones_that_exist() -> None:
    """One to four products of other families, all in the shop."""
    ids = {p.id: p.group_id for p in demo_products()}
    for product in demo_products():
        assert 1 <= len(product.related) <= 4, product.id
        assert all(other in ids and ids[other] != product.group_id for other in product.related)
