"""Numbers with units mean the same in a query and in a title, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.amounts import Amount, amounts

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "base", "value"),
    [
        ("2 kg rice", "g", 2000),
        ("2kg rice", "g", 2000),
        ("2 kilos of rice", "g", 2000),
        ("500 g", "g", 500),
        ("1 lb", "g", 453.592),
        ("500ml", "ml", 500),
        ("0.5 l", "ml", 500),
        ("1,000 ml", "ml", 1000),
        ("2x500ml milk", "ml", 500),
        ("27 inch monitor", "cm", 68.58),
        ('27" monitor', "cm", 68.58),
        ("2-person tent", "person", 2),
        ("tent for 4 people", "person", 4),
        ("12 pack", "count", 12),
        ("40 count", "count", 40),
        ("2 dozen eggs", "count", 24),
        ("1/2 cup", "cup", 0.5),
        ("65W charger", "w", 65),
        ("10000 mAh", "mah", 10000),
        ("128 GB", "gb", 128),
        ("1 TB", "gb", 1000),
        ("3 years old", "month", 36),
        ("size 8", "size", 8),
        ("100% cotton", "percent", 100),
        ("4인용 텐트", "person", 4),
        ("2인분", "person", 2),
        ("500그램", "g", 500),
        ("1.5리터", "ml", 1500),
        ("10개입", "count", 10),
        ("6캔", "count", 6),
        ("양말 5켤레", "pair", 5),
        ("100정", "count", 100),
        ("27인치", "cm", 68.58),
        ("3단계 기저귀", "step", 3),
        ("돌 3개월", "month", 3),
        ("3세대", "generation", 3),
        ("250 사이즈", "cm", 25),
        ("사이즈 250", "cm", 25),
        ("250mm 운동화", "cm", 25),
    ],
)
def test_amounts_in_their_base_units(text: str, base: str, value: float) -> None:
    """One amount, whatever writes it."""
    assert amounts(text) == (Amount(base, value),)


@pytest.mark.parametrize(
    "text",
    [
        "2 in 1 shampoo",
        "iPhone 15 pro",
        "WH-1000XM5",
        "vitamin B12",
        "size M",
        "2024",
        "10정도 필요해요",
        "kg",
        "만두",
        "7up",
        "3.14",
        "v2kg5x",
        "",
        "🎉 2",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    """Models, years and counts of nothing."""
    assert amounts(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 kg", "1000 g"),
        ("1 kg", "2.2 lb"),
        ("16 oz", "1 lb"),
        ("1 l", "1000ml"),
        ("1.5m", "150 cm"),
        ("2 dozen", "24개"),
        ("4인용", "for 4 people"),
        ("size 250", "250mm"),
        ("60 minutes", "1시간"),
        ("12 months", "1 year"),
    ],
)
def test_the_same_amount_in_other_units(one: str, other: str) -> None:
    """Rounding aside."""
    assert amounts(one)[0].same(amounts(other)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("1 kg", "1 l"), ("500 g", "550 g"), ("4인용", "4개"), ("1 day", "1 month"), ("5 cm", "5 inch")]
)
def test_other_amounts_are_not_the_same(one: str, other: str) -> None:
    """Neither of another kind nor a tenth more."""
    assert not amounts(one)[0].same(amounts(other)[0])


def test_several_amounts_in_order_and_each_once() -> None:
    """A pack says how many and how much."""
    assert amounts("6 cans of 330 ml, 330ml each") == (Amount("count", 6), Amount("ml", 330))


@given(ANY_TEXT)
def test_no_text_makes_it_fail(text: str) -> None:
    """Any Unicode; division by nothing included."""
    assert all(amount.value >= 0 for amount in amounts(text + " 1/0 kg"))


@given(st.integers(1, 99999), st.sampled_from(["g", "ml", "cm", "개"]))
def test_commas_in_numbers_say_nothing(number: int, unit: str) -> None:
    """1,000 is 1000."""
    assert amounts(f"{number:,}{unit}") == amounts(f"{number}{unit}") != ()
