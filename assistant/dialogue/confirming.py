"""A yes, a no or an order's number, as an answer to what the last reply asked.

It holds for the very next turn; anything else goes on as usual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from assistant.dialogue import ordering, remembering
from assistant.dialogue.asked import Answered, Asked
from assistant.plan.limits import ADULT_AGE
from assistant.understand.cues import cue

BRIEF = 8  # words: a longer text is a request of its own
AGE = re.compile(r"(?<!\d)(\d{1,3})(?: ?(?:살|세)| years? old)?(?=이에요|예요|입니다|이야|야|요|$)|(?<=i'm )(\d{1,3})")
SETTLED: Mapping[str, Callable[[Asked, bool], Answered]] = {
    "age": ordering.age_said,
    "forget": remembering.erasure_said,
}
ACT: Mapping[str, Literal["checkout", "forget"]] = {"age": "checkout", "forget": "forget"}


def settle(asked: Asked) -> Answered | None:
    """The answer to what was asked; None where nothing was, or this is no answer. An order's number is always one."""
    pending = asked.session.pending
    if pending is not None and pending.turn != asked.session.turns:
        pending = None
    if ordering.NUMBER.search(asked.request.text):
        to = pending.what if pending is not None and pending.what in ("cancelled", "return_asked") else None
        request = asked.request.model_copy(update={"act": "order"})
        return ordering.order(replace(asked, request=request), to)
    if pending is None or pending.what not in ("age", "forget"):
        return None
    said = confirmed(asked.request.text)
    if said is None and pending.what == "age":
        said = _old_enough(asked.request.text, ADULT_AGE[asked.request.market])
    if said is None:
        return None
    request = asked.request.model_copy(update={"act": ACT[pending.what]})
    return SETTLED[pending.what](replace(asked, request=request), said)


def confirmed(text: str) -> bool | None:
    """Whether a short text says yes or no; None where it says neither."""
    if len(text.split()) > BRIEF:
        return None
    if cue("affairs", "no").match(text):
        return False
    return True if cue("affairs", "yes").match(text) else None


def _old_enough(text: str, age: int) -> bool | None:
    """Whether a short text names an age that is enough; None where it names none."""
    found = AGE.search(text.strip(" .!~").casefold().replace("’", "'"))
    if found is None or len(text.split()) > BRIEF:
        return None
    return int(found[1] or found[2]) >= age
