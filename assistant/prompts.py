"""Prompts are data: YAML files with a version, variables and both languages, checked when they are loaded."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import yaml
from pydantic import ConfigDict, ValidationError, model_validator

from assistant.errors import BadData
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen, Language

FOLDER = Path(__file__).parent.parent / "prompts"
FENCE_BYTES = 12  # of chance in a fence: no text written beforehand can close it


@dataclass(frozen=True)
class Filled:
    """What is sent: the instructions, and the data that they are about."""

    system: str
    user: str


class Prompt(Frozen):
    """One file. Every variable that is declared is used, and every one that is used is declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    variables: tuple[str, ...]
    system: dict[Language, str]
    prompt: dict[Language, str]

    @model_validator(mode="after")
    def _whole(self) -> Prompt:
        for language in ("en", "ko"):
            if language not in self.system or language not in self.prompt:
                raise ValueError(f"lacks {language}")
            used = _names(self.system[language]) | _names(self.prompt[language])
            if used != set(self.variables):
                raise ValueError(f"{language}: uses {sorted(used)} and declares {sorted(self.variables)}")
        return self

    def fill(self, language: Language, **values: str) -> Filled:
        """The prompt with its variables. Raises BadData where one is missing or not known."""
        given = set(values) | {"fence"}
        if given != set(self.variables):
            raise BadData(f"prompt: needs {sorted(self.variables)}, got {sorted(given)}")
        known = values | {"fence": fence(*values.values())}
        system, prompt = (Template(text[language]).substitute(known) for text in (self.system, self.prompt))
        return Filled(system, prompt)


def _names(text: str) -> set[str]:
    return set(Template(text).get_identifiers())


def fence(*data: str) -> str:
    """A mark for this call alone, which none of the data holds."""
    while True:
        mark = f"=== data {secrets.token_hex(FENCE_BYTES)} ==="
        if not any(mark in text for text in data):
            return mark


@cache
def prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """The prompt of a name. Raises BadData with the file's name."""
    path = folder / f"{name}.yaml"
    try:
        return Prompt.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadData(f"{path.name}: {where}: {first['msg'].removeprefix('Value error, ')}") from error
    except (OSError, yaml.YAMLError) as error:
        raise BadData(f"{path.name}: cannot be read: {' '.join(str(error).split())}") from error
