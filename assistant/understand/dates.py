"""When a job is, by when its things must be there, and how many days and nights it lasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.types import Span
from assistant.understand.calendar_days import Day, days, shift
from assistant.understand.cues import just_after, just_before
from assistant.understand.durations import Length, lasts, lengths, stay
from assistant.understand.found import Found


@dataclass(frozen=True)
class Dates:
    """What a text says about time; None where it says nothing."""

    day: Found[dt.date] | None = None
    deliver_by: Found[dt.date] | None = None
    days: Found[int] | None = None
    nights: Found[int] | None = None


@dataclass(frozen=True)
class _Placed:
    """A day with its words around, and whether it is a deadline."""

    day: Day
    deadline: bool


def find_dates(text: str, at: dt.datetime) -> Dates:
    """Find the days that a text names, as they are on the day of `at`, and the lengths of time."""
    nights, days_long = stay(text)
    spans = list(lengths(text))
    placed = list(_apart(text, [*_offsets(text, at.date(), spans), *_placed(text, at.date())], nights))
    plain = sorted((p.day for p in placed if not p.deadline), key=lambda day: (day.named, day.start))
    due = [p.day for p in placed if p.deadline]
    long = next((span for span in spans if _is_long(text, span, placed, nights)), None)
    return Dates(
        day=_found(text, plain[0].date, plain[0]) if plain else None,
        deliver_by=_found(text, due[0].date, due[0]) if due else None,
        days=_length(text, long or days_long),
        nights=_length(text, nights),
    )


def _placed(text: str, today: dt.date) -> Iterator[_Placed]:
    """Tell deadlines from days: "by Friday", "금요일까지", "before Christmas"."""
    for day in days(text, today):
        if just_before("dates", "past_before", text, day.start):
            continue
        for key, early in (("before", 1), ("by", 0)):
            before = just_before("dates", f"{key}_before", text, day.start)
            after = just_after("dates", f"{key}_after", text, day.end)
            if before or after:
                date = max(shift(day.last or day.date, -early) or day.date, today)
                start, end = before.start() if before else day.start, after.end() if after else day.end
                yield _Placed(Day(date, start, end, named=day.named), deadline=True)
                break
        else:
            yield _Placed(day, deadline=False)


def _offsets(text: str, today: dt.date, spans: list[Length]) -> Iterator[_Placed]:
    """Lengths that point at a day: "in two weeks", "사흘 뒤"; or at a deadline: "within 3 days", "이틀 안에"."""
    for span in spans:
        for key, side, deadline in (("within", just_before, True), ("in", just_before, False)):
            if found := side("dates", f"{key}_before", text, span.start):
                yield from _offset(span, today, found.start(), span.end, deadline)
                break
        else:
            if just_after("dates", "not_long_after_deadline", text, span.end):
                continue
            for key, deadline in (("within_after", True), ("later_after", False)):
                if found := just_after("dates", key, text, span.end):
                    yield from _offset(span, today, span.start, found.end(), deadline)
                    break


def _offset(span: Length, today: dt.date, start: int, end: int, deadline: bool) -> Iterator[_Placed]:
    if date := shift(today, span.days):
        yield _Placed(Day(date, start, end), deadline)


def _apart(text: str, found: list[_Placed], nights: Length | None) -> Iterator[_Placed]:
    """The days in the order of the text; of readings that overlap, the one listed first."""
    kept: list[_Placed] = []
    for placed in found:
        day = placed.day
        if nights and day.start < nights.end and nights.start < day.end and not _weekend(text, day):
            continue
        if all(day.end <= other.day.start or other.day.end <= day.start for other in kept):
            kept.append(placed)
    yield from sorted(kept, key=lambda placed: placed.day.start)


def _weekend(text: str, day: Day) -> bool:
    """A weekend trip names its day and its length with the same word."""
    said = text[day.start : day.end].casefold()
    return "weekend" in said or "주말" in said


def _is_long(text: str, span: Length, placed: list[_Placed], nights: Length | None) -> bool:
    if any(span.start < p.day.end and p.day.start < span.end for p in placed):
        return False
    if nights and span.start < nights.end and nights.start < span.end:
        return False
    return lasts(text, span)


def _found(text: str, date: dt.date, day: Day) -> Found[dt.date]:
    return Found(date, Span(start=day.start, end=day.end, text=text[day.start : day.end]))


def _length(text: str, length: Length | None) -> Found[int] | None:
    if length is None:
        return None
    return Found(length.days, Span(start=length.start, end=length.end, text=text[length.start : length.end]))
