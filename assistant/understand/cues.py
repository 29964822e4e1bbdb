"""Word lists of the rules, read from `words/*.yaml` once and compiled into patterns.

A file maps a name to a list of regex fragments (no capturing groups). In a fragment a space stands for a short
gap, which Korean entries may leave out.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import TypeAdapter, ValidationError

from catalog.plain_yaml import read_yaml

HANGUL = re.compile("[가-힣]")
WORDS = Path(__file__).parent / "words"
REACH = 40  # characters that a look-back reads: the longest cue with its filler words is shorter
Where = Literal["before", "after", "anywhere"]


class WordsError(ValueError):
    """A word list that is not what its rule needs; names the file."""


def load(name: str, shape: Any = dict[str, list[str]]) -> Any:
    """Read `words/<name>.yaml` as `shape`. Raises WordsError with the file's name."""
    path = WORDS / f"{name}.yaml"
    try:
        return TypeAdapter(shape).validate_python(read_yaml(path))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise WordsError(f"{path.name}: {error}") from error


@cache
def words(name: str) -> dict[str, list[str]]:
    """The lists of a file, by their names."""
    lists: dict[str, list[str]] = load(name)
    return lists


@cache
def either(name: str, key: str) -> str:
    """One list as a fragment: Latin entries as whole words, Korean ones as they stand."""
    try:
        entries = words(name)[key]
    except KeyError as error:
        raise WordsError(f"{name}.yaml: no list {key!r}") from error
    return "(?:" + "|".join(bounded(entry) for entry in entries) + ")"


def bounded(entry: str) -> str:
    """Let a Latin word begin and end only where no other letter touches it; open the spaces up."""
    spaced = entry.replace(" ?", r"\s{0,2}").replace(" ", r"\s{0,2}" if HANGUL.search(entry) else r"\s{1,2}")
    if not re.search("[a-z]", entry):
        return f"(?-i:{spaced})" if "가-힣" in spaced else spaced  # the compiler is four times as fast
    return rf"(?:(?<![a-z])|(?![a-z]))(?:{spaced})(?:(?![a-z])|(?<![a-z]))"


@cache
def cue(name: str, key: str, where: Where = "anywhere") -> re.Pattern[str]:
    """A list as a pattern: to search for, to match behind a place, or (`before`) to find right before it."""
    fragment = either(name, key)
    return re.compile(rf"(?i:{fragment})\s{{0,2}}\Z" if where == "before" else rf"(?i:{fragment})")


def just_before(name: str, key: str, text: str, start: int) -> re.Match[str] | None:
    """The cue that ends at `start`, give or take a space. Its positions are those of the text."""
    return cue(name, key, "before").search(text, max(0, start - REACH), start)


def just_after(name: str, key: str, text: str, end: int) -> re.Match[str] | None:
    """The cue that begins at `end`, give or take a space."""
    gap = re.compile(r"\s{0,2}").match(text, end)
    return cue(name, key).match(text, gap.end() if gap else end)
