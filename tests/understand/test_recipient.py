"""The person a gift is for, and the occasion, are found as shoppers say them, with exact spans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.recipient import find_occasion, find_recipient

CASES = Path(__file__).parent / "cases"
PIECES = [
    "gift",
    "for",
    "my",
    "mom",
    "'s",
    "7",
    "years old",
    "loves",
    "coffee",
    "선물",
    "엄마",
    "한테",
    "좋아하는",
    "이랑",
    "돌",
]


def cases(field: str) -> list[Any]:
    read = yaml.safe_load((CASES / f"{field}.yaml").read_text(encoding="utf-8"))
    return [
        pytest.param(case["text"], case["expect"], id=f"{language}: {case['text']}")
        for language, rows in read.items()
        for case in rows
    ]


@pytest.mark.parametrize(("text", "expect"), cases("recipient"))
def test_finds_whom_a_gift_is_for(text: str, expect: dict[str, Any] | None) -> None:
    found = find_recipient(text)
    if expect is None:
        assert found is None
    else:
        assert found is not None
        said = {"key": found.value.key, "age": found.value.age, "interests": list(found.value.interests)}
        assert said == {"age": None, "interests": [], **expect}


@pytest.mark.parametrize(("text", "expect"), cases("occasion"))
def test_finds_the_occasion(text: str, expect: str | None) -> None:
    found = find_occasion(text)
    assert (found.value if found else None) == expect


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_spans_are_exact_on_any_text(text: str) -> None:
    for found in (find_recipient(text), find_occasion(text)):
        if found is not None:
            assert text[found.span.start : found.span.end] == found.span.text
