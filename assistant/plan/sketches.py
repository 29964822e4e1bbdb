"""Sketches of jobs: what people say and which shelves it takes, most needed first. Less than a playbook, and many more.

They teach the planner which shelves go with words that name no product (see `assistant.plan.shelves`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from assistant.errors import BadData
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen

FOLDER = Path(__file__).parent / "sketches"


class Sketch(Frozen):
    """One job: how it is said in each language, and the category paths that serve it."""

    en: tuple[str, ...] = Field(min_length=1)
    ko: tuple[str, ...] = Field(min_length=1)
    shelves: tuple[str, ...] = Field(min_length=1)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every way that it is said."""
        return (*self.en, *self.ko)


@cache
def sketches(folder: Path = FOLDER) -> tuple[Sketch, ...]:
    """Every sketch, in file and written order. Raises BadData with the file's name."""
    found: list[Sketch] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            rows = read_yaml(file)
            found += TypeAdapter(list[Sketch]).validate_python(rows)
        except (ValidationError, yaml.YAMLError) as error:
            raise BadData(f"{file.name}: {' '.join(str(error).split())}") from error
    return tuple(found)
