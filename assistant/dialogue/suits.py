"""What may stand in a line's place: cheaper, better, warmer, lighter, another brand, a colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.bundle.draft import Pick
from assistant.bundle.suiting import is_coloured

Suits = Callable[[Pick, Pick], bool]
WARM = re.compile(r"(?i:warm|thermal|fleece|wool|down|heat|winter|보온|따뜻|겨울|울|플리스|기모|발열|방한|털|다운)")


def coloured(colours: Sequence[str], suits: Suits) -> Suits:
    """What suits and is of a colour: "make it white" is no other red."""
    return lambda pick, now: is_coloured(pick.candidate.product, tuple(colours)) and suits(pick, now)


def anything_else(pick: Pick, now: Pick) -> bool:
    """What is no other size or colour of what stands there."""
    return pick.candidate.product.group_id is None or pick.candidate.product.group_id != now.candidate.product.group_id


def not_itself(pick: Pick, now: Pick) -> bool:
    """What is not the very thing that stands there."""
    return pick.candidate.product.id != now.candidate.product.id


def _cheaper(pick: Pick, now: Pick) -> bool:
    return pick.total < now.total


def _better(pick: Pick, now: Pick) -> bool:
    return (pick.candidate.product.rating or 0, pick.total) > (now.candidate.product.rating or 0, now.total)


def _another_brand(pick: Pick, now: Pick) -> bool:
    return pick.candidate.product.brand != now.candidate.product.brand


def _warmer(pick: Pick, now: Pick) -> bool:
    """What its title or description calls warm, where what stands there is not called so as often."""

    def warmth(one: Pick) -> int:
        product = one.candidate.product
        return len(WARM.findall(" ".join((*product.title.values(), *product.description.values()))))

    return warmth(pick) > warmth(now)


def _weight(pick: Pick) -> float | None:
    """In kilograms, where the listing says it."""
    said = pick.candidate.product.attributes.get("weight_kg")
    return float(said) if isinstance(said, int | float) else None


def _lighter(pick: Pick, now: Pick) -> bool:
    one, other = _weight(pick), _weight(now)
    return one is not None and other is not None and one < other


SUITS: dict[str, Suits] = {
    "cheaper": _cheaper,
    "better": _better,
    "another_brand": _another_brand,
    "warmer": _warmer,
    "lighter": _lighter,
    "heavier": lambda pick, now: _lighter(now, pick),
    "smaller": lambda pick, now: pick.candidate.capacity < now.candidate.capacity,
    "bigger": lambda pick, now: pick.candidate.capacity > now.candidate.capacity,
}
