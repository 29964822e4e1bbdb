"""What shoppers tell of themselves asks for nothing and limits nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import People
from assistant.understand.request import Vocabulary, understand
from assistant.understand.told import find_told

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "told.yaml").read_text("utf-8"))
AT = dt.datetime(2026, 10, 14, 15, 0)


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_what_is_told_is_found(case: dict[str, Any]) -> None:
    """A case expects the stretches in the order of the text; look-alikes have none."""
    assert [span.text for span in sorted(find_told(case["text"]), key=lambda span: span.start)] == case["expect"]


@pytest.mark.parametrize(
    "text",
    [
        "I'm Black and I'm 35.",
        "as a white woman, I make $200k a year",
        "I'm Muslim. It's a Tuesday.",
        "저는 백인이에요. 연봉은 5천만 원이에요.",
        "서른다섯인데 오늘은 화요일이에요.",
        "저는 무슬림이에요. 커피 마셨어요.",
    ],
)
def test_who_somebody_is_limits_nothing(text: str) -> None:
    """No people, colour, budget, diet or date of the job comes from it."""
    request = understand(text, AT, Vocabulary())
    assert (request.people, request.colours, request.budget) == (People(), (), None)
    assert (request.diet, request.date, request.wants) == ((), None, ())


@given(st.text(max_size=200))
def test_spans_are_exact_on_any_text(text: str) -> None:
    for span in find_told(text):
        assert text[span.start : span.end] == span.text
