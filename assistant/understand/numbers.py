"""Numbers in digits or words, English and Korean: regex fragments for the other rules, and their value.

The fragments hold no capturing groups and ignore case by themselves, so that a rule may put them anywhere.
"""

from __future__ import annotations

import re

EN_SMALL = {
    **{w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())},
    **{w: i for i, w in enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13)},
}
EN_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
EN_TENS |= {"fourty": 40, "ninty": 90}  # as they are often typed
EN_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "mil": 10**6, "dozen": 12}
EN_FILLERS = ("a", "an", "and", "of")

SINO = {c: i for i, c in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
SINO_SCALES = {"십": 10, "백": 100, "천": 1000}
NATIVE_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4}
NATIVE_ONES |= {"다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "여덜": 8, "아홉": 9}
NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80}
NATIVE_TENS |= {"아흔": 90}
# Words for "two or three": their upper end, since too many plates beats too few.
NATIVE_RANGES = {"한두": 2, "두어": 2, "두세": 3, "두서너": 4, "서너": 4, "세네": 4, "너댓": 5, "네댓": 5}
NATIVE_RANGES |= {"네다섯": 5, "대여섯": 6, "예닐곱": 7, "일고여덟": 8}

# Digits, at most 15 of them: longer runs are barcodes, and a float holds no more exactly.
DIGITS = r"(?=\d)(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,6})?(?!\d)"


def _words(*tables: dict[str, int]) -> str:
    """An alternation of the words, the longest first."""
    return "|".join(sorted({word for table in tables for word in table}, key=len, reverse=True))


def _en_fragment() -> str:
    """Digits ("1,200", "80k", "1.5 million") and words ("a hundred and fifty", "half a dozen")."""
    gap = r"[\s-]{1,2}"
    ones = _words({word: value for word, value in EN_SMALL.items() if 0 < value < 10})
    small = rf"(?:(?:{_words(EN_TENS)})(?:{gap}(?:{ones})(?![a-z]))?|{_words(EN_SMALL)})(?![a-z])"
    couple = rf"(?:a{gap})?couple(?:{gap}of)?"
    hundreds = rf"(?:(?:{small}|an?|{couple}){gap}hundred(?![a-z])(?:{gap}(?:and{gap})?{small})?|{small})"
    scale = r"(?:hundred|thousand|grand|million|mil|dozen)(?![a-z])"
    scaled = rf"(?:{hundreds}|an?|{couple}){gap}{scale}(?:{gap}(?:and{gap})?{hundreds})?"
    half = rf"(?:a{gap})?half{gap}(?:a{gap})?dozen(?![a-z])"
    worded = rf"(?<![a-z])(?=[acdefhnostz])(?:{half}|{scaled}|{hundreds}|{couple}(?![a-z])|dozen(?![a-z]))"
    return rf"(?i:(?=[\dacdefhnostz])(?:{DIGITS}(?:k(?![a-z])|{gap}{scale})?|{worded}))"


def _ko_fragment() -> str:
    """Sino numbers ("3만 5천", "이십오"), native ones ("열두", "서너") and digits."""
    lone = "(?<![가-힣])"  # one syllable inside a word is hardly ever a number
    digit = "[일이삼사오육륙칠팔구]"
    last = rf"(?:{digit}(?:(?![가-힣])|(?=[명개인원만병캔장권박살세일월잔팩봉분]))|\d(?!\d))"
    first = rf"(?:(?:{DIGITS}|{digit})\s?[십백천]|{lone}[십백천]|(?<![수몇])[십백](?=만))"
    scaled = rf"{first}(?:\s?(?:\d{{1,2}}|{digit})?[십백천]){{0,2}}{last}?"
    head = rf"(?:{scaled}|{DIGITS}|{lone}{digit}|{digit}(?=만\s?(?:원|{digit}천)))"
    myriad = rf"(?:{head}\s?만|{lone}만)(?:\s?(?:{scaled}|(?:\d,?)?\d{{3}}(?!\d)|[천백십](?=\s?원)))?"
    ones = _words(NATIVE_ONES)
    tens = rf"(?:{_words(NATIVE_TENS)})(?:\s?(?:{ones}))?"
    long_ones = _words({word: value for word, value in NATIVE_ONES.items() if len(word) > 1 and word != "하나"})
    short = rf"{lone}(?:{ones})|(?:{ones})(?=[개명캔병판팩봉박켤잔])|[둘셋넷]"
    ranges = rf"(?:{lone}(?:{_words(NATIVE_RANGES)})|(?:{_words(NATIVE_RANGES)})(?=\s?[개명캔병판팩봉박켤잔분]))"
    native = rf"(?:{ranges}|{tens}|{long_ones}|{short})"
    hundred_millions = rf"(?:{DIGITS}|{digit})\s?억(?:\s?(?:{myriad}|{scaled}))?"
    # `-i`: Hangul has no case, and to ignore it takes the compiler four times as long.
    return rf"(?-i:{hundred_millions}|{myriad}|{scaled}|{DIGITS}|{native}|{lone}[{''.join(SINO)}])"


