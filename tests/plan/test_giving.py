"""What is given is told from what is only said of somebody."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Turn

AT = dt.datetime(2026, 6, 3, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "gift"),
    [
        ("할머니 무릎 아프시다는데 뭐 사드리지 5만원", True),
        ("10 yr old wants to be a scientist, bday $40", True),
        ("what do I get my 7 year old nephew", True),
        ("my grandson is 11 and wants to build a birdhouse with me", False),
        ("my son turned five and wants to ride a scooter down the block", False),
    ],
)
def test_a_gift_is_planned_where_something_is_given(assistant: Assistant, text: str, gift: bool) -> None:
    """Asked for what to give, or for a child's birthday; not because somebody is named."""
    reply = assistant.reply(Turn(text=text, at=AT))
    assert reply.bundle is not None
    assert ("gift" in reply.bundle.title.casefold() or "선물" in reply.bundle.title) is gift
