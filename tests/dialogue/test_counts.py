"""How many packs a turn says, apart from which line it points at."""

from __future__ import annotations

import pytest

from assistant.dialogue.counts import packs_of, said_count, says_more

CASES = [
    ("four packs of the tonic", 4),
    ("숫자 초 12개", 12),
    ("숫자 7 모양 초도 하나", 1),
    ("Two of that balloon please, she's turning 33", 2),
    ("one bag is enough actually", 1),
    ("make the sunscreen two packs", 2),
    ("x4", 4),
    ("3 pairs, for my brothers too", 3),
    ("first one is nice. 2 of them pls", 2),
    ("number one. two boxes.", 2),
    ("five of those bags, we are five people", 5),
    ("change it from 2 to 3", 3),
    ("the second one twice", 2),
    ("second, please", None),
    ("add it", None),
    ("the 4 socket one then", None),
    ("add the 42 piece box", None),
    ("콜라 제로 24캔 두 박스", 2),
    ("꿀버터 감자칩 160g 두 봉도", 2),
    ("답례품 주머니 8개짜리도 두 묶음이요", 2),
    ("스트링치즈 10개짜리도", None),
    ("세 묶음 추가", 3),
    ("두 번째 거 세 개", 3),
    ("하나만", 1),
    ("3번 담아줘", None),
    ("plus a tray of 30 eggs", None),
    ("the box of 24", None),
    ("a pack of cake candles, the 24", None),
    ("plain paper plates, a 20 pack", None),
    ("two 6 packs of cola", 2),
    ("the braided 2 meter one, two of them", 2),
    ("the deep hydration, the one with 10 sheets", None),
    ("size 8 please", None),
    ("5 kg bag, two", 2),
    ("one for home, one for the office", 2),
    ("막내 열 재게 이마에 안 대고 재는 거도요", None),
    ("두 개 든 거", None),
    ("네 그걸로 주세요", None),
    ("네 개 주세요", 4),
    ("네 묶음으로", 4),
    ("네 병이면 충분해", 4),
    ("두 개 든든한 걸로", 2),
    ("twenty five packs", 25),
    ("two dozen packs", 24),
    ("two night lights", 2),
    ("add 2 foot masks", 2),
    ("the two please", 2),
    ("keep the 2", 2),
    ("one for me, one for mum and one for dad", 3),
    ("I'll take a pair of those boots", None),
    ("we use it twice a week so add 3", 3),
]
HELD = [
    ("레몬 탄산수 8캔도 담아", "탄산수 레몬 8캔", 1),
    ("레몬 탄산수 8캔도 담아", "탄산수 레몬 24캔", 8),
    ("add 12 rolls", "Kitchen paper, 12 rolls", 1),
    ("three bottles", "Olive oil, 500 ml", 3),
    ("2 packs of 2 cans", "Cola, 2 cans", 2),
]


@pytest.mark.parametrize(("text", "count"), CASES)
def test_the_number_of_packs_is_read_and_no_place_is(text: str, count: int | None) -> None:
    assert said_count(text) == count


@pytest.mark.parametrize(("text", "title", "packs"), HELD)
def test_what_one_pack_holds_is_one_pack(text: str, title: str, packs: int) -> None:
    assert packs_of(text, title) == packs


def test_more_comes_on_top() -> None:
    assert says_more("two more of those")
    assert says_more("하나 더")
    assert not says_more("make it two")
