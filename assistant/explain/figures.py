"""The figures that a sentence states: amounts of money, percentages and counts, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number
from catalog.text import HANGUL

Kind = Literal["money", "percent", "count"]
SIGNS = {"$": "USD", "us$": "USD", "₩": "KRW", "€": "EUR", "£": "GBP", "¥": "JPY"}
CURRENCY_WORDS = {
    "USD": "dollars dollar bucks usd 달러",
    "KRW": "won krw 원",
    "EUR": "euros euro eur 유로",
    "GBP": "pounds pound gbp 파운드",
    "JPY": "yen jpy 엔",
    "CNY": "yuan cny 위안",
    "": "cents cent 센트",  # no reply speaks in cents
}
WORDED = {word: code for code, words in CURRENCY_WORDS.items() for word in words.split()}
MINOR = {"USD": 100, "KRW": 1}
SIGN = r"(?P<sign>US\$|[$₩€£¥])\s?"
PERCENT = re.compile(r"\s?(?:%|percent|per cent|퍼센트|프로)", re.IGNORECASE)
CURRENCY = re.compile(rf"\s?-?({'|'.join(sorted(WORDED, key=len, reverse=True))})(?![a-z])", re.IGNORECASE)
# What a count is of. A word that stands in none of these counts the product that is spoken of.
UNITS = {
    "packs": "pack packs bag bags bottle bottles box boxes jar jars carton cartons copy copies",
    "served": "serving servings portion portions helping helpings 인분",
    "people": "people person persons guest guests friends adults heads us you fans 명 분 사람 인",
    "children": "children kids child 아이",
    "reviews": "shoppers shopper reviews review ratings buyers customers",
    "rating": "star stars 점",
    "stock": "left remain remaining",
    "lines": "things thing products product items item 가지 종류 품목",
    "nights": "night nights 박",
    "days": "day days 일",
    "times": "times 배",
}
UNIT_OF = {word: role for role, words in UNITS.items() for word in words.split()}
KO_COUNTERS = "|".join(  # the longer ones first
    (
        "인분 인용 명 분 사람 가지 종류 품목 박스 박 배 개입 개 팩 봉지 봉 병 캔 통 판 줄 "
        "입 장 매 점 번 곳 세 잔 상자 마리 루멘"
    ).split()
)
KO_WORDED = re.compile(
    rf"(?P<number>{KO_NUMBER})\s?(?P<unit>(?:{KO_COUNTERS})|원|달러|유로|엔|파운드|퍼센트|프로|여\s?명)"
)
KO_ALONE = re.compile(r"(?<![가-힣])(?P<number>하나|둘|셋|넷)(?!에|도|씩|하나|둘|가|이\s)")  # "each", "none at all"
DIGITS = re.compile(rf"(?:{SIGN})?(?P<number>\d[\d,]*(?:\.\d+)?(?:\s?[만천]\s?\d*천?)?)(?:\s?만)?", re.IGNORECASE)
WORDS_EN = re.compile(rf"(?P<number>{EN_NUMBER})")
HANGING = re.compile(rf"(?:\s?(?:{KO_COUNTERS}))?[가-힣]{{0,5}}")
NEXT = re.compile(r"[\s-]*([A-Za-z가-힣%]+)(?:\s+([a-z]+))?(?:\s+([a-z]+))?", re.IGNORECASE)
BEFORE_PEOPLE = re.compile(r"\b(?:for|feeds?|serves?|seats?|sleeps)(?: a)?(?: party of| group of)?\s*\Z", re.IGNORECASE)
BEFORE_RATING = re.compile(r"(?:rated|rating(?: of)?|별점|평점)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """One figure: its value (money in minor units), what it counts, and where it stands."""

    kind: Kind
    value: float
    unit: str  # a currency, a role of UNITS, or the word that follows
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text, in order. "One" alone counts nothing, unless a unit of packs follows it."""
    korean = HANGUL.search(text) is not None  # a text in both is read as Korean
    patterns = (DIGITS, KO_WORDED, KO_ALONE) if korean else (DIGITS, WORDS_EN)
    taken: list[tuple[int, int]] = []
    found: list[Figure] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("number")
            if any(start < b and a < end for a, b in taken) or _in_a_name(text, match.start(), pattern is DIGITS):
                continue
            figure = _figure(text, match, korean)
            if figure is not None:
                taken.append((figure.start, figure.end))
                found.append(figure)
    yield from sorted(found, key=lambda figure: figure.start)


