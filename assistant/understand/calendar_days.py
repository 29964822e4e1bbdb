"""Days that a text names or writes out, relative to the day it is said on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.understand.cues import cue, either, just_before
from assistant.understand.holidays import holidays

RELATIVE = {"after_after_tomorrow": 3, "after_tomorrow": 2, "tomorrow": 1, "today": 0}  # the longest words first
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
KO_WEEKDAYS = "월화수목금토일"
EN_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
FRACTIONS = ("1/2", "1/3", "2/3", "1/4", "3/4", "1/8", "24/7")
SURELY_A_DATE = 7  # "3일 저녁" may be three dinners, "24일 저녁" is one


@dataclass(frozen=True)
class Day:
    """A date at `text[start:end]`. `last` is the end of a week; `named` a holiday, which a written date overrules."""

    date: dt.date
    start: int
    end: int
    last: dt.date | None = None
    named: bool = False


def shift(date: dt.date, days: int) -> dt.date | None:
    """The date some days later, None past the end of the calendar."""
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None


def days(text: str, today: dt.date) -> Iterator[Day]:
    """All days of a text, the surest readings first; they may overlap."""
    yield from _written(text, today)
    yield from _weekdays(text, today)
    yield from _weekends(text, today)
    yield from _weeks(text, today)
    for key, offset in RELATIVE.items():
        for match in cue("dates", key).finditer(text):
            if date := shift(today, offset):
                yield Day(date, match.start(), match.end())
    for pattern, holiday in holidays():
        for match in pattern.finditer(text):
            if date := holiday.on_or_after(today):
                yield Day(date, match.start(), match.end(), named=True)


@cache
def _formats() -> tuple[re.Pattern[str], ...]:
    """Written dates; the groups are year, month, day, or `ordinal` for the day alone."""
    marked = rf"(?=\s?{either('dates', 'date_after')})"
    not_date = rf"(?!\d|/|\.\d|\s?{either('dates', 'fraction_after')})"
    counted = rf"(?!\d|:|(?:,\d)|%|\s?{either('money', 'bare_not')})"
    led = r"(?:(?<=on the )|(?<=by the )|(?<=before the )|(?<=until the ))"
    year = r"(?:,?\s(?P<year>20\d\d)(?!\d))?"
    patterns = (
        r"(?<!\d)(?P<year>20\d\d)\s?(?:[-./]|년)\s?(?P<month>\d{1,2})\s?(?:[-./]|월)\s?(?P<day>\d{1,2})(?!\d)일?",
        r"(?<!\d)(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
        rf"(?<![\d/.])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?:/(?P<year>20\d\d))?{not_date}일?",
        rf"(?P<name>{MONTH})\s{{0,2}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{counted}{year}",
        rf"(?<!\d)(?<!\d[.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{MONTH})(?!\s\d{{1,2}}(?!\d)){year}",
        rf"{led}(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)(?!\s{either('dates', 'ordinal_not_after')})",
        r"(?P<next>다음|담|이번)\s?달\s?(?P<ordinal>\d{1,2})\s?일",
        rf"(?<![\d월박~.,/])(?P<ordinal>\d{{1,2}})\s?일{marked}",
    )
    return tuple(re.compile(f"(?i:{pattern})") for pattern in patterns)


def _written(text: str, today: dt.date) -> Iterator[Day]:
    for pattern in _formats():
        for match in pattern.finditer(text):
            said = match.groupdict()
            date = _ordinal(text, match, today) if said.get("ordinal") else _dated(text, match, said, today)
            if date:
                yield Day(date, match.start(), match.end())


def _dated(text: str, match: re.Match[str], said: dict[str, str | None], today: dt.date) -> dt.date | None:
    """The date of a month and day, in the year said or the next time it comes."""
    if match[0] in FRACTIONS and not re.search(
        r"(?i:(?:on|by|before|due|until|for)\s)\Z", text[max(0, match.start() - 8) : match.start()]
    ):
        return None
    name, day = said.get("name"), int(said["day"] or 0)
    month = EN_MONTHS.index(name.casefold()[:3]) + 1 if name else int(said.get("month") or 0)
    if month > 12 and "/" in match[0]:
        month, day = day, month
    if said.get("year"):
        return _valid(int(said["year"] or 0), month, day)
    dates = (_valid(today.year + ahead, month, day) for ahead in range(9))  # a leap day may be eight years off
    return next((date for date in dates if date and date >= today), None)


def _ordinal(text: str, match: re.Match[str], today: dt.date) -> dt.date | None:
    """The next day of the month with this number, where the words do not make it a length of time."""
    day = int(match["ordinal"])
    month = match.groupdict().get("next")
    if month:
        years, ahead = divmod(today.month - 1 + (month != "이번"), 12)
        return _valid(today.year + years, ahead + 1, day)
    if "일" in match[0]:
        if re.compile(r"\s?(?:전|후|뒤|안|이내|내|에\s?한)(?!\s?까지|까지)").match(text, match.end()):
            return None
        if day <= SURELY_A_DATE and not re.compile(r"\s?(?:에(?!\s?한)|까지|날|이에요|이야|입니다|전까지|\()").match(
            text, match.end()
        ):
            return None
    months = (divmod(today.month - 1 + ahead, 12) for ahead in range(13))
    dates = (_valid(today.year + years, month + 1, day) for years, month in months)
    return next((date for date in dates if date and date >= today), None)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@cache
def _weekday_names() -> re.Pattern[str]:
    full = (
        r"(?<![a-z])(?<!black )(?P<full>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?day(?![a-rt-z]|s(?![a-z])|-[a-z])"
    )
    led = r"(?:(?<=on )|(?<=by )|(?<=this )|(?<=next )|(?<=until )|(?<=before )|(?<=coming ))"
    timed = r"(?=\s(?:night|morning|evening|afternoon|noon|\d))"
    names = r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?![a-z])"
    short = rf"(?P<short>{led}{names}|(?<![a-z])(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun){timed})"
    return re.compile(
        rf"(?i:{full}|{short}|(?<![가-힣])(?P<ko>[{KO_WEEKDAYS}])(?:요일|욜)(?!별|마다)|(?<=주)(?P<ko2>[{KO_WEEKDAYS}])(?:요일|욜)(?!별|마다))"
    )


def _weekdays(text: str, today: dt.date) -> Iterator[Day]:
    for match in _weekday_names().finditer(text):
        name = (match["full"] or match["short"] or match["ko"] or match["ko2"]).casefold()
        weekday = KO_WEEKDAYS.index(name) if name in KO_WEEKDAYS else EN_WEEKDAYS.index(name[:3])
        week, start = _week(text, match.start())
        date = shift(today, (weekday - today.weekday()) % 7 if week == 0 else weekday - today.weekday() + 7 * week)
        if date:
            yield Day(date, start, match.end())


def _week(text: str, start: int) -> tuple[int, int]:
    """How many weeks ahead the words before a day point, and where they begin."""
    for key, week in (("after_next_before", 2), ("next_before", 1)):
        if before := just_before("dates", key, text, start):
            return week, before.start()
    this = re.compile(r"(?i:(?:(?:this|the)\s)?(?:coming|upcoming)\s|this\s|(?:이번|요번)\s?주?\s?|금주\s?)\Z").search(
        text, max(0, start - 20), start
    )
    return 0, this.start() if this else start


def _weekends(text: str, today: dt.date) -> Iterator[Day]:
    """The Saturday of a weekend; an English "weekend trip" without "this" says only what kind of trip it is."""
    for match in cue("dates", "weekend").finditer(text):
        week, start = _week(text, match.start())
        led = match[0][0] == "주" or start < match.start() or just_before("dates", "this_before", text, match.start())
        weekday = today.weekday()
        ahead = 0 if week == 0 and weekday == SUNDAY else SATURDAY - weekday + 7 * week
        if led and (date := shift(today, ahead)):
            yield Day(date, start, match.end())


@cache
def _week_words() -> re.Pattern[str]:
    last = r"(?P<end>(?:the\s)?end of (?:the|this)\sweek|이번\s?주(?=\s?(?:까지|안에|내로)))"
    return re.compile(
        rf"(?i:{last}|(?<![a-z])next\sweek(?![a-z])|(?:다음|담)\s?주(?=\s|$|[^가-힣]|에|까지|쯤|중|안)(?!\s?[{KO_WEEKDAYS}](?:요일|욜)|\s?주말))"
    )


def _weeks(text: str, today: dt.date) -> Iterator[Day]:
    for match in _week_words().finditer(text):
        monday = shift(today, (0 if match["end"] else 7) - today.weekday())
        sunday = shift(monday, SUNDAY) if monday else None
        if monday and sunday:
            yield Day(max(sunday if match["end"] else monday, today), match.start(), match.end(), last=sunday)
