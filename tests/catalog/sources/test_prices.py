"""Prices as shops write them, and the ones that nobody can promise."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.prices import MAX_AMOUNT, NoPrice, minor, precision, price
from catalog.types import Money

UNSTATED, UNKNOWN, UNCLEAR = NoPrice.UNSTATED, NoPrice.UNKNOWN, NoPrice.UNCLEAR
READ = [  # text, the currency that was given, minor units, currency
    ("₩12,900", None, 12_900, "KRW"),
    ("12,900원", None, 12_900, "KRW"),
    ("12,900 원", None, 12_900, "KRW"),
    ("￦12,900", None, 12_900, "KRW"),
    ("１２,９００원", None, 12_900, "KRW"),
    ("12900원(부가세 포함)", None, 12_900, "KRW"),
    ("KRW 1,290,000", None, 1_290_000, "KRW"),
    ("12900", "KRW", 12_900, "KRW"),
    ("12900.00", "KRW", 12_900, "KRW"),
    ("1.299", "KRW", 1_299, "KRW"),
    ("1,299", "KRW", 1_299, "KRW"),
    ("900원", "USD", 900, "KRW"),
    ("$4.99", None, 499, "USD"),
    ("$ 4.99", None, 499, "USD"),
    ("US$ 5", None, 500, "USD"),
    ("US $5.50", None, 550, "USD"),
    ("USD 1,299.00", None, 129_900, "USD"),
    ("79.99 USD", None, 7_999, "USD"),
    ("79.99usd", None, 7_999, "USD"),
    ("$1,299", None, 129_900, "USD"),
    ("$1,299,000.50", None, 129_900_050, "USD"),
    ("$1.299", None, 130, "USD"),
    ("$0.5", None, 50, "USD"),
    ("$.5", None, 500, "USD"),
    ("4,99 USD", None, 499, "USD"),
    ("$12.", None, 1_200, "USD"),
    ("5 달러", None, 500, "USD"),
    ("12.345678", "USD", 1_235, "USD"),
    ("$5.00 each", None, 500, "USD"),
    ("CA$5", None, 500, "CAD"),
    ("$5", "CAD", 500, "CAD"),
    ("$5", "KRW", 500, "USD"),
    ("A$ 12.50", None, 1_250, "AUD"),
    ("NT$1,290", None, 129_000, "TWD"),
    ("R$ 1.299,90", None, 129_990, "BRL"),
    ("1.299,00 €", None, 129_900, "EUR"),
    ("1.299 €", None, 129_900, "EUR"),
    ("€1,299.00", None, 129_900, "EUR"),
    ("1 299,00 €", None, 129_900, "EUR"),
    ("1\u202f299,00\u00a0€", None, 129_900, "EUR"),
    ("12,5 €", None, 1_250, "EUR"),
    ("12,- €", None, 1_200, "EUR"),
    ("0,99 EUR", None, 99, "EUR"),
    ("0.299 €", None, 30, "EUR"),
    ("12.99", "EUR", 1_299, "EUR"),
    ("£4.99", None, 499, "GBP"),
    ("£1,299", None, 129_900, "GBP"),
    ("4.99 GBP", "USD", 499, "GBP"),
    ("¥1,200", None, 1_200, "JPY"),
    ("¥12.50", "CNY", 1_250, "CNY"),
    ("1,200円", None, 1_200, "JPY"),
    ("CHF 1'299.00", None, 129_900, "CHF"),
    ("CHF 12.-", None, 1_200, "CHF"),
    ("₹1,00,000.00", None, 10_000_000, "INR"),
    ("Rs. 499", None, 49_900, "INR"),
    ("1.299.000 ₫", None, 1_299_000, "VND"),
    ("49,99 zł", None, 4_999, "PLN"),
    ("KWD 1.299", None, 1_299, "KWD"),
    ("1.250 BHD", None, 1_250, "BHD"),
    ("129 kr", "SEK", 12_900, "SEK"),
    ("1 299,50 kr", "NOK", 129_950, "NOK"),
    (4.99, "USD", 499, "USD"),
    (15000, "KRW", 15_000, "KRW"),
    (Decimal("0.1"), "USD", 10, "USD"),
    (1299.5, "KRW", 1_300, "KRW"),
]
NONE = [
    (None, "USD", UNSTATED),
    ("", "USD", UNSTATED),
    ("  ", "USD", UNSTATED),
    ("N/A", "USD", UNSTATED),
    (float("nan"), "USD", UNSTATED),
    (["5"], "USD", UNSTATED),
    ({"amount": 5}, "USD", UNSTATED),
    (True, "USD", UNSTATED),
    ("12900", None, UNKNOWN),
    ("12.50", None, UNKNOWN),
    ("129 kr", None, UNKNOWN),
    ("129 kr", "USD", UNKNOWN),
    (5, None, UNKNOWN),
    ("5.00", "ZZZ", UNKNOWN),
    ("call us", "USD", UNCLEAR),
    ("free", "USD", UNCLEAR),
    ("$0.00", "USD", UNCLEAR),
    (0, "USD", UNCLEAR),
    (0.004, "USD", UNCLEAR),
    ("$10 - $20", None, UNCLEAR),
    ("from $10", None, UNCLEAR),
    ("2 for $5", None, UNCLEAR),
    ("10,000원부터", None, UNCLEAR),
    ("12,900원~", None, UNCLEAR),
    ("3만원", None, UNCLEAR),
    ("20% off", "USD", UNCLEAR),
    ("$5.00/100g", None, UNCLEAR),
]
IMPOSSIBLE = [
    "-5.00", "$-5", "-$5", "−5", "1,2345.00", "1.2.3 USD", "12,34,5 USD", "1,23456 USD",
    "9" * 40, float("inf"), -3, -0.5, 10**30,
]  # fmt: skip


@pytest.mark.parametrize(("text", "given_currency", "amount", "currency"), READ)
def test_a_price_is_read_as_its_country_writes_it(
    text: object, given_currency: str | None, amount: int, currency: str
) -> None:
    """Signs, codes, and thousands in the currency's own manner."""
    assert price(text, given_currency) == Money(amount=amount, currency=currency)


