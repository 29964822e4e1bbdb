"""How long things last: days and nights, and lengths of time that may turn out to be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.understand.cues import cue, either, just_after, just_before
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

EN_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
KO_UNITS = {"일": 1, "주": 7, "주일": 7, "개월": 30, "달": 30}
KO_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
}
KO_DAYS |= {"보름": 15, "일주일": 7, "이주일": 14, "한주": 7, "한달": 30}
COUNTED = re.compile(rf"{EN_NUMBER}[\s-]\Z")
MOST_DAYS = 366  # longer than a year is no trip and no grocery run


@dataclass(frozen=True)
class Length:
    """Some days at `text[start:end]`. `sure`: the words are those of a length, not of a day of the month."""

    days: int
    start: int
    end: int
    sure: bool = True


@cache
def _lengths() -> re.Pattern[str]:
    """ "three days", "a week", "the whole week", "사흘", "일주일", "3일 동안"."""
    kind = (
        r"(?:full |whole |solid |school |work |working )?(?:work|week|school)?"
        r"(?P<unit>day|week|fortnight|month)s?(?![a-z]|[\s-]old)"
    )
    english = rf"(?P<en>{EN_NUMBER}|(?<![a-z])an?)[\s-]{kind}(?:['’]s?)?"
    not_part = r"(?<!end of )(?<!start of )(?<!beginning of )(?<!middle of )"
    whole = rf"(?:(?<=for )|(?<=of ){not_part})the (?:whole |entire |full )?(?P<whole>week|month)(?![a-z])"
    names = "|".join(rf"{name[0]}\s?{name[1]}" if name in ("한주", "한달") else name for name in KO_DAYS)
    named = rf"(?<![가-힣])(?P<named>{names})(?!살이|빵|방|에도|도|하루)"
    day, week, month = (either("dates", f"{unit}_counted") for unit in ("day", "week", "month"))
    unit = rf"일(?=\s|$|[^가-힣]|{day})|주일?(?![가-힣])|주일?(?={week})|(?:개월|달)(?=\s?{month})"
    return re.compile(rf"(?i:{english}|{whole}|{named}|(?<![월박./\d])(?P<ko>{KO_NUMBER})\s?(?P<ko_unit>{unit}))")


@cache
def _nights() -> re.Pattern[str]:
    """ "two-night", "for a night", "2박 3일", "1박 캠핑"."""
    goes_on = rf"(?![가-힣]|\s?[a-z])|(?=\s?(?:{KO_NUMBER}\s?일|{either('dates', 'night_counted')}))"
    korean = rf"(?P<ko>{KO_NUMBER})\s?박(?:{goes_on})(?:\s{{0,2}}(?P<days>{KO_NUMBER})\s?일)?"
    english = rf"(?P<en>{EN_NUMBER}|(?<=for )a)[\s-]nights?(?![a-z]|\s(?:a|per)\s|stand)"
    return re.compile(rf"(?i:{korean}|{english})")


def lengths(text: str) -> Iterator[Length]:
    """Every length of time in days, whatever it is said for."""
    for match in _lengths().finditer(text):
        if match["named"]:
            name = re.sub(r"\s", "", match["named"])
            yield Length(KO_DAYS[name], match.start(), match.end(), sure=name not in ("하루", "한주", "한달"))
            continue
        if match["whole"]:
            yield Length(EN_UNITS[match["whole"].casefold()], match.start(), match.end())
            continue
        words = match["en"] or match["ko"]
        number = 1 if words.casefold() in ("a", "an") else parse_number(words)
        scale = EN_UNITS[match["unit"].casefold()] if match["unit"] else KO_UNITS[match["ko_unit"]]
        if number and 1 <= number * scale <= MOST_DAYS:
            vague = (
                words.casefold() in ("a", "an")
                or (words.casefold() == "one" and scale == 1)
                or match["ko_unit"] == "일"
            )
            yield Length(int(number * scale), match.start(), match.end(), sure=not vague)


def lasts(text: str, length: Length) -> bool:
    """Whether a length says how long the job lasts: "for three days", "사흘 동안"; not "3 days ago", "30일 이내"."""
    start, end = length.start, length.end
    if just_before("dates", "not_long_before", text, start) or just_after("dates", "not_long_after", text, end):
        return False
    said_long = just_before("dates", "for_before", text, start) or just_after("dates", "long_after", text, end)
    return length.sure or said_long is not None


def stay(text: str) -> tuple[Length | None, Length | None]:
    """The nights and the days that the words for trips give: "2박 3일", "overnight", "a weekend trip", "당일치기"."""
    for match in _nights().finditer(text):
        nights = parse_number(match["ko"] or match["en"]) or 1
        if not 1 <= nights <= MOST_DAYS or just_after("dates", "not_long_after", text, match.end()):
            continue
        days = parse_number(match["days"] or "") or nights + 1
        return _both(match, int(nights), int(days))
    for match in cue("dates", "day_trip").finditer(text):
        if not COUNTED.search(text, max(0, match.start() - 16), match.start()):  # "a five-day trip"
            return _both(match, 0, 1)
    one_night = cue("dates", "overnight").search(text) or _weekend_trip().search(text)
    return _both(one_night, 1, 2) if one_night else (None, None)


@cache
def _weekend_trip() -> re.Pattern[str]:
    return re.compile(rf"(?i:{either('dates', 'weekend')}[\s-]{{0,2}}{either('dates', 'trip_after')})")


def _both(match: re.Match[str], nights: int, days: int) -> tuple[Length, Length]:
    return Length(nights, match.start(), match.end()), Length(days, match.start(), match.end())
