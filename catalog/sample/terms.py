"""The demo shop's terms of delivery, return, pick-up and payment. Simulated, like everything it sells."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from catalog.errors import SourceError
from catalog.sample.families import HERE, Price, load_yaml
from catalog.types import Money, Text

FILE = HERE / "terms.yaml"
Key = Literal[
    "delivery_time",
    "delivery_fee",
    "returns",
    "damaged",
    "exchange",
    "pickup",
    "payment",
    "cancel",
    "gift",
    "abroad",
]


class Term(BaseModel):
    """One of the shop's terms; `{name}` in its texts is an amount of money."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    en: str
    ko: str

    @property
    def text(self) -> Text:
        return {"en": self.en, "ko": self.ko}


class Terms(BaseModel):
    """All terms, and the amounts that they name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: dict[str, Price]
    terms: tuple[Term, ...]

    def amounts(self, market: str) -> dict[str, Money]:
        """What the named amounts are in a market."""
        return {name: price.money(market) for name, price in self.values.items()}


@cache
def terms() -> Terms:
    """The demo shop's terms. Raises SourceError with the file's name."""
    try:
        return Terms.model_validate(load_yaml(FILE))
    except ValidationError as error:
        raise SourceError(f"{FILE.name}: {' '.join(str(error).split())}") from error
