"""Playbooks: what a job takes and how much of it, written as bilingual YAML and validated when loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from assistant.errors import BadData
from assistant.plan.dishes import Dishes
from assistant.plan.playbook import Playbook
from catalog.plain_yaml import read_yaml

FOLDER = Path(__file__).parent / "playbooks"
VECTORS = Path(__file__).parent / "vectors.npz"  # what `python -m assistant vectors` writes


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
    try:
        rows = read_yaml(file)
        if isinstance(rows, dict):
            return list(Dishes.model_validate(rows).playbooks())
        return [Playbook.model_validate(row) for row in rows]
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadData(f"{file.name}: {error.title} {where}: {first['msg']}") from error
