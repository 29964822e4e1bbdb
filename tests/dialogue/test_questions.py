"""Answers cite what they rest on, guess nothing, and say where the shop does not tell."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.explain.phrases import money
from assistant.types import Reply, Turn
from catalog.types import DIET_DENIES, Product, localized
from tests.dialogue.turns import hold

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
PARTY = {
    "en": "help me host a football party for 8, under $120",
    "ko": "축구 경기를 보면서 파티를 할 건데 도와줘! 8명이고 예산은 12만원이야",
}
TENTS = {"en": "two-person tent", "ko": "텐트 추천해줘"}


def talk(assistant: Assistant, *texts: str) -> Reply:
    """The last reply of a conversation."""
    session = None
    for text in texts:
        reply = assistant.reply(Turn(text=text, session=session, at=AT))
        session = reply.session
    return reply


def product(assistant: Assistant, ident: str | None) -> Product:
    """A product of the demo shop."""
    found = assistant.search.product(ident or "")
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["how do returns work?", "배송비 얼마예요?", "can I pay by card?", "픽업 되나요?"])
def test_terms_are_answered_without_a_basket(assistant: Assistant, text: str) -> None:
    """In the words of the shop's terms, which are cited and said to be simulated."""
    reply = talk(assistant, text)
    assert (reply.act, [one.source for one in reply.citations]) == ("ask", ["terms"])
    assert reply.citations[0].text in reply.text
    assert "simulated" in reply.text or "모의" in reply.text
    assert reply.bundle is None


@pytest.mark.parametrize("text", ["football party for 8, deliver by Friday", "금요일까지 배송되는 캠핑 준비, 4명"])
def test_a_job_that_says_when_is_a_job(assistant: Assistant, text: str) -> None:
    assert talk(assistant, text).bundle is not None


def test_amounts_of_terms_are_those_of_the_market(assistant: Assistant) -> None:
    assert "₩3,000" in talk(assistant, "배송비 얼마예요?").text
    assert "$4.99" in talk(assistant, "how much is delivery?").text


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "what's the total?"), ("ko", "다 해서 얼마야?"), ("en", "how much is left?")]
)
def test_the_basket_is_told_from_its_numbers(assistant: Assistant, language: str, asked: str) -> None:
    """The same total as the basket's, exactly."""
    session = talk(assistant, PARTY[language])
    assert session.bundle is not None
    reply = assistant.reply(Turn(text=asked, session=session.session, at=AT))
    assert money(session.bundle.total, language) in reply.text
    if "left" in asked and session.bundle.left is not None:
        assert money(session.bundle.left, language) in reply.text


@pytest.mark.parametrize(("language", "asked"), [("en", "what in it is vegan?"), ("ko", "비건인 거 있어?")])
def test_a_diet_of_the_basket_is_told_by_labels(assistant: Assistant, language: str, asked: str) -> None:
    """Cited are vegan labels and allergens that deny them; the rest is said to be unknown."""
    reply = talk(assistant, PARTY[language], asked)
    assert reply.citations
    for cited in reply.citations:
        found = product(assistant, cited.product_id)
        if cited.ref == "diet:vegan":
            assert "vegan" in found.diet
        else:
            assert cited.ref == "allergens"
            assert DIET_DENIES["vegan"] & set(found.allergens or ())


@pytest.mark.parametrize(
    ("language", "asked", "ref"),
    [
        ("en", "is the first one waterproof?", "waterproof_mm"),
        ("ko", "첫 번째 거 방수 돼요?", "waterproof_mm"),
        ("en", "how heavy is the first one?", "weight_kg"),
        ("ko", "첫 번째 거 무게가 얼마야?", "weight_kg"),
    ],
)
def test_a_listed_product_is_asked_about_without_a_basket(
    assistant: Assistant, language: str, asked: str, ref: str
) -> None:
    """The attribute is quoted as it stands, and no new job is made of the question."""
    reply = talk(assistant, TENTS[language], asked)
    assert (reply.act, reply.bundle) == ("ask", None)
    assert [one.ref for one in reply.citations] == [ref]
    assert reply.citations[0].text in reply.text


def test_a_search_put_as_a_question_is_a_search(assistant: Assistant) -> None:
    reply = talk(assistant, TENTS["en"], "do you have camping chairs?")
    assert reply.act == "find"
    assert reply.products


def test_it_is_what_was_spoken_of(assistant: Assistant) -> None:
    """ "It" after a question on the second one is the second one."""
    first = talk(assistant, TENTS["en"])
    second = assistant.reply(Turn(text="how heavy is the second one?", session=first.session, at=AT))
    again = assistant.reply(Turn(text="and what does it cost?", session=first.session, at=AT))
    assert {one.product_id for one in second.citations} == {first.products[1].id}
    assert {one.product_id for one in again.citations} == {first.products[1].id}