PLAIN = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)(k?)")
NATIVE = re.compile(rf"(?=.)({_words(NATIVE_TENS)})?({_words(NATIVE_ONES)})?")
_SINO_DIGITS = r"\d[\d,]{0,18}(?:\.\d{1,6})?(?![\d,.])"
_SINO_SYLLABLE = f"[{''.join(SINO)}]"
SINO_PART = re.compile(rf"(?=.)(?:({_SINO_DIGITS})|({_SINO_SYLLABLE}))?([십백천])?")
SINO_GROUP = re.compile(rf"(?:(?:{_SINO_DIGITS}|{_SINO_SYLLABLE})?[십백천]|{_SINO_DIGITS}|{_SINO_SYLLABLE}){{1,8}}")

EN_NUMBER = _en_fragment()
KO_NUMBER = _ko_fragment()


def parse_number(text: str) -> float | None:
    """Read the value of a number in either language, None where it is not one."""
    folded = re.sub(r"[\s-]+", " ", text.strip().casefold())
    if not folded or len(folded) > 60:  # the longest number anyone writes in words is shorter
        return None
    return _value(folded)


def _value(text: str) -> float | None:
    """The value of a folded number: plain digits, then English words, then Korean ones."""
    if match := PLAIN.fullmatch(text):
        return float(match[1].replace(",", "")) * (1000 if match[2] else 1)
    return _english(text.split(" ")) if re.search("[a-z]", text) else _korean(text.replace(" ", ""))


def _english(words: list[str]) -> float | None:
    """Add small numbers up, multiply by scales: "two hundred and fifty", "half a dozen", "1.5 million"."""
    if "half" in words:
        return 6 if words[-1] == "dozen" else None
    total, part = 0.0, 0.0
    for word in words:
        small = 2 if word == "couple" else EN_SMALL.get(word, EN_TENS.get(word))
        if small is not None:
            part += small
        elif plain := PLAIN.fullmatch(word):
            part += float(plain[1].replace(",", ""))
        elif word in ("hundred", "dozen"):
            part = (part or 1) * EN_SCALES[word]
        elif word in EN_SCALES:
            total, part = total + (part or 1) * EN_SCALES[word], 0.0
        elif word not in EN_FILLERS:
            return None
    return total + part if set(words) - set(EN_FILLERS) else None


def _korean(text: str) -> float | None:
    """A native number ("스물두") or a sino one, its 억 and 만 read apart ("3만5천")."""
    if text in NATIVE_RANGES:
        return NATIVE_RANGES[text]
    if match := NATIVE.fullmatch(text):
        return NATIVE_TENS.get(match[1], 0) + NATIVE_ONES.get(match[2], 0)
    total, rest = 0.0, text
    for mark, scale in (("억", 10**8), ("만", 10**4)):
        before, found, after = rest.partition(mark)
        if found:
            part = _sino(before) if before else 1.0
            if part is None:
                return None
            total, rest = total + part * scale, after
    last = _sino(rest) if rest else 0.0
    return None if last is None else total + last


def _sino(text: str) -> float | None:
    """A sino number below 만: "이천오백", "3천5백", "5000"."""
    if not SINO_GROUP.fullmatch(text):
        return None
    total = 0.0
    for digits, syllable, scale in SINO_PART.findall(text):
        value = float(digits.replace(",", "")) if digits else SINO.get(syllable, 1)
        total += value * SINO_SCALES.get(scale, 1)
    return total
