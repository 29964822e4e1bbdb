"""A basket stands unless something in it has to change."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Turn
from tests.dialogue.turns import hold, lines

JOBS = {"en": "camping for four people this weekend", "ko": "네 명이서 캠핑 가요"}
PASTA = {"en": "pasta and wine for two, $60", "ko": "둘이서 파스타랑 와인, 7만원"}


@pytest.mark.parametrize(
    ("language", "turn"),
    [("en", "no pineapple please"), ("en", "leave out the candles"), ("ko", "파인애플은 빼줘"), ("ko", "향초는 빼줘")],
)
def test_ruling_out_what_is_not_there_moves_nothing(assistant: Assistant, language: str, turn: str) -> None:
    before, after = hold(assistant, JOBS[language], turn)
    assert lines(after) == lines(before)


def test_what_was_ruled_out_stays_out_when_the_basket_is_made_anew(assistant: Assistant) -> None:
    *_, last = hold(assistant, "movie night for 4, $60", "no popcorn", "make it for 8 people", "and $120")
    assert not [one for one in lines(last) if "popcorn" in one]


def test_what_was_not_understood_is_said_and_changes_nothing(assistant: Assistant) -> None:
    before, said, after = hold(assistant, JOBS["en"], "could it be a bit more zen", "what does it cost in all?")
    assert said.act != "refine" or said.bundle is None
    assert before.bundle is not None
    assert str(before.bundle.total.amount)[:2] in after.text.replace("$", "").replace(".", "")


@pytest.mark.parametrize("again", ["camping for four under $300", "Camping for four, under $300"])
def test_the_same_job_said_again_is_the_same_basket(assistant: Assistant, again: str) -> None:
    first, second = hold(assistant, "camping for four under $300", again)
    assert lines(first) == lines(second)


def test_a_limit_said_again_is_no_change(assistant: Assistant) -> None:
    first, second = hold(assistant, "football party for 8, under $120", "keep it under $120")
    assert lines(first) == lines(second)


@pytest.mark.parametrize(
    ("language", "turn", "comes", "goes"),
    [
        ("ko", "와인은 화이트로", "white", "red"),
        ("en", "swap the wine for something without alcohol", "alcohol-free", "alc-"),
    ],
)
def test_another_of_its_kind_comes_in_a_lines_place(
    assistant: Assistant, language: str, turn: str, comes: str, goes: str
) -> None:
    before, after = (lines(reply) for reply in hold(assistant, PASTA[language], turn))
    gone, new = [one for one in before if one not in after], [one for one in after if one not in before]
    assert any(comes in one for one in new), (gone, new)
    assert any(goes in one for one in gone), (gone, new)


def test_what_the_shop_does_not_have_is_answered_with_what_comes_closest(assistant: Assistant) -> None:
    before, asked, after = hold(assistant, JOBS["en"], "add a hammock for the dog", "the first one")
    if asked.products:  # listed to choose from, the basket as it was
        assert asked.bundle is None
        assert asked.products[0].id in lines(after)
    assert set(lines(before)) <= set(lines(after))


def test_several_things_are_put_in_at_once(assistant: Assistant) -> None:
    _, _, last = hold(assistant, "수영복 보여주세요", "첫 번째 거 담아줘", "수경이랑 수영모도 같이 담아주세요")
    assert any("goggles" in one for one in lines(last))
    assert any("swim-cap" in one for one in lines(last))


def test_one_of_a_list_and_another_thing_are_put_in_together(assistant: Assistant) -> None:
    shown, last = hold(assistant, "show me gym bags", "add the first, plus a sports towel")
    assert shown.products[0].id in lines(last)
    assert any("towel" in one for one in lines(last))


def test_a_place_beyond_the_list_is_said(assistant: Assistant) -> None:
    shown, told = hold(assistant, "립스틱 보여줘", "9번 어떤 색이야?")
    assert str(len(shown.products)) in told.text
    assert not told.citations


def test_a_list_that_a_refinement_empties_is_kept(assistant: Assistant) -> None:
    shown, last = hold(assistant, "electric screwdriver", "anything under $2?")
    assert [one.id for one in last.products] == [one.id for one in shown.products]


def test_owning_the_helmet_leaves_the_lock(assistant: Assistant) -> None:
    (reply,) = hold(assistant, "자전거로 출퇴근 시작하려고요. 헬멧은 있어요 12만원")
    assert not [one for one in lines(reply) if "helmet" in one]
    assert any("lock" in one for one in lines(reply))


@pytest.mark.parametrize(
    ("text", "said"),
    [("housewarming food for 20 under $1", "fits into $1.00"), ("500원으로 집들이 음식 20인분 해줘", "₩500 안에")],
)
def test_an_empty_basket_says_that_it_is_the_budget(assistant: Assistant, text: str, said: str) -> None:
    """The plan is known: only the money is short."""
    reply = assistant.reply(Turn(text=text))
    assert reply.bundle is not None
    assert reply.bundle.lines == ()
    assert said in reply.text.splitlines()[0]
