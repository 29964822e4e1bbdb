"""Whom a gift is for, what they like, and the occasion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

from assistant.types import Recipient
from assistant.understand.cues import cue, either, just_after, just_before, load, words
from assistant.understand.found import Found, span_of
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

OLDEST = 120
TEENS = range(13, 20)
CELEBRATED = {"환갑": 60, "회갑": 60, "칠순": 70, "고희": 70, "팔순": 80, "구순": 90, "돌": 1}
CLAUSE = re.compile(r"[.!?;\n]|(?<![a-z])(?:but|for|under)(?![a-z])")
LIKED_WITHIN = 45  # characters between "loves" and the last thing of its list

Shape = dict[str, dict[str, list[str]]]


def find_recipient(text: str) -> Found[Recipient] | None:
    """The person that a gift is for, None where the text is not about a gift or names nobody."""
    if not is_gift(text):
        return None
    match = _person(text, "recipients") or _person(text, "recipients_vague")
    if match is None:
        return None
    age = _age(text, match)
    key = str(match.lastgroup)
    if key == "child" and age in TEENS:
        key = "teen"
    return Found(Recipient(key=key, age=age, interests=tuple(_interests(text))), span_of(match))


def find_occasion(text: str) -> Found[str] | None:
    """The occasion that the text names, by its English key; the first of `occasions.yaml` that fits."""
    for key in words("occasions"):
        if match := cue("occasions", key).search(text):
            return Found(key, span_of(match))
    return None


def is_gift(text: str) -> bool:
    """Whether something is bought for somebody else, or as a treat for oneself."""
    rest = cue("gifts", "not_a_gift").sub(" ", text)
    return any(cue("gifts", name).search(rest) for name in ("gift", "buying_for"))


@cache
def _people(name: str) -> re.Pattern[str]:
    """Every person of a list as a group named by the key. The longer Korean names come first by a look-behind."""
    groups = (f"(?P<{key}>{either(name, key)})" for key in words(name))
    return re.compile(rf"(?i:{'|'.join(groups)})")


def _person(text: str, name: str) -> re.Match[str] | None:
    """The likeliest person: whom the thing is for, else anybody who does not just come along."""
    people = list(_people(name).finditer(text))
    heads = [p for p, after in zip_longest(people, people[1:]) if not _owns(text, p, after)]
    given = [p for p in heads if _is_given(text, p)]
    alone = [p for p in heads if not _is_companion(text, p)]
    return next(iter(given or alone or heads), None)


def _owns(text: str, person: re.Match[str], after: re.Match[str] | None) -> bool:
    """Whether the gift is for another, whom this one only tells apart: "my son's teacher"."""
    return after is not None and bool(
        re.fullmatch(r"['’]s?\s(?:[\w-]{1,8}\s){0,2}|\s?의\s|\s", text[person.end() : after.start()])
    )


def _is_given(text: str, person: re.Match[str]) -> bool:
    return bool(
        just_before("gifts", "for_before", text, person.start()) or just_after("gifts", "for_after", text, person.end())
    )


def _is_companion(text: str, person: re.Match[str]) -> bool:
    return bool(
        just_before("gifts", "companion_before", text, person.start())
        or just_after("gifts", "companion_after", text, person.end())
    )


@cache
def _ages() -> re.Pattern[str]:
    """Every way to say an age, and the birthdays that are called by it."""
    return re.compile(
        rf"(?i:(?P<old>{EN_NUMBER})[\s-]?(?:years?|yrs?)[\s-]?olds?|(?P<yo>\d{{1,3}})\s?(?:yo|y/o|y\.o\.)(?![a-z])|"
        rf"(?<![a-z])(?:turn(?:s|ed|ing)|aged?|(?:he|she|who)(?:'s|’s|\sis))\s(?P<turns>{EN_NUMBER})(?![\s-]?(?:%|[a-z]))|"
        rf"(?P<nth>\d{{1,3}})(?:st|nd|rd|th)\s(?:birthday|b-?day)|(?<=[a-z]),\s(?P<bare>\d{{1,2}})(?=\s*(?:$|[.,!?]))|"
        rf"(?P<ko>{KO_NUMBER})\s?(?:살|세(?![가-힣]|트))|(?P<feast>환갑|회갑|칠순|고희|팔순|구순|(?<![가-힣])돌(?=\s?(?:선물|반지|잔치)))"
        r")"
    )


def _age(text: str, person: re.Match[str]) -> int | None:
    """The age that is said nearest to the person."""
    ages: list[tuple[int, int]] = []
    for match in _ages().finditer(text):
        said = match.group(str(match.lastgroup))
        age = CELEBRATED.get(said) or parse_number(said)
        if age is not None and 0 < age <= OLDEST and age == int(age):
            gap = max(person.start() - match.end(), match.start() - person.end(), 0)
            ages.append((gap, int(age)))
    return min(ages)[1] if ages else None


@cache
def _likings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Things that somebody may like, and words that say by themselves what somebody is, by groups."""
    lists: Shape = load("interests", Shape)
    liked, states = ({key: _either(value[kind]) for key, value in lists.items()} for kind in ("liked", "is"))
    return tuple(  # type: ignore[return-value]
        re.compile("(?i:" + "|".join(f"(?P<{key}>{value})" for key, value in part.items()) + ")")
        for part in (liked, states)
    )


def _either(entries: list[str]) -> str:
    bounded = (rf"(?<![a-z]){entry}(?![a-z])" if re.search("[a-z]", entry) else entry for entry in entries)
    return "(?:" + "|".join(bounded) + ")"


def _interests(text: str) -> Iterator[str]:
    """What the person likes, in the order said, each once."""
    liked, states = _likings()
    found = [(m.start(), str(m.lastgroup)) for m in states.finditer(text)]
    found += [(m.start(), str(m.lastgroup)) for m in liked.finditer(text) if _is_liked(text, m)]
    yield from dict.fromkeys(key for _, key in sorted(found))


def _is_liked(text: str, thing: re.Match[str]) -> bool:
    """Whether a word of liking belongs to the thing: before it in English, behind it or its list in Korean."""
    end = thing.end()
    for _ in range(3):  # a list of things: "러닝이랑 요리 좋아하는"
        if just_after("gifts", "likes_after", text, end):
            return True
        joined = just_after("gifts", "joined_after", text, end)
        if (
            joined is None
            or (follows := re.compile(r"\s?[가-힣]{1,6}?(?=을|를|이랑|랑|하고|\s)").match(text, joined.end())) is None
        ):
            break
        end = follows.end()
    before = text[max(0, thing.start() - LIKED_WITHIN) : thing.start()]
    likes = list(cue("gifts", "likes_before").finditer(before))
    return bool(likes) and not CLAUSE.search(before, likes[-1].end())
