"""What a job named stays what is bought for it, whatever else of the job is changed."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Reply
from tests.dialogue.turns import hold, lines

PICNIC = "picnic for 4 with kimbap and strawberries"


def there(reply: Reply, word: str) -> bool:
    """Whether a line is called so."""
    return any(word in one for one in lines(reply))


@pytest.mark.parametrize(
    ("job", "turn"),
    [
        (PICNIC, "one more person is coming"),
        (f"{PICNIC}, $120", "make it $110"),
        ("피크닉 4명 김밥이랑 딸기 챙겨줘", "한 명 더 와"),
    ],
)
def test_what_was_named_stays(assistant: Assistant, job: str, turn: str) -> None:
    for reply in hold(assistant, job, turn):
        assert there(reply, "kimbap"), lines(reply)
        assert there(reply, "strawberr"), lines(reply)


def test_what_was_named_goes_when_it_is_ruled_out_and_stays_out(assistant: Assistant) -> None:
    first, without, more = hold(assistant, PICNIC, "no strawberries please", "two more people")
    assert there(first, "strawberr")
    assert not there(without, "strawberr")
    assert not there(more, "strawberr")
    assert there(more, "kimbap")


def test_nothing_else_stands_in_for_what_was_named(assistant: Assistant) -> None:
    """A dear kimbap platter is bought, or said to be missing: a potato salad is none."""
    (reply,) = hold(assistant, f"{PICNIC}, $60")
    assert reply.bundle is not None
    missing = any("kimbap" in one.label for one in reply.bundle.unmet)
    assert there(reply, "kimbap") or missing


def test_what_is_only_spoken_of_is_not_asked_for(assistant: Assistant) -> None:
    first, reply = hold(assistant, "신입사원 첫 출근룩, 여자, 예산 18만원이에요", "구두 굽 높은 건 못 신어요")
    assert lines(reply) == lines(first)
