"""The request's own grammar decides its language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.language import Detected, detect

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "language.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", [c for rows in CASES.values() for c in rows], ids=lambda case: case["text"][:40])
def test_the_grammar_decides_the_language(case: dict[str, Any]) -> None:
    """A case expects en, ko, or the name of a language that we do not speak."""
    expected = Detected(case["expect"]) if case["expect"] in ("en", "ko") else Detected("en", case["expect"])
    assert detect(case["text"]) == expected


@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    """Nothing raises, and the reply's language is one of ours."""
    assert detect(text).language in ("en", "ko")
