"""Days, deadlines, and how long things last."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.dates import find_dates
from assistant.understand.holidays import holidays

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"))
AT = dt.datetime(2026, 10, 14, 15, 0)
PIECES = st.sampled_from(
    [
        "3",
        "24",
        "일",
        "박",
        "월",
        "/",
        " ",
        "next ",
        "Friday",
        "다음 주 ",
        "토요일",
        "까지",
        "for a week",
        "in ",
        "days",
        "추석",
        "Dec ",
    ]
)


def outcome(text: str) -> dict[str, Any] | None:
    """What is found in a text, as the table writes it."""
    dates = find_dates(text, AT)
    said = {"day": dates.day, "deliver_by": dates.deliver_by, "nights": dates.nights, "days": dates.days}
    return {key: found.value for key, found in said.items() if found is not None} or None


@pytest.mark.parametrize("case", CASES["en"] + CASES["ko"], ids=lambda case: case["text"])
def test_days_and_lengths_are_what_the_shopper_said(case: dict[str, Any]) -> None:
    assert outcome(case["text"]) == case["expect"]


@pytest.mark.parametrize("day", [dt.datetime(2024, 1, 1) + dt.timedelta(days=37 * i) for i in range(80)])
def test_named_days_are_never_in_the_past(day: dt.datetime) -> None:
    for text in ("추석", "설날", "크리스마스", "thanksgiving", "easter", "mother's day"):
        found = find_dates(text, day).day
        assert found is not None
        assert dt.timedelta() <= found.value - day.date() < dt.timedelta(days=410)


def test_every_named_day_is_found_by_the_words_of_its_list() -> None:
    assert all(holiday.in_year(2026) for _, holiday in holidays())


@pytest.mark.parametrize("at", [dt.datetime.max, dt.datetime.min, dt.datetime(2028, 2, 29)])
def test_the_ends_of_the_calendar_do_no_harm(at: dt.datetime) -> None:
    text = "next Friday, in two weeks, 추석, 다음주까지, 12/31, easter, tomorrow, before today"
    dates = find_dates(text, at)
    for found in (dates.day, dates.deliver_by, dates.days, dates.nights):
        assert found is None or found.span.text in text


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)),
    st.datetimes(min_value=dt.datetime(2024, 1, 1), max_value=dt.datetime(2032, 1, 1)),
)
def test_spans_are_exact_whatever_the_text(text: str, at: dt.datetime) -> None:
    dates = find_dates(text, at)
    for found in (dates.day, dates.deliver_by, dates.days, dates.nights):
        assert found is None or text[found.span.start : found.span.end] == found.span.text
