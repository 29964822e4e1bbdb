"""The things that a text names: "boxes, tape and bubble wrap", "상자랑 테이프". Words per category, written as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.errors import BadData
from assistant.types import Span
from assistant.understand.cues import cue
from assistant.understand.cues import words as listed_words
from assistant.understand.exclusions import FREE
from assistant.understand.found import span_of
from catalog.plain_yaml import read_yaml
from catalog.text import HANGUL, stem

FOLDER = Path(__file__).parent / "things"
CONTEXTS = Path(__file__).parent / "contexts.yaml"
HEAD, TAIL = 3, 3  # letters that may stand before a Korean name in one word, and that such a name has at least
LONGEST = 4  # words of the longest name
ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
KOREAN_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
# What can follow a Korean noun inside its word; the longest first, so that 이랑 is not read as 랑.
PARTICLES = (
    "이라도 이랑은 이랑 하고 까지 부터 보다 이나 이든 으로 에는 에서 에도 이요 이야 이에요 예요 이고 인데 같은거 같은 "
    "들이랑 들도 들은 들을 들이 들 랑 은 는 이 가 을 를 도 만 에 의 로 와 과 나 요 야 고 좀"
).split()


ARTICLE = re.compile(r"\b(?:an?|new|some|buy|need)\s\Z", re.IGNORECASE)
POSTFIX = re.compile(r"\s(?:of|at|in|on|for)\b")
FREE_OF = re.compile(FREE, re.IGNORECASE)
LISTED = re.compile(r"\s?(?:[,·/&+]|,? ?\b(?:and|or|plus)\b)\s?(?:an? |some |the )?", re.IGNORECASE)
LISTED_KO = re.compile(r"(?:이랑|랑|하고|와|과|,|·|/)*\s?")


@dataclass(frozen=True)
class Mention:
    """A thing that a text names: the word as written, the categories that it can mean, and where it stands."""

    word: str
    categories: tuple[str, ...]
    span: Span


@dataclass(frozen=True)
class Lexicon:
    """Names to categories: English by the stems of their words, Korean without spaces."""

    english: dict[tuple[str, ...], tuple[str, ...]]
    korean: dict[str, tuple[str, ...]]


@cache
def lexicon(folder: Path = FOLDER) -> Lexicon:
    """Every name of the YAML files. Raises BadData with the file's name."""
    english: dict[tuple[str, ...], list[str]] = {}
    korean: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.yaml")):
        for category, words in _read(file).items():
            for word in words["en"]:
                english.setdefault(_stems(word), []).append(category)
            for word in words["ko"]:
                korean.setdefault(word.replace(" ", "").casefold(), []).append(category)
    return Lexicon({k: tuple(v) for k, v in english.items()}, {k: tuple(v) for k, v in korean.items()})


@dataclass(frozen=True)
class Context:
    """Where some names mean something else: "treats" beside a dog."""

    english: re.Pattern[str]
    korean: re.Pattern[str]
    means: Lexicon


@cache
def contexts(file: Path = CONTEXTS) -> tuple[Context, ...]:
    """Every context of the file. Raises BadData with its name."""
    try:
        rows = read_yaml(file)
        return tuple(_context(row["shows"], row["means"]) for row in rows.values())
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error


def _context(shows: dict[str, list[str]], means: dict[str, dict[str, list[str]]]) -> Context:
    english = "|".join(re.escape(word) for word in shows["en"])
    korean = "|".join(r"\s?".join(word) for word in shows["ko"])
    return Context(
        re.compile(rf"(?<!hot )\b(?:{english})\b", re.IGNORECASE),
        re.compile(rf"(?<![가-힣])(?:{korean})"),
        Lexicon(
            {_stems(word): (category,) for category, words in means.items() for word in words["en"]},
            {word.replace(" ", ""): (category,) for category, words in means.items() for word in words["ko"]},
        ),
    )


def meant(text: str) -> Lexicon:
    """The names that mean something else in this text; two contexts that share a name mean both."""
    english: dict[tuple[str, ...], tuple[str, ...]] = {}
    korean: dict[str, tuple[str, ...]] = {}
    for context in contexts():
        if context.english.search(text) or context.korean.search(text):
            for stems, categories in context.means.english.items():
                english[stems] = (*english.get(stems, ()), *categories)
            for name, categories in context.means.korean.items():
                korean[name] = (*korean.get(name, ()), *categories)
    return Lexicon(english, korean)


def _read(file: Path) -> dict[str, dict[str, list[str]]]:
    try:
        rows: dict[str, dict[str, list[str]]] = read_yaml(file)
        for category, words in rows.items():
            if not all(isinstance(w, str) for language in ("en", "ko") for w in words[language]):
                raise BadData(f"{file.name}: {category} holds a word that is no text; quote it")
        return rows
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error


def _stems(word: str) -> tuple[str, ...]:
    return tuple(_stem(w) for w in ENGLISH_WORD.findall(word))


def _stem(word: str) -> str:
    """The stem of a word; what ends in -ing or -ed stays whole: a dressing is no dress, a blocked nose no block."""
    folded = word.casefold()
    return folded if folded.endswith(("ing", "ed")) else stem(folded)


