"""Who the basket is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import People
from assistant.understand.people import find_people

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "people.yaml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "8",
        "명",
        "인",
        "친구",
        "아이",
        "둘",
        "살",
        " ",
        ", ",
        "for ",
        "kids ",
        "of us",
        "year old",
        "with my wife",
        "중",
        "비건",
    ]
)


def outcome(text: str) -> dict[str, Any] | None:
    """What is found in a text, as the table writes it."""
    found = find_people(text)
    return plain(found.value) if found else None


def plain(people: People) -> dict[str, Any]:
    """People as the table writes them: only what is said."""
    fields = {"adults": people.adults, "children": people.children, "ages": list(people.ages)}
    return {key: value for key, value in fields.items() if value}


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_everyone_who_takes_part_is_counted_once(case: dict[str, Any]) -> None:
    assert outcome(case["text"]) == case["expect"]


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_the_span_is_exact_whatever_the_text(text: str) -> None:
    found = find_people(text)
    assert found is None or text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(("text", "adults"), [("8명 고기 파티 준비해줘", 8), ("5명 오는데 2명 고기 안 먹어", 5)])
def test_what_is_eaten_is_no_diet(text: str, adults: int) -> None:
    """Only who does not eat meat is some of the people already counted."""
    found = find_people(text)
    assert found is not None
    assert found.value.adults == adults
