"""Prices in queries: limits ("under $20", "3만원 이하") and leanings to the cheap or the fine ("가성비", "luxury")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from catalog.asked.wordlists import lists
from catalog.types import MINOR_DIGITS

DIGITS = r"(?<![\d.,])\d{1,3}(?:,\d{3})+|(?<![\d.,])\d{1,12}"  # more is a number of something else
DOLLARS = (
    rf"(?:US)?\$\s?(?:{DIGITS})(?:\.\d{{1,2}})?(?![\d.])|"
    rf"(?:{DIGITS})(?:\.\d{{1,2}})?\s?(?:(?:dollars?|bucks|usd)\b|달러|불(?![가-힣]))"
)
MAN, CHEON = rf"(?:{DIGITS})(?:\.\d)?\s?만", rf"(?:{DIGITS})\s?천"
WON = (
    rf"(?:₩|krw)\s?(?:{DIGITS})|{MAN}\s?(?:{CHEON}|{DIGITS})?\s?원|{CHEON}\s?원|(?:{DIGITS})\s?(?:원|(?:won|krw)\b)|"
    rf"(?<![\d가-힣])[만천]\s?원|{MAN}\s?{CHEON}|{MAN}(?=\s|이|대|$)"
)
LESS = r"under|below|less than|cheaper than|lower than|up to|at most|within|max(?:imum)?(?: of)?"
MORE = r"over|above|more than|higher than|at least|from|min(?:imum)?(?: of)?"
NOT = r"(?:no|not|nothing|never|don'?t go)\s+"
KEEP = r"(?:priced |costing |for )?"


def _sum(name: str) -> str:
    return rf"(?:(?P<{name}_dollars>{DOLLARS})|(?P<{name}_won>{WON}))"


BEFORE = re.compile(
    rf"\b{KEEP}(?:(?P<no_more>{NOT}(?:{MORE}))|(?P<no_less>{NOT}(?:{LESS}))|(?P<less>{LESS})|(?P<more>(?:{MORE})))\s*{_sum('at')}"
    r"(?!\s?(?:이상|초과|넘는|or more|and up))",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"{_sum('at')}\s?(?:을|를|보다)?\s?"
    r"(?:(?P<less>or less|or under|and under|and below|max\b|이하|미만|안쪽|까지|이내|아래|밑|(?:안|못)\s?넘는|"
    r"넘지\s?않는)"
    r"|(?P<more>or more|or over|and up|and over|이상|초과|넘는))(?:의|으로|로|인)?(?![가-힣])",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"(?:\bbetween\s+|\bfrom\s+)?(?:{_sum('low')}|(?P<low>{DIGITS}))\s?(?:-|–|~|to\b|and\b|에서|부터)\s?"
    rf"(?:{_sum('high')}|(?<=\W)(?P<high>{DIGITS})(?![\w.,]))\s?(?:사이|까지|정도|대)?(?:의|로)?",
    re.IGNORECASE,
)
ROUND = re.compile(rf"{_sum('at')}대(?:의|로|인)?(?![가-힣])")  # 3만원대: of thirty thousand and some
THOUSANDS = {"만": 10_000, "천": 1_000}
Leaning = Literal["low", "high"]
LEVELS: dict[str, Leaning] = {"cheap": "low", "dear": "high"}
OTHER: dict[Leaning, Leaning] = {"low": "high", "high": "low"}


@dataclass(frozen=True)
class Limit:
    """A price that an answer may not be above (or below), in minor units of a currency."""

    currency: str
    most: int | None = None
    least: int | None = None


def limited(text: str) -> tuple[str, Limit | None]:
    """The text without its price limits, and the limit. Of several upper (or lower) ones the first counts."""
    for pattern, read in ((BETWEEN, _between), (ROUND, _round)):
        if (found := pattern.search(text)) and (limit := read(found)):
            return _without(text, found), limit
    rest, limit = text, None
    while (found := BEFORE.search(rest) or AFTER.search(rest)) and (one := _one_sided(found)):
        if limit is not None and (limit.currency != one.currency or _clash(limit, one)):
            break
        limit = one if limit is None else Limit(one.currency, limit.most or one.most, limit.least or one.least)
        rest = _without(rest, found)
    return rest, limit


def _clash(limit: Limit, other: Limit) -> bool:
    return (limit.most is None) == (other.most is None)


def _one_sided(found: re.Match[str]) -> Limit:
    said = found.groupdict()
    currency, amount = _amount(found) or ("", 0)
    if said.get("no_more") or (said.get("less") and not said.get("no_less")):
        return Limit(currency, most=amount)
    return Limit(currency, least=amount)


def _between(found: re.Match[str]) -> Limit | None:
    """Of the two numbers one may leave out what it counts, as the other says it: "$20-50", 3~5만원."""
    low = _amount(found, "low") or _alike(found["low"], found, "high")
    high = _amount(found, "high") or _alike(found["high"], found, "low")
    if low is None or high is None or low[0] != high[0] or low[1] > high[1]:
        return None
    return Limit(low[0], most=high[1], least=low[1])


def _alike(number: str, found: re.Match[str], other: str) -> tuple[str, int] | None:
    """A bare number as a sum of the other's kind."""
    if found[f"{other}_dollars"]:
        return "USD", _minor(number, "USD")
    if not (won := found[f"{other}_won"]):
        return None
    return "KRW", _minor(number, "KRW") * max((n for sign, n in THOUSANDS.items() if sign in won), default=1)


