"""Taste: how deeds decay, what each part of it looks at, and that nothing is guessed of somebody new."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.recommend.blend import HALFWAY, MOST, Taste, Taster, weight_of
from assistant.recommend.content import affinity_scores, content_scores, traits
from assistant.recommend.decay import HALF_LIFE, Weighed, weigh
from assistant.recommend.habit import Past, habit_scores, pasts
from assistant.recommend.together import NEIGHBOURS_PRIOR, similarity, together_scores
from assistant.recommend.vectors import departments, product_vectors
from assistant.shopper.profile import Deed, Profile
from catalog.types import EventKind, Product
from tests.fakes import Shop, a_product

AT = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
KINDS: tuple[EventKind, ...] = ("view", "purchase", "rating", "dismiss")
IDS = ("chips-plain", "chips-cheese", "salsa", "lager", "plates", "tent", "mat", "lotion", "gone-from-the-shop")


def deed(
    product: str = "chips-plain", kind: EventKind = "purchase", days: float = 0, value: int = 1, n: int = 0
) -> Deed:
    """A deed so many days before AT."""
    return Deed(id=f"d{n}", product_id=product, kind=kind, at=AT - dt.timedelta(days=days), value=value)


DEEDS = st.lists(
    st.builds(
        deed,
        st.sampled_from(IDS),
        st.sampled_from(KINDS),
        st.floats(0, 2_000, allow_nan=False),
        st.integers(1, 5),
        st.integers(0, 10_000),
    ),
    max_size=30,
)


def profile(*deeds: Deed, version: int = 1) -> Profile:
    """A profile of those deeds."""
    return Profile(deeds, (), version)


@pytest.fixture(scope="module")
def taster(tiny_shop: Shop) -> Taster:
    """Over the tiny shop, with two orders of everybody's."""
    pairs = (("o1", "chips-plain"), ("o1", "salsa"), ("o2", "lager"), ("o2", "salsa"))
    return Taster(tiny_shop.snapshot, lambda: (1, pairs))


def at_place(taster: Taster, product: str) -> int:
    """Where a product stands."""
    place = taster.snapshot.position(product)
    assert place is not None
    return place


@pytest.mark.parametrize("lives", [0, 1, 2, 5])
def test_a_deed_counts_half_each_half_life(tiny_shop: Shop, lives: int) -> None:
    """And one of the future as one of now."""
    (weighed,) = weigh([deed(days=lives * HALF_LIFE)], tiny_shop.snapshot, AT)
    assert weighed.weight == pytest.approx(0.5**lives)
    (later,) = weigh([deed(days=-3)], tiny_shop.snapshot, AT)
    assert later.weight == 1.0


@pytest.mark.parametrize(
    ("kind", "value", "weight"),
    [("purchase", 1, 1), ("purchase", 9, 1), ("view", 1, 0.1), ("dismiss", 1, -1)]
    + [("rating", stars, 0.5 * (stars - 3)) for stars in range(1, 6)],
)
def test_a_deed_says_what_its_kind_says(tiny_shop: Shop, kind: EventKind, value: int, weight: float) -> None:
    """Nine packs of one order are one wish; three stars are neither liking nor disliking."""
    (weighed,) = weigh([deed(kind=kind, value=value)], tiny_shop.snapshot, AT)
    assert weighed.weight == pytest.approx(weight)


def test_what_the_shop_no_longer_has_says_nothing(tiny_shop: Shop) -> None:
    """A deed with an unknown product is left out."""
    assert weigh([deed("gone-from-the-shop")], tiny_shop.snapshot, AT) == ()


@given(deeds=DEEDS, more=DEEDS)
def test_the_weight_of_taste_stays_in_its_bounds_and_grows_with_deeds(
    tiny_shop: Shop, deeds: list[Deed], more: list[Deed]
) -> None:
    """0 without history, below MOST however long it is, never less for knowing more."""
    few = weight_of(weigh(deeds, tiny_shop.snapshot, AT))
    many = weight_of(weigh([*deeds, *more], tiny_shop.snapshot, AT))
    assert 0 <= few <= many + 1e-12
    assert many < MOST


