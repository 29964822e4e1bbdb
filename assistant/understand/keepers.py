"""Who keeps a diet: how many people the words around it say, or everyone."""

from __future__ import annotations

import re
from functools import cache

from assistant.understand.cues import either
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

MOST = 9_999  # nobody feeds more; longer numbers are something else
GAP = r"[\s'’]{1,2}"
TO_DIET = r"[\s-]{0,2}\Z"
FIRST_PERSON = re.compile(r"(?:\bI|['’ ]m|\bam|\bwe|['’]re|\bare)\s{1,2}an?\s\Z", re.IGNORECASE)
PERSON_SAID = re.compile(r"(?<![a-z])an?\s\Z", re.IGNORECASE)
ALL_KO = re.compile(r"(?:다|모두|전부|전원|다들|모두가|전원이)\s?\Z")
BEFORE_KO = re.compile("[먹증]")  # "한 명은 밀가루 안 먹음": the diet's own words end the sentence


def denied(before: str, after: str) -> bool:
    """Whether a diet is ruled out ("not vegan") or only asked about ("is it vegan?", "할랄이야?")."""
    if _rule("denied_ko").match(after) or (_rule("denied").search(before) and not _rule("some").search(before)):
        return True
    return bool(_rule("asked").search(before) and _rule("asked_end").match(after)) or bool(
        _rule("asked_ko").match(after)
    )


def who(before: str, mention: str, after: str) -> tuple[int | None, bool]:
    """The people who keep a diet and whether that is everyone. (None, False): some, it is not said how many."""
    count = _count(before, mention, after)
    if count is not None:
        return count, False
    one = _one_of(before, after)
    if _rule("some").search(before) or _rule("some_after").match(after):
        return one, False
    if ALL_KO.search(before):
        return None, True
    for rule, people in (("couple", 2), ("two", 2), ("one", 1), ("many", None)):
        if _rule(rule).search(before):
            return people, False
    if name := _name().search(before):
        return 1 if name["two"] is None else 2, False
    if _rule("two_after").match(after):
        return 2, False
    if _rule("one_after").match(after):
        return 1, False
    return one, one is None and not _rule("many_after").match(after)


def _one_of(before: str, after: str) -> int | None:
    """1 for "a vegan" as a person, not "a vegan cake" and not "I am a vegan"."""
    alone = PERSON_SAID.search(before) and _rule("end").match(after)
    return 1 if alone and not FIRST_PERSON.search(before) else None


def _count(before: str, mention: str, after: str) -> int | None:
    """A number of people said before the diet ("two of us are vegan") or behind it ("비건 두 명")."""
    match = _rule("counted_ko").match(after) or _rule("counted").match(after)
    if match is None and (match := _rule("count").search(before)):
        bare = not match["link"].strip(" -")
        person = _rule("many_after").match(after) or _rule("one_after").match(after) or _rule("end").match(after)
        match = match if person or not bare or mention.casefold().endswith("s") else None
    if match is None and (match := _rule("count_ko").search(before)) and not match["counting"]:
        match = match if _rule("end").match(after) or BEFORE_KO.search(mention) else None
    value = parse_number(match["n"]) if match else None
    return int(value) if value is not None and 0 < value <= MOST else None


def _words(name: str) -> str:
    return either("keepers", name)


def _link(*more: str) -> str:
    """Up to seven filler words, then the diet."""
    return rf"(?:{GAP}(?:{'|'.join((_words('filler'), *more))})){{0,7}}{TO_DIET}"


@cache
def _rule(name: str) -> re.Pattern[str]:
    return re.compile({**_english(), **_korean(), **_either()}[name], re.IGNORECASE)


