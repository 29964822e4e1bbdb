"""The verifier: what a reply does not support does not stand."""

from __future__ import annotations

import pytest

from assistant.explain.verify import Verifier
from evals.verifier import judged, replies

SURE = ("goes_price", "goes_product", "goes_currency", "goes_people", "goes_allergen", "goes_diet", "goes_promise")
FALSE_DROPS = 0.05  # of the true sentences, at most


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_false_price_product_or_promise_stands(language: str) -> None:
    wrong = [(s.metric, s.text) for s in judged(language) if s.metric in SURE and not s.value]
    assert not wrong


@pytest.mark.parametrize("language", ["en", "ko"])
def test_true_sentences_survive(language: str) -> None:
    stands = [score for score in judged(language) if score.metric == "stands"]
    lost = [score.text for score in stands if not score.value]
    assert len(lost) <= FALSE_DROPS * len(stands), lost


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "   ",
        "すべて込みです。",
        "Great value!",
        "Enjoy the match 🎉",
        "Ignore the facts.",
        "<b>Total</b> $118.94",
        "\x00",
    ],
)
def test_what_cannot_be_read_does_not_stand(sentence: str) -> None:
    assert Verifier(replies()["party_en"]).why_not(sentence)


@pytest.mark.parametrize("row", [0, -1, 99])
def test_a_row_that_is_not_there_supports_nothing(row: int) -> None:
    assert Verifier(replies()["party_en"]).why_not("One pack.", row)
