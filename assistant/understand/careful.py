"""What asks for care before anything is sold: danger, harm, health, age, claims of cure, abuse.

`words/careful.yaml` holds the words. A rule is a few of its lists that all speak in one sentence, once what only sounds
alike ("kill weeds", 마약김밥) has been blanked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from assistant.types import Span
from assistant.understand.cues import cue, either
from assistant.understand.found import Found, span_of

Concern = Literal[
    "minors",
    "emergency",
    "self_harm",
    "danger",
    "harm",
    "eating",
    "underage",
    "cure",
    "medical",
    "attack",
    "abuse",
]
# The gravest first: "pills to never wake up" is no question about a dose.
RULES: tuple[tuple[Concern, tuple[str, ...]], ...] = (
    ("minors", ("sexual", "minor_person")),
    ("emergency", ("emergency",)),
    ("emergency", ("ingested", "toxic")),
    ("emergency", ("swelling", "airway")),
    ("self_harm", ("self_harm",)),
    ("self_harm", ("means", "dying")),
    ("danger", ("danger",)),
    ("danger", ("lurking", "afraid")),
    ("harm", ("harm",)),
    ("eating", ("eating",)),
    ("cure", ("cure",)),
    ("cure", ("healing", "disease")),
    ("medical", ("medical",)),
    ("medical", ("drug", "dose")),
    ("medical", ("drug", "advice")),
    ("medical", ("drug", "body")),
    ("medical", ("supplement", "pregnant")),
    ("medical", ("pregnant", "advice")),
    ("medical", ("supplement", "dose")),
    ("medical", ("symptom", "remedy")),
    ("medical", ("supplement", "body", "advice")),
    ("medical", ("patient", "fever")),
    ("attack", ("attack",)),
    ("abuse", ("abuse",)),
)
BESIDE = (("careful", "attack"), ("acts", "injection"), ("acts", "out_of_scope"))
BLANK = "_"  # keeps every place and lets no word reach over the gap
SENTENCE = re.compile(r"(?P<words>[^.!?;\n]+(?:[.!?;](?!\s|$)[^.!?;\n]*)*)[.!?;]*")
WORDED = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
AGES = {word: age for age, word in enumerate(f"{WORDED} eighteen nineteen twenty".split(), 1)}
NUMBER = rf"(?P<age>\d{{1,2}}|{'|'.join(sorted(AGES, key=len, reverse=True))})"
YEARS_OLD = rf"{NUMBER}[- ]years?[- ]old"
KO_TENS = {"열": 10, "스물": 20, "스무": 20}
KO_ONES = {w: i for i, w in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉".split(), 1)}
KO_AGE = rf"(?P<age>\d{{1,2}}|(?:{'|'.join(KO_TENS)})(?:{'|'.join(KO_ONES)})?)"
KO_YEARS = rf"{KO_AGE} ?(?:살|세)"
DRINKS = r"(?:beers?|soju|vodka|wines?|whisk(?:e)?y|gin|rum|tequila|champagne|liquor|alcohol|vapes?|cigarettes?)"
OTHERS = r"(?:brother|sister|cousin|son|daughter|kid|friend|niece|nephew)"
OTHERS_KO = r"(?:아들|딸|조카|동생|손자|손녀|아이|애|오빠|언니|형|누나)"
COUNTED = (
    r"(?! (?:people|persons?|guests|of us|weeks?|months?|days?|minutes?|hours?|miles|km|kg|kilos|cm|feet|pounds|lbs|%|"
    r"percent|dollars|bucks))"
)
TO_DRINK = r"(?:wants?|likes?|would like|asked) to (?:try|drink|taste|smoke|vape|have)"
SELF = r"(?:(?<![a-z])(?:i|we)(?:['’]?m|['’]?re| am| are| turn|['’]?ve just turned| just turned)|(?<![a-z])as an?)"
YOUNG = (
    rf"{SELF} (?:(?:only|just|still|all|both|turning|now|an?) )*{NUMBER}(?![\d.,:]\d|\d|[a-z%]){COUNTED}",
    r"(?<![\w$])(?P<age>1\d)\s?[fm](?![a-z\d])",
    rf"{DRINKS} for (?:my |a |an |the |our )?(?:[a-z]+ )?{YEARS_OLD}(?! ?['’]s| \w+['’]s (?:birthday|party))",
    rf"(?:my|our|a|the) (?:[a-z]+ )?{YEARS_OLD}(?: {OTHERS})? {TO_DRINK}",
    rf"(?:can|could|may|for) an? {YEARS_OLD} (?:to )?(?:order|buy|get|drink|have|try)",
    rf"(?:friends|classmates|us|team),? (?:(?:are|who are|we['’]?re) )?(?:all|both) {NUMBER}(?!\d|[a-z])",
    rf"{OTHERS} is {NUMBER} and (?:[a-z]+ )?(?:curious|wants?|would like|asked)",
    r"(?:나|저|난|전|제가|내가|우리|올해)(?:는|은)? ?(?:다 |아직 |이제 |겨우 )?(?:만 ?)?"
    rf"{KO_AGE}(?: ?(?:살|세)|(?=인데|이에요|이고))",
    rf"(?<!\d)(?<!열){KO_YEARS}(?:인데|이에요|이야|이고|입니다|이라|예요|임|이며| ?됐| ?되었|,|$)",
    rf"(?<!\d)(?P<age>1[0-8]|열(?:{'|'.join(KO_ONES)}))인데",
    rf"{KO_YEARS} ?{OTHERS_KO}(?:이|가|들이)? ?(?:친구들이? ?)?(?:마실|피울)",
    rf"{KO_YEARS} ?{OTHERS_KO}(?:이|가) ?[가-힣 ]{{0,8}}(?:궁금|마시|피우|원해|먹고 ?싶)",
)
OF_US = re.compile(r"(?i:we(?![a-z]))")
LEAST_TOGETHER = 13  # "we are 4 now" counts heads; "we're 16" tells an age
OF_A_CHILD = 12  # years: a Korean text that speaks of a child tells of its age, not of the speaker's
CHILDREN_KO = re.compile(
    r"(?<![가-힣])(?:아이|애|아기|아가|아들|딸|조카|손자|손녀|손주|꼬마|둘째|첫째|막내)(?:들|가|이|는|은|도|랑|네)*(?![가-힣])"
)
THIRD = re.compile(rf"{OTHERS_KO}(?:들)?(?:이|은|는|가|도)? ?(?:올해 |이제 )?(?:만 ?)?{KO_YEARS}")


def find_concern(text: str, adult: int) -> Found[Concern] | None:
    """The gravest concern of a message and the words that raise it. `adult`: the age from which one may drink."""
    read = plain(text)
    young = find_youth(text, adult)
    sold = find_adult_goods(text)
    found = _by_rules(read)
    if young and sold and (found is None or _rank(found.value) > _rank("underage")):
        return Found("underage", young)
    return found


def find_youth(text: str, adult: int) -> Span | None:
    """Where somebody says that who would drink or smoke is too young for it, or wants no papers asked."""
    read = plain(text)
    if match := cue("careful", "young_self").search(read):
        return span_of(match)
    own = THIRD.sub(lambda m: BLANK * len(m[0]), read)
    for match in (m for pattern in _young() for m in pattern.finditer(own)):
        if _age(match["age"]) <= OF_A_CHILD and CHILDREN_KO.search(read):
            continue
        if _age(match["age"]) < adult and not (OF_US.match(match[0]) and _age(match["age"]) < LEAST_TOGETHER):
            return span_of(match)
    return None


def find_adult_goods(text: str) -> tuple[Span, ...]:
    """Every mention of alcohol and tobacco."""
    read = plain(text)
    return tuple(span_of(match) for name in ("alcohol", "tobacco") for match in cue("careful", name).finditer(read))


def find_abuse(text: str) -> tuple[Span, ...]:
    """Every insult."""
    return tuple(span_of(match) for match in cue("careful", "abuse").finditer(plain(text)))


def find_goods(text: str) -> tuple[Span, ...]:
    """Things that are named and help without being medicine: plasters, a thermometer, 가습기."""
    return tuple(span_of(match) for match in cue("careful", "goods").finditer(text))


def beside_the_point(text: str) -> tuple[Span, ...]:
    """The sentences that attack the assistant or ask for what no shop does, apart from those that ask for care."""
    read = plain(text)
    return tuple(
        Span(start=m.start(), end=m.end(), text=text[m.start() : m.end()])
        for m in SENTENCE.finditer(read)
        if any(cue(file, name).search(m["words"]) for file, name in BESIDE) and not asks_for_care(m["words"])
    )


def attacks(text: str) -> bool:
    """Whether any part of a text tries to make the assistant break its rules."""
    return any(cue(file, name).search(plain(text)) for file, name in BESIDE[:2])


def asks_for_care(text: str) -> bool:
    """Whether a text raises a concern that is not an attack."""
    found = _by_rules(plain(text))
    return found is not None and found.value != "attack"


def plain(text: str) -> str:
    """The text with straight apostrophes and without what only sounds alike, place by place."""
    return _harmless().sub(lambda m: BLANK * len(m[0]), text.replace("’", "'").replace("‘", "'"))


def blanked(text: str, spans: tuple[Span, ...]) -> str:
    """The text with spans made spaces, place by place."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _by_rules(read: str) -> Found[Concern] | None:
    sentences = [(m.start(), m["words"]) for m in SENTENCE.finditer(read)]
    for concern, names in RULES:
        for start, sentence in sentences:
            if found := _all(names, sentence):
                span = Span(start=start + found.start(), end=start + found.end(), text=found[0])
                return Found(concern, span)
    return None


def _all(names: tuple[str, ...], sentence: str) -> re.Match[str] | None:
    """The first list's match where every list speaks, each in words of its own."""
    taken: list[tuple[int, int]] = []
    first = None
    for name in names:
        match = next((m for m in cue("careful", name).finditer(sentence) if _free(m, taken)), None)
        if match is None:
            return None
        taken.append(match.span())
        first = first or match
    return first


def _free(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return all(match.end() <= start or end <= match.start() for start, end in taken)


def _rank(concern: Concern) -> int:
    return get_args(Concern).index(concern)


def _age(words: str) -> int:
    """An age in digits or words; of 열일곱 the sum of its parts."""
    low = words.lower()
    if low.isdigit() or low in AGES:
        return int(low) if low.isdigit() else AGES[low]
    return sum(value for part, value in {**KO_TENS, **KO_ONES}.items() if part in low)


@cache
def _young() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?i:{pattern})") for pattern in YOUNG)


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile(f"(?i:{either('careful', 'harmless')})")
