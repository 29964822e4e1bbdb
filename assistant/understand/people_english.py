"""Counts of people in English words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.cues import cue, either, just_after, just_before
from assistant.understand.headcount import Kind, Mention, ages_of, count_of
from assistant.understand.numbers import EN_NUMBER
from assistant.understand.pets import is_of_a_pet

NUMBER = rf"(?:{EN_NUMBER}\s?(?:-|–|to|or)\s?)?(?P<count>{EN_NUMBER})"  # of a range, its upper end
AGE = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)"
AGES = rf"{AGE}(?:\s?(?:,|,?\s?and|&|-|–|to)\s?{AGE}(?!\d)){{0,6}}"
YEAR = re.compile(r"(?:19|20)\d\d")
ENDS = re.compile(r"\s?(?:[.,!?;)(\n+]|$|[가-힣])")
NO_GROUP = re.compile(r"(?i:\d|look(?:ing)?|ask(?:ing)?|search(?:ing)?|wait(?:ing)?)\s\Z")  # "2 for 1", "looking for 3"
OF_MONEY = re.compile(
    r"(?i:(?:shav|trim|cut|bring|get|knock|squeez|drop|lower|tak|rais|bump|go|stretch|push|budget|total|price|spend)[a-z]*"
    r"(?: (?:it|that|this|the|my|our|whole|thing|budget|total|price|down|up)){0,5} ?\Z|"
    r"(?:kit|fit|rig|deck|sort|gear)s? (?:me|us|him|her|them) (?:out|up) ?\Z)"
)
LEAST_MONEY = 40  # a smaller number beside such words may still be people: "get it down to 8"
OWN = re.compile(r"\b(?:my|our|his|her|their)\s\Z", re.IGNORECASE)  # "our two girls" are daughters
OPEN_AGE = re.compile(r"\s?(?:\+|and (?:up|older|over|above)|or (?:older|over|up))", re.IGNORECASE)
NOUNS = {Kind.ADULTS: "en_adults", Kind.CHILDREN: "en_children", Kind.TOTAL: "en_people", Kind.COMPANY: "en_company"}


@cache
def _counted() -> re.Pattern[str]:
    """ "three little kids", "10 of my closest friends", "3 of them kids"."""
    between = rf"(?:{either('people', 'en_between')}\s{{1,2}}){{0,3}}"
    part = r"(?P<part>of (?:them|us|whom|which),?\s(?:are |will be |is )?)?"
    nouns = "|".join(f"(?P<{kind.name}>{either('people', key)})" for kind, key in NOUNS.items())
    return re.compile(rf"(?i:{NUMBER}[\s-]{{1,2}}{part}{between}(?:{nouns}))")


@cache
def _grouped() -> re.Pattern[str]:
    """A number that only its place makes people: "for 8", "4-person", "6 of us"."""
    number = NUMBER.replace("count", "bare")
    return re.compile(
        rf"(?i:{NUMBER}(?:[\s-]person|\sof us)(?![a-z])|us\s(?P<us>two|three|four|five|six|[2-6])(?![\w$%])|both of us"
        rf"|{number}(?![\d%:/$]|[.,]\d|[a-z]|-[a-z]|\s?k(?![a-z])))"
    )


@cache
def _pairs() -> re.Pattern[str]:
    """ "two couples" are four, "me plus one" two."""
    return re.compile(
        rf"(?i:(?P<pairs>{EN_NUMBER})\scouples(?!['’a-z])|me (?:plus|\+)\s(?P<more>{EN_NUMBER})(?=\s?(?:[.,!?;]|$))|"
        rf"(?P<them>{EN_NUMBER}) of them (?:and|plus) (?:me|myself)(?![a-z]))"
    )


@cache
def _aged() -> re.Pattern[str]:
    """ "7-year-old", "two 5-year-olds", "kids aged 4, 6 and 9", "my kids are 5 and 7", "turning 9"."""
    old = rf"(?:(?P<times>{EN_NUMBER})\s)?(?P<old>{AGES})[\s-]?(?:(?:years?|yrs?)[\s-]?olds?|y/?o)(?![a-z])"
    month = r"(?P<month>\d{1,2})[\s-]?(?:months?|mos?)[\s-]?old"
    whose, words = either("people", "en_whose_age"), either("people", "en_age_words")
    told = rf"{whose}(?:,\s|\s?\(|\s{{1,2}}|:\s?)(?:{words}\s{{0,2}}:?\s?)?(?P<told>{AGES})"
    ages = rf"(?<![a-z])(?:aged?|ages)\s(?P<ages>{AGES})"
    goes_on = "(?:and|who|so|with|but|for|on|in|this|next|today|tomorrow|now|years)(?![a-z])"
    ends = rf"(?!\d|[.,]\d|\+|%|-[a-z]|\s?(?!{goes_on})[a-z$])"
    nth = rf"{whose}['’]s\s(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\s(?:birthday|bday)"
    return re.compile(rf"(?i:{old}|{month}|{nth}|(?:{told}|{ages}){ends})")


@cache
def _child_and_friends() -> re.Pattern[str]:
    """ "my son and nine friends": all of them children."""
    child = r"(?:my|our|her|his|the) (?:(?:little|younger|older) )?"
    child += r"(?:son|daughter|kid|boy|girl|child|grandson|granddaughter|niece|nephew)"
    friends = r"(?:friends|classmates|schoolmates|mates|buddies|pals|besties)"
    return re.compile(
        rf"(?i:(?<![a-z]){child}(?: and|,| plus| &| with)(?: (?:her|his|their))? {NUMBER} (?:[a-z]+ )?"
        rf"{friends}(?![a-z]))"
    )


CHAINED = re.compile(r"(?i:,?\s?(?:and|&|,|plus)\s(?:my\s)?)")
ME_AND = re.compile(r"(?<![a-z])me,? (?:and|plus|\+|&|with) (?:my |our |the |her |his )?\Z", re.IGNORECASE)
AND_ME = re.compile(r"\s(?:and|plus|\+|&) (?:me|myself)(?![a-z])", re.IGNORECASE)
OF_THEM = re.compile(rf"(?i:(?:around|about|maybe|roughly|some|like) {NUMBER} of them(?=\s?(?:[.,;!?\n]|$)))")


def mentions(text: str) -> Iterator[Mention]:
    """All mentions, the surest first."""
    for match in _child_and_friends().finditer(text):
        if count := count_of(match["count"]):
            yield Mention(Kind.CHILDREN, 1 + count, match.start(), match.end())
    for match in OF_THEM.finditer(text):
        if count := count_of(match["count"]):
            yield Mention(Kind.TOTAL, count, match.start(), match.end())
    yield from _ages(text)
    yield from _counts(text)
    yield from _partners(text)
    yield from _one_child(text)
    yield from _groups(text)
    if not cue("people", "en_gift").search(text):
        for match in cue("people", "en_couple").finditer(text):
            yield Mention(Kind.ADULTS, 2, match.start(), match.end())
    for match in _pairs().finditer(text):
        if count := count_of(match["pairs"] or ""):
            yield Mention(Kind.TOTAL, 2 * count, match.start(), match.end())
        elif count := count_of(match["more"] or match["them"] or ""):
            yield Mention(Kind.TOTAL, 1 + count, match.start(), match.end())
    for key, kind, count in (("en_alone", Kind.TOTAL, 1), ("en_twins", Kind.CHILDREN, 2)):
        for match in cue("people", key).finditer(text):
            yield Mention(kind, count, match.start(), match.end())


def _ages(text: str) -> Iterator[Mention]:
    for match in _aged().finditer(text):
        group = next(name for name in ("old", "month", "nth", "told", "ages") if match[name])
        ages = (int(match["month"]) // 12,) if group == "month" else ages_of(match[group])
        if not ages or OPEN_AGE.match(text, match.end()) or just_after("people", "en_not_aged", text, match.end()):
            continue
        if is_of_a_pet(text, match.start(), match.end()):
            continue
        times = count_of(match["times"]) if match["times"] else None
        yield Mention(Kind.AGES, times or len(ages), match.start(), match.end(), ages=ages)


def _counts(text: str) -> Iterator[Mention]:
    for match in _counted().finditer(text):
        count = count_of(match["count"])
        if count is None or match["count"][-1] in "kK" or _denied(text, match.start()):
            continue
        kind = next(kind for kind in NOUNS if match[kind.name])
        if kind is Kind.COMPANY and match[kind.name].casefold() == "girls" and OWN.search(text, 0, match.start()):
            kind = Kind.CHILDREN
        if kind is Kind.TOTAL and (match["part"] or cue("people", "diet").fullmatch(match[kind.name])):
            continue
        if kind is Kind.TOTAL and just_after("people", "en_besides_after", text, match.end()):
            kind = Kind.COMPANY
        elif kind is Kind.COMPANY and not _joins(text, match.start(), match.end()):
            kind = Kind.FRIENDS
        adds = just_before("people", "en_adding_before", text, match.start()) is not None and not match["part"]
        joins = just_before("people", "en_parent_before", text, match.start()) is not None
        joins = joins or ME_AND.search(text, 0, match.start()) is not None  # "me and the three kids"
        yield Mention(kind, count, match.start(), match.end(), adds=adds, joins=joins)
        if kind is Kind.CHILDREN and (me := AND_ME.match(text, match.end())):
            yield Mention(Kind.ADULTS, 1, me.start() + 1, me.end())


def _denied(text: str, start: int) -> bool:
    return just_before("people", "en_not_before", text, start) is not None


def _joins(text: str, start: int, end: int) -> bool:
    """Whether the shopper is one more than the people named."""
    before = just_before("people", "en_joined_before", text, start)
    return bool(before or just_after("people", "en_joined_after", text, end))


def _partners(text: str) -> Iterator[Mention]:
    """ "with my wife", "me and my mom", "my husband and I", and those that an "and" adds to them."""
    ends = [child.end for child in _one_child(text)]  # "with my toddler and husband"
    for key, count in (("en_pair", 2), ("en_partner", 1)):
        for match in cue("people", key).finditer(text):
            before = just_before("people", "en_with_before", text, match.start())
            chained = any(CHAINED.fullmatch(text, end, match.start()) for end in ends)
            me = just_after("people", "en_and_me", text, match.end())
            if chained or me or (before and before[0].strip().casefold() != "my"):
                start = before.start() if before else match.start()
                ends.append(me.end() if me else match.end())
                yield Mention(Kind.COMPANY, count, start, ends[-1])


def _one_child(text: str) -> Iterator[Mention]:
    """ "with my son", "and a baby"."""
    for match in cue("people", "en_one_child").finditer(text):
        before = just_before("people", "en_parent_before", text, match.start())
        if before:
            yield Mention(Kind.CHILDREN, 1, before.start(), match.end(), joins=True)
    for match in cue("people", "en_child_after").finditer(text):
        if re.search(r"(?i:(?:and|,|&|plus)\s(?:a|one|our)\s)\Z", text[max(0, match.start() - 12) : match.start()]):
            yield Mention(Kind.CHILDREN, 1, match.start(), match.end(), adds=True)


def _groups(text: str) -> Iterator[Mention]:
    for match in _grouped().finditer(text):
        count = count_of(match["bare"] or match["count"] or match["us"] or "two")
        bare = match["bare"] or ""
        if (
            count is None
            or (bare and not _is_group(text, match))
            or _denied(text, match.start())
            or bare.endswith(("k", "K"))
        ):
            continue
        if match["bare"] or not just_after("people", "diet", text, match.end()):
            yield Mention(Kind.TOTAL, count, match.start(), match.end())


def _is_group(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number counts people: "dinner for 8", not "for 8 chairs", "for 2026" or "2 for 1"."""
    if not (ENDS.match(text, match.end()) or just_after("people", "en_bare_end", text, match.end())):
        return False
    before = just_before("people", "en_group_before", text, match.start())
    if not before or YEAR.fullmatch(match["bare"]):
        return False
    lead = text[: before.start()]
    if before[0].casefold().startswith("to") and lead.casefold().endswith("up "):
        return False  # "spend up to two hundred"
    if OF_MONEY.search(lead) and (count_of(match["bare"]) or 0) >= LEAST_MONEY:
        return False  # "bring the budget down to 200", "kit me out for 150"
    if not before[0].casefold().startswith("for"):
        return True
    if match["bare"].casefold() == "one" and not ENDS.match(text, match.end()):  # "looking for one that…"
        return False
    return not NO_GROUP.search(text, max(0, before.start() - 20), before.start())
