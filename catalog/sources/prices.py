"""Read a price as shops write it: "₩12,900", "1.299,00 €", "US$ 5", "79.99 USD". Never guesses a currency."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from functools import cache

from catalog.types import Money

MAX_AMOUNT = 10**12  # minor units; what is dearer is a broken feed, and columns of 64 bits must hold totals of it
DOLLARS = frozenset("USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP BBD BSD BMD BZD FJD GYD JMD LRD NAD SRD TTD".split())
SIGNS: dict[str, tuple[str, ...]] = {  # a sign: the currencies that write it, the one meant without more said first
    "$": ("USD", *sorted(DOLLARS - {"USD"})),
    "£": ("GBP", "EGP", "LBP", "GIP", "FKP"),
    "¥": ("JPY", "CNY"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"),  # nobody can tell these apart unless --currency does
    "kr.": ("", "DKK", "NOK", "SEK", "ISK"),
    "rs": ("INR", "PKR", "LKR", "NPR"),
    "rs.": ("INR", "PKR", "LKR", "NPR"),
    "원": ("KRW",), "₩": ("KRW",), "won": ("KRW",), "krw원": ("KRW",), "€": ("EUR",), "euro": ("EUR",),
    "us$": ("USD",), "u$s": ("USD",), "달러": ("USD",), "ca$": ("CAD",), "c$": ("CAD",), "cad$": ("CAD",),
    "a$": ("AUD",), "au$": ("AUD",), "nz$": ("NZD",), "hk$": ("HKD",), "nt$": ("TWD",), "s$": ("SGD",),
    "mx$": ("MXN",), "r$": ("BRL",), "円": ("JPY",), "엔": ("JPY",), "元": ("CNY",), "rmb": ("CNY",),
    "cn¥": ("CNY",), "jp¥": ("JPY",), "유로": ("EUR",), "₹": ("INR",), "₫": ("VND",), "đ": ("VND",),
    "฿": ("THB",), "₺": ("TRY",), "tl": ("TRY",), "zł": ("PLN",), "₽": ("RUB",), "руб": ("RUB",), "руб.": ("RUB",),
    "₴": ("UAH",), "₪": ("ILS",), "₱": ("PHP",), "fr.": ("CHF",), "sfr": ("CHF",), "kč": ("CZK",), "ft": ("HUF",),
    "лв": ("BGN",), "лв.": ("BGN",), "₦": ("NGN",), "₡": ("CRC",), "₲": ("PYG",), "rp": ("IDR",), "rm": ("MYR",),
    "lei": ("RON",),
}  # fmt: skip
# Where a lone dot before three digits parts thousands. Elsewhere it is a decimal point: "$1.299" is no $1,299.
DOT_PARTS_THOUSANDS = frozenset("EUR BRL IDR VND TRY DKK NOK ISK ARS CLP COP UYU PYG RSD RON CRC".split())
SPACES = " \u00a0\u202f\u2009'’"  # the characters between thousands besides dots and commas
AMOUNT = re.compile(rf"\d(?:[{SPACES}]\d{{3}}(?!\d)|[.,]?\d)*")
# Words that make one amount a start, a step or a share: no price can be promised from those.
NOT_ONE_PRICE = re.compile(r"\b(?:from|ab|desde|up to|starting|off)\b|부터|이상|할인|%|~|\d\s*[만천억]")
NOTHING = frozenset(("", "-", "nan", "null", "none", "n/a", "na"))
GROUPS = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:\.\d{3})+"
)  # 1,299,000 and the lakhs of 1,00,000 too


class NoPrice(Enum):
    """Why a product has no price, where that is no error."""

    UNSTATED = "nothing is said"
    UNKNOWN = "the currency is not said"
    UNCLEAR = "not one amount"


def price(value: object, currency: str | None = None) -> Money | NoPrice:
    """A price with its sign or code, or else in `currency`. Raises ValueError for an amount that cannot be."""
    if value is None or isinstance(value, bool | dict | list) or value == "":
        return NoPrice.UNSTATED
    if isinstance(value, float | Decimal) and Decimal(value).is_nan():  # how tables write an empty cell
        return NoPrice.UNSTATED
    if isinstance(value, int | float | Decimal):  # a number speaks no locale
        return _minor(Decimal(repr(value) if isinstance(value, float) else value), known(currency), value)
    text = _tidy(str(value)[:80])
    amounts = AMOUNT.findall(text)
    if not amounts:
        return NoPrice.UNSTATED if text in NOTHING else NoPrice.UNCLEAR
    if len(amounts) > 1 or NOT_ONE_PRICE.search(text):
        return NoPrice.UNCLEAR
    before, _, after = text.partition(amounts[0])
    if before.rstrip().endswith(("-", "−", "–")) or text.startswith(("-", "−", "–")):
        raise ValueError(f"price {str(value)[:30]!r} is below zero; give what a shopper pays")
    code = currency_of([before, after], known(currency))
    return _minor(_decimal(amounts[0], code, value), code, value)


def minor(amount: object, currency: object) -> Money | NoPrice:
    """A price that is already in minor units, as the commerce protocols give it."""
    if isinstance(amount, str) and re.fullmatch(r"\d{1,15}", amount):
        amount = int(amount)
    if isinstance(amount, float) and amount == amount // 1:
        amount = int(amount)
    if not isinstance(amount, int) or isinstance(amount, bool):
        return NoPrice.UNSTATED
    code = known(currency)
    return _minor(Decimal(amount).scaleb(-precision(code)), code, amount) if code else NoPrice.UNKNOWN


def known(code: object) -> str | None:
    """An ISO 4217 code in capitals, or None for what is none."""
    found = code.strip().upper() if isinstance(code, str) else ""
    return found if found in _currencies() else None


def precision(code: str) -> int:
    """The decimals of a currency: 2 for USD, none for KRW."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(code)


