"""Days that have a name, and when they come next."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.understand.cues import bounded, load


class Holiday(BaseModel):
    """A named day and how to find it in a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    says: tuple[str, ...]
    fixed: str | None = None
    nth: tuple[int, int, int] | None = None
    easter: int | None = None
    dates: tuple[dt.date, ...] = ()

    def in_year(self, year: int) -> dt.date | None:
        """The day in a year, None where the table does not reach."""
        if self.fixed:
            month, day = map(int, self.fixed.split("-"))
            return dt.date(year, month, day)
        if self.nth:
            return _nth(year, *self.nth)
        if self.easter is not None:
            return _easter(year) + dt.timedelta(days=self.easter)
        return next((date for date in self.dates if date.year == year), None)

    def on_or_after(self, today: dt.date) -> dt.date | None:
        """The next such day."""
        days = (self.in_year(year) for year in (today.year, today.year + 1) if year <= dt.MAXYEAR)
        return next((day for day in days if day and day >= today), None)


def _nth(year: int, month: int, weekday: int, which: int) -> dt.date:
    """The nth weekday of a month, counted from its end where negative."""
    if which > 0:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = dt.date(year, month + 1, 1) - dt.timedelta(days=1)
    return last - dt.timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-which - 1))


def _easter(year: int) -> dt.date:
    """Easter Sunday by the anonymous Gregorian computus."""
    century, in_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def holidays() -> tuple[tuple[re.Pattern[str], Holiday], ...]:
    """Every named day and the pattern that finds its names."""
    listed: list[Holiday] = load("holidays", list[Holiday])
    return tuple((re.compile(f"(?i:{'|'.join(map(bounded, holiday.says))})"), holiday) for holiday in listed)
