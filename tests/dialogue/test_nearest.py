"""What no product is called is answered with what comes closest, and that is said."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold


@pytest.mark.parametrize(
    ("job", "said"),
    [
        ("picnic for 4 with pears and cookies", ["pears"]),
        ("피크닉 4명 자두랑 쿠키 챙겨줘", ["자두"]),
        ("picnic for 4 with strawberries and water", []),
        ("피크닉 4명, 종이컵이랑 물도 넣어줘", []),
        ("movie night for 3 with popcorn, drinks and snacks", []),
        ("집들이 6명 술이랑 안주", []),
        ("아빠 환갑 상차림 12명 30만원 잡채 꼭", []),
        ("다섯 살 조카 장난감 찾아줘", []),
        ("weekly groceries for 4 with lettuce", ["lettuce"]),
    ],
)
def test_it_is_said_where_nothing_is_called_so(assistant: Assistant, job: str, said: list[str]) -> None:
    (reply,) = hold(assistant, job)
    assert reply.bundle is not None
    notices = [one for one in reply.notices if one.code == "nearest"]
    assert len(notices) == len(said)
    for one, word in zip(notices, said, strict=True):
        assert word in one.text
        assert one.evidence[0] in {line.product.id for line in reply.bundle.lines}