@pytest.mark.parametrize(("value", "currency", "why"), NONE)
def test_what_promises_no_price_gives_none_and_says_why(value: object, currency: str | None, why: NoPrice) -> None:
    """Nothing is guessed: not a currency, not one end of a range, not that a zero is a present."""
    assert price(value, currency) is why


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_an_amount_that_cannot_be_is_an_error_with_a_mend(value: object) -> None:
    """Below zero, too large, or separators that fit no country."""
    with pytest.raises(ValueError, match=";"):
        price(value, "USD")


@pytest.mark.parametrize("text", ["12,9000원", "12,9원", "12900.5 KRW"])
def test_won_have_no_fractions(text: str) -> None:
    """A slip in a currency without decimals is an error, never a price of 13 won."""
    with pytest.raises(ValueError, match="no amount"):
        price(text)


@given(
    st.integers(1, 10**9),
    st.sampled_from(["USD", "KRW", "EUR", "GBP", "JPY", "BRL", "PLN", "INR", "CHF"]),
    st.sampled_from(["en_US", "ko_KR", "de_DE", "en_GB", "ja_JP", "pt_BR", "en_IN", "fr_FR"]),
)
def test_what_a_locale_writes_is_read_back(amount: int, currency: str, locale: str) -> None:
    """Round trip: Babel writes an amount as its readers expect it, and it comes back to the minor unit."""
    value = Decimal(amount).scaleb(-precision(currency))
    shown = format_currency(value, currency, "#,##0.00" if precision(currency) else "#,##0", locale)
    assert price(f"{shown} {currency}") == Money(amount=amount, currency=currency)


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.decimals()))
def test_anything_gives_money_or_a_reason(value: object) -> None:
    """No text and no number gives anything but money, a reason, or a ValueError."""
    try:
        found = price(value, "USD")
    except ValueError:
        return
    assert isinstance(found, NoPrice) or 0 <= found.amount <= MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "currency", "found"),
    [
        (1999, "USD", Money(amount=1999, currency="USD")),
        (15000, "krw", Money(amount=15000, currency="KRW")),
        ("1999", "EUR", Money(amount=1999, currency="EUR")),
        (1999.0, "USD", Money(amount=1999, currency="USD")),
        (19.99, "USD", UNSTATED),
        (1999, None, UNKNOWN),
        (None, "USD", UNSTATED),
        (True, "USD", UNSTATED),
        ([], "USD", UNSTATED),
    ],
)
def test_minor_units_are_taken_as_they_are(amount: object, currency: object, found: object) -> None:
    """The protocols' amounts are whole minor units; a fraction among them is no amount."""
    assert minor(amount, currency) == found