def _round(found: re.Match[str]) -> Limit | None:
    currency, amount = _amount(found) or ("", 0)
    step = 10 ** (len(str(amount)) - len(str(amount).rstrip("0")))
    return Limit(currency, most=amount + step - 1, least=amount) if amount else None


def _amount(found: re.Match[str], name: str = "at") -> tuple[str, int] | None:
    """The currency and the sum in its minor units."""
    if dollars := found[f"{name}_dollars"]:
        return "USD", _minor(re.sub(r"[^\d.]", "", dollars), "USD")
    if not (won := found[f"{name}_won"]):
        return None
    parts = re.findall(r"(\d[\d,]*(?:\.\d)?)?\s?([만천])?", won)
    # "만원" alone is one of them.
    return "KRW", sum(int(Decimal(n.replace(",", "") or 1) * THOUSANDS.get(t, 1)) for n, t in parts if n or t)


def _minor(number: str, currency: str) -> int:
    return int(Decimal(number.replace(",", "")) * 10 ** MINOR_DIGITS[currency])


def _without(text: str, found: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", text[: found.start()] + " " + text[found.end() :]).strip()


def leaning(text: str) -> tuple[str, Leaning | None]:
    """The text without its words for cheap or fine, and which it leans to."""
    for wants, (denied, said) in _leanings().items():
        for pattern, meant in ((denied, OTHER[wants]), (said, wants)):
            if pattern.search(text):
                rest = re.sub(r"\s+", " ", pattern.sub(" ", text)).strip()
                return (rest, meant) if rest else (text, meant)
    return text, None


@cache
def _leanings() -> dict[Leaning, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each leaning the pattern that denies it ("not too expensive", 비싸지 않은), and the one that says it."""
    words: dict[Leaning, list[str]] = {"low": [], "high": []}
    for entry in lists("price_words.yaml"):
        if wants := LEVELS.get(entry["level"]):
            words[wants] += entry["words"]
    return {wants: (_denied(said, *DENIED_KO[wants]), _said(said)) for wants, said in words.items()}


DENIED_KO: dict[Leaning, tuple[str, str]] = {"low": ("싸|저렴하", "싼"), "high": ("비싸|고급스럽", "비싼")}
# What may follow a Korean word of the lists in the same breath: 가성비로, 고급인, 저렴한데, 싼걸로. 싼타 is none.
ENDING = r"(?:이|가|은|는|을|를|로|으로|의|도|에|인|한|데|면서|고|거|것|걸로|거로|걸|템)?(?![가-힣])"


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"


def _said(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w가-힣])(?:{_any(words)})(?![a-z]){ENDING}", re.IGNORECASE)


def _denied(words: list[str], stems: str, plain: str) -> re.Pattern[str]:
    latin = _any([word for word in words if word.isascii()])
    return re.compile(
        rf"(?<![\w가-힣])(?:not\s+(?:(?:too|very|so|that|overly)\s+)?(?:{latin})(?![a-z])"
        rf"|(?:너무\s)?(?:{stems})지\s?(?:않은|않고|않으면서|않게|않는)(?:데|거|걸로)?(?![가-힣])"
        rf"|안\s?(?:{plain})(?:거|걸로|데)?(?![가-힣])|(?:{plain})\s?(?:거|것|건|제품|상품)?\s?(?:말고|빼고)(?![가-힣]))",
        re.IGNORECASE,
    )