@cache
def _english() -> dict[str, str]:
    """Rules over the words before a diet; those on the words behind it end in `_after` or `_end`."""
    one, many = either("diet", "person"), either("diet", "people")
    number = rf"(?<![\w.$₩])(?P<n>{EN_NUMBER})(?:\s(?:out of|of the|in|of)\s{EN_NUMBER})?"
    sentence = r"(?:\A|[.,!?\n]|\b(?:and|so|but|ok|okay))\s{0,2}"
    return {
        "denied": _words("denied") + _link(_words("denied_filler")),
        "asked": rf"{sentence}(?:is|are)\s{_words('asked')}(?: all| also| really| actually| safe| 100%)?\s{{1,2}}\Z",
        "asked_end": r"[\s-]?(?:friendly|certified|safe|too|or not|ok|okay)?\s?(?:\?|\Z)",
        "count": rf"{number}(?P<link>{_link(many, one)})",
        "counted": rf"\sfor (?P<n>{EN_NUMBER}) (?:of|out of)\b",
        "couple": rf"{one} and (?:my |his |her |our |the )?{one}{_link()}",
    }


@cache
def _korean() -> dict[str, str]:
    one, many = either("diet", "사람_하나"), either("diet", "사람_여럿")
    role = rf"{_words('keeping')}?\s?(?:{one}|{many})?(?:들)?[이가은는도을를만]?\s?(?:총|딱|약)?\s?"
    counts = rf"(?:명|분|인|사람|(?<=[나둘셋넷섯]))\s?(?P<counting>{_words('counting')})?"
    return {
        "denied_ko": rf"{_words('denied_particle')}?\s?(?:{_words('denied_adverb')}\s?)?{_words('denied_ko')}",
        "asked_ko": rf"\s?{_words('asked_ko')}",
        "count_ko": rf"(?P<n>{KO_NUMBER})\s?{counts}\s?(?:다|모두|전부)?\s?(?:{one}[이가은는]?)?\s?\Z",
        "counted_ko": rf"{role}(?P<n>{KO_NUMBER})\s?{_words('counted')}",
    }


@cache
def _either() -> dict[str, str]:
    """Rules with an English half and a Korean half."""
    one, many = either("diet", "person"), either("diet", "people")
    one_ko, many_ko, keeping = either("diet", "사람_하나"), either("diet", "사람_여럿"), rf"{_words('keeping')}?\s?"
    some_ko = rf"{_words('some_ko')}{_words('some_particle')}?\s?(?:사람|손님)?[이은는]?\s?\Z"
    there = rf"{keeping}(?:사람|분|친구|손님)?들?[이가도]?\s?{_words('there_ko')}"
    both = rf"both (?:of )?(?:my |our |the |his |her )?{many}"
    return {
        "some": rf"{_words('some')}{_link(_words('some_filler'))}|{some_ko}",
        "some_after": rf"{_words('option')}|{there}",
        "two": rf"(?:{both}|{either('diet', 'two_people')}){_link()}|부모님(?:이|은|께서|도)?\s?\Z",
        "one": rf"{one}(?:,? who)?{_link()}|{one_ko}(?:[이가은는도]|께서|께서는|이는)?\s?(?:지금|요즘|완전)?\s?\Z",
        "many": rf"{many}(?<!guests)(?:,? who)?{_link()}|(?:{one_ko}|{many_ko})들[이은가도]?\s?\Z",
        "two_after": rf"{keeping}(?:시부모님|부모님|조부모님)",
        "one_after": rf"[\s-]{{1,2}}{one}|{keeping}{one_ko}(?!들)",
        "many_after": rf"[\s-]{{1,2}}{many}|{keeping}(?:{one_ko}들|{many_ko})",
        "end": rf"\s?{_words('end')}",
    }


@cache
def _name() -> re.Pattern[str]:
    """A first name, or two, right before the diet: "Sam is vegan"."""
    name, no_name = r"[A-Z][a-z]{1,14}", either("keepers", "no_name")
    return re.compile(
        rf"(?<![\w'])(?:{name} and {name} are (?P<two>)|(?!{no_name}\b){name}(?: is|['’]s)(?: also| a)? )\Z"
    )
