"""Counts of things in English words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.cues import words
from assistant.understand.found import Found
from assistant.understand.numbers import DIGITS, EN_NUMBER
from assistant.understand.quantity import Quantity, found, whole

LONGEST_NAME = 3  # words of a thing's name: "large paper plates"
WORD = re.compile(r"[ \t]{0,2}([^\W\d_][\w'’&-]{0,24})")
PIECE = "piece"


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(words("quantities")[key])


@cache
def _units() -> dict[str, str]:
    """Every form of a package's name, and its singular."""
    units = {form: unit for unit in _listed("en_units") for form in (unit, unit + "s", unit + "es")}
    return units | dict(line.split(" ") for line in _listed("en_irregular"))


@cache
def _packed() -> re.Pattern[str]:
    """ "3 bottles of", "a six-pack of", "a pack of 8", "2 more bags"."""
    units = "|".join(sorted(_units(), key=len, reverse=True))
    filler = rf"(?:(?:{'|'.join(sorted(_listed('en_filler')))})\s)?"
    size = rf"(?:{EN_NUMBER}[\s-](?=pack))?"
    return re.compile(
        rf"(?i:(?P<count>{EN_NUMBER}|(?<![a-z])an?)[\s-]{filler}{size}(?P<unit>{units})(?![a-z'’]|-[a-z])"
        rf"(?P<of>\sof(?:\s{EN_NUMBER})?(?![a-z]))?)"
    )


@cache
def _times() -> re.Pattern[str]:
    """ "3x", "x3", "x 5"."""
    return re.compile(
        rf"(?i:(?<![\w.])(?P<ahead>{DIGITS})\s?[x×](?=\s[a-z]|[a-z]{{3}})|(?:(?<=\s)|(?<=[a-z)]))[x×*]\s?(?P<behind>{DIGITS})(?!\s?[a-z×*\d]))"
    )


@cache
def _plain() -> re.Pattern[str]:
    """A number and whatever follows it."""
    filler = rf"(?:\s(?:{'|'.join(sorted(_listed('en_filler')))})(?=\s[a-z]))?"
    return re.compile(rf"(?i:(?<![$₩#€£])(?<!\w-)(?P<count>{EN_NUMBER})(?![\w%$:/-]|[.,]\d){filler})")


@cache
def _given() -> re.Pattern[str]:
    """ "make it three", "I'll take two", "two of those"."""
    ends = r"(?=\s?(?:[.,!?;)\n]|$|please|instead|thanks))"
    given = (
        rf"(?:make (?:it|that|them)|(?:i'?ll|we'?ll|let me|i)\s(?:take|have|get)|give me)\s(?P<count>{EN_NUMBER}){ends}"
    )
    those = rf"(?P<those>{EN_NUMBER})\sof\s(?:those|these|them|it)(?=\s?(?:[.,!?;)\n]|$|please|instead))"
    return re.compile(rf"(?i:{given}|{those})")


def quantities(text: str) -> Iterator[Found[Quantity]]:
    """All English counts, the surest readings first."""
    yield from _packages(text)
    yield from _multiples(text)
    for match in _given().finditer(text):
        group = "count" if match["count"] else "those"
        if value := whole(match[group]):
            yield found(text, Quantity(value, PIECE, None), match.start(group), match.end())
    yield from _things(text)


def _packages(text: str) -> Iterator[Found[Quantity]]:
    for match in _packed().finditer(text):
        value = whole(match["count"])
        unit = _units()[match["unit"].casefold()]
        if value is None or _names_a_number(text, match.start()):
            continue
        if unit == "pack" and text[match.end("count")] == "-":  # "a 12-pack" is one pack
            value = 1
        if match["of"]:
            item, end = _name(text, match.end())
        else:
            item, end = None, match.end()
        if item is None and (match["of"] or match["count"].casefold() in ("a", "an") or unit in _listed("en_vessels")):
            continue
        yield found(text, Quantity(value, unit, item), match.start(), end)


def _multiples(text: str) -> Iterator[Found[Quantity]]:
    for match in _times().finditer(text):
        value = whole(match["ahead"] or match["behind"])
        if value is None:
            continue
        if match["ahead"]:
            item, end = _name(text, match.end())
            if item:
                yield found(text, Quantity(value, PIECE, item), match.start(), end)
        elif (
            before := re.compile(r"[A-Za-z][A-Za-z'’ -]{0,30}?(?=[ (]{0,2}\Z)").search(
                text, max(0, match.start() - 32), match.start()
            )
        ) is not None:
            name = _last_words(before[0])
            if name:
                start = before.end() - len(name)
                yield found(text, Quantity(value, PIECE, name), start, match.end())


def _last_words(text: str) -> str:
    """The thing's name that a stretch of words ends in."""
    kept: list[str] = []
    for word in reversed(text.split(" ")):
        if not word or word.casefold() in _listed("en_stop") or len(kept) == LONGEST_NAME:
            break
        kept.insert(0, word)
    return " ".join(kept)


def _things(text: str) -> Iterator[Found[Quantity]]:
    """A number and a plural: "10 paper plates". One of a thing is only counted in digits: "1 desk"."""
    for match in _plain().finditer(text):
        value = whole(match["count"])
        if value is None or _names_a_number(text, match.start()):
            continue
        if value == 1:
            item, end = _name(text, match.end()) if match["count"].isdigit() else (None, 0)
            known = item is not None and not _never(item)
        else:
            item, end = _plural(text, match.end())
            known = item is not None
        if known:
            yield found(text, Quantity(value, PIECE, item), match.start(), end)


def _names_a_number(text: str, start: int) -> bool:
    before = re.compile(r"([a-z]+)[\s-]{1,2}\Z", re.IGNORECASE).search(text, max(0, start - 16), start)
    return before is not None and before[1].casefold() in _listed("en_number_names")


def _name_words(text: str, place: int) -> Iterator[tuple[str, int]]:
    """The words of a name from a place on, each with where it ends."""
    for _ in range(LONGEST_NAME):
        match = WORD.match(text, place)
        if not match or match[1].casefold() in _listed("en_stop") or not re.match("[A-Za-z]", match[1]):
            return
        place = match.end()
        yield match[1], place


def _name(text: str, place: int) -> tuple[str | None, int]:
    """The thing named from a place on, up to three words or the first plural."""
    end = place
    for word, word_end in _name_words(text, place):
        end = word_end
        if _is_plural(word):
            break
    name = text[place:end].strip()
    return (name, end) if name else (None, place)


def _plural(text: str, place: int) -> tuple[str | None, int]:
    """The thing named from a place on where its name ends in a plural of something that can be bought."""
    for word, end in _name_words(text, place):
        if _never(word):
            return None, place
        if _is_plural(word):
            return text[place:end].strip(), end
    return None, place


def _never(name: str) -> bool:
    parts = re.split(r"[\s-]+", name.casefold())
    return not _listed("en_never").isdisjoint({*parts, *(part + "s" for part in parts)})


def _is_plural(word: str) -> bool:
    folded = word.casefold()
    return (
        folded.endswith("s")
        and not folded.endswith(("ss", "'s", "’s"))
        and len(folded) > 2
        and folded not in _listed("en_singular")
    )
