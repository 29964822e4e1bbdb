"""Where a text says an amount of money, or a range of it, whatever it is said for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from assistant.understand.cues import HANGUL, cue, either, just_after, just_before
from assistant.understand.numbers import DIGITS, EN_NUMBER, KO_NUMBER, parse_number
from catalog.types import MINOR_DIGITS

USD, KRW = "USD", "KRW"
BARE_IS_MYRIADS = 1000  # "예산 10": nobody shops for 10 won, so a bare number below this counts in 만원
LATIN = re.compile("[a-zA-Z]")
SCALES = re.compile("[만천]")
SETS = re.compile(r"(?i:make|call|let|can|could|will|happy|able|(?!.*(?:only|just)).*(?:have|had|got))")
LEAST_SET = 40  # "make it 12" is people or packs, "we have 20" guests
LEAST_CAP = 10  # "under 5" is about people, years or pounds more often than about dollars
OLDEST = 30  # "kids under 12" is an age, "four adults, under 75" money
LEAST_LAST, SURE_LAST = 40, 100  # said last of all: "8 people, 90" has another number before it, "an outfit, 200" none
LAST_BEFORE = re.compile(r"(?:[,;:.]|\s[-–])\s\Z")
LAST_AFTER = re.compile(
    r"(?i:(?:,? (?:firm|tops|max|please|pls|thanks))?[.!?]*\s*\Z|\sto (?:get|cover|start|spend|kit)(?![a-z]))"
)
NOW_BEFORE = re.compile(
    r"(?i:(?:\A|[.,;!?] ?|\A(?:and|so|ok(?:ay)?) )(?:(?:and|so|ok(?:ay)?|fine|only|just|say),? )*\Z)"
)
NEAR = 40  # letters before an amount that are read with it
NOW_AFTER = re.compile(r"(?i:,? (?:then|instead|now)[.!]*\s*\Z)")
PRICED = re.compile(
    r"(?i:(?<![a-z])(?:(?:half[- ]price|cheaper|budget) version(?: of [a-z ]{1,24})?|price|budget) ?[:=-] ?\Z)"
)
NO_PRICE = re.compile(
    r"(?i:(?<![a-z])(?:mom|mum|dad|(?:grand)?(?:mother|father|ma|pa)|husband|wife|son|daughter|brother|sister|uncle|aunt|"
    r"friend|boss|girlfriend|boyfriend|partner|niece|nephew|teacher|neighbou?r|lady|man|woman|boy|girl|him|her)"
    r"(?:['’]s)?,\s\Z|^\s*(?:please |also |and |now |then |ok |oh ){0,2}"
    r"(?:add|put|throw|pop|include|toss|stick|chuck|get me)(?![a-z])[^.!?;]*\Z)"
)
YEARS = range(1900, 2100)
NUMBER_LAST = re.compile(
    r"(?i:(?:\d{2,5}|hundred|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s,.!?a-z]{0,10}\Z|\sto ))"
)
NOTES = {"fiver": 5, "tenner": 10}
BILLS = re.compile(rf"권\s?(?P<count>{KO_NUMBER})\s?장")  # "5만원권 두 장"
BREAK = re.compile(r"\s?(?:[.,!?;)\n]|$)")
SAYS_USD = r"(?:us\s?\$|[$\uff04]|usd)"  # with the full-width signs of Korean keyboards
SAYS_KRW = r"(?:[₩\uffe6]|krw)"
SIGN = r"(?P<minus>(?<![\w)%])[-−](?=\S)|(?<![a-z])minus\s|마이너스\s?)?"
TO = r"\s?(?:~|-|–|—|to|and|or)\s?"
SHORT = r"(?:k(?![a-z])|\s?(?:million|thousand|hundred|grand)(?![a-z]))?"


@dataclass(frozen=True)
class Amount:
    """Money at `text[start:end]`, in minor units; `floor` where it is the upper end of a range."""

    start: int
    end: int
    value: int
    currency: str
    floor: int | None = None


@cache
def _sided() -> re.Pattern[str]:
    """The currency first: "$40", "$20-30", "₩80,000", "USD 1.5k"."""
    value = rf"(?P<inner>[-−])?(?P<value>{DIGITS}\s?만(?:\s?\d천)?|{DIGITS}{SHORT})"
    high = rf"(?:{TO}(?P<high>{DIGITS}{SHORT})(?![\w%:/])(?!\s?-?{either('money', 'bare_not')}))?"
    return re.compile(rf"(?i:{SIGN}(?:(?P<usd>{SAYS_USD})|{SAYS_KRW})\s?{value}{high})")


@cache
def _english() -> re.Pattern[str]:
    """The currency behind, English numbers: "40 bucks", "between thirty and fifty dollars", "100k won"."""
    low = rf"(?:(?P<low>{DIGITS}|(?<=between ){EN_NUMBER}|(?<=from ){EN_NUMBER}){TO})?"
    unit = rf"(?:(?P<usd>{either('money', 'dollars')})|{either('money', 'won')})"
    number = rf"(?P<value>{EN_NUMBER}|(?<!few )(?<!couple )(?<![a-z])(?:hundred|thousand))"
    return re.compile(rf"(?i:{SIGN}{low}{number}(?:\s?-?ish)?[\s-]?{unit})")


@cache
def _korean() -> re.Pattern[str]:
    """Korean numbers with 원, or with 만 or 천 alone: "3만5천", "3~5만원", "5마넌", "30불"."""
    low = rf"(?:(?P<low>{DIGITS})\s?[~\-–]\s?|(?<![\d.,])(?P<pair>\d),(?=\d\s?[만천]))?"
    number = rf"(?P<value>{KO_NUMBER}|(?<=\d,)\d\s?[만천])"
    slang = r"(?P<slang>마[넌언]|만[언넌])"
    unit = rf"(?:(?P<usd>{either('money', 'dollars')})|(?P<won>{either('money', 'won_korean')}))"
    return re.compile(rf"(?i:{SIGN}{low}{number}(?:{slang}|\s?{unit})?)")


@cache
def _spoken() -> re.Pattern[str]:
    """Hundreds as they are spoken: "two fifty", where the words around say money."""
    unit = either("money", "dollars")
    return re.compile(
        r"(?i:(?<![a-z-])(?P<hundreds>one|two|three|four|five|six|seven|eight|nine)[\s-]"
        r"(?P<rest>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-five)?)(?![\w-])"
        rf"(?:\s(?P<unit>{unit}))?)"
    )


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"(?P<minus>(?<![\w)])[-−])?(?P<value>{EN_NUMBER}|{KO_NUMBER})(?![\d%:/]|[.,]\d)")


def _minor(words: str, unit: str, currency: str) -> int | None:
    number = parse_number(words)
    if number is None:
        return None
    digits = 0 if "cent" in unit.casefold() or "¢" in unit else MINOR_DIGITS[currency]
    return round(number * 10.0**digits)


def _read_sided(match: re.Match[str]) -> Amount | None:
    currency = USD if match["usd"] else KRW
    value = _minor(match["value"], "", currency)
    high = _minor(match["high"], "", currency) if match["high"] else None
    if value is None:
        return None
    if match["minus"] or match["inner"]:
        value = -value
    if high is not None and high > value:
        return Amount(match.start(), match.end(), high, currency, floor=value)
    return Amount(match.start(), match.end("value"), value, currency)


def _read_english(match: re.Match[str]) -> Amount | None:
    unit, currency = match["usd"] or "", USD if match["usd"] else KRW
    value = _minor(match["value"], unit, currency)
    low = _minor(match["low"], unit, currency) if match["low"] else None
    return _ranged(match, value, low, currency)


def _read_korean(match: re.Match[str]) -> Amount | None:
    """Needs 원, or digits with 만 or 천 that count nothing else. A small lower end shares the scale: 3~5만원."""
    words, unit, currency = match["value"], match["usd"] or "", USD if match["usd"] else KRW
    marked = match["won"] or match["usd"] or match["slang"]
    if not marked and not _scaled(match):
        return None
    if match["won"] and re.fullmatch("[영공일이삼사오육륙칠팔구]", words):  # 공원, 사원, 이 원…
        return None
    if match["slang"]:
        words += "만"
    low_words = match["low"] or match["pair"]
    scale = SCALES.search(words)
    value, low = _minor(words, unit, currency), None
    if low_words:
        low = _minor(low_words + (scale[0] if scale else ""), unit, currency)
    return _ranged(match, value, low, currency)


def _scaled(match: re.Match[str]) -> bool:
    """Whether a number without 원 is money all the same: "3만5천", "십만 정도", not "5만 명" or "사천 요리"."""
    text, words = match.string, match["value"]
    if just_after("money", "counter_after", text, match.end()):
        return False
    if "억" in words or not SCALES.search(words):
        return "억" in words
    if words[0].isdigit():
        return not HANGUL.match(text, match.end()) or _ends_as_money(text, match.end())
    return len(words) > 1 and (
        _ends_as_money(text, match.end()) or just_before("money", "each_before", text, match.start()) is not None
    )


def _ends_as_money(text: str, end: int) -> bool:
    return any(just_after("money", key, text, end) for key in ("ceiling_after", "about_after", "ko_end"))


def _ranged(match: re.Match[str], value: int | None, low: int | None, currency: str) -> Amount | None:
    if value is None:
        return None
    if low is not None and low < value:
        return Amount(match.start(), match.end(), value, currency, floor=low)
    start = match.start("value") if low is not None else match.start()
    return Amount(start, match.end(), -value if match["minus"] else value, currency)


def _read_spoken(match: re.Match[str]) -> Amount | None:
    """ "two fifty max": 250, not 52."""
    number = 100 * (parse_number(match["hundreds"]) or 0) + (parse_number(match["rest"]) or 0)
    said = match["unit"] or _bare_cue(match, number)
    if not said or just_after("money", "bare_not", match.string, match.end()):
        return None
    return Amount(match.start(), match.end(), round(number * 100), USD)


def _read_bare(match: re.Match[str]) -> Amount | None:
    """A number that only its words make money: "budget 120", "under 50 please", "예산은 120000"."""
    text, number = match.string, parse_number(match["value"])
    words = _bare_cue(match, number) if number is not None else None
    if number is None or words is None or just_after("money", "bare_not", text, match.end()):
        return None
    if HANGUL.search(words) or len(HANGUL.findall(text)) > len(LATIN.findall(text)):
        value, currency = round(number * (10_000 if number < BARE_IS_MYRIADS else 1)), KRW
    else:
        value, currency = round(number * 100), USD
    return Amount(match.start(), match.end(), -value if match["minus"] else value, currency)


def _bare_cue(match: re.Match[str], number: float) -> str | None:
    """The words that make a bare number money, or None."""
    text, end = match.string, match.end()
    about = just_before("money", "about_before", text, match.start())
    start = about.start() if about else match.start()
    ceiling = just_before("money", "ceiling_before", text, start)
    if budget := just_before("money", "budget_before", text, ceiling.start() if ceiling else start):
        counts = number < BARE_IS_MYRIADS and cue("money", "adds_up").fullmatch(budget[0].strip())
        return None if counts else budget[0]  # "all of us together sixteen" is no money
    least = LEAST_SET if ceiling and SETS.match(ceiling[0]) else LEAST_CAP
    aged = ceiling and number < OLDEST and just_before("money", "age_before", text, ceiling.start())
    if ceiling and number >= least and not aged and _bare_end(text, end):
        return ceiling[0]
    if _is_last(match, number, start) or _is_priced(match, number) or _is_now(match, number):
        return match["value"] if "value" in match.groupdict() else match[0]
    close = said.end() if (said := just_after("money", "about_after", text, end)) else end  # "200 ish max"
    after = just_after("money", "budget_after", text, close) or just_after("money", "ceiling_after", text, close)
    if head := just_after("money", "head_after", text, end):
        return head[0] if number >= LEAST_CAP else None
    return after[0] if after and number >= (1000 if HANGUL.search(after[0]) else LEAST_CAP) else None


def _is_now(match: re.Match[str], number: float) -> bool:
    """Whether a turn says nothing else than what may be spent now: "ok 300 then", "only 180 then"."""
    text = match.string
    return number >= SURE_LAST and bool(
        NOW_BEFORE.search(text, max(0, match.start() - NEAR), match.start()) and NOW_AFTER.match(text, match.end())
    )


def _is_priced(match: re.Match[str], number: float) -> bool:
    """Whether a text ends with what a version of it is to cost: "the half price version: fifty"."""
    before = PRICED.search(match.string, max(0, match.start() - NEAR), match.start())
    return number >= LEAST_CAP and before is not None and not match.string[match.end() :].strip(" .!")


def _is_last(match: re.Match[str], number: float, start: int) -> bool:
    """Whether a bare number stands where a price is said last, in a text that needs one: "shoes included. $260"."""
    text = match.string
    if HANGUL.search(text) or not LAST_AFTER.match(text, match.end()):
        return False
    behind = LAST_AFTER.match(text, match.end())
    leads = LAST_BEFORE.search(text, 0, start) is not None
    if NO_PRICE.search(text, 0, match.start()) or (number in YEARS and "," not in match[0]):
        return False  # "for my dad, 70", "add balloons, 100", "in June, 2027"
    if behind is not None and "to " not in behind[0] and not leads:
        return False
    others = re.search(EN_NUMBER, text[: match.start()])
    return number >= SURE_LAST or (number >= LEAST_LAST and others is not None)


def _bare_end(text: str, end: int) -> bool:
    return bool(BREAK.match(text, end) or just_after("money", "bare_end", text, end))


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?:a |one )?(?<![a-z])(?P<note>{'|'.join(NOTES)})(?![a-z]))")


def _read_note(match: re.Match[str]) -> Amount:
    return Amount(match.start(), match.end(), 100 * NOTES[match["note"].lower()], USD)


def _in_bills(text: str, amount: Amount) -> Amount:
    """So many notes of an amount: "5만원권 두 장" is 100,000."""
    match = BILLS.match(text, amount.end)
    count = parse_number(match["count"]) if match else None
    return amount if match is None or not count else replace(amount, end=match.end(), value=round(amount.value * count))


READERS: tuple[tuple[Callable[[], re.Pattern[str]], Callable[[re.Match[str]], Amount | None]], ...] = (
    (_sided, _read_sided),
    (_notes, _read_note),
    (_spoken, _read_spoken),
    (_english, _read_english),
    (_korean, _read_korean),
    (_number, _read_bare),
)


def amounts(text: str) -> list[Amount]:
    """All amounts in the order of the text; where two readings overlap, the one with its currency said wins."""
    found: list[Amount] = []
    for pattern, read in READERS if _says_limit(text) else READERS[:-1]:
        taken = {place for amount in found for place in range(amount.start, amount.end)}
        for match in pattern().finditer(text):
            if not taken.isdisjoint(range(match.start(), match.end())):
                continue
            if amount := read(match):
                found.append(amount)
    return sorted((_in_bills(text, one) for one in found), key=lambda amount: amount.start)


def _says_limit(text: str) -> bool:
    """Whether any words of a limit are there at all; without them no bare number is money, which saves time."""
    keys = ("head_after", "budget_before", "ceiling_before", "budget_after", "ceiling_after")
    return any(cue("money", key).search(text) for key in keys) or NUMBER_LAST.search(text) is not None
