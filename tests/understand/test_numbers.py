"""Numbers in digits and words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "numbers.yaml").read_text(encoding="utf-8"))
FRAGMENTS = {"en": re.compile(EN_NUMBER), "ko": re.compile(KO_NUMBER)}
PIECES = st.sampled_from(
    ["3", ",000", ".5", "만", "천", " ", "오", "두", "열", "twenty ", "hundred", "dozen", "a ", "half ", "k"]
)


def outcome(text: str) -> float | None:
    """What is found in a text, as the table writes it."""
    return parse_number(text)


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_a_number_has_its_value(case: dict[str, Any]) -> None:
    assert parse_number(case["text"]) == case["expect"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_fragments_match_what_can_be_read(language: str) -> None:
    for case in CASES[language]:
        if case["expect"] is not None:
            assert FRAGMENTS[language].fullmatch(case["text"].strip()), case["text"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("tentative onesie someone", []),
        ("필요한 분위기, 우리 모두 고기만", []),
        ("call 555-0199 or 1234567890123456789", ["555", "0199"]),
        ("우유두개랑 계란한판", ["두", "한"]),
    ],
)
def test_numbers_are_not_found_inside_words(text: str, numbers: list[str]) -> None:
    assert [m[0] for m in re.finditer(f"{EN_NUMBER}|{KO_NUMBER}", text)] == numbers


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_whatever_a_fragment_matches_is_a_number_or_nothing(text: str) -> None:
    for pattern in FRAGMENTS.values():
        for match in pattern.finditer(text):
            value = parse_number(match[0])
            assert value is None or 0 <= value < 10**20