def without(text: str, found: Iterable[Figure]) -> str:
    """The text with its figures blanked, and what hangs on them in Korean: their counters and particles."""
    for figure in found:
        hanging = HANGING.match(text, figure.end) if HANGUL.search(text) else None
        end = hanging.end() if hanging else figure.end
        text = text[: figure.start] + " " * (end - figure.start) + text[end:]
    return text


def _in_a_name(text: str, start: int, digits: bool) -> bool:
    """Whether digits hang on a Latin letter (A4, USB3) and so state nothing."""
    return digits and start > 0 and text[start - 1].isalpha() and text[start - 1].isascii()


def _figure(text: str, match: re.Match[str], korean: bool) -> Figure | None:
    number, (start, end) = match["number"].strip(), match.span("number")
    whole = text[match.start() : match.end()]
    value = parse_number(number.rstrip(",."))
    if match.re is KO_ALONE:
        return Figure("count", value or 0, "packs", start, end)
    if korean and (myriad := re.match(r"\s?만(?!\s?점)", text[end:])) and value is not None and "만" not in number:
        value, end = value * 10_000, end + myriad.end()
    if value is None:
        return Figure("count", -1, "unreadable", match.start(), match.end())
    sign = match.groupdict().get("sign")
    if sign:
        code = SIGNS[sign.lower()]
        return Figure("money", round(value * MINOR.get(code, 100)), code, match.start(), max(end, match.end()))
    if percent := PERCENT.match(text, end):
        return Figure("percent", value, "%", start, percent.end())
    if currency := CURRENCY.match(text, end):
        code = WORDED[currency[1].lower()]
        return Figure("money", round(value * MINOR.get(code, 100)), code, start, currency.end())
    unit = _unit(text, start, end, korean)
    if unit is None or (whole.lower() in ("one", "a", "an") and unit not in ("packs", "rating", "stock")):
        return None
    return Figure("count", value, unit, start, end)


def _unit(text: str, start: int, end: int, korean: bool) -> str | None:
    """What is counted, by the words that follow, else by the word before."""
    if BEFORE_RATING.search(text, 0, start):
        return "rating"
    if korean:
        return _korean_unit(text, end)
    following = NEXT.match(text, end)
    words = [word.lower() for word in (following.groups() if following else ()) if word]
    role = next((UNIT_OF[word] for word in words if word in UNIT_OF), None)
    if role == "packs" and BEFORE_PEOPLE.search(text, 0, start):
        return "packs"
    if role is None and BEFORE_PEOPLE.search(text, 0, start) and (not words or not text[end : end + 1].isalnum()):
        return "people"
    return role or (words[0] if words else "")


def _korean_unit(text: str, end: int) -> str:
    rest = text[end:].lstrip()
    if re.match(r"개\s?(?:만|밖에)?\s?남", rest):
        return "stock"
    if re.match(r"[\d,천만백 ]*명이?\s?(?:이\s?)?별점", rest):
        return "reviews"
    if counter := re.match(KO_COUNTERS, rest):
        known = {"번": "times", "인용": "size:인용", "세": "age", "루멘": "size:루멘"}
        return known.get(counter[0]) or UNIT_OF.get(counter[0], counter[0])
    following = re.match(r"[A-Za-z]+|[가-힣]+", rest)
    return following[0].lower() if following else ""
