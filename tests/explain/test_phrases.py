"""Templates: plurals, particles, money, and every sentence in both languages."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadData
from assistant.explain.phrases import money, number, particle, say, wording
from catalog.types import ALLERGENS, DIETS, Money

PARTICLES = [
    ("칩", "을/를", "을"),
    ("음료", "을/를", "를"),
    ("맥주", "이/가", "가"),
    ("와인", "이/가", "이"),
    ("접시 10장", "은/는", "은"),
    ("딥", "과/와", "과"),
    ("살사", "과/와", "와"),
    ("연필", "으로/로", "로"),
    ("칼", "으로/로", "로"),
    ("집", "으로/로", "으로"),
    ("우유", "으로/로", "로"),
    ("500g", "이/가", "이"),
    ("2L", "이/가", "가"),
    ("350ml", "을/를", "를"),
    ("4.7", "을/를", "을"),
    ("4.5", "을/를", "를"),
    ("3", "이/가", "이"),
    ("2", "이/가", "가"),
    ("₩12,000", "이에요/예요", "이에요"),
    ("티셔츠 (XL)", "을/를", "을"),
    ("Chips", "은/는", "는"),
    ("", "을/를", "를"),
]


@pytest.mark.parametrize(("word", "form", "wanted"), PARTICLES)
def test_particles_follow_the_last_sound(word: str, form: str, wanted: str) -> None:
    """을/를, 이/가, 은/는, 과/와, 으로/로 after Hangul, digits, units and Latin letters."""
    assert particle(word, form) == wanted


@given(st.text())
def test_any_word_takes_one_of_its_two_particles(word: str) -> None:
    """No text breaks the choice."""
    assert particle(word, "을/를") in ("을", "를")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "wanted"),
    [
        (15_000, "KRW", "ko", "₩15,000"),
        (15_000, "KRW", "en", "₩15,000"),
        (499, "USD", "en", "$4.99"),
        (499, "USD", "ko", "$4.99"),
        (120_000_00, "USD", "en", "$120,000.00"),
        (-500, "USD", "en", "-$5.00"),
        (0, "KRW", "ko", "₩0"),
    ],
)
def test_money_is_written_as_the_language_writes_it(amount: int, currency: str, language: str, wanted: str) -> None:
    """Minor units become the currency's own form."""
    assert money(Money(amount=amount, currency=currency), language) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"), [(1, "1"), (1_404, "1,404"), (2.5, "2.5"), (3.0, "3"), (10_000, "10,000")]
)
def test_numbers_have_no_needless_decimals(value: float, wanted: str) -> None:
    """As people write them."""
    assert number(value) == wanted


def test_english_plurals_follow_the_number() -> None:
    """One person, two people."""
    assert say("en", "head_people", title="A", people=1) == "A, 1 person"
    assert say("en", "head_people", title="A", people=2) == "A, 2 people"


def fields(template: str) -> set[str]:
    """The names that a template asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_say_the_same_things() -> None:
    """Every sentence exists in Korean and English and asks for the same facts (fewer are fine, others are not)."""
    english, korean = wording("en"), wording("ko")
    assert english.keys() == korean.keys()
    for key, template in english.items():
        given_names = fields(template) | fields(korean[key])
        assert fields(template) <= given_names
        assert fields(korean[key]) - fields(template) <= {"people", "count", "price", "served", "pieces"}, key


def test_every_flag_has_a_name_in_both_languages() -> None:
    """Diets and allergens are never shown as keys."""
    for language in ("en", "ko"):
        assert {f"diet_{d}" for d in DIETS} | {f"allergen_{a}" for a in ALLERGENS} <= wording(language).keys()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_sentence_shouts_or_flatters(language: str) -> None:
    """No exclamation marks, no “as an AI”."""
    for key, template in wording(language).items():
        assert not re.search(r"!|as an AI|great choice|perfect", template, re.IGNORECASE), key


def test_a_missing_value_names_the_template() -> None:
    """A hole in a sentence is an error in our data, not an empty string."""
    with pytest.raises(BadData, match="head_people"):
        say("en", "head_people", title="A")
