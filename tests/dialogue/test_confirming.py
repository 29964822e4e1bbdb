"""An age as a whole answer, in figures or in words; a bare yes is none."""

from __future__ import annotations

import pytest

from assistant.dialogue.confirming import age_said, confirmed

AGES = [
    ("16살이요", 16),
    ("열여섯이에요", 16),
    ("네 열아홉 살입니다", 19),
    ("스물다섯이요", 25),
    ("만 18세요", 18),
    ("sixteen", 16),
    ("no, seventeen", 17),
    ("yes I'm thirty", 30),
    ("twenty-one", 21),
]


@pytest.mark.parametrize(("text", "age"), AGES)
def test_an_age_is_read_in_figures_and_in_words(text: str, age: int) -> None:
    assert age_said(text) == age
    assert confirmed(text) is None


@pytest.mark.parametrize(
    ("text", "yes"), [("네", True), ("네네", True), ("yes", True), ("아니요", False), ("one", None)]
)
def test_a_yes_is_no_age(text: str, yes: bool | None) -> None:
    assert age_said(text) is None
    assert confirmed(text) is yes
