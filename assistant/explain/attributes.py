"""Speak a listing's attributes: `weight_kg: 1.5` is "Weight: 1.5 kg" and "무게: 1.5 kg"."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import BadData
from assistant.explain.phrases import number, say
from catalog.plain_yaml import read_yaml
from catalog.types import Text, localized

FILE = Path(__file__).parent / "attributes.yaml"
YES, NO = frozenset({"yes", "true", "safe"}), frozenset({"no", "false"})


class Spoken(BaseModel):
    """The file: names of keys, units that keys end in, Korean words of values, and what topics mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: dict[str, Text]
    units: dict[str, str | Text]
    values: dict[str, str]
    topics: dict[str, tuple[str, ...]]


@cache
def spoken() -> Spoken:
    """The words of attributes. Raises BadData with the file's name."""
    try:
        return Spoken.model_validate(read_yaml(FILE))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BadData(f"{FILE.name}: cannot be read: {' '.join(str(error).split())}") from error


def stated(key: str, value: Any, language: str) -> str:
    """One attribute as a line of the listing: "Weight: 1.5 kg"."""
    return f"{label(key, language)}: {value_of(key, value, language)}"


def label(key: str, language: str) -> str:
    """The name of a key, without its unit, with a capital letter."""
    name, unit = _parts(key)
    known = spoken().labels.get(key) or (spoken().labels.get(name) if unit else None)
    text = localized(known, language) if known else name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def value_of(key: str, value: Any, language: str) -> str:
    """A value with its unit, in the reply's language as far as the listing or the file knows it."""
    if isinstance(value, list | tuple):
        return ", ".join(value_of(key, one, language) for one in value)
    if isinstance(value, dict):
        return localized({str(k): str(v) for k, v in value.items()}, language)
    if isinstance(value, bool):
        return say(language, "value_yes" if value else "value_no")
    unit = _parts(key)[1]
    text = number(value) if isinstance(value, int | float) else _word(str(value), language)
    return f"{text} {unit if isinstance(unit, str) else localized(unit, language)}".strip()


def keys_of(topic: str) -> tuple[str, ...]:
    """The attributes that a topic of a question is answered by, the surest first."""
    return spoken().topics.get(topic, ())


def settles(value: Any) -> bool | None:
    """What a value says to a yes-or-no question; None where it is neither."""
    if isinstance(value, bool):
        return value
    word = str(value).casefold()
    return True if word in YES else False if word in NO else None


def _word(value: str, language: str) -> str:
    return spoken().values.get(value.casefold(), value) if language == "ko" else value


def _parts(key: str) -> tuple[str, str | Text]:
    """A key's name and unit: `weight_kg` is `weight` in kg, `abv` itself is in per cent."""
    if key in spoken().units:
        return key, spoken().units[key]
    name, _, last = key.rpartition("_")
    unit = spoken().units.get(last, "") if key not in spoken().labels else ""
    return (name, unit) if unit and name else (key, "")
