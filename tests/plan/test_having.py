"""What shoppers have is told from what they need."""

from __future__ import annotations

import pytest

from assistant.plan.having import grown, owned
from assistant.plan.things import find_things

CASES = [
    ("I have a drill and a hammer", "drill hammer"),
    ("I own a drill, need a hammer", "drill"),
    ("we've got plates but need cups", "plates"),
    ("we have a stroller and a crib, please add diapers", "stroller crib"),
    ("already have a sleeping bag", "sleeping bag"),
    ("need a tent and a sleeping bag. we have the cooler", "cooler"),
    ("I have to buy chips and salsa", ""),
    ("don't have a lamp", ""),
    ("my brother is bringing the wine, we need cheese", "wine"),
    ("plates and cups are covered, get some napkins", "plates cups"),
    ("chips are sorted, salsa is not", "chips"),
    ("the cake is already ordered, balloons please", "cake"),
    ("the room comes with a desk, she needs a lamp", "desk"),
    ("chips, salsa and beer", ""),
    ("we want popcorn and soda", ""),
    ("got the tent already", "tent"),
    ("텐트 침낭은 다 있음, 랜턴 필요", "텐트 침낭"),
    ("유모차는 물려받았어요 기저귀랑 젖병 주세요", "유모차"),
    ("노트북과 모니터는 회사에서 지급받았고 키보드 필요해요", "노트북 모니터"),
    ("이동장은 빌렸고 사료랑 모래 사야 해", "이동장"),
    ("돗자리 있고 도시락통 있어, 음료만", "돗자리 도시락통"),
    ("풍선 있어?", ""),
    ("풍선이랑 케이크 필요해", ""),
    ("케이크는 샀어", "케이크"),
    ("맥주랑 과자", ""),
    ("접시랑 컵은 집에 있는데 냅킨이 없어", "접시 컵"),
    ("수건은 챙겼어, 비누만", "수건"),
    ("my shoes are broken in, need socks", "shoes"),
    ("plenty of old t-shirts that'll do", "t-shirts"),
    ("my sister's lending me a stroller", "stroller"),
    ("the headphones I have are fine", "headphones"),
    ("cups and napkins I already have", "cups napkins"),
    ("mum is making the cake, we need candles", "cake"),
    ("chairs are at the venue", "chairs"),
    ("leftover plates from the last party", "plates"),
    ("we need plenty of cups", ""),
    ("is the tent good for four people", ""),
    ("장난감이랑 스크래처는 쌓여있으니 됐고 사료만", "장난감 스크래처"),
    ("그릇이랑 수저는 선물받아서 빼고", "그릇 수저"),
    ("유모차는 언니한테 받았어요", "유모차"),
    ("기저귀는 아직 많이 남았어요", "기저귀"),
    ("코펠은 친구 거 쓰기로 했어요", "코펠"),
    ("노트북은 회사에서 줘요", "노트북"),
    ("우산은 차에 있어요", "우산"),
    ("커튼은 어떤 게 있어요", ""),
    ("우유는 사야 하고 쌀은 있어요", "쌀"),
    ("책상은 필요한데 자리가 있어요", ""),
    ("음료는 많이 준비해주세요", ""),
    ("간식은 많이 있으면 좋겠어요", ""),
    ("텐트는 큰 게 있어요?", ""),
    ("we'd like plenty of beer", ""),
    ("there's a birthday party, cake and candles", ""),
    ("my old tent broke, I need a tent", ""),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_is_there_already_is_not_needed(text: str, wanted: str) -> None:
    """Cues before a thing in English, behind it in Korean, and over whole lists."""
    found = owned(text, find_things(text))
    assert " ".join(m.word for m in found) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("want to grow tomatoes and basil on my balcony", "tomatoes basil"),
        ("tomatoes and basil for pizza", ""),
        ("상추랑 방울토마토 키워서 먹고 싶어", "상추 방울토마토"),
        ("상추랑 삼겹살 사야 해", ""),
    ],
)
def test_what_is_grown_is_not_bought_to_eat(text: str, wanted: str) -> None:
    """A balcony garden needs seeds, not salad."""
    assert " ".join(m.word for m in grown(text, find_things(text))) == wanted
