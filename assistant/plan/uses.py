"""What each shelf is for, in people's words: situations in which somebody wants it, six a language.

A product's text says what it is; who says "the floorboards squeak" names nothing of it. A shelf that another shop has
and that none speaks of is found by its products alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadData
from assistant.plan.playbook import BothLists
from catalog.plain_yaml import read_yaml

FOLDER = Path(__file__).parent / "uses"


@cache
def uses(folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """The sentences of every category, both languages. Raises BadData with the file's name."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            read = TypeAdapter(dict[str, BothLists]).validate_python(read_yaml(file))
        except (ValidationError, yaml.YAMLError) as error:
            raise BadData(f"{file.name}: {error}") from error
        found |= {category: (*both.en, *both.ko) for category, both in read.items()}
    return found
