"""The numbers that a text states, read as amounts of money, percentages and counts with their unit.

A figure right after a Latin letter (A4, USB3) is part of a name and claims nothing. This reader shares no code with
the one that understands shoppers, so that one's mistakes cannot hide behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HANGUL = {"억": 100_000_000, "만": 10_000, "천": 1_000, "백": 100}  # 3만 5천 = 35,000
# A count's unit says which fact it claims; a figure with any other word after it may be any fact of its place.
UNITS = {
    "pack": "packs",
    "packs": "packs",
    "개면": "packs",
    "개예요": "packs/pieces",
    "serving": "served",
    "servings": "served",
    "인분": "served",
    "piece": "pieces",
    "pieces": "pieces",
    "person": "people",
    "people": "people",
    "명이 쓰기": "people",
    "명 기준": "people",
    "shopper": "reviewers",
    "shoppers": "reviewers",
    "명이 별점": "reviewers",
    "개만 남았": "stock",
}
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
CLAIM = re.compile(
    rf"(?<![A-Za-z0-9_.])(?P<minus>[-−])?(?:(?P<sign>[₩￦$])\s?)?(?P<figure>{FIGURE})"
    rf"(?P<hangul>(?:\s?[억만천백])(?:\s?(?:{FIGURE})\s?[억만천백])*(?:\s?\d{{1,4}}(?!\d))?)?"
    rf"\s?(?:(?P<percent>%|percent|퍼센트|프로)|(?P<word>원|dollars?|bucks|USD|KRW|won)(?![a-z])|(?P<unit>{UNIT})(?![a-z]))?",
    re.IGNORECASE,
)
CURRENCIES = {"$": "USD", "dollar": "USD", "dollars": "USD", "bucks": "USD", "usd": "USD"}


@dataclass(frozen=True)
class Claim:
    """A number that a text states: `kind` is a currency, `%`, the counts that its unit may mean, or empty for any."""

    kind: str
    value: Decimal
    text: str


def claims(text: str) -> Iterator[Claim]:
    """Every number of a text. Money is in whole units of its currency, as it is written."""
    for found in CLAIM.finditer(text):
        value = _value(found["figure"], found["hangul"] or "") * (-1 if found["minus"] else 1)
        yield Claim(_kind(found), value, found[0].strip())


def _kind(found: re.Match[str]) -> str:
    if found["percent"]:
        return "%"
    if sign := found["sign"] or found["word"]:
        return CURRENCIES.get(sign.lower(), "KRW")
    return UNITS.get((found["unit"] or "").lower(), "")


def _value(figure: str, hangul: str) -> Decimal:
    """12만 5천 is 125,000: each figure times the sign after it, and what is left over as it stands."""
    total, open_figure = Decimal(0), Decimal(figure.replace(",", ""))
    for part, sign in re.findall(rf"({FIGURE})|([억만천백])", hangul):
        if sign:
            total, open_figure = total + open_figure * HANGUL[sign], Decimal(0)
        else:
            open_figure = Decimal(part.replace(",", ""))
    return total + open_figure
