"""What comes in before it is understood: markets, control characters, length, impossible budgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from assistant.errors import BadInput
from assistant.explain.phrases import money, say
from assistant.types import Notice, Request, Turn
from assistant.understand.language import detect
from assistant.understand.request import LONGEST
from catalog.types import CURRENCY, Market

RESET = re.compile(
    r"(?:let'?s |please |can we )?(?:start (?:over|again|fresh|from scratch)|reset|new (?:basket|conversation)|"
    r"clear (?:it|all|everything))(?: please)?|"
    r"처음부터(?: 다시)?(?: 할래| 하자| 해줘| 시작)?|"
    r"다시 시작(?:할래|하자|해줘)?|초기화(?:해줘)?|새로 (?:할래|시작|하자)",
    re.IGNORECASE,
)


def market_of(code: str | None) -> Market | None:
    """The market of a code. Raises BadInput with the ones there are."""
    if code is None or code == "":
        return None
    if code not in CURRENCY:
        raise BadInput(f"market: {code[:20]!r} is not one of {', '.join(sorted(CURRENCY))}; leave it out or choose one")
    return code


def clean(text: str) -> tuple[str, Callable[[str], Iterator[Notice]]]:
    """The text without control characters, cut to what is read, and what to say about that."""
    composed = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    printable = "".join(c if c.isprintable() or c == "\n" else " " for c in composed)
    cut = len(text) > LONGEST

    def said(language: str) -> Iterator[Notice]:
        if cut:
            yield Notice(code="truncated", text=say(language, "notice_truncated", count=LONGEST))

    return printable[:LONGEST].strip(), said


def notices(turn: Turn, request: Request, text: str, known_session: bool) -> Iterator[Notice]:
    """What to say about the turn itself."""
    language = request.language
    if turn.session and not known_session:
        yield Notice(code="new_session", text=say(language, "notice_new_session"))
    if detect(text).other:
        yield Notice(code="other_language", text=say(language, "notice_other_language"))


def unanswerable(request: Request) -> tuple[str, tuple[Notice, ...]] | None:
    """Words for a request that no basket can answer yet: nothing said, or a budget that buys nothing here."""
    language = request.language
    if not any(c.isalnum() for c in request.text):
        return say(language, "ask_empty"), ()
    if request.budget is None:
        return None
    limit = request.budget.limit
    shop = CURRENCY[request.market]
    if limit.currency != shop:
        text = say(
            language, "notice_currency", shop=_currency(shop, language), said=_currency(limit.currency, language)
        )
        return text, (Notice(code="currency", text=text),)
    if limit.amount <= 0:
        key = "notice_budget_zero" if limit.amount == 0 else "notice_budget_negative"
        text = say(language, key, budget=money(limit, language))
        return text, (Notice(code="budget", text=text),)
    return None


def _currency(code: str, language: str) -> str:
    from babel.numbers import get_currency_name

    return str(get_currency_name(code, count=2, locale=language)).replace("US dollars", "US dollars")
