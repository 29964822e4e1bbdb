"""Playbooks: what a job takes and how much of it, written as bilingual YAML and validated when loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import BadData
from assistant.types import Amount

FOLDER = Path(__file__).parent / "playbooks"
VECTORS = Path(__file__).parent / "vectors.npz"  # what `python -m assistant vectors` writes

Season = Literal["spring", "summer", "autumn", "winter"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(_Strict):
    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)


class BothLists(_Strict):
    en: tuple[str, ...] = Field(min_length=1)
    ko: tuple[str, ...] = Field(min_length=1)


class When(_Strict):
    """Conditions under which a need applies; all that are given must hold."""

    children: bool | None = None
    adults: bool | None = None
    min_people: int | None = None
    max_people: int | None = None
    min_days: int | None = None
    season: tuple[Season, ...] | None = None
    market: str | None = None


class PlaybookNeed(_Strict):
    role: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Both
    query: Both
    categories: tuple[str, ...] = Field(min_length=1)
    must: bool = False
    weight: float = Field(default=0.5, gt=0, le=1)
    amount: Amount = Amount(base=1, unit="pack")
    variety: int = Field(default=1, ge=1, le=3)
    when: When = When()


class Playbook(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Both
    people: int = Field(default=1, ge=1)
    examples: BothLists
    keywords: BothLists
    combines: tuple[str, ...] = ()
    days: int = Field(default=1, ge=1)
    nights: int = Field(default=0, ge=0)
    needs: tuple[PlaybookNeed, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _roles_differ(self) -> Playbook:
        roles = [need.role for need in self.needs]
        if len(set(roles)) != len(roles):
            raise ValueError(f"{self.id}: a role stands twice")
        return self

    def texts(self) -> tuple[str, ...]:
        """What matching encodes: titles and examples in both languages."""
        return (self.title.en, self.title.ko, *self.examples.en, *self.examples.ko)

    def known_texts(self) -> tuple[str, ...]:
        """Every text of the playbook that is ever encoded; its vectors ship with the project."""
        return (*self.texts(), *(text for need in self.needs for text in (need.query.en, need.query.ko)))


@cache
def playbooks(folder: Path = FOLDER) -> tuple[Playbook, ...]:
    """Every playbook of the folder, in file and written order. Raises BadData with the file's name."""
    found = [playbook for file in sorted(folder.glob("*.yaml")) for playbook in _read(file)]
    ids = [playbook.id for playbook in found]
    for ident in ids:
        if ids.count(ident) > 1:
            raise BadData(f"{folder.name}: two playbooks are called {ident!r}; rename one")
    return tuple(found)


def _read(file: Path) -> list[Playbook]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        rows = yaml.load(file.read_text("utf-8"), Loader=loader)
        return [Playbook.model_validate(row) for row in rows]
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadData(f"{file.name}: {error.title} {where}: {first['msg']}") from error