def test_half_of_the_weight_is_reached_at_halfway(tiny_shop: Shop) -> None:
    """Looking at things is no history."""
    assert weight_of(weigh([deed(n=n) for n in range(int(HALFWAY))], tiny_shop.snapshot, AT)) == pytest.approx(MOST / 2)
    assert weight_of(weigh([deed(kind="view", n=n) for n in range(50)], tiny_shop.snapshot, AT)) == 0


def test_nobody_new_is_guessed_at(taster: Taster) -> None:
    """No deeds: no weight, no score, no past."""
    taste = taster.taste("new", profile(), AT)
    assert taste.weight == 0
    assert not taste.scores.any()
    assert not taste.owned.any()
    assert taste.pasts == {}


def same(one: Taste, other: Taste) -> bool:
    """Whether two tastes are equal to the last bit."""
    alike = np.array_equal(one.scores, other.scores) and np.array_equal(one.owned, other.owned)
    return alike and (one.weight, one.pasts, one.deeds) == (other.weight, other.pasts, other.deeds)


@given(deeds=DEEDS)
def test_scores_are_between_0_and_1_and_the_same_each_time(taster: Taster, deeds: list[Deed]) -> None:
    """Whatever was done, in whichever order it is told, and whoever works it out."""
    fresh = Taster(taster.snapshot, taster._contributed)
    taste = taster._worked_out(profile(*deeds), AT)
    assert float(taste.scores.min(initial=0)) >= 0
    assert float(taste.scores.max(initial=0)) <= 1
    assert same(taste, fresh._worked_out(profile(*deeds), AT))


def test_the_hour_of_asking_does_not_change_the_taste_of_a_day(taster: Taster) -> None:
    """Whoever asks first in the morning gets what the first in the evening would have got."""
    deeds = profile(deed(days=40), deed("salsa", days=300, n=1))
    hours = [AT, AT + dt.timedelta(hours=9, minutes=5), AT + dt.timedelta(hours=23)]
    tastes = [Taster(taster.snapshot, taster._contributed).taste("ann", deeds, at) for at in hours]
    assert all(same(tastes[0], taste) for taste in tastes[1:])
    tomorrow = taster.taste("ann", deeds, AT + dt.timedelta(days=1))
    assert tomorrow.weight < tastes[0].weight


def test_a_changed_record_is_worked_out_anew(taster: Taster) -> None:
    """Another version is another taste, and so is a later moment that knows more."""
    before = taster.taste("bo", profile(deed(), version=5), AT)
    assert taster.taste("bo", profile(deed(), version=5), AT) is before
    assert taster.taste("bo", profile(deed("salsa"), version=6), AT).pasts.keys() != before.pasts.keys()
    assert taster.taste("bo", profile(deed(), deed("salsa", n=1), version=5), AT).deeds == 2


def test_durable_goods_that_were_bought_are_owned_and_no_habit(tiny_shop: Shop) -> None:
    """Having a tent is no sign of wanting another; food is never owned."""
    products = tuple(p.model_copy(update={"durable": p.id in ("tent", "mat")}) for p in tiny_shop.products)
    taster = Taster(replace(tiny_shop.snapshot, products=products), lambda: (1, ()))
    bought = [deed("tent"), deed("chips-plain", n=1), deed("mat", "view", n=2), deed("lager", "rating", value=5, n=3)]
    taste = taster.taste("ann", profile(*bought), AT)
    assert [p.id for p, owned in zip(products, taste.owned, strict=True) if owned] == ["tent"]
    snack = taster.taste("bo", profile(*bought[1:]), AT)
    assert taste.scores[at_place(taster, "tent")] < snack.scores[at_place(taster, "chips-plain")]


def test_content_speaks_of_its_own_department_alone(tiny_shop: Shop) -> None:
    """Buying chips moves groceries, and not one bit of the rest; what was waved away moves them the other way."""
    vectors, names = product_vectors(tiny_shop.snapshot), departments(tiny_shop.snapshot)
    liked = content_scores(weigh([deed()], tiny_shop.snapshot, AT), vectors, names)
    own = names == "grocery"
    assert not liked[~own].any()
    assert liked[own].any()
    assert np.argmax(liked) == tiny_shop.snapshot.position("chips-plain")
    waved = content_scores(weigh([deed(kind="dismiss")], tiny_shop.snapshot, AT), vectors, names)
    assert np.allclose(waved, -liked)


