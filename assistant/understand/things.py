"""Named things beside a cue: "beer, wine or pork" behind it, "술이랑 돼지고기는" before it."""

from __future__ import annotations

import re
from functools import cache

from assistant.types import Span
from assistant.understand.cues import words

LONGEST = 3  # words in the name of an English thing: "paper dinner napkins"
MOST = 6  # things in a list
REACH = 80  # characters before a cue that its Korean things can take
GAP = re.compile(r"\s{1,2}|(?<![\w'’])(?=\w)")  # a cue must end before the next word begins
EN_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w'’&-]*")
EN_JOIN = re.compile(r"\s?(?P<comma>,)?\s?(?P<closed>and|or|nor|&|/)?\s", re.IGNORECASE)
WANTED_NEXT = re.compile(r"\s{0,2}(?:an?|some|two|three|lots|plenty|more)\s|\s{0,2}\d", re.IGNORECASE)
OVER = re.compile(r"\s(?:over|above|more than|less than|beyond|costing)\s", re.IGNORECASE)
KO_WORD = re.compile(r"[가-힣A-Za-z0-9&+'%-]+")
KO_GLUE = re.compile(r"(?<=[가-힣])(?:이랑|하고|,|，|、|·)(?=[가-힣])")
PLACE = re.compile("[가-힣]{2,8}에")  # "캠핑장에 있어"
NEAR = re.compile(r"[\s)'\"’”]{0,3}")  # what may stand between a thing and its cue
COMMA = re.compile(r"\s?[,，、/·&+]\s?")
AND_KO = frozenset(("그리고", "및", "또는", "랑", "이랑", "하고", "or", "and"))
# Particles by what the noun must end in: a consonant, a vowel, or either.
AFTER_CONSONANT = ("이랑", "이나", "은", "을", "이", "과")
AFTER_VOWEL = ("는", "를", "가", "와", "랑", "나")
AFTER_ANY = ("하고", "도", "만", "까지", "같은", "들은", "들도", "쪽은")
JOINERS = frozenset(("이랑", "이나", "과", "와", "랑", "나", "하고"))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("things")[name])


def things_after(text: str, start: int, loose: bool = True, articles: bool = False) -> list[Span]:
    """The English things that begin at `start`. Commas join only a list that "or" closes, or "and" where `loose`.

    "and a cake" begins something else that is wanted, except with `articles`.
    """
    things: list[Span] = []
    joins: list[tuple[bool, str]] = []
    while len(things) < MOST and (thing := _thing(text, start)) is not None:
        things.append(thing)
        join = EN_JOIN.match(text, thing.end)
        if (
            join is None
            or not (join["comma"] or join["closed"])
            or (not articles and WANTED_NEXT.match(text, join.end() - 1))
            or (not join["closed"] and any(closed for _, closed in joins))  # "no beer or wine, dinner for two"
        ):
            break
        joins.append((bool(join["comma"]), (join["closed"] or "").casefold()))
        start = join.end() - 1
    joins = joins[: max(0, len(things) - 1)]
    closers = {closed for _, closed in joins if closed}
    commas = [index for index, (comma, closed) in enumerate(joins) if comma and not closed]
    if commas and not closers & ({"or", "nor", "and", "&"} if loose else {"or", "nor"}):
        things = things[: commas[0] + 1]
    return things


def _thing(text: str, start: int) -> Span | None:
    """One English thing: up to three words without articles. None where it is no thing to buy."""
    found: list[re.Match[str]] = []
    while len(found) < LONGEST:
        gap = GAP.match(text, start)
        word = EN_WORD.match(text, gap.end()) if gap else None
        if word is None:
            break
        folded = word[0].casefold().replace("’", "'")
        if not found and folded in _set("skip"):
            start = word.end()
            continue
        if folded in _set("stop"):
            break
        found.append(word)
        start = word.end()
    if not found or OVER.match(text, start):
        return None
    span = Span(start=found[0].start(), end=found[-1].end(), text=text[found[0].start() : found[-1].end()])
    return span if _is_thing(span.text.casefold()) else None


def _is_thing(name: str) -> bool:
    first, last = name.split()[0], name.split()[-1]
    verb = first.endswith("ing") and first not in _set("ing_things")
    return not verb and not {first, last, name} & (_set("not_things") | _people())


