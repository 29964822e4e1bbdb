"""Draw a product's picture: an icon of the shipped set on a tile in its department's colour."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from catalog.sample.families import HERE, load_tree

ICONS = HERE / "icons" / "icons.json"
TILE = 128  # the tile's side in the drawing's own units
ICON = 72  # the icon's side on it


@cache
def _icons() -> dict[str, str]:
    found: dict[str, str] = json.loads(Path(ICONS).read_text("utf-8"))
    return found


@cache
def _colours() -> dict[str, str]:
    return {key: colour for key, (_, _, colour) in load_tree().departments.items()}


def icon_names() -> frozenset[str]:
    """The names that a category or family may use as its icon."""
    return frozenset(_icons())


@cache
def picture(department: str, icon: str) -> str | None:
    """The tile as an SVG document, or None where the department or icon is unknown."""
    body = _icons().get(icon)
    colour = _colours().get(department)
    if body is None or colour is None:
        return None
    offset = (TILE - ICON) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {TILE} {TILE}" role="img">'
        f'<rect width="{TILE}" height="{TILE}" rx="20" fill="{colour}"/>'
        f'<svg x="{offset}" y="{offset}" width="{ICON}" height="{ICON}" viewBox="0 0 32 32">{body}</svg></svg>'
    )
