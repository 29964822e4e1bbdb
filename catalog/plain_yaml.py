"""YAML that ships with the project, read by the loader in C where there is one: nine times as fast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The plain values of a file, None where it is empty. Raises OSError and yaml.YAMLError."""
    return parse_yaml(path.read_text("utf-8"))


def parse_yaml(text: str) -> Any:
    """The plain values of a text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=LOADER)  # a safe loader: plain values only
