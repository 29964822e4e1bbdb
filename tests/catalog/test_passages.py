"""Which text answers a question: what is measured of each, and what the order of the texts must not change."""

from __future__ import annotations

import numpy as np
import pytest

from catalog.encode import SentenceEncoder
from catalog.passages import FEATURES, WEIGHTS, features, rank, statement
from tests.fakes import HashEncoder

TEXTS = ("Arrived on a Tuesday.", "It weighs 2.4 kg with the poles.", "Weight: 2.4 kg", "Looks great!")


def column(name: str, question: str, texts: tuple[str, ...]) -> list[float]:
    """One feature of every text."""
    return [float(x) for x in features(question, texts, HashEncoder())[:, FEATURES.index(name)]]


def test_the_text_that_says_it_is_first() -> None:
    """Words, meaning and the figure that was asked for point the same way."""
    scores = rank("What does it weigh in kg with the poles?", TEXTS, HashEncoder())
    assert int(scores.argmax()) == 1


def test_the_order_of_the_texts_changes_no_score() -> None:
    """A text is judged by what is said, not by where it stands."""
    question = "How heavy is it?"
    there = rank(question, TEXTS, HashEncoder())
    back = rank(question, TEXTS[::-1], HashEncoder())
    assert np.allclose(there, back[::-1])


def test_every_feature_has_a_weight() -> None:
    """And each speaks for a text, none against it."""
    assert len(WEIGHTS) == len(FEATURES)
    assert min(WEIGHTS) > 0


@pytest.mark.parametrize("texts", [(), ("",), ("one",), ("same", "same")])
def test_few_or_empty_texts_are_scored_all_the_same(texts: tuple[str, ...]) -> None:
    """One finite score a text."""
    scores = rank("how big", texts, HashEncoder())
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()


def test_an_empty_question_is_no_error() -> None:
    assert np.isfinite(rank("", TEXTS, HashEncoder())).all()


def test_what_several_say_counts_more() -> None:
    """Two reviews that agree, and one that is as near the question but alone."""
    texts = ("zip broke after a week", "the zip broke in one week", "zip colour photo")
    agreed = column("agreement", "zip", texts)
    assert min(agreed[:2]) > agreed[2]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How many people fit?", True),
        ("What are the dimensions?", True),
        ("Is it waterproof?", False),
        ("How do I wash it?", False),
        ("몇 명이 잘 수 있어요?", True),
        ("무게가 얼마나 나가요?", True),
        ("사이즈 알려 주세요", True),
        ("세탁기에 돌려도 되나요?", False),
    ],
)
def test_a_figure_counts_where_one_is_asked_for(question: str, wanted: bool) -> None:
    """In both languages, and only for the texts that hold one."""
    assert column("figure", question, ("2.4 kg", "very light")) == [float(wanted), 0.0]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("No, it is not. Question: is it waterproof?", "No, it is not."),
        ("방수는 안 돼요. 질문: 방수 되나요?", "방수는 안 돼요."),
        ("Question: is it waterproof?", "Question: is it waterproof?"),
        ("No questions asked: full refund.", "No questions asked: full refund."),
    ],
)
def test_the_question_under_an_answer_is_no_evidence(text: str, stated: str) -> None:
    """An answer that repeats the question does not mean more for it."""
    assert statement(text) == stated
    assert column("meaning", "waterproof", (text,)) == column("meaning", "waterproof", (stated,))


def test_the_words_of_the_question_under_an_answer_count() -> None:
    """Somebody asked the same: what they were told is likely the answer."""
    with_it, without = column("words", "is it waterproof", ("Sadly not. Question: waterproof?", "Sadly not."))
    assert with_it > without


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "Can I put it in the dishwasher?",
            ("Dishwasher safe on the top rack.", "Holds 500 ml.", "My son loves the colour.", "Ships in two days."),
        ),
        (
            "식기세척기에 넣어도 되나요?",
            ("세척: 식기세척기 사용 가능", "용량은 500 ml예요.", "색이 예뻐서 아이가 좋아해요.", "배송이 빨랐어요."),
        ),
        ("전자레인지에 돌려도 돼요?", ("Microwave safe.", "Holds 500 ml.", "Three colours.", "Ships in two days.")),
    ],
)
def test_both_languages_find_their_answer(
    question: str, texts: tuple[str, ...], sentence_encoder: SentenceEncoder
) -> None:
    """With the real encoder, and from one language to the other."""
    assert int(rank(question, texts, sentence_encoder).argmax()) == 0
