"""Numbers are read out of both languages as what they claim, and nothing is found by luck."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.claims import claims
from evals.facts import Facts
from evals.names import taken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("₩120,000 → ₩97,480", [("KRW", "120000"), ("KRW", "97480")]),
        ("예산 12만 5천원", [("KRW", "125000")]),
        ("1만 2000원 안쪽", [("KRW", "12000")]),
        ("약3만원", [("KRW", "30000")]),
        ("$4.99 each, 3 packs make 15 servings", [("USD", "4.99"), ("packs", "3"), ("served", "15")]),
        ("50 bucks or 1,234.50 dollars", [("USD", "50"), ("USD", "1234.50")]),
        ("40% off, 맥주 4.5% 할인", [("%", "40"), ("%", "4.5")]),
        ("rated 4.6 by 1,760 shoppers", [("", "4.6"), ("reviewers", "1760")]),
        ("8명이 쓰기에 맞아요", [("people", "8")]),
        ("3개면 모두 15인분", [("packs", "3"), ("served", "15")]),
        ("budget reads as -$5", [("USD", "-5")]),
        ("A4 paper, USB3 hub", []),
        ("two of them", []),
    ],
)
def test_numbers_are_read_with_what_they_claim(text: str, found: list[tuple[str, str]]) -> None:
    assert [(claim.kind, claim.value) for claim in claims(text)] == [(kind, Decimal(value)) for kind, value in found]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("$12.50", []),
        ("$1.25", ["$1.25"]),  # not a part of 12.50
        ("$2.50", ["$2.50"]),
        ("₩12.50", ["₩12.50"]),  # another currency
        ("3 packs", []),
        ("8 packs", ["8 packs"]),  # eight people are no eight packs
        ("for 8", []),
        ("8%", ["8%"]),
        ("20%", []),
        ("for 20", ["20"]),
    ],
)
def test_a_claim_holds_only_against_a_fact_of_its_kind(text: str, missing: list[str]) -> None:
    facts = Facts().add("USD", "12.5").add("packs", 3).add("people", 8).add("%", 20)
    assert facts.missing(text) == missing


def test_the_longest_name_is_taken_as_a_whole() -> None:
    """A shorter title inside a longer one is not named by it, nor is one inside a longer word."""
    names = {"Oat bread", "Oat bread, sliced", "Oat"}
    assert taken(names, "an Oat bread, sliced × 2 and Oats") == ({"Oat bread, sliced"}, "an   × 2 and Oats")
