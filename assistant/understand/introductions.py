"""What shoppers say of themselves before they ask: "I'm 67 years old.", "저는 여자예요." It is no wish and no limit.

A clause is an introduction when it begins as one about oneself, holds a word of identity, and holds nothing else. Small
talk counts as one. What bears on the basket (a diet, an allergy, a pregnancy, being a guest) never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from assistant.types import Span
from assistant.understand.amounts import amounts
from assistant.understand.cues import cue, words

CLAUSE = re.compile(r"[.!?;\n~]+|,|\s[-–—]\s|\s(?=(?:and|but|so|because) (?:i|we|my)\b)", re.IGNORECASE)
SENTENCE_KO = re.compile(r"[.!?;\n~,]+")
STOPS = re.compile(r"[\s.,!?;~]*(?:(?:and|but|so)\s+(?=(?:i|we)\b))?", re.IGNORECASE)
WORD = re.compile(r"[^\s,.!?;~()]+")
NUMBER = re.compile(r"\$?\d[\d,.]*(?:k|m|s|th)?(?:-year-old|yo)?$|\d+-?year-?olds?$", re.IGNORECASE)
TITLE_WORDS = 4  # "I'm a retired high school teacher": no more words than these describe somebody
LONGEST_KO = 9  # words of a Korean clause about oneself
SHORTEST_COUNTRY = 4  # letters: Chad and Guam are names, "oman" is not a typo of one
HANGING_KO = re.compile(r"\s(?:그런데|그런지|그래서|그런데요)(?=\s|$)")
PARTICLE_KO = re.compile(r"(?:이|가|은|는|을|를|도|의|에|에서|으로|로|만)$")


def find_introductions(text: str) -> tuple[Span, ...]:
    """The clauses that only say who somebody is, or nothing, with the stops behind them; none where nothing is left."""
    ends: dict[int, int] = {}
    for span in (*_english(text), *_korean(text)):
        stops = STOPS.match(text, span.end)
        ends[span.start] = max(ends.get(span.start, 0), stops.end() if stops else span.end)
    left, start = "", 0
    for begin in sorted(ends):
        left, start = left + text[start:begin], ends[begin]
    if not any(c.isalnum() for c in left + text[start:]):
        return ()  # it is what the shopper came to say
    return tuple(Span(start=begin, end=ends[begin], text=text[begin : ends[begin]]) for begin in sorted(ends))


def _clauses(text: str, cut: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for match in [*cut.finditer(text), None]:
        end = len(text) if match is None else match.start()
        bare = text[start:end]
        lead = len(bare) - len(bare.lstrip())
        money = amounts(bare) and not cue("told", "income").search(bare)  # "I have $280" says what may be spent
        if bare.strip() and not money:
            yield Span(start=start + lead, end=start + len(bare.rstrip()), text=bare.strip())
        start = end if match is None else match.end()


def _english(text: str) -> Iterator[Span]:
    before = False
    for clause in _clauses(text, CLAUSE):
        said = _opening().sub("", clause.text.casefold()).strip()
        rest = _self().sub("", said, count=1) if _self().match(said) else None
        about_self = rest is not None and (_title(said) or _of_identity(rest))
        before = bool(_pattern("small_talk").fullmatch(said)) or about_self or (before and _of_identity(said))
        if before:
            yield clause


def _of_identity(said: str) -> bool:
    """Whether every word is one of identity or a plain one, and one at least is of identity."""
    found = [word.casefold().strip("'’\"") for word in WORD.findall(said)]
    own = [word in _identity() or NUMBER.match(word) is not None for word in found]
    return any(own) and all(o or word in _set("plain") for o, word in zip(own, found, strict=True))


def _title(said: str) -> bool:
    """Whether it is "I'm a …" and a few words, none of which bears on the basket."""
    match = re.match(r"(?:i['’]?m|i am) an? (.+)$", said)
    found = match[1].split() if match else []
    return 0 < len(found) <= TITLE_WORDS and not any(_pattern("telling", "s?").fullmatch(word) for word in found)


def _korean(text: str) -> Iterator[Span]:
    for clause in _clauses(text, SENTENCE_KO):
        match = _pattern("small_talk_ko").match(clause.text)
        small = match.end() if match and clause.text[match.end() : match.end() + 1] in ("", " ") else 0
        if end := small or _self_end(clause.text):
            yield Span(start=clause.start, end=clause.start + end, text=clause.text[:end])


def _self_end(clause: str) -> int:
    """Where a Korean clause about oneself ends; 0 where it is none."""
    own = identity = False
    for number, match in enumerate(WORD.finditer(clause)):
        word = match[0]
        if number >= LONGEST_KO or _pattern("telling_ko").search(word):
            return 0
        if number == 0 and word in _set("self_ko"):
            own = True
            continue
        noun, closed = _parted(word)
        verb = _pattern("verb_ko").fullmatch(word) is not None
        named = bool(_pattern("identity_ko").fullmatch(noun)) or _is_country(noun)
        identity |= named
        if closed and (named or (identity and (verb or noun in _set("plain_ko")))):
            return _with_hanging(clause, match.end())
        few = own and number <= TITLE_WORDS
        if closed and few and not verb and not clause[match.end() :].strip():
            return match.end()  # "저는 대기업 임원이에요."
        if not (named or {word, noun} & _set("plain_ko") or (few and number < TITLE_WORDS)):
            return 0
    return 0


def _with_hanging(clause: str, end: int) -> int:
    """The end of the clause with the "그런데" that hangs on it."""
    hanging = HANGING_KO.match(clause, end)
    return hanging.end() if hanging else end


def _parted(word: str) -> tuple[str, bool]:
    """A Korean word without its particle or closing ending, and whether it closes the clause."""
    match = _closing().search(word)
    if match is not None and match.start() > 0:
        return word[: match.start()], True
    if _pattern("verb_ko").fullmatch(word):
        return word, True
    return PARTICLE_KO.sub("", word) if len(word) > 1 else word, False


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("introductions")[name])


@cache
def _pattern(name: str, end: str = "") -> re.Pattern[str]:
    entries = "|".join(f"(?:{entry})" for entry in words("introductions")[name])
    return re.compile(f"(?:{entries}){end}", re.IGNORECASE)


@cache
def _identity() -> frozenset[str]:
    names = {word for name in Locale("en").territories.values() for word in WORD.findall(name.casefold())}
    countries = frozenset(name for name in names if len(name) >= SHORTEST_COUNTRY)
    return (_set("identity") | _set("demonyms") | countries) - _set("plain")


def _is_country(noun: str) -> bool:
    return bool({noun, noun.removesuffix("에서"), noun.removesuffix("인")} & _countries())


@cache
def _countries() -> frozenset[str]:
    return frozenset(name for name in Locale("ko").territories.values() if len(name) > 1)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{'|'.join(words('introductions')['opening'])})\b,?\s+)+", re.IGNORECASE)


@cache
def _self() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('introductions')['self'])})\b", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('introductions')['ending_ko'])})$")
