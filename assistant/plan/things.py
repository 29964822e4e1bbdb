"""The things that a text names: "boxes, tape and bubble wrap", "상자랑 테이프". Words per category, written as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from assistant.errors import BadData
from assistant.types import Span
from catalog.text import HANGUL, stem

FOLDER = Path(__file__).parent / "things"
LONGEST = 4  # words of the longest name
ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
KOREAN_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
# What can follow a Korean noun inside its word; the longest first, so that 이랑 is not read as 랑.
PARTICLES = (
    "이라도 이랑은 이랑 하고 까지 부터 보다 이나 이든 으로 에는 에서 에도 이요 이야 이에요 예요 이고 인데 같은거 같은 "
    "들이랑 들도 들은 들을 들이 들 랑 은 는 이 가 을 를 도 만 에 의 로 와 과 나 요 야 고 좀"
).split()


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


def _read(file: Path) -> dict[str, dict[str, list[str]]]:
    try:
        rows: dict[str, dict[str, list[str]]] = yaml.safe_load(file.read_text("utf-8"))
        for category, words in rows.items():
            if not all(isinstance(w, str) for language in ("en", "ko") for w in words[language]):
                raise BadData(f"{file.name}: {category} holds a word that is no text; quote it")
        return rows
    except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error


def _stems(word: str) -> tuple[str, ...]:
    return tuple(_stem(w) for w in ENGLISH_WORD.findall(word))


def _stem(word: str) -> str:
    """The stem of a word; what ends in -ing stays whole, for a dressing is no dress."""
    folded = word.casefold()
    return folded if folded.endswith("ing") else stem(folded)


def find_things(text: str, taken: Iterable[Span] = ()) -> tuple[Mention, ...]:
    """Every thing that the text names, longest names first where they overlap, in the order of the text.

    `taken` are spans that say something else: what is excluded, owned, or who is there.
    """
    closed = list(taken)
    found: list[Mention] = []
    for mention in (*_english(text), *(_korean(text) if HANGUL.search(text) else ())):
        if not any(mention.span.start < s.end and s.start < mention.span.end for s in closed):
            closed.append(mention.span)
            found.append(mention)
    return tuple(sorted(found, key=lambda m: m.span.start))


def _english(text: str) -> Iterator[Mention]:
    words = list(ENGLISH_WORD.finditer(text))
    stems = [_stem(w.group()) for w in words]
    names = lexicon().english
    for size in range(LONGEST, 0, -1):
        for i in range(len(words) - size + 1):
            categories = names.get(tuple(stems[i : i + size]))
            if categories and all(text[a.end() : b.start()] in (" ", "-") for a, b in pairwise(words[i : i + size])):
                yield _mention(text, words[i].start(), words[i + size - 1].end(), categories)


def _korean(text: str) -> Iterator[Mention]:
    words = list(KOREAN_WORD.finditer(text))
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            part = words[i : i + size]
            if "\n" not in text[part[0].start() : part[-1].end()]:
                yield from _korean_name(text, part)


def _korean_name(text: str, words: Sequence[re.Match[str]]) -> Iterator[Mention]:
    """The name that some neighbouring words spell, the last one with or without a particle."""
    if any(text[a.end() : b.start()] != " " for a, b in pairwise(words)):
        return
    joined = "".join(w.group() for w in words).casefold()
    names = lexicon().korean
    for ending in ("", *PARTICLES):
        name = joined[: len(joined) - len(ending)] if joined.endswith(ending) else ""
        if name and (categories := names.get(name)) and len(ending) < len(words[-1].group()):
            yield _mention(text, words[0].start(), words[-1].end() - len(ending), categories)
            return


def _mention(text: str, start: int, end: int, categories: tuple[str, ...]) -> Mention:
    return Mention(text[start:end], categories, Span(start=start, end=end, text=text[start:end]))
