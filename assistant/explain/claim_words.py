"""The words that the verifier knows, read from claims.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadData
from assistant.explain.supported import stems
from catalog.plain_yaml import read_yaml
from catalog.text import STOP, normalize, stem
from catalog.types import Language

FILE = Path(__file__).parent / "claims.yaml"


@dataclass(frozen=True)
class ClaimWords:
    """One language's words: plain and never by their stems, families, patterns, and words of diets and allergens."""

    plain: frozenset[str]
    never: frozenset[str]
    never_text: tuple[str, ...]
    phrases: tuple[str, ...]
    bound: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    cues: Mapping[str, re.Pattern[str]]
    diets: Mapping[str, tuple[str, ...]]
    allergens: Mapping[str, tuple[str, ...]]


@cache
def claim_words(language: Language, file: Path = FILE) -> ClaimWords:
    """The words of a language. Raises BadData with the file's name."""
    try:
        found: dict[str, Any] = read_yaml(file)
        return ClaimWords(
            plain=_stems(found["plain"][language], language) | STOP,
            never=_stems(found["never"][language], language),
            never_text=tuple(found["never_text"][language]),
            phrases=tuple(found["phrases"][language]),
            bound={name: frozenset(words[language]) for name, words in found["bound"].items()},
            patterns={
                name: re.compile(found[name][language], re.IGNORECASE)
                for name in ("negation", "over", "without_alcohol", "with_alcohol", "contains", "not_stated")
            },
            cues={name: re.compile(words[language], re.IGNORECASE) for name, words in found["cues"].items()},
            diets={name: tuple(words) for name, words in found["diets"][language].items()},
            allergens={name: tuple(words) for name, words in found["allergens"][language].items()},
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error


def _stems(words: str, language: Language) -> frozenset[str]:
    """English words by their stems; Korean ones as they are listed, which is how the analyser names them."""
    if language == "ko":
        return frozenset(words.split())
    return frozenset(part for word in words.split() for part in (stem(normalize(word)), *stems(word)))
