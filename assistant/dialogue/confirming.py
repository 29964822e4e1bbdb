"""A yes, a no or an order's number, as an answer to what the last reply asked.

It holds for the very next turn; anything else goes on as usual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from assistant.dialogue import ordering, remembering
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.sessions import Pending, Session
from assistant.plan.limits import ADULT_AGE
from assistant.plan.things import find_things
from assistant.types import Request
from assistant.understand.cues import either
from assistant.understand.money import find_budget
from assistant.understand.numbers import parse_number

OLDEST = 120  # years
MOST_WORDS = 12  # of an answer that is a yes or a no and nothing else
BETWEEN = r"[\s,.!~-]+"  # two words of an answer
ONES = "one|two|three|four|five|six|seven|eight|nine"
AGE = (  # from ten on: 네 is a yes, not a four
    r"(?P<age>\d{1,3}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{ONES}))?|"
    r"(?:열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔)\s?(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?)"
)
SETTLED: Mapping[str, Callable[[Asked, bool], Answered]] = {
    "age": ordering.age_said,
    "forget": remembering.erasure_said,
}
JOBS = frozenset({"plan", "find"})  # acts that wait for a budget
OF_A_BUDGET = frozenset({"act", "budget", "changes", "target"})  # what the answer to that may say
BARE_AMOUNT = re.compile(
    r"(?i:(?:ok(?:ay)?|so|then|about|say|make it|call it|let's say|[, ])*(?P<amount>\d[\d,.]*)(?:,? then)?)"
)
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
    if pending.what == "age" and (age := age_said(asked.request.text)) is not None:
        said = age >= ADULT_AGE[asked.request.market]
    if said is None:
        return None
    if pending.what == "age" and not said and too_young(asked.request.text, ADULT_AGE[asked.request.market]):
        asked = replace(asked, session=replace(asked.session, young=True))
    request = asked.request.model_copy(update={"act": ACT[pending.what]})
    return SETTLED[pending.what](replace(asked, request=request), said)


def awaiting_budget(request: Request, session: Session) -> Session:
    """The conversation with a job that waits for a budget that buys something here, where it is a new one."""
    if request.act not in JOBS or not _says_more(request):
        return session
    job = request.model_copy(update={"budget": None})
    return replace(session, pending=Pending(what="budget", turn=session.turns + 1, job=job))


def _says_more(request: Request) -> bool:
    """Whether a turn says more than a budget."""
    bare = request.text
    for span in request.spans.get("budget", ()):
        bare = bare.replace(span.text, " ")
    return any(c.isalpha() for c in bare)


def with_its_budget(request: Request, session: Session) -> Request | None:
    """The job that was asked what may be spent, with the budget that a turn names and nothing else; else None."""
    pending = session.pending
    if pending is None or pending.job is None or pending.turn != session.turns:
        return None
    bare = BARE_AMOUNT.fullmatch(_bare(request.text))
    budget = request.budget or (found.value if bare and (found := find_budget(f"budget: {bare['amount']}")) else None)
    if budget is None or set(request.spans) - OF_A_BUDGET or find_things(request.asked):
        return None
    return pending.job.model_copy(update={"budget": budget, "language": request.language})


def confirmed(text: str) -> bool | None:
    """Whether a text says yes or no and nothing else; None where it says neither, both, or more than that.

    What cannot be undone hangs on it: "ok, but take the beer out first" is no yes.
    """
    said = _bare(text)
    if len(said.split()) > MOST_WORDS:
        return None
    if _answer("no").fullmatch(said) or _below().fullmatch(said):
        return False
    return True if _answer("yes").fullmatch(said) else None


def age_said(text: str) -> int | None:
    """The age that a text states and nothing else, with a yes or a no before it at most; None where it states none."""
    said = _bare(text)
    found = _age().fullmatch(said) if len(said.split()) <= MOST_WORDS else None
    age = parse_number(re.sub(r"(?<=[가-힣])\s", "", found["age"])) if found else None
    return int(age) if age is not None and 0 < age <= OLDEST else None


def too_young(text: str, adult: int) -> bool:
    """Whether an answer says to be below the age, rather than that nothing is to be ordered: "never mind"."""
    said, age = _bare(text), age_said(text)
    if age is not None:
        return age < adult
    refused = re.match(rf"(?i:{either('affairs', 'too_young')})(?![a-z가-힣])", said)
    return refused is not None or _below().fullmatch(said) is not None


def _bare(text: str) -> str:
    return text.strip(" \t\n.!~?,").replace("’", "'")


@cache
def _answer(name: str) -> re.Pattern[str]:
    word = either("affairs", name)
    return re.compile(rf"{word}(?:{BETWEEN}(?:{word}|{either('affairs', f'{name}_tail')}))*", re.IGNORECASE)


@cache
def _below() -> re.Pattern[str]:
    """An age that somebody says not to have: "I'm not 21", 19세 미만이에요."""
    lead = rf"(?:{either('affairs', 'no')}|{either('affairs', 'yes')}|{either('affairs', 'age_lead')})"
    return re.compile(
        rf"(?:{lead}{BETWEEN}){{0,4}}(?:(?:i['’]?m not|i am not|{either('affairs', 'not_age')}){BETWEEN}"
        rf"(?:{either('affairs', 'age_lead')}{BETWEEN})?\d{{1,3}}(?:\s?{either('affairs', 'age_tail')})?(?: yet)?|"
        rf"\d{{1,3}}\s?{either('affairs', 'not_age_tail')})",
        re.IGNORECASE,
    )


@cache
def _age() -> re.Pattern[str]:
    lead = f"(?:{either('affairs', 'yes')}|no+|nope|아니(?:요|오)?|아뇨|{either('affairs', 'age_lead')})"
    return re.compile(rf"(?:{lead}{BETWEEN})*{AGE}(?:\s?{either('affairs', 'age_tail')})?", re.IGNORECASE)