def test_vectors_are_centred_on_their_department(tiny_shop: Shop) -> None:
    """Unit rows, or zeros where a product is alone in its department."""
    vectors, names = product_vectors(tiny_shop.snapshot), departments(tiny_shop.snapshot)
    lengths = np.linalg.norm(vectors, axis=1)
    for name in set(names.tolist()):
        wanted = 1.0 if (names == name).sum() > 1 else 0.0
        assert np.allclose(lengths[names == name], wanted, atol=1e-4), name


SHELF = [
    a_product("a", brand="haemaru", categories=("tea",), attributes={"flavour": {"en": "mint", "ko": "민트"}}),
    a_product("b", brand="casa", categories=("tea",), attributes={"flavour": {"en": "mint", "ko": "민트"}}),
    a_product("c", brand="haemaru", categories=("tea",), attributes={"colour": "green"}),
    a_product("d", brand="other", categories=("tea",)),
    a_product("e", brand="haemaru", categories=("coffee",)),
]


def bought(*places: int, weight: float = 1.0) -> list[Weighed]:
    """Purchases of the shelf's products, by place."""
    return [Weighed(deed(SHELF[place].id, n=n), place, weight) for n, place in enumerate(places)]


def test_affinity_is_a_share_of_the_categorys_purchases() -> None:
    """Brand and flavour are told apart; another category, or a trait nobody bought, gets nothing."""
    scores = affinity_scores(bought(0, 0, 0, 1), SHELF)
    assert scores.tolist() == pytest.approx([1.0, 1.0, 0.75, 0.0, 0.0])
    few = affinity_scores(bought(0), SHELF)
    assert few.tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0])


SILENT: list[dict[str, object]] = [
    {"attributes": {"for": "women"}},
    {"attributes": {"for": "men", "size": "XL", "age_from": 3, "age_to": 5, "gender": "f"}},
    {"attributes": {"skin_type": "dry", "diet": "halal", "number": 60}},
    {"diet": ("vegan", "halal", "kosher")},
    {"allergens": ("peanut",)},
    {"title": {"en": "Men's tea for the bride", "ko": "남성용 차"}},
    {"description": {"en": "For Ramadan"}},
    {"tags": ("eid", "christmas")},
    {"min_age": 19, "contains_alcohol": True},
]


@pytest.mark.parametrize("facts", SILENT, ids=lambda facts: str(facts)[:50])
@pytest.mark.parametrize("place", range(len(SHELF)))
def test_whom_a_product_is_made_for_never_matters_to_affinity(facts: dict[str, object], place: int) -> None:
    """Sizes, ages, diets, titles: change any of them on any product and every score stays."""
    extra = dict(facts)
    if "attributes" in extra:
        extra["attributes"] = SHELF[place].attributes | extra["attributes"]  # type: ignore[operator]
    changed: Sequence[Product] = [*SHELF[:place], SHELF[place].model_copy(update=extra), *SHELF[place + 1 :]]
    for deeds in (bought(0, 1, 1, 2), bought(3), bought(0, 4, weight=0.2)):
        assert np.array_equal(affinity_scores(deeds, changed), affinity_scores(deeds, SHELF))
    assert [traits(p) for p in changed] == [traits(p) for p in SHELF]


def test_habit_grows_with_each_purchase(tiny_shop: Shop) -> None:
    """1 − e^(−n), and what was waved away is below nothing."""
    for count in range(1, 5):
        scores = habit_scores(weigh([deed(n=n) for n in range(count)], tiny_shop.snapshot, AT), 12)
        assert scores[tiny_shop.snapshot.position("chips-plain")] == pytest.approx(1 - math.exp(-count))
    waved = habit_scores(weigh([deed(kind="dismiss")], tiny_shop.snapshot, AT), 12)
    assert waved[tiny_shop.snapshot.position("chips-plain")] == -1.0


