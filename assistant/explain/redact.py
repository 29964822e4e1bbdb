"""Personal data is taken out of a text before the text leaves this machine.

What stands in its place keeps the sentence readable: [phone], [e-mail], [card]… Amounts of money and numbers of people
stay, for they are what the shopper asks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.errors import BadData
from catalog.plain_yaml import read_yaml

WORDS = Path(__file__).parent / "redact.yaml"
CARD_DIGITS = range(13, 20)  # digits of a payment card (ISO/IEC 7812)

EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
RESIDENT = re.compile(r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-?\s?[0-9]\d{6}(?!\d)")
SOCIAL = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
DIGITS = re.compile(r"(?<![\d,.$₩])\d(?:[ -]?\d){12,18}(?![\d,])")
PHONE = re.compile(
    r"(?<![\d.,$₩])(?:\+\d{1,3}[ .-]?(?:\(0\))?\(?\d{1,4}\)?(?:[ .-]?\d{2,4}){2,3}"
    r"|\(?0\d{1,2}\)?[ .-]?\d{3,4}[ .-]?\d{4}|\(\d{3}\)\s?\d{3}[ .-]\d{4}|1?[ .-]?\d{3}[.-]\d{3}[.-]\d{4}"
    r"|1[5-9]\d{2}-\d{4})(?!\d)(?!\s?(?:원|won|dollars))"
)
ACCOUNT = re.compile(r"(?<!\d)(?!(?:19|20)\d\d-\d\d?-\d\d?(?!\d))\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?(?!\d)")
STREET_EN = re.compile(
    r"\b\d{1,5}[A-Za-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'.]*\s+|\d+(?:st|nd|rd|th)\s+){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Terrace|Square)\b\.?"
    r"(?:,?\s*(?:Apt|Apartment|Unit|Suite|Ste|#)\.?\s*\w+)?(?:,\s*[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:,?\s*[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"
)
STREET_KO = re.compile(
    r"(?:[가-힣]{1,6}(?:특별시|광역시|특별자치시|특별자치도|도|시)\s?)?(?:[가-힣]{1,5}시\s?)?(?:[가-힣]{1,5}(?:구|군)\s?)?"
    r"(?:[가-힣]{1,6}(?:읍|면|동|가)\s?)?(?:[가-힣0-9]{1,12}(?:대로|로|길)\s?\d{1,4}(?:-\d{1,4})?|[가-힣]{1,6}동\s?\d{1,4}(?:-\d{1,4})?)"
    r"(?:번지|번길\s?\d{0,4})?(?:,?\s?\d{1,4}동)?(?:,?\s?\d{1,4}호)?"
)
ROOM_KO = re.compile(r"(?<!\d)\d{1,4}동\s?\d{1,5}호")
ADDRESS_MARKS = re.compile(r"(?:시|구|군|읍|면|동)\s|\d{1,4}(?:번지|번길|호)|(?:대로|로|길)\s?\d")


@dataclass(frozen=True)
class Redacted:
    """A text without personal data, and how many of each kind were taken out."""

    text: str
    found: dict[str, int]


def redact(text: str) -> Redacted:
    """Take out e-mail, resident and card numbers, phones, accounts, addresses and names, in that order."""
    count: Counter[str] = Counter()

    def put(kind: str, pattern: re.Pattern[str], text: str, group: str | int = 0) -> str:
        def mark(match: re.Match[str]) -> str:
            if kind == "card" and not _is_card(match[0]):
                return match[0]
            count[kind] += 1
            start, end = match.start(group) - match.start(), match.end(group) - match.start()
            return f"{match[0][:start]}[{kind}]{match[0][end:]}"

        return pattern.sub(mark, text)

    for kind, pattern in (("e-mail", EMAIL), ("id", RESIDENT), ("id", SOCIAL), ("card", DIGITS), ("phone", PHONE)):
        text = put(kind, pattern, text)
    for kind, pattern in (("account", ACCOUNT), ("address", STREET_EN), ("address", STREET_KO), ("address", ROOM_KO)):
        text = put(kind, pattern, text)
    for pattern in _names():
        text = put("name", pattern, text, "name")
    return Redacted(text, dict(count))


def _is_card(text: str) -> bool:
    """Whether digits are a payment card's: their length and their check digit (Luhn) say so."""
    digits = [int(c) for c in text if c.isdigit()]
    doubled = [d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(reversed(digits))]
    return len(digits) in CARD_DIGITS and sum(doubled) % 10 == 0


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """Where a name stands: after words that introduce one, and before words that address one."""
    try:
        words: dict[str, list[str]] = read_yaml(WORDS)
        surnames, kin_en, kin_ko = ("|".join(map(re.escape, words[key])) for key in ("surnames_ko", "kin_en", "kin_ko"))
        given = "|".join(map(re.escape, words["not_names_en"]))
        common = "|".join(map(re.escape, words["not_names_ko"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise BadData(f"{WORDS.name}: cannot be read: {' '.join(str(error).split())}") from error
    proper = rf"(?!(?:{given})\b)[A-Z][a-z'’-]+(?:\s(?!(?:{given})\b)[A-Z][a-z'’-]+){{0,2}}"
    korean = rf"(?!(?:{common}))(?:{surnames})[가-힣]{{1,2}}"
    return (
        re.compile(rf"\b(?i:my name is|my name's|i am called|call me|this is|signed,?)\s+(?P<name>{proper})"),
        re.compile(rf"\b(?:I am|I'm|I’m)\s+(?P<name>{proper})(?=[\s,.!?]|$)"),
        re.compile(rf"\b(?i:mr|mrs|ms|miss|dr|prof)\.?\s+(?P<name>{proper})"),
        re.compile(rf"\b(?i:my|our|his|her)\s+(?i:{kin_en})\s+(?:called\s+|named\s+)?(?P<name>{proper})"),
        re.compile(
            r"(?:이름은|이름이|성함은)\s?(?P<name>[가-힣]{2,4}?)(?=이?에요|예요|이야|야|입니다|이고|이라|라고|[\s,.]|$)"
        ),
        re.compile(rf"(?:저는|나는|전|난)\s(?P<name>{korean})(?=이?에요|예요|이야|야|입니다|이고|라고|이라고)"),
        re.compile(
            rf"(?<![가-힣])(?P<name>{korean})(?=\s?(?:씨|님|군|양)(?:[은는이가을를의께한와과랑도]|에게|하고|$|[\s,.!?]))"
        ),
        re.compile(rf"(?:{kin_ko})\s(?P<name>{korean})(?=이?[가는은를의랑와도]|한테|에게|께|[\s,.!?]|$)"),
    )
