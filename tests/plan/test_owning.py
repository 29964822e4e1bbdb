"""Who has a thing has that thing, and not what goes with it."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.plan.owning import is_called
from assistant.types import Reply, Turn
from tests.dialogue.turns import AT

TITLES = [
    ("자전거 출퇴근 헬멧 L", "자전거", False),
    ("접이식 자전거", "자전거", True),
    ("고양이 사료 닭고기", "사료", True),
    ("Wall paint, sage", "paint", True),
    ("Paint roller kit", "paint", False),
    ("Envelope sleeping bag, navy", "sleeping bag", True),
    ("Self-inflating sleeping mat", "sleeping bag", False),
    ("Grill sausages, plain", "grill", False),
    ("Folding grill with lid", "grill", True),
]
# What is said to be there, what of the job stays all the same, and what must go.
JOBS = [
    ("자전거 출퇴근 시작하려고 하는데 자전거만 있어요 20만원", ("helmet", "light"), ()),
    ("im painting my bedroom this weekend, i already have the paint", ("roller",), ("wall-paint",)),
    ("bbq for 8, we have a grill, $120", ("sausages", "charcoal"), ()),
    ("장마철인데 집에서 꿉꿉한 냄새가 나요 곰팡이도 좀 있고", ("mould",), ()),
    ("올해는 김장을 해보려고요, 도구는 다 있어요", ("fish-sauce",), ("kimjang-gloves", "kimjang-mat")),
]


@pytest.mark.parametrize(("title", "word", "itself"), TITLES)
def test_a_longer_name_is_another_thing(title: str, word: str, itself: bool) -> None:
    assert is_called(title, word) is itself


@pytest.mark.parametrize(("text", "there", "gone"), JOBS, ids=[text[:20] for text, _, _ in JOBS])
def test_what_goes_with_an_owned_thing_is_still_bought(
    assistant: Assistant, text: str, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    ids = " ".join(products(assistant.reply(Turn(text=text, at=AT))))
    assert all(one in ids for one in there)
    assert not any(one in ids for one in gone)


def test_an_owned_thing_does_not_come_back_with_a_change(assistant: Assistant) -> None:
    """The desk comes from work, also once the budget is another."""
    first = assistant.reply(
        Turn(text="집에서 일하게 돼서 책상 주변 꾸며야 해요. 모니터는 회사에서 줬어요, 40만원", at=AT)
    )
    second = assistant.reply(Turn(text="예산 35만원으로 줄여줘", session=first.session, at=AT))
    assert not any("monitor" in one for reply in (first, second) for one in products(reply))


def products(reply: Reply) -> list[str]:
    """The ids of the basket's products."""
    assert reply.bundle is not None
    return [line.product.id for line in reply.bundle.lines]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("desk setup for my home office, $500, I already have tools", ("chair", "keyboard")),
        ("camping for 4, $400, we already have a kit", ("tent", "sleeping-bag")),
    ],
)
def test_a_tool_or_a_kit_is_not_all_that_there_is(assistant: Assistant, text: str, there: tuple[str, ...]) -> None:
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.bundle is not None
    found = [line.product.id for line in reply.bundle.lines]
    assert all(any(kind in one for one in found) for kind in there)


def test_who_has_milk_has_neither_cream_nor_sugar(assistant: Assistant) -> None:
    """What is ruled out with a word is more than what is had by it."""
    found = products(assistant.reply(Turn(text="케이크 구울 건데 우유는 집에 있어요", at=AT)))
    assert all(any(kind in one for one in found) for kind in ("cream", "sugar", "flour"))
    assert not any("milk" in one for one in found)