def find_things(text: str, taken: Iterable[Span] = ()) -> tuple[Mention, ...]:
    """Every thing that the text names, longest names first where they overlap, in the order of the text.

    `taken` are spans that say something else: what is excluded, owned, or who is there.
    """
    closed = [*taken, *(span_of(match) for match in cue("idioms", "hides").finditer(text))]
    found: list[Mention] = []
    for mention in (*_english(text), *(_korean(text) if HANGUL.search(text) else ())):
        if not any(mention.span.start < s.end and s.start < mention.span.end for s in closed):
            closed.append(mention.span)
            found.append(mention)
    found.sort(key=lambda m: m.span.start)
    standing = [m for i, m in enumerate(found) if _stands(text, m, [*found[max(0, i - 1) : i], *found[i + 1 : i + 2]])]
    return tuple(m for i, m in enumerate(standing) if not _qualifies(text, standing, i))


def _stands(text: str, mention: Mention, neighbours: Sequence[Mention]) -> bool:
    """Whether a word names a thing here: a colour not right before another; a short one listed, or with an article."""
    if mention.word.casefold() in listed_words("idioms")["like"] and any(
        text[mention.span.end : one.span.start] in (" ", "-")
        for one in neighbours
        if one.span.start > mention.span.start
    ):
        return False  # "a mint pencil case"
    if FREE_OF.match(text, mention.span.end):
        return False  # "grain free" asks for no grain
    if mention.word.casefold() not in listed_words("idioms")["short"]:
        return True
    start, end = mention.span.start, mention.span.end
    if ARTICLE.search(text, max(0, start - 12), start) and not POSTFIX.match(text, end):
        return True
    listed = LISTED_KO if HANGUL.search(mention.word) else LISTED
    return any(listed.fullmatch(text[min(end, n.span.end) : max(start, n.span.start)]) for n in neighbours)


def _qualifies(text: str, found: Sequence[Mention], at: int) -> bool:
    """Whether an English name only says of what kind the next one is: "cake sprinkles". Three in a row are a list."""
    word = found[at].word.casefold()
    if HANGUL.search(word) or word.endswith("s") or not _joins(text, found, at):
        return False
    if {one.split("/")[0] for one in found[at].categories} & {one.split("/")[0] for one in found[at + 1].categories}:
        return False  # "lager beer": one thing, said twice
    return not _joins(text, found, at - 1) and not _joins(text, found, at + 1)


def _joins(text: str, found: Sequence[Mention], at: int) -> bool:
    """Whether nothing but a space stands between a name and the next."""
    return 0 <= at < len(found) - 1 and text[found[at].span.end : found[at + 1].span.start] == " "


def _english(text: str) -> Iterator[Mention]:
    said = list(ENGLISH_WORD.finditer(text))
    stems = [_stem(w.group()) for w in said]
    names = {**lexicon().english, **meant(text).english}
    for size in range(LONGEST, 0, -1):
        for i in range(len(said) - size + 1):
            categories = names.get(tuple(stems[i : i + size]))
            if categories and all(text[a.end() : b.start()] in (" ", "-") for a, b in pairwise(said[i : i + size])):
                yield _mention(text, said[i].start(), said[i + size - 1].end(), categories)


def _korean(text: str) -> Iterator[Mention]:
    said = list(KOREAN_WORD.finditer(text))
    names = {**lexicon().korean, **meant(text).korean}
    for size in (3, 2, 1):
        for i in range(len(said) - size + 1):
            part = said[i : i + size]
            if size > 1 and text[part[0].start() : part[-1].end()].startswith(tuple(listed_words("idioms")["apart"])):
                continue
            if "\n" not in text[part[0].start() : part[-1].end()]:
                yield from _korean_name(text, part, names)


def _korean_name(text: str, words: Sequence[re.Match[str]], names: Mapping[str, tuple[str, ...]]) -> Iterator[Mention]:
    """The name that some neighbouring words spell, the last one with or without a particle."""
    if any(text[a.end() : b.start()] != " " for a, b in pairwise(words)):
        return
    joined = "".join(w.group() for w in words).casefold()
    for ending in ("", *PARTICLES):
        name = joined[: len(joined) - len(ending)] if joined.endswith(ending) else ""
        if name and (categories := names.get(name)) and len(ending) < len(words[-1].group()):
            yield _mention(text, words[0].start(), words[-1].end() - len(ending), categories)
            return
    for ending in ("", *PARTICLES) if len(words) == 1 else ():  # 은목걸이: one of a long name
        name = joined[: len(joined) - len(ending)] if joined.endswith(ending) else ""
        for cut in range(1, min(HEAD, len(name) - TAIL) + 1):
            if categories := names.get(name[cut:]):
                yield _mention(text, words[0].start(), words[-1].end() - len(ending), categories)
                return


def _mention(text: str, start: int, end: int, categories: tuple[str, ...]) -> Mention:
    return Mention(text[start:end], categories, Span(start=start, end=end, text=text[start:end]))
