"""What people may say of a product, as questions ask for it: its taste, its comfort, its noise."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.understand.cues import bounded, load
from catalog.types import Text


class Aspect(BaseModel):
    """An aspect of reviews: its names, and the words that a question asks for it with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    ko: str
    asks: tuple[str, ...]

    @property
    def label(self) -> Text:
        return {"en": self.en, "ko": self.ko}


@cache
def aspects() -> dict[str, Aspect]:
    """Every aspect by its key. Raises WordsError with the file's name."""
    found: dict[str, Aspect] = load("aspects", dict[str, Aspect])
    return found


def aspects_of(text: str) -> tuple[str, ...]:
    """The aspects that a question asks for."""
    return tuple(name for name in aspects() if _pattern(name).search(text))


def without_aspects(text: str) -> str:
    """The text without the words that ask for an aspect."""
    for name in aspects():
        text = _pattern(name).sub(" ", text)
    return text


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("(?i:" + "|".join(bounded(ask) for ask in aspects()[name].asks) + ")")