def currency_of(words: list[str], given: str | None) -> str | None:
    """The currency that the words around an amount name, else the given one. A shared sign takes the given one."""
    found = given
    for word in " ".join(words).replace("/", " ").split():
        code = known(word.strip("().:"))
        if code:
            return code
        shared = SIGNS.get(word) or SIGNS.get(word.strip("().:"))
        if shared:
            found = given if given in shared else shared[0] or None
    return found


def _tidy(text: str) -> str:
    """One width and case, no asides in brackets, `12,-` as `12`, `US $` as `US$`."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    folded = re.sub(r"\([^)]*\)|(?<=\d)[.,][-–]+", " ", folded).strip()
    return re.sub(r"\b(us|ca|au|nz|hk|nt)\s+\$", r"\1$", folded)


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def _decimal(digits: str, code: str | None, said: object) -> Decimal:
    """The number that the digits mean in the currency's country. Raises ValueError where they mean none."""
    bare = re.sub(f"[{SPACES}]", "", digits).rstrip(".,")
    point = max(bare.rfind("."), bare.rfind(","))
    whole, part = (bare[:point], bare[point + 1 :]) if point > 0 else (bare, "")
    sign = bare[point] if point > 0 else ""
    grouped = sign in whole or _parts_thousands(whole, part, sign, code) if sign else False
    if grouped:
        whole, part = bare, ""
    fits = GROUPS.fullmatch(whole) or whole.isdigit()
    spare = precision(code) == 0 if code else False  # a currency without decimals: a fraction is a slip
    if not fits or (sign == "," and len(part) > 2 and whole != "0") or (spare and part.strip("0")):
        raise ValueError(f"price {str(said)[:30]!r} is no amount; write it like 1299.00")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{part or 0}")


def _parts_thousands(whole: str, part: str, sign: str, code: str | None) -> bool:
    """Whether the one dot or comma parts thousands: three digits after it, and the currency's country does so."""
    if len(part) != 3 or len(whole) > 3 or whole == "0":
        return False
    return sign == "," or (code is not None and (precision(code) == 0 or code in DOT_PARTS_THOUSANDS))


def _minor(amount: Decimal, code: str | None, said: object) -> Money | NoPrice:
    if not amount.is_finite():
        raise ValueError("price is not a number; leave it empty where there is none")
    if amount < 0:
        raise ValueError(f"price {str(said)[:30]!r} is below zero; give what a shopper pays")
    if amount.adjusted() > len(str(MAX_AMOUNT)):
        raise ValueError("price is too large to be one; check the column")
    if amount == 0:  # a zero is a price that nobody filled in; a basket must not take it for a present
        return NoPrice.UNCLEAR
    if code is None:
        return NoPrice.UNKNOWN
    try:
        units = int((amount.scaleb(precision(code))).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation as error:
        raise ValueError(f"price {str(said)[:30]!r} is no amount; write it like 1299.00") from error
    if units > MAX_AMOUNT:
        raise ValueError("price is too large to be one; check the column")
    return Money(amount=units, currency=code) if units else NoPrice.UNCLEAR
