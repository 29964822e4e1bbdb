"""What is left out, what is there already, and whether alcohol is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.exclusions import find_exclusions, find_owned, no_alcohol

CASES = Path(__file__).parent / "cases"
ENGLISH = "no without beer , or and wine already have a tent don't need the except spicy alcohol . ? \n "
KOREAN = "술은 술이랑 돼지고기 빼고 말고 매운 거 없이 텐트는 있어 집에 필요 없어 들어간 🍺"
WORDS = st.sampled_from((ENGLISH + KOREAN).split(" "))


def _cases(name: str) -> list[dict[str, Any]]:
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return [case for cases in rows.values() for case in cases]


@pytest.mark.parametrize("case", _cases("exclusions"), ids=lambda case: case["text"][:40])
def test_what_is_left_out_is_found(case: dict[str, Any]) -> None:
    """A case expects the bare nouns in the order of the text."""
    assert [found.value for found in find_exclusions(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", _cases("owned"), ids=lambda case: case["text"][:40])
def test_what_is_owned_or_not_needed_is_found(case: dict[str, Any]) -> None:
    """A case expects the bare nouns in the order of the text; questions and people are none."""
    assert [found.value for found in find_owned(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", _cases("no_alcohol"), ids=lambda case: case["text"][:40])
def test_alcohol_is_ruled_out_only_by_words_about_drinks(case: dict[str, Any]) -> None:
    """A case expects true or nothing."""
    found = no_alcohol(case["text"])
    assert (found.value if found else None) == case["expect"]


@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=30).map(" ".join)))
def test_spans_are_exact_on_any_text(text: str) -> None:
    """Nothing raises, and every span holds the text that it points at."""
    alcohol = no_alcohol(text)
    spans = [found.span for found in (*find_exclusions(text), *find_owned(text))] + ([alcohol.span] if alcohol else [])
    for span in spans:
        assert span.text
        assert text[span.start : span.end] == span.text
