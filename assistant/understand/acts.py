"""What a turn asks for: the act. Where it points is in `targets`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assistant.understand.cues import cue, either
from assistant.understand.found import Found, span_of
from assistant.understand.jobs import is_job, is_search, job_or_product, whole
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER
from assistant.understand.recipient import find_recipient
from assistant.understand.targets import find_target
from assistant.understand.wishes import find_changes

__all__ = ["find_act", "find_target"]

READ = 300  # characters in which an act is looked for: what follows repeats it
KO_UNITS = "(?:개|병|캔|팩|박스|봉지|봉|판|묶음|세트|통|잔|벌|켤레|장|자루|줄|상자|마리|롤)"
ACT_OF = {"swap": "refine", "limits": "refine", "limits_sure": "refine", "add_short": "add"}
BRIEF = 7  # words of a turn that may lean on the basket for what it leaves out: "for 10", "견과류 없이"
BARE = 3  # words that say no job beside how many people there are: "애들도 세 명 있어"
ALWAYS = (
    ("injection", "out_of_scope"),
    ("forget", "forget"),
    ("remember", "remember"),
    ("order", "order"),
    ("out_of_scope", "out_of_scope"),
)
SHORT = 12  # words: who goes back or keeps a basket says so and no more
VAGUE_CHANGES = frozenset({"more", "fewer", "warmer"})  # "I drank way too much last night"


def find_act(text: str, has_basket: bool) -> Found[str]:
    """The act of a turn, see `assistant.types.Act`. What is done to a basket needs one: without it, it is a job."""
    text = text[:READ]
    found = next(_always(text), None) or (next(_of_a_basket(text), None) if has_basket else None)
    return found or job_or_product(text)


def _always(text: str) -> Iterator[Found[str]]:
    """Acts that are the same with and without a basket."""
    if _small_talk().fullmatch(text):
        yield whole("smalltalk", text)
    for name, act in ALWAYS:
        if match := cue("acts", name).search(text):
            yield Found(act, span_of(match))
    if len(text.split()) <= SHORT:
        yield from _said(text, ("undo", "keep"))


@cache
def _small_talk() -> re.Pattern[str]:
    talk, filler = either("acts", "smalltalk"), either("acts", "smalltalk_filler")
    gap = r"[\s,.!?~:;()^♡❤☺😊🙏👍ㅋㅎㅠㅜ️-]*"
    return re.compile(rf"(?i:{gap}(?:{filler}{gap}){{0,3}}{talk}{gap}(?:(?:{talk}|{filler}){gap}){{0,5}})")


@cache
def _quantities() -> re.Pattern[str]:
    """A line's quantity set anew: "make it three", "맥주 두 개로", "하나 더"."""
    people = r"(?!\s?(?:people|persons?|guests|kids|adults|of us|friends|[$%.]|dollars|bucks|stars|days|nights))"
    container = r"(?:packs?|bottles?|cans?|bags?|boxes)"
    english = [
        rf"(?<![a-z])(?:make|have) (?:it|that|them|the [a-z ]{{2,20}}) {EN_NUMBER}(?![a-z]){people}",
        r"(?<![a-z])(?:change|set|reduce|increase|bump|cut|up|bring|lower|raise) [a-z ]{2,30} (?:to|by) "
        rf"{EN_NUMBER}{people}",
        rf"(?<![a-z])(?:only|just)(?: want| need)? {EN_NUMBER}(?: (?:of|{container})|[.!]?$){people}",
        rf"(?<![a-z])(?:{EN_NUMBER}|another(?! one))(?: [a-z]+)? more(?! than)(?: of)?(?![a-z])",
        rf"{EN_NUMBER} [a-z ]{{2,25}}(?:instead of|not) {EN_NUMBER}|^{EN_NUMBER} [a-z ]{{2,25}}instead[.!]?$",
    ]
    korean = [
        rf"(?:{KO_NUMBER})\s?{KO_UNITS}\s?(?:으로|로|만|씩)(?!\s?(?:원|추천))",
        rf"(?:{KO_NUMBER})\s?{KO_UNITS}(?:이면|면|이)\s?(?:돼|되|충분|좋)",
        rf"(?<!애\s)(?<!명\s)(?<!친구\s)(?:{KO_NUMBER})\s?{KO_UNITS}?\s?더(?!\s?(?:와|온|오))(?=\s|$|[.!~]|줘|추가|담|넣)|하나(?:만|로)(?![가-힣]*\s?추천)",
    ]
    return re.compile("(?i:" + "|".join(english + korean) + ")")


def _of_a_basket(text: str) -> Iterator[Found[str]]:
    """Acts on the basket that is there, the surest first."""
    brief = len(text.split()) <= BRIEF
    if new_job := cue("acts", "new_job").search(text):
        yield Found(job_or_product(text).value, span_of(new_job))
    yield from _said(text, ("why", "checkout", "quantity", "swap"))
    if is_search(text):
        yield whole("find", text)
    if find_recipient(text) and find_target(text) is None:  # "is the second one safe for a newborn" is no gift
        yield whole("plan", text)
    job = is_job(text)
    if brief or not job:
        yield from _said(text, ("compare", "remove", "limits_sure", "add"))
        yield from (Found("refine", found.span) for found in find_changes(text) if found.value not in VAGUE_CHANGES)
    if _is_new(text, job):
        yield job_or_product(text)
    if brief:
        yield from (Found("refine", found.span) for found in find_changes(text))
    yield from _said(text, ("ask", "add_short", "limits") if brief else ("ask",))


def _said(text: str, names: Iterable[str]) -> Iterator[Found[str]]:
    """The first of these cues' acts that the text says."""
    for name in names:
        if match := (_quantities() if name == "quantity" else cue("acts", name)).search(text):
            yield Found(ACT_OF.get(name, name), span_of(match))


def _is_new(text: str, job: bool) -> bool:
    """Whether the text says a job or a search of its own, not only for how many, or a question."""
    rest = _numbers_of_people().sub(" ", text)
    if job and (rest == text or is_job(rest)):
        return True
    if rest != text and len(rest.split()) <= BARE:
        return False
    return bool(cue("jobs", "find").search(rest) and not cue("acts", "ask").search(text))


@cache
def _numbers_of_people() -> re.Pattern[str]:
    """How many there are: "for 10 people", "two more guests", "12명이"."""
    who = r"(?:people|persons|guests|kids|adults|friends|of us)(?![a-z])"
    return re.compile(
        rf"(?i:(?:for )?(?:{EN_NUMBER}(?: more)?|more) {who}|(?:{KO_NUMBER})\s?(?:명|사람|인분)(?:이서|으로)?)"
    )
