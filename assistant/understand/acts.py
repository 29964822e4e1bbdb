"""What a turn asks for: the act. Where it points is in `targets`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.types import Span
from assistant.understand.cues import cue, either
from assistant.understand.found import Found, span_of
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER
from assistant.understand.recipient import find_occasion, find_recipient
from assistant.understand.targets import find_target
from assistant.understand.wishes import find_changes

__all__ = ["find_act", "find_target", "is_job"]

READ = 600  # characters in which an act is looked for: what follows repeats it
KO_UNITS = "(?:개|병|캔|팩|박스|봉지|봉|판|묶음|세트|통|잔|벌|켤레|장|자루|줄|상자|마리|롤)"
# Acts that say what they are by a word, in the order in which they win. "why" beats "remove": 왜 뺐어.
SAID_OF_A_BASKET = ("why", "compare", "checkout", "quantity", "swap", "remove", "add")


def find_act(text: str, has_basket: bool) -> Found[str]:
    """The act of a turn, see `assistant.types.Act`. What is done to a basket needs one: without it, it is a job."""
    text = text[:READ]
    found = next(_always(text), None) or (next(_of_a_basket(text), None) if has_basket else None)
    return found or _job_or_product(text)


def _always(text: str) -> Iterator[Found[str]]:
    """Acts that are the same with and without a basket."""
    if _small_talk().fullmatch(text):
        yield _whole("smalltalk", text)
    for name, act in (("injection", "out_of_scope"), ("order", "order"), ("out_of_scope", "out_of_scope")):
        if match := cue("acts", name).search(text):
            yield Found(act, span_of(match))


@cache
def _small_talk() -> re.Pattern[str]:
    talk, filler = either("acts", "smalltalk"), either("acts", "smalltalk_filler")
    gap = r"[\s,.!?~:;()^♡❤☺😊🙏👍ㅋㅎㅠㅜ️-]*"
    return re.compile(rf"(?i:{gap}(?:{filler}{gap}){{0,3}}{talk}{gap}(?:(?:{talk}|{filler}){gap}){{0,5}})")


@cache
def _quantities() -> re.Pattern[str]:
    """A line's quantity set anew: "make it three", "맥주 두 개로", "하나 더"."""
    people = r"(?!\s?(?:people|persons?|guests|kids|adults|of us|friends|[$%.]|dollars|bucks|stars|days|nights))"
    english = [
        rf"(?<![a-z])(?:make|have) (?:it|that|them) {EN_NUMBER}(?![a-z]){people}",
        rf"(?<![a-z])(?:change|set|reduce|increase|bump|cut|up|bring|lower|raise) [a-z ]{{2,30}} (?:to|by) {EN_NUMBER}{people}",
        rf"(?<![a-z])(?:only|just)(?: want| need)? {EN_NUMBER}(?: (?:of|packs?|bottles?|cans?|bags?|boxes)|[.!]?$){people}",
        rf"(?<![a-z])(?:{EN_NUMBER}|another(?! one))(?: [a-z]+)? more(?! than)(?: of)?(?![a-z])|{EN_NUMBER} [a-z ]{{2,25}} instead of {EN_NUMBER}",
    ]
    korean = [
        rf"(?:{KO_NUMBER})\s?{KO_UNITS}\s?(?:으로|로|만|씩)(?!\s?(?:원|추천))",
        rf"(?:{KO_NUMBER})\s?{KO_UNITS}?\s?더(?=\s|$|[.!~]|줘|추가|담|넣)|하나(?:만|로)(?![가-힣]*\s?추천)",
    ]
    return re.compile("(?i:" + "|".join(english + korean) + ")")


def _of_a_basket(text: str) -> Iterator[Found[str]]:
    """Acts on the basket that is there, the surest first."""
    for name in SAID_OF_A_BASKET:
        match = (_quantities() if name == "quantity" else cue("acts", name)).search(text)
        if match and not (name in ("swap", "add") and cue("acts", "new_job").search(text)):
            yield Found("refine" if name == "swap" else name, span_of(match))
    if match := cue("acts", "limits_sure").search(text):
        yield Found("refine", span_of(match))
    changes = find_changes(text)
    if changes:
        yield Found("refine", changes[0].span)
    if match := cue("acts", "new_job").search(text):
        yield Found(_job_or_product(text).value, span_of(match))
    if is_job(text) or cue("jobs", "find").search(text) and not cue("acts", "ask").search(text):
        yield from _new_or_limits(text)
    for name, act in (("ask", "ask"), ("add_short", "add"), ("limits", "refine")):
        if match := cue("acts", name).search(text):
            yield Found(act, span_of(match))


def _new_or_limits(text: str) -> Iterator[Found[str]]:
    """A job or a search of its own, unless the text only says for how many, or for how much."""
    rest = _numbers_of_people().sub(" ", text)
    if is_job(rest) or cue("jobs", "find").search(rest):
        yield _job_or_product(text)


@cache
def _numbers_of_people() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?:for )?{EN_NUMBER} (?:people|persons|guests|kids|adults|friends|of us)(?![a-z])|(?:{KO_NUMBER})\s?(?:명|사람|인분)(?:이서|으로)?)"
    )


def is_job(text: str) -> bool:
    """Whether the text certainly says a job: an occasion, a gift, people, a complaint, a plan."""
    return bool(cue("jobs", "job").search(text) or find_recipient(text) or find_occasion(text))


def _job_or_product(text: str) -> Found[str]:
    """Plan or find. A noun phrase without a job's words is a product; a sentence that asks for none is a job."""
    asked = cue("jobs", "find").search(text)
    if is_job(text):
        return _whole("plan", text)
    if asked:
        return Found("find", span_of(asked))
    if cue("jobs", "activity").search(text) or cue("jobs", "sentence").search(text):
        return _whole("plan", text)
    return _whole("find" if re.search(r"[^\W\d_]{2}", text) else "plan", text)


def _whole(act: str, text: str) -> Found[str]:
    return Found(act, Span(start=0, end=len(text), text=text))