def test_a_kind_that_is_not_there_is_not_answered_for(assistant: Assistant) -> None:
    """No tent is in the basket, so nothing else is said to be waterproof."""
    reply = talk(assistant, PARTY["en"], "is the tent waterproof?")
    assert not reply.citations
    assert "do not see that" in reply.text


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "does number {} contain peanut?"), ("ko", "{}번 거 땅콩 들어 있어?")]
)
def test_unstated_allergens_are_never_a_no(assistant: Assistant, language: str, asked: str) -> None:
    """Nor a yes: of products found by their titles whose listings state none."""
    unstated = [one for one in assistant.search.snapshot.products if one.edible and one.allergens is None]
    checked = 0
    for one in unstated[::3]:
        found = talk(assistant, localized(one.title, language))
        shown = [card.id for card in found.products]
        if one.id in shown:
            reply = assistant.reply(
                Turn(text=asked.format(shown.index(one.id) + 1), session=found.session, at=AT, language=language)
            )
            assert not reply.citations, reply.text
            assert "not stated" in reply.text or "표시되어 있지 않아" in reply.text
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "is the first one safe for a newborn?"), ("ko", "첫 번째 거 아기한테 안전해?")]
)
def test_safety_is_never_guessed(assistant: Assistant, language: str, asked: str) -> None:
    """What comes nearest is shown as that, and the maker is to be asked; no review vouches for it."""
    reply = talk(assistant, TENTS[language], asked)
    assert "ask the maker" in reply.text or "제조사" in reply.text
    assert all(one.source != "review" for one in reply.citations)


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "what do the reviews say about the first one?"), ("ko", "첫 번째 거 후기 어때?")]
)
def test_reviews_are_counted_and_quoted(assistant: Assistant, language: str, asked: str) -> None:
    """As many as there are, word for word, and said to be simulated."""
    reply = talk(assistant, TENTS[language], asked)
    quoted = [one for one in reply.citations if one.source == "review"]
    assert quoted
    assert "simulated" in reply.text or "모의" in reply.text
    reviews = assistant.search.snapshot.store.reviews(quoted[0].product_id or "")
    by_id = {review.id: review.text for review in reviews}
    assert all(one.text in by_id[one.ref] and one.text in reply.text for one in quoted)
    assert str(len(reviews)) in reply.text


def test_everything_cited_stands_where_it_says(assistant: Assistant) -> None:
    """Attributes and descriptions are the listing's own, in a conversation of many questions."""
    session = talk(assistant, PARTY["en"]).session
    for asked in (
        "is the first one crunchy?",
        "where is the second one made?",
        "how much is the third one?",
        "what is the first one made of?",
        "does the second one contain milk?",
    ):
        reply = assistant.reply(Turn(text=asked, session=session, at=AT))
        for cited in reply.citations:
            found = product(assistant, cited.product_id)
            if cited.source == "description":
                assert cited.text in localized(found.description, "en")
            if cited.source == "attribute" and cited.ref in found.attributes:
                assert cited.text in reply.text


def test_the_same_question_has_the_same_answer(assistant: Assistant) -> None:
    texts = (TENTS["en"], "is the second one easy to set up?")
    assert talk(assistant, *texts).text == talk(assistant, *texts).text


@pytest.mark.parametrize(
    ("job", "question", "role"),
    [
        ("picnic for 4 under $80", "which fruit did you pick?", "fruit"),
        ("피크닉 4명 8만원", "과일은 뭐로 담았어?", "fruit"),
        ("picnic for 4 under $80", "what drinks have you put in?", "juice"),
    ],
)
def test_what_was_put_in_of_a_kind_is_named_with_its_price(
    assistant: Assistant, job: str, question: str, role: str
) -> None:
    first, reply = hold(assistant, job, question)
    assert first.bundle is not None
    [line] = [one for one in first.bundle.lines if one.role == role]
    assert line.product.title in reply.text
    assert reply.act == "ask"


@pytest.mark.parametrize("question", ["what does it come to?", "whats the whole thing come to now"])
def test_what_it_comes_to_is_the_whole_baskets_sum(assistant: Assistant, question: str) -> None:
    """Whatever single thing was spoken of before."""
    first, _, reply = hold(assistant, "picnic for 4 under $80", "is the fruit fresh?", question)
    assert first.bundle is not None
    assert money(first.bundle.total, "en") in reply.text


def test_a_question_about_what_is_not_there_is_about_nothing_else(assistant: Assistant) -> None:
    """A toy is no coat, however near."""
    first, reply = hold(assistant, "we adopted an adult greyhound, $150", "what's the size of the coat?")
    assert first.bundle is not None
    assert not any(line.product.title in reply.text for line in first.bundle.lines)
