"""The cases that suites share: jobs with what their baskets must hold, and turns that follow them. Data only."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from assistant.errors import BadData
from catalog.plain_yaml import read_yaml
from catalog.types import Allergen, Diet, Frozen

CASES = Path(__file__).parent / "cases"
SCHEMA = CASES / "schema.json"
AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)  # when a case that names no moment is asked

Row = TypeVar("Row", bound=BaseModel)


class Case(Frozen):
    """One job, with what its basket must and must not hold. Category paths are prefixes."""

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    at: dt.datetime | None = None
    budget: int | None = Field(default=None, ge=0, description="the most it may cost, in minor units")
    no_alcohol: bool = False
    diet: tuple[Diet, ...] = Field(default=(), description="diets that everything edible must keep")
    some: dict[Diet, int] = Field(default={}, description="diets that this many of the people keep")
    without: tuple[Allergen, ...] = ()
    people: int | None = Field(default=None, ge=1)
    never: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = Field(default=(), description="each is met by any of its categories")
    belongs: tuple[str, ...] = Field(default=(), description="categories that make sense for the job")


class FollowUp(Frozen):
    """A turn that follows a job in the same conversation: words, or a swap made by hand on the basket."""

    id: str = Field(min_length=1)
    text: str = ""
    swap: bool = False


def cases(folder: Path = CASES) -> Iterator[tuple[str, Case]]:
    """Every job with its group, which is its file (en, ko_second): files that rules were tuned on stand apart.

    Raises BadData where an id stands twice.
    """
    found = [(file.stem.removeprefix("basket_"), case) for file in files("basket", folder) for case in read(file, Case)]
    if twice := [name for name, count in Counter(case.id for _, case in found).items() if count > 1]:
        raise BadData(f"{folder.name}: the case {twice[0]!r} stands twice; rename one")
    yield from found


def follow_ups(folder: Path = CASES) -> dict[str, list[FollowUp]]:
    """The turns that may follow a job, by language."""
    return {language(file.stem.removeprefix("grounding_")): read(file, FollowUp) for file in files("grounding", folder)}


def files(name: str, folder: Path = CASES) -> list[Path]:
    """The case files of a suite, in name order. Raises BadData where the folder holds none."""
    found = sorted(folder.glob(f"{name}_*.yaml"))
    if not found:
        raise BadData(f"{folder}: holds no {name}_<language>.yaml; name a folder with cases")
    return found


def read(file: Path, kind: type[Row]) -> list[Row]:
    """The rows of a case file. Raises BadData with the file's name, the place and what is wrong there."""
    try:
        rows = read_yaml(file)
        return TypeAdapter(list[kind]).validate_python(rows)  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise BadData(f"{file.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend the case") from error
    except (OSError, yaml.YAMLError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error


def counts(names: tuple[str, ...], folder: Path = CASES) -> dict[str, int]:
    """How many cases a language has in the files of these names; a file that is not there counts none."""
    found: Counter[str] = Counter()
    for file in (file for name in names for file in sorted(folder.glob(f"{name}_*.yaml"))):
        found[language(file.stem.partition("_")[2])] += len(read_yaml(file))
    return dict(found)


def schema() -> dict[str, Any]:
    """The JSON schema of a file of jobs, made from the types above."""
    made = TypeAdapter(list[Case]).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Jobs", **made}


def write_schema(target: Path = SCHEMA) -> Path:
    """Write the schema beside the cases."""
    target.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    return target


def language(group: str) -> str:
    """The language of a group of jobs: ko_second is Korean."""
    return group.partition("_")[0]
