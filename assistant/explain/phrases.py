"""Fill the sentence templates of each language, with plurals in English and particles in Korean.

A template's field may end in a form after a colon: `{count:pack|packs}` writes the number and its plural form,
`{item:을/를}` writes the word and the particle that its last sound asks for.
"""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.numbers import format_currency, format_decimal

from assistant.errors import BadData
from catalog.plain_yaml import read_yaml
from catalog.types import MINOR_DIGITS, Money

FOLDER = Path(__file__).parent / "wording"
LOCALES = {"en": "en_US", "ko": "ko_KR"}
FIRST_SYLLABLE, LAST_SYLLABLE, FINALS = 0xAC00, 0xD7A3, 28  # a Hangul syllable's final sound is its code modulo 28
RIEUL = 8  # the final ㄹ, before which 로 stands as after a vowel
# How a digit, unit or Latin ending sounds in Korean: True where it ends in a consonant.
DIGIT_FINAL = {"0": True, "1": True, "2": False, "3": True, "4": False, "5": False, "6": True, "7": True, "8": True}
UNIT_FINAL = {
    "ml": False,
    "l": False,
    "cm": False,
    "mm": False,
    "m": False,
    "g": True,
    "kg": True,
    "gb": False,
    "tb": False,
}
LATIN_FINAL = "lmnkptbcg"


@cache
def wording(language: str) -> dict[str, str]:
    """The templates of a language. Raises BadData with the file's name."""
    path = FOLDER / f"{language}.yaml"
    try:
        found: dict[str, str] = read_yaml(path)
    except (OSError, yaml.YAMLError) as error:
        raise BadData(f"{path.name}: cannot be read: {' '.join(str(error).split())}") from error
    return found


def say(language: str, key: str, /, **values: Any) -> str:
    """Fill one template. Raises BadData where the template or a value is missing."""
    try:
        return _Phrase().vformat(wording(language)[key], (), values)
    except KeyError as error:
        raise BadData(f"wording/{language}.yaml: {key!r} lacks {error}") from error


class _Phrase(string.Formatter):
    def format_field(self, value: Any, form: str) -> str:
        if "|" in form:
            one, many = form.split("|")
            return f"{number(value)} {one if value == 1 else many}"
        if "/" in form:
            return f"{value}{particle(str(value), form)}"
        return number(value) if isinstance(value, int | float) and not form else format(value, form)


def number(value: float) -> str:
    """A number as people write it: thousands separated, no needless decimals."""
    rounded = round(value, 1)
    return str(format_decimal(int(rounded) if rounded == int(rounded) else rounded, locale="en_US"))


def money(amount: Money, language: str) -> str:
    """An amount of money as the language writes it: ₩15,000, $4.99."""
    digits = MINOR_DIGITS.get(amount.currency, 2)
    text = format_currency(amount.amount / 10**digits, amount.currency, locale=LOCALES.get(language, "en_US"))
    return str(text).replace("US$", "$")


def particle(word: str, form: str) -> str:
    """The particle of a pair such as 을/를, 이/가, 은/는, 과/와, 으로/로 that follows a word."""
    with_final, without = form.split("/")
    sound = _final(word.rstrip(" )]}.,'\"”’"))
    if with_final == "으로" and sound == RIEUL:
        return without
    return with_final if sound else without


def _final(word: str) -> int:
    """The number of the last sound's final consonant; 0 where it ends in a vowel."""
    last = word[-1:].lower()
    if last and FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return (ord(last) - FIRST_SYLLABLE) % FINALS
    if last.isdigit():
        return RIEUL if last in "178" else int(DIGIT_FINAL.get(last, False))
    tail = word.lower()[-2:].lstrip("0123456789")
    for unit in (tail, last):
        if unit in UNIT_FINAL and word[: -len(unit)][-1:].isdigit():
            return int(UNIT_FINAL[unit])
    return RIEUL if last == "l" else int(last in LATIN_FINAL and last != "")
