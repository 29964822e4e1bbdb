"""How many of what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.quantities import find_quantities

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "quantities.yaml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        "3",
        "two ",
        "a dozen ",
        "bottles of ",
        "wine",
        " eggs",
        "우유",
        " ",
        "두",
        "개",
        "병",
        "하나",
        "x",
        "500g",
        ",",
        "이랑",
        "의",
    ]
)


def outcome(text: str) -> list[list[Any]]:
    """What is found in a text, as the table writes it."""
    return [[found.value.value, found.value.unit, found.value.item] for found in find_quantities(text)]


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_things_are_counted_as_the_shopper_said(case: dict[str, Any]) -> None:
    assert outcome(case["text"]) == case["expect"]


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_are_exact_and_items_stand_in_them(text: str) -> None:
    for found in find_quantities(text):
        assert text[found.span.start : found.span.end] == found.span.text
        assert found.value.value >= 1
        assert (found.value.item or "") in found.span.text