@cache
def _people() -> frozenset[str]:
    return frozenset(words("diet")["person"]) | frozenset(words("diet")["people"])


def things_before(text: str, end: int, rows: frozenset[str] = frozenset()) -> tuple[list[Span], frozenset[str]]:
    """The Korean things that end at `end` in order, and the small words and particles around them.

    Words of `rows` are a list when they stand side by side: "텐트 침낭".
    """
    found = list(KO_WORD.finditer(text, max(0, end - REACH), end))
    if found and 0 < found[0].start() == end - REACH and KO_WORD.match(text[found[0].start() - 1]):
        del found[0]  # the reach cuts this word
    if not found or not NEAR.fullmatch(text, found[-1].end(), end):
        return [], frozenset()
    seen = _small_words(found)
    things: list[Span] = []
    while found and len(things) < MOST:
        word = found.pop()
        for index, (span, particle) in enumerate(reversed(_parts(word))):
            joined = index > 0 or particle in JOINERS or {span.text, *(t.text for t in things[:1])} <= rows
            if things and not joined and not _comma_joined(text, span, things[0]):
                return things, frozenset(seen | ({word[0]} & (_set("at_home") | _set("speakers"))))
            seen |= set() if things else {particle}
            if not is_thing_ko(span.text):
                return things, frozenset(seen)
            things.insert(0, span)
        things[0] = _widened(text, things[0], found)
        while found and found[-1][0] in AND_KO:
            found.pop()
    return things, frozenset(seen)


def _small_words(found: list[re.Match[str]]) -> set[str]:
    """Take the words off the end that name nothing, and say what they are: "꼭", "집에", "음식은"."""
    seen: set[str] = set()
    while found and (found[-1][0] in _set("adverbs") | _set("at_home") or PLACE.fullmatch(found[-1][0])):
        seen.add(found.pop()[0])
    if len(found) > 1 and (head := stripped(found[-1][0]))[0] in _set("heads"):
        seen.add(head[1])
        found.pop()
    return seen


def _comma_joined(text: str, left: Span, right: Span) -> bool:
    """Whether a comma or an "and" stands between two things, and the left one is not the job."""
    between = text[left.end : right.start]
    joined = COMMA.fullmatch(between) or between.strip() in AND_KO
    return bool(joined) and left.text not in _set("jobs")


def _parts(word: re.Match[str]) -> list[tuple[Span, str]]:
    """A Korean word as its things and the particle of each: "술이랑고기는" is 술 and 고기."""
    parts: list[tuple[Span, str]] = []
    start = word.start()
    for piece in KO_GLUE.split(word[0]):
        begin = word.string.index(piece, start)
        noun, particle = stripped(piece)
        parts.append((Span(start=begin, end=begin + len(noun), text=noun), particle))
        start = begin + len(piece)
    return parts


def _widened(text: str, thing: Span, found: list[re.Match[str]]) -> Span:
    """A thing with the word that belongs to it, taken off the end of `found`: "플라스틱 컵"."""
    if not found or found[-1][0] not in _set("modifiers") or text[found[-1].end() : thing.start] != " ":
        return thing
    start = found.pop().start()
    return Span(start=start, end=thing.end, text=text[start : thing.end])


def stripped(word: str) -> tuple[str, str]:
    """A Korean word without its particle, and the particle: ("돼지고기", "는")."""
    if word in _set("whole"):
        return word, ""
    for particle in sorted((*AFTER_CONSONANT, *AFTER_VOWEL, *AFTER_ANY), key=len, reverse=True):
        noun = word.removesuffix(particle)
        if noun and noun != word and _fits(noun[-1], particle):
            return noun, particle
    return word, ""


def _fits(last: str, particle: str) -> bool:
    if particle in AFTER_ANY or not "가" <= last <= "힣":
        return True
    consonant = (ord(last) - ord("가")) % 28 > 0
    return consonant == (particle in AFTER_CONSONANT)


def is_thing_ko(word: str) -> bool:
    """Whether a Korean word can name a thing: neither a verb nor what only points or counts."""
    if not word or word in _set("not_things_ko") | _set("heads") or word[0].isdigit():
        return False
    if word.endswith("지") and not word.endswith(tuple(_set("ji_nouns"))):
        return False  # a verb: "고민하지 말고"
    return not any(word.endswith(end) and len(word) > len(end) for end in _set("not_noun_ends"))
