"""The demo shop's terms: whole in both languages, with amounts in both markets."""

from __future__ import annotations

import string
from typing import get_args

import pytest

from catalog.sample.terms import Key, terms


def test_every_key_has_one_term() -> None:
    assert sorted(term.key for term in terms().terms) == sorted(get_args(Key))


@pytest.mark.parametrize("market", ["us", "kr"])
def test_texts_name_only_amounts_that_there_are(market: str) -> None:
    """In both languages, and without an exclamation mark."""
    known = set(terms().amounts(market))
    for term in terms().terms:
        for text in term.text.values():
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= known
            assert "!" not in text
