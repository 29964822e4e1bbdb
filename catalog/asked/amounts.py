"""Numbers with units, in queries and in titles: "2 kg", "4인용", "500ml", "size 270", "12 pack"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from catalog.asked.wordlists import lists

NUMBER = r"\d+(?:,\d{3})+|\d+/\d+|\d+(?:\.\d+)?"
SHOE = 100
CLOSE = 0.02  # 16 oz is a pound, 1 kg is 2.2 lb: amounts so near are the same


@dataclass(frozen=True)
class Amount:
    """A quantity in its base unit: 2 kg is Amount("g", 2000)."""

    base: str
    value: float

    def same(self, other: Amount) -> bool:
        """Whether both are the same quantity, rounding aside."""
        return self.base == other.base and abs(self.value - other.value) <= CLOSE * max(self.value, other.value)


def amounts(text: str) -> tuple[Amount, ...]:
    """Every number with a unit that the word lists know, in order."""
    units = _units()
    found = []
    for match in _pattern().finditer(text.casefold()):
        base, factor = units[match["after"] or match["before"]]
        value = round(_value(match["number"] or match["size"]) * factor, 4)
        # A size of some hundred is a shoe in millimetres, which titles write as such.
        shoe = base == "size" and value >= SHOE
        found.append(Amount("cm", value / 10) if shoe else Amount(base, value))
    return tuple(dict.fromkeys(found))


def _value(number: str) -> float:
    if "/" in number:
        over, under = number.split("/")
        return float(over) / (float(under) or 1.0)
    return float(number.replace(",", ""))


@cache
def _units() -> dict[str, tuple[str, float]]:
    """Each way to write a unit, its base unit and how many of those it is."""
    return {
        str(word): (str(unit["of"]), float(unit["factor"])) for unit in lists("units.yaml") for word in unit["words"]
    }


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(_units(), key=lambda word: (-len(word), word))
    units = "|".join(re.escape(word) for word in words)
    before = "|".join(re.escape(word) for word in words if word in ("size", "사이즈"))
    return re.compile(  # 10정도 is about ten, not ten tablets
        rf"(?:(?<![\w.])|(?<=\dx))(?P<number>{NUMBER})\s?-?(?P<after>{units})(?![a-z]|(?<=정)도)|"
        rf"\b(?P<before>{before or '(?!)'})\s?(?P<size>{NUMBER})"
    )
