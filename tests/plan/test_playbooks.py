"""The playbooks as data: complete, bilingual, and about things that the shop sells."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadData
from assistant.plan.playbook import Playbook, When
from assistant.plan.playbooks import playbooks
from assistant.plan.scale import amount, holds, scale, season_of
from assistant.types import Amount
from catalog.sample.families import load_tree
from catalog.sample.shop import demo_products
from catalog.text import HANGUL

BOOKS = playbooks()
CATEGORIES = tuple(load_tree().categories)


def test_there_are_at_least_seventy_playbooks() -> None:
    """The promise of the plan room."""
    assert len(BOOKS) >= 70


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.id)
def test_a_playbook_is_bilingual_and_has_a_must(book: Playbook) -> None:
    """Korean texts hold Korean, English ones do not, and a job has something that it cannot do without."""
    assert all(HANGUL.search(text) for text in book.examples.ko)
    assert not any(HANGUL.search(text) for text in (*book.examples.en, *book.keywords.en, book.title.en))
    assert len(book.examples.en) >= 5
    assert len(book.examples.ko) >= 5
    assert any(need.must for need in book.needs)
    for need in book.needs:
        assert not HANGUL.search(need.query.en)
        assert HANGUL.search(need.query.ko) or need.query.ko.isascii()


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.id)
def test_needs_name_categories_that_exist(book: Playbook) -> None:
    """A need whose category is misspelt would search the whole shop."""
    for need in book.needs:
        for path in need.categories:
            assert any(c == path or c.startswith(path + "/") for c in CATEGORIES), f"{need.role}: {path}"


@pytest.mark.parametrize(
    ("rule", "adults", "children", "days", "nights", "wanted"),
    [
        (Amount(base=1, unit="pack"), 8, 0, 1, 0, 1),
        (Amount(per_adult=1.5), 8, 0, 1, 0, 12),
        (Amount(per_adult=1.5), 2, 2, 1, 0, 6),
        (Amount(per_adult=2, per_child=1), 2, 3, 1, 0, 7),
        (Amount(per_adult=2, per_child=0), 2, 3, 1, 0, 4),
        (Amount(per_adult=1, times="day"), 4, 0, 3, 2, 12),
        (Amount(per_adult=1, times="night"), 4, 0, 3, 2, 8),
        (Amount(per_adult=1, times="night"), 4, 0, 1, 0, 4),
        (Amount(base=2, per_adult=0.5), 4, 0, 1, 0, 4),
    ],
)
def test_amounts_grow_with_people_days_and_nights(
    rule: Amount, adults: int, children: int, days: int, nights: int, wanted: float
) -> None:
    """(base + per adult + per child) × days or nights."""
    assert amount(rule, adults, children, days, nights) == wanted


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (When(), True),
        (When(children=True), False),
        (When(children=False), True),
        (When(min_people=4), True),
        (When(min_people=5), False),
        (When(max_people=3), False),
        (When(min_days=2), False),
        (When(season=("winter",)), True),
        (When(season=("summer",)), False),
        (When(market="us"), True),
        (When(market="kr"), False),
        (When(season=("winter",), min_people=9), False),
    ],
)
def test_conditions_all_have_to_hold(when: When, wanted: bool) -> None:
    """Four adults, one day, in December, in the US."""
    assert holds(when, adults=4, children=0, days=1, month=12, market="us") is wanted


@pytest.mark.parametrize(
    ("month", "season"), [(1, "winter"), (3, "spring"), (6, "summer"), (9, "autumn"), (12, "winter")]
)
def test_seasons_follow_the_months(month: int, season: str) -> None:
    """Both markets lie in the same hemisphere."""
    assert season_of(month) == season


def test_a_role_that_two_playbooks_share_is_one_need_of_the_larger_amount() -> None:
    """A birthday on a camping trip needs one cooler's worth of drinks, not two."""
    first, second = BOOKS[0], BOOKS[0]
    once = scale([first], 8, 0, 1, 0, 6, "us")
    assert scale([first, second], 8, 0, 1, 0, 6, "us") == once


def test_more_people_never_need_less() -> None:
    """Every amount is monotone in the number of adults."""
    for book in BOOKS:
        few = {n.role: n.quantity for n in scale([book], 2, 1, 2, 1, 7, "us")}
        many = {n.role: n.quantity for n in scale([book], 6, 1, 2, 1, 7, "us")}
        assert all(many.get(role, quantity) >= quantity for role, quantity in few.items()), book.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: x\n  needs: []\n", "x.yaml"),
        ("- {id: [}\n", "x.yaml"),
        ("- just words\n", "x.yaml"),
    ],
)
def test_a_broken_playbook_is_named_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    """One line that says which file to mend."""
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    with pytest.raises(BadData, match=said):
        playbooks(tmp_path)


def test_servings_are_asked_only_of_things_that_have_them() -> None:
    """Charcoal a person is six sacks for six: what nobody eats is counted in packs unless it says for how many."""
    shop = demo_products()
    for book in BOOKS:
        for need in (n for n in book.needs if n.amount.unit == "serving" and n.amount.per_adult):
            own = [p for p in shop if any(f"{p.category}/".startswith(f"{c}/") for c in need.categories)]
            lacking = [p.id for p in own if p.serves is None]
            assert any(p.edible for p in own) or 2 * len(lacking) <= len(own), f"{book.id}/{need.role}: {lacking[:3]}"
