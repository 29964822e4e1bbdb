"""Counts of things in Korean words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.cues import either, just_after
from assistant.understand.found import Found
from assistant.understand.numbers import DIGITS, KO_NUMBER
from assistant.understand.quantity import Quantity, found, whole

PIECE = "개"
LOOK_BACK = 36  # characters: a thing's name, a modifier and a weight
WEIGHT = r"\d[\d.,]{0,6}\s?(?:g|kg|ml|l|리터|그램|킬로|밀리|cc|oz|cm|mm|인치|구|단계|호|롤|매|개|캔|병|봉|입)"
PARTICLES = re.compile(r"(?<=[가-힣])(?:으로|이랑|하고|에는|에서|은|는|이|가|을|를|도|만|랑|로|와|과|의)\Z")
MEASURED = re.compile(rf"(?i:{WEIGHT}(?:짜리|들이|입)?)\Z")
PRICED = re.compile(
    r"(?:[\d,.만천백십]{1,12}\s?원\S{0,4})|(?:이하|이내|미만|안쪽|정도|이상|사이|아래|밑|안)(?:으?로|의)?"
)


WORD = re.compile(r"\d[\d.,]*[^\s,.;!?()/~]*|[^\s,.;!?()/~]+")
# "햇반 12개 한 박스" is one box: the first count says what is in it.
PACKAGES = "(?:박스|상자|팩|세트|셋트|묶음|꾸러미|케이스|번들|봉지)"
INSIDE = re.compile(rf"\s{{0,2}}{KO_NUMBER}\s?{PACKAGES}")


@cache
def _counted() -> re.Pattern[str]:
    """ "6캔", "다섯 봉지", "2~3병"."""
    low = r"(?:(?<![\d.,])\d{1,3}\s?[~\-–]\s?)?"
    return re.compile(rf"(?i:{low}(?P<count>{KO_NUMBER})\s?(?P<unit>{either('quantities', 'ko_counters')}))")


@cache
def _bare() -> re.Pattern[str]:
    """ "하나", "둘" behind a noun; "x3"."""
    asks = r"(?![가-힣]*\s?(?:물어|빼|바꿔))"
    ends = rf"(?=\s|$|[^가-힣]|(?:이?랑|하고|와|과|만|씩|추가|더|주|줘|담|넣|요|을|를){asks})(?!도)"
    no_unit = r"(?!\s?(?:살|세|명|분|사람|식구|가족|시(?:간)?|일|주|달|월|번|인|학년|배|살배기)(?![가-힣]{2}))"
    times = rf"[x×*]\s?(?P<times>{DIGITS})(?!\s?[a-z×*\d])"
    return re.compile(rf"(?i:(?P<word>하나|둘|셋|넷|다섯|여섯){ends}{no_unit}|{times})")


def quantities(text: str) -> Iterator[Found[Quantity]]:
    """All Korean counts."""
    for match in _counted().finditer(text):
        value, unit = whole(match["count"]), re.sub(r"\s", "", match["unit"])
        if value is None or not _is_count(text, match, unit, value):
            continue
        yield from _with_item(text, match, value, unit)
    for match in _bare().finditer(text):
        item, start = _item_before(text, match.start())
        value = whole(match["word"] or match["times"])
        if item and value and (match["word"] or re.search("[가-힣]", item)):
            yield found(text, Quantity(value, PIECE, item), start, match.end())


def _is_count(text: str, match: re.Match[str], unit: str, value: int) -> bool:
    """Leave out ages ("20대"), ratings ("별 네 개"), sizes of a pack, and single syllables of other words."""
    if unit == "대" and value % 10 == 0:
        return False
    if unit in ("단", "모") and match["count"][0].isdigit():
        return False
    if re.fullmatch("[영공일이삼사오육륙칠팔구]", match["count"]):
        return False
    if match["count"] in ("십", "백", "천", "만") and unit != PIECE:  # 천장, 만병
        return False
    before = text[max(0, match.start() - 3) : match.start()]
    if unit == "장" and re.search(r"원\s?\Z", before):  # "만원 한 장"
        return False
    if re.search(r"[\d+×]\s?\Z|[월년]\s?\Z", before):
        return False
    if INSIDE.match(text, match.end()):
        return False
    return not re.match(r"\s?(?:이상\s?(?:별|평)|당(?![가-힣])|번째|째)", text[match.end() : match.end() + 6])


def _with_item(text: str, match: re.Match[str], value: int, unit: str) -> Iterator[Found[Quantity]]:
    item, start = _item_before(text, match.start())
    if item == "":
        return
    end = match.end()
    if item is None and (after := _item_after(text, match.end(), unit)):
        item, end = after
    yield found(text, Quantity(value, unit, item), start, end)


def _item_before(text: str, place: int) -> tuple[str | None, int]:
    """The noun before a count and where it begins; None where nothing names one, '' where it is no thing to buy."""
    words = list(WORD.finditer(text[max(0, place - LOOK_BACK) : place]))
    base = max(0, place - LOOK_BACK)
    while words and (MEASURED.search(words[-1][0]) or PRICED.fullmatch(words[-1][0])):
        words.pop()
    if not words or _broken(text[base + words[-1].end() : place]):
        return None, place
    word, start = words[-1][0], base + words[-1].start()
    name = _bare_noun(word)
    if re.fullmatch(either("quantities", "ko_never"), name) or name in ("별", "중"):
        return "", place
    if not _is_name(word, name):
        return None, place
    if len(words) > 1 and _modifies(words[-2][0], text[base + words[-2].end() : start]):
        start = base + words[-2].start()
    return text[start : base + words[-1].start() + len(name)], start


def _broken(between: str) -> bool:
    """Whether a comma or another mark parts the noun from its count."""
    return re.search(r"[;!?/]|[.,](?!\d)", between) is not None


def _bare_noun(word: str) -> str:
    """A noun without its particle; nouns that end like one keep their last syllable."""
    if re.search(rf"{either('quantities', 'ko_nouns')}\Z", word) or len(word) < 2:
        return word
    return PARTICLES.sub("", word)


def _is_name(word: str, name: str) -> bool:
    """Whether a word can name a thing: no pronoun, number, verb ending or the noun of the count before."""
    if re.fullmatch(either("quantities", "ko_empty"), name) or not re.search(r"[가-힣A-Za-z]", name):
        return False
    if re.search(
        r"(?:이랑|랑|하고|그리고|인데|는데|니까|해서|아서|어서|지만|거든|려고|면서|고|요|줘|께|에게|한테|까지|부터|에서|에|으로|마다)\Z",
        word,
    ):
        return name == word and re.search(rf"{either('quantities', 'ko_nouns')}\Z", word) is not None
    counter = rf"(?:{KO_NUMBER})\s?(?:{either('quantities', 'ko_counters')}|명|인분|인|살|원|일|박|분|사람)\w{{0,2}}"
    if re.search(r"(?:하|되|있|없|싶|먹|쓰|가|오)는\Z|(?:같|좋|많|적|싶)은\Z|할\Z", word):  # "공룡 좋아하는 다섯 살"
        return False
    return (
        re.fullmatch(rf"(?i:{counter}|{DIGITS}\w{{0,3}})", word) is None
        and re.fullmatch("(?:하나|둘|셋|넷)[가-힣]{0,2}", word) is None
    )


def _modifies(word: str, between: str) -> bool:
    return between.strip() == "" and re.fullmatch(either("quantities", "ko_modifiers"), word) is not None


def _item_after(text: str, place: int, unit: str) -> tuple[str, int] | None:
    """The noun behind a count: "6캔 맥주", "두 병의 와인"."""
    match = re.compile(r"(?P<of>의)?\s{1,2}(?P<noun>[가-힣A-Za-z]{1,12})").match(text, place)
    if not match or (not match["of"] and unit == PIECE):
        return None
    name = _bare_noun(match["noun"])
    if (
        not _is_name(match["noun"], name)
        or just_after("quantities", "ko_verbs", text, match.start("noun"))
        or just_after("quantities", "ko_never", text, match.start("noun"))
    ):
        return None
    return name, match.start("noun") + len(name)