@pytest.mark.parametrize(("stars", "last"), [(1, -1.0), (2, -1.0), (3, 0.9), (4, 0.9), (5, 0.9)])
def test_two_stars_end_a_habit(tiny_shop: Shop, stars: int, last: float) -> None:
    """However often it was bought before; the last rating decides, not the first."""
    often = [deed(days=30 + n, n=n) for n in range(5)]
    rated = [*often, deed(kind="rating", value=5, days=20, n=8), deed(kind="rating", value=stars, days=1, n=9)]
    score = habit_scores(weigh(rated, tiny_shop.snapshot, AT), 12)[tiny_shop.snapshot.position("chips-plain")]
    assert score == -1.0 if last < 0 else score > last


def past_of(days: Sequence[float], orders: Sequence[str] | None = None) -> Past:
    """Purchases so many days ago, oldest first, in orders of their own unless named."""
    names = orders or [f"o{n}" for n in range(len(days))]
    made = [deed(days=d, n=n).model_copy(update={"order": o}) for n, (d, o) in enumerate(zip(days, names, strict=True))]
    return Past(tuple(made), ())


@pytest.mark.parametrize(
    ("past", "monthly", "times"),
    [
        (past_of([90, 60, 30, 5]), True, 4),
        (past_of([60, 30]), False, 2),  # two orders are no rhythm
        (past_of([200, 170, 140]), False, 3),  # it was over long ago
        (past_of([21, 14, 7]), False, 3),  # each week
        (past_of([130, 70, 10]), False, 3),  # every other month
        (
            past_of([130, 130, 70, 70, 10, 10], ["a", "a", "b", "b", "c", "c"]),
            False,
            3,
        ),  # the same, twice in each order
        (past_of([70, 70, 40, 40, 10, 10], ["a", "a", "b", "b", "c", "c"]), True, 3),
    ],
)
def test_each_month_is_said_of_a_rhythm_that_holds(past: Past, monthly: bool, times: int) -> None:
    """Three orders at least, three to six weeks apart, the last one not long ago; orders count, not their lines."""
    assert past.times == times
    assert past.monthly(AT) is monthly


def test_a_past_is_in_the_order_of_time(tiny_shop: Shop) -> None:
    """Purchases and ratings apart; views are none."""
    told = [deed(days=1, n=1), deed(days=9, n=2), deed(kind="rating", value=4, days=5, n=3), deed(kind="view", n=4)]
    (past,) = pasts(weigh(told, tiny_shop.snapshot, AT)).values()
    assert [d.id for d in past.orders] == ["d2", "d1"]
    assert [d.id for d in past.ratings] == ["d3"]
    assert past.stars == 4


PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=25)


@given(pairs=PAIRS, weights=st.lists(st.floats(0, 3, width=32), min_size=6, max_size=6))
def test_together_equals_a_computation_by_hand(pairs: list[tuple[int, int]], weights: list[float]) -> None:
    """|both| / (√(|a|·|b|) + prior), nothing with itself; scores scaled so that the best has 1."""
    orders = {item: {order for order, other in pairs if other == item} for item in range(6)}
    wanted = np.zeros((6, 6))
    for a in range(6):
        for b in range(6):
            if a != b and orders[a] & orders[b]:
                both, norm = len(orders[a] & orders[b]), math.sqrt(len(orders[a]) * len(orders[b]))
                wanted[a, b] = both / (norm + NEIGHBOURS_PRIOR)
    matrix = similarity(pairs, 6)
    assert np.allclose(matrix.toarray(), wanted, atol=1e-6)
    scores = np.array(weights) @ wanted
    scaled = scores / scores.max() if scores.max() > 0 else scores
    assert np.allclose(together_scores(matrix, np.array(weights, np.float32)), scaled, atol=1e-4)


def test_contributed_orders_are_read_again_when_their_version_changes(tiny_shop: Shop) -> None:
    """Somebody's withdrawal is in the next taste that is worked out."""
    held: list[tuple[int, tuple[tuple[str, str], ...]]] = [(1, (("o1", "chips-plain"), ("o1", "plates")))]
    taster = Taster(tiny_shop.snapshot, lambda: held[0])
    plates = at_place(taster, "plates")
    assert taster.taste("ann", profile(deed()), AT).scores[plates] > 0
    held[0] = (2, ())
    assert taster.taste("bo", profile(deed()), AT).scores[plates] == 0
